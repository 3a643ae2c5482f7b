//! The interface of a format.

use super::error::OpenError;
use super::file::Files;
use super::format::{Format, Part};
use super::options::OpenOptions;
use crate::import::Imported;
use googlenet_dsl::file_kind::FileKind;

/// A format: which files belong to it, and how they are imported.
pub(super) trait Reader: Sync {
    fn format(&self) -> Format;

    /// Returns what a file of the kind is of a model of this format; `None` if it is of another one.
    fn part(&self, kind: FileKind) -> Option<Part>;

    /// Returns whether a model has a second file, with the weights.
    fn has_weight_file(&self) -> bool;

    /// Imports a model. Without a weight file, where there can be one, the result has no weights.
    ///
    /// # Errors
    /// Those of the format.
    fn import<'a>(
        &self,
        files: Files<'_, 'a>,
        options: &OpenOptions,
    ) -> Result<Imported<'a>, OpenError>;
}
