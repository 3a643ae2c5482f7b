//! The table of formats of weight files, and the function that opens files of all of them.

use super::error::WeightsError;
use super::file::WeightFile;
use super::keras_file::Keras;
use super::pytorch::Pytorch;
use super::reader::WeightReader;
use super::safetensors::Safetensors;
use crate::open::ModelFile;
use googlenet_dsl::file_kind::{FileKind, FileRole};
use std::path::Path;

/// All formats. No kind of file belongs to two of them.
static READERS: [&dyn WeightReader; 3] = [&Safetensors, &Keras, &Pytorch];

/// Opens a file of weights, whose format its content tells. `folder` is that of the file, in which the further files
/// lie that it names, such as the shards of TensorFlow.js; with `None` these are refused.
///
/// # Errors
/// [`WeightsError::OtherKind`] if the file has no weights in a format that can be read, [`WeightsError::Unreadable`] if
/// it is damaged, or holds what is no tensor.
pub fn open_weights<'a>(
    file: &ModelFile<'a>,
    folder: Option<&Path>,
) -> Result<WeightFile<'a>, WeightsError> {
    let kind = FileKind::of(file.bytes);
    let reader = kind.and_then(|kind| READERS.iter().find(|reader| reader.reads(kind)));
    match reader {
        Some(reader) => reader.open(file, folder),
        None => Err(WeightsError::OtherKind {
            file: file.name.to_owned(),
            wrong: FileRole::Weights.mistake(file.bytes),
        }),
    }
}
