//! The containers in which Keras writes: what each holds, as one [`KerasFile`].

mod archive;
mod h5;
mod places;
mod tensor;
#[cfg(test)]
mod tests;
mod text;
mod tfjs;

use super::file::KerasFile;
use googlenet_dsl::file_kind::FileKind;
pub(crate) use places::VARIABLES;
use std::borrow::Cow;
use std::path::Path;
use text::{fields, text, word};

/// Reads a file of Keras of any kind: HDF5, an archive, `model.json` of TensorFlow.js, or an architecture as JSON.
/// `folder` is that of the file, in which the further files lie that it names; with `None` these are refused.
///
/// # Errors
/// A reason in words that follow the file's name: `it is damaged: …`.
pub(crate) fn read<'a>(bytes: &'a [u8], folder: Option<&Path>) -> Result<KerasFile<'a>, String> {
    match FileKind::of(bytes) {
        Some(FileKind::Hdf5) => h5::read(Cow::Borrowed(bytes)),
        Some(FileKind::Keras) => archive::read(bytes),
        Some(FileKind::TfJs) => tfjs::read(bytes, folder),
        Some(FileKind::KerasJson) => architecture(text(bytes)?),
        Some(other) => Err(format!("it is {other}; expected a file of Keras")),
        None => Err("it is of no kind that is known; expected a file of Keras".to_owned()),
    }
}

/// Reads an architecture alone, as `model.to_json()` writes it.
fn architecture(json: &str) -> Result<KerasFile<'_>, String> {
    let fields = fields(json, "it")?;
    Ok(KerasFile {
        config: Some(Cow::Borrowed(json)),
        version: fields
            .get("keras_version")
            .and_then(|version| word(version)),
        ..KerasFile::default()
    })
}
