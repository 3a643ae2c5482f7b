//! Caffe as a format of the table.

use super::error::OpenError;
use super::file::Files;
use super::format::{Format, Part};
use super::options::OpenOptions;
use super::reader::Reader;
use crate::caffe::{self, Error, Options};
use crate::import::Imported;
use googlenet_dsl::file_kind::{FileKind, FileRole};

pub(super) struct Caffe;

impl Reader for Caffe {
    fn format(&self) -> Format {
        Format::Caffe
    }

    fn part(&self, kind: FileKind) -> Option<Part> {
        match kind {
            FileKind::Prototxt | FileKind::CaffeSolver => Some(Part::Network),
            FileKind::Caffemodel => Some(Part::Weights),
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
        let OpenOptions {
            name,
            input_size,
            preprocess,
            mean_picture,
            labels,
            ..
        } = options.clone();
        let options = Options {
            name,
            input_size,
            preprocess,
            mean_picture,
            labels,
        };
        let prototxt = files.network;
        let imported = match files.weights {
            Some(weights) => caffe::import(prototxt.name, prototxt.bytes, weights.bytes, &options),
            None => caffe::import_network(prototxt.name, prototxt.bytes, &options),
        };
        imported.map_err(|error| {
            let of_weights = match &error {
                Error::Caffemodel { .. } | Error::CutOff { .. } | Error::Weights { .. } => true,
                Error::OtherKind { wrong } => wrong.role == FileRole::Caffemodel,
                _ => false,
            };
            let file = files.weights.filter(|_| of_weights).unwrap_or(prototxt);
            OpenError::Caffe {
                file: file.name.to_owned(),
                error,
            }
        })
    }
}
