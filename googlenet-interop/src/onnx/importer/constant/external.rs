//! Data of tensors that lies in other files: only in files inside the folder of the model.

use crate::onnx::importer::file::External;
use crate::wire;
use std::ops::Range;
use std::path::Path;
use std::sync::Arc;

/// The folder of the model, with the files that have been read from it.
#[derive(Debug, Default)]
pub(in crate::onnx::importer) struct Folder(wire::Folder);

impl Folder {
    pub(in crate::onnx::importer) fn new(path: Option<&Path>) -> Folder {
        Folder(wire::Folder::new(path))
    }

    /// Returns the bytes of the file that holds a tensor's `bytes` bytes, and their range.
    ///
    /// # Errors
    /// Returns the reason why the file is not read: its path leads out of the folder, or it is too short.
    pub(super) fn data(
        &mut self,
        external: External<'_>,
        bytes: u64,
    ) -> Result<(Arc<Vec<u8>>, Range<usize>), String> {
        let External {
            location,
            offset,
            length,
        } = external;
        if let Some(length) = length.filter(|length| *length != bytes) {
            return Err(format!(
                "{length} bytes in {location:?}, where its sizes make {bytes}"
            ));
        }
        let file = self.0.file(location);
        let file = file.map_err(|why| format!("its values are in {location:?}{why}"))?;
        let end = offset
            .checked_add(bytes)
            .and_then(|end| usize::try_from(end).ok());
        let end = end.filter(|end| *end <= file.len()).ok_or_else(|| {
            format!(
                "bytes {offset} to {} of {location:?}, which has {}",
                u128::from(offset) + u128::from(bytes),
                file.len()
            )
        })?;
        let start = end - bytes as usize;
        Ok((file, start..end))
    }
}
