//! The interface of a format of weight files.

use super::error::WeightsError;
use super::file::WeightFile;
use crate::open::ModelFile;
use googlenet_dsl::file_kind::FileKind;
use std::path::Path;

/// A format of weight files.
pub(super) trait WeightReader: Sync {
    /// Returns whether files of the kind are of this format.
    fn reads(&self, kind: FileKind) -> bool;

    /// Opens a file. `folder` is that of the file, in which the further files lie that it names; with `None` these are
    /// refused.
    ///
    /// # Errors
    /// The file is damaged, or holds what is no tensor.
    fn open<'a>(
        &self,
        file: &ModelFile<'a>,
        folder: Option<&Path>,
    ) -> Result<WeightFile<'a>, WeightsError>;
}
