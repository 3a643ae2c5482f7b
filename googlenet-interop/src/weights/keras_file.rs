//! Files of Keras: HDF5 files, archives, models of TensorFlow.js.

use super::error::WeightsError;
use super::file::{WeightFile, WeightFormat};
use super::keras::named;
use super::reader::WeightReader;
use crate::keras;
use crate::open::ModelFile;
use googlenet_dsl::file_kind::FileKind;
use std::path::Path;

pub(super) struct Keras;

fn format(kind: FileKind) -> Option<WeightFormat> {
    match kind {
        FileKind::Hdf5 => Some(WeightFormat::KerasH5),
        FileKind::Keras => Some(WeightFormat::Keras),
        FileKind::TfJs => Some(WeightFormat::TfJs),
        _ => None,
    }
}

impl WeightReader for Keras {
    fn reads(&self, kind: FileKind) -> bool {
        format(kind).is_some()
    }

    fn open<'a>(
        &self,
        file: &ModelFile<'a>,
        folder: Option<&Path>,
    ) -> Result<WeightFile<'a>, WeightsError> {
        let read = keras::read(file.bytes, folder);
        let read = read.map_err(|reason| WeightsError::unreadable(file.name, reason))?;
        let Some(variables) = read.variables else {
            let reason = "it holds the architecture of a model, and no weights; help: `model.save_weights(PATH)` in Keras \
                          writes them";
            return Err(WeightsError::unreadable(file.name, reason));
        };
        Ok(WeightFile {
            name: file.name.to_owned(),
            format: FileKind::of(file.bytes)
                .and_then(format)
                .unwrap_or(WeightFormat::KerasH5),
            tensors: named(variables, &read.names),
            warnings: read.warnings,
        })
    }
}
