//! ONNX as a format of the table.

use super::error::OpenError;
use super::file::Files;
use super::format::{Format, Part};
use super::options::OpenOptions;
use super::reader::Reader;
use crate::import::Imported;
use crate::onnx::{self, ImportError, Options};
use googlenet_dsl::file_kind::FileKind;

pub(super) struct Onnx;

impl Reader for Onnx {
    fn format(&self) -> Format {
        Format::Onnx
    }

    fn part(&self, kind: FileKind) -> Option<Part> {
        (kind == FileKind::Onnx).then_some(Part::Network)
    }

    fn has_weight_file(&self) -> bool {
        false
    }

    fn import<'a>(
        &self,
        files: Files<'_, 'a>,
        options: &OpenOptions,
    ) -> Result<Imported<'a>, OpenError> {
        if options.mean_picture.is_some() {
            return Err(OpenError::Onnx {
                file: files.network.name.to_owned(),
                error: ImportError::Description {
                    reason: "a mean picture is subtracted by networks of Caffe alone; help: give a mean for each channel"
                        .to_owned(),
                },
            });
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
            folder: files.folder.cloned(),
        };
        let imported = onnx::import_file(files.network.bytes, files.network.stem(), &options);
        imported.map_err(|error| OpenError::Onnx {
            file: files.network.name.to_owned(),
            error,
        })
    }
}
