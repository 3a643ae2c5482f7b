//! Tensors of the file as constants.

use super::external::Folder;
use super::values::Stored;
use crate::items::{Constant, Store};
use crate::onnx::importer::file::{StoredData, TensorFile};
use std::sync::Arc;

/// Adds a tensor of the file to the constants, under a name.
///
/// # Errors
/// Returns the reason why data in another file, which `folder` reads, cannot be read.
pub(in crate::onnx::importer) fn added<'a>(
    store: &mut Store<'a>,
    folder: &mut Folder,
    name: &str,
    tensor: &TensorFile<'a>,
) -> Result<Constant, String> {
    let data = match &tensor.data {
        StoredData::Raw(bytes) => Stored::Raw(bytes, tensor.ty),
        StoredData::List { body, field } => Stored::List(*body, *field, tensor.ty),
        StoredData::External(external) => {
            let bytes = tensor.len as u64 * tensor.ty.bytes() as u64;
            let (file, range) = folder.data(*external, bytes)?;
            Stored::Shared(file, range, tensor.ty)
        }
    };
    Ok(store.add(name, tensor.sizes.clone(), Arc::new(data)))
}
