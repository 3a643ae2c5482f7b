//! Keras as a format of the table.

use super::error::OpenError;
use super::file::{Files, ModelFile};
use super::format::{Format, Part};
use super::options::OpenOptions;
use super::reader::Reader;
use crate::import::Imported;
use crate::keras::{self, Error, KerasFile, Options};
use googlenet_dsl::file_kind::FileKind;

pub(super) struct Keras;

impl Reader for Keras {
    fn format(&self) -> Format {
        Format::Keras
    }

    /// Whether an HDF5 file has the architecture, too, shows when it is read.
    fn part(&self, kind: FileKind) -> Option<Part> {
        match kind {
            FileKind::Hdf5 | FileKind::Keras | FileKind::KerasJson | FileKind::TfJs => {
                Some(Part::Network)
            }
            _ => None,
        }
    }

    fn has_weight_file(&self) -> bool {
        true
    }

    fn import<'a>(
        &self,
        files: Files<'_, 'a>,
        options: &OpenOptions,
    ) -> Result<Imported<'a>, OpenError> {
        let folder = files.folder.map(|folder| folder.as_path());
        let failed = |file: &ModelFile<'_>, error: Error| OpenError::Keras {
            file: file.name.to_owned(),
            error,
        };
        let read = |file: &ModelFile<'a>| {
            let read = keras::read(file.bytes, folder);
            read.map_err(|reason| failed(file, Error::File { reason }))
        };
        let mut network = files.network;
        let mut content = read(network)?;
        let mut weights: Option<(&ModelFile<'a>, KerasFile<'a>)> = None;
        if let Some(other) = files.weights {
            let read = read(other)?;
            // The files may be in any order.
            match content.config.is_none() && read.config.is_some() {
                true => {
                    weights = Some((network, content));
                    (network, content) = (other, read);
                }
                false => weights = Some((other, read)),
            }
        }
        let OpenOptions {
            name,
            input_size,
            preprocess,
            labels,
            ..
        } = options.clone();
        let options = Options {
            name,
            input_size,
            preprocess,
            labels,
        };
        let stem = network.stem();
        let stem = stem.map(|stem| stem.trim_end_matches(".weights"));
        let (file, weights) = match weights {
            Some((file, weights)) => (Some(file), Some(weights)),
            None => (None, None),
        };
        keras::import(content, weights, stem, &options).map_err(|error| {
            let of_weights = matches!(error, Error::Weights { .. });
            failed(file.filter(|_| of_weights).unwrap_or(network), error)
        })
    }
}
