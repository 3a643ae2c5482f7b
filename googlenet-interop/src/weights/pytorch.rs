//! Files of PyTorch.

use super::error::WeightsError;
use super::file::{WeightFile, WeightFormat};
use super::reader::WeightReader;
use crate::open::ModelFile;
use crate::pytorch;
use googlenet_dsl::file_kind::FileKind;
use std::path::Path;

pub(super) struct Pytorch;

impl WeightReader for Pytorch {
    fn reads(&self, kind: FileKind) -> bool {
        matches!(kind, FileKind::Pytorch | FileKind::OldPytorch)
    }

    fn open<'a>(
        &self,
        file: &ModelFile<'a>,
        _folder: Option<&Path>,
    ) -> Result<WeightFile<'a>, WeightsError> {
        let read = pytorch::read(file.bytes);
        let read = read.map_err(|reason| WeightsError::unreadable(file.name, reason))?;
        Ok(WeightFile {
            name: file.name.to_owned(),
            format: WeightFormat::Pytorch,
            tensors: read.tensors,
            warnings: read.warnings,
        })
    }
}
