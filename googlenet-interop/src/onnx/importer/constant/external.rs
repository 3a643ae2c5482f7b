//! Data of tensors that lies in other files: only in files inside the folder of the model.

use crate::onnx::importer::file::External;
use std::collections::HashMap;
use std::fs;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The folder of the model, with the files that have been read from it.
#[derive(Debug, Default)]
pub(in crate::onnx::importer) struct Folder {
    /// `None` for a model without a folder, whose tensors cannot be in other files.
    path: Option<PathBuf>,
    read: HashMap<PathBuf, Arc<Vec<u8>>>,
}

impl Folder {
    pub(in crate::onnx::importer) fn new(path: Option<&Path>) -> Folder {
        Folder {
            path: path.map(Path::to_owned),
            read: HashMap::new(),
        }
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
        let file = self.file(location)?;
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

    /// Reads a file inside the folder, once.
    fn file(&mut self, location: &str) -> Result<Arc<Vec<u8>>, String> {
        let Some(folder) = &self.path else {
            return Err(format!(
                "its values are in {location:?}, and no folder of the model is known"
            ));
        };
        let relative = Path::new(location);
        let inside = relative
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        if !inside || location.contains(['\\', '\0']) || location.contains(':') {
            return Err(format!(
                "its values are in {location:?}, which is not inside the model's folder"
            ));
        }
        let unreadable = |error: std::io::Error| format!("its values are in {location:?}: {error}");
        let folder = match folder.as_os_str().is_empty() {
            true => Path::new("."),
            false => folder,
        };
        let root = fs::canonicalize(folder).map_err(unreadable)?;
        let path = fs::canonicalize(folder.join(relative)).map_err(unreadable)?;
        if !path.starts_with(&root) {
            return Err(format!(
                "its values are in {location:?}, a link that leads out of the model's folder"
            ));
        }
        if !fs::metadata(&path).map_err(unreadable)?.is_file() {
            return Err(format!("its values are in {location:?}, which is no file"));
        }
        if let Some(read) = self.read.get(&path) {
            return Ok(read.clone());
        }
        let read = Arc::new(fs::read(&path).map_err(unreadable)?);
        self.read.insert(path, read.clone());
        Ok(read)
    }
}
