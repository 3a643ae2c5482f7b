//! The containers in which Keras writes: what each holds, as one [`KerasFile`].

mod h5;
mod places;

use super::file::KerasFile;
use googlenet_dsl::file_kind::FileKind;
use std::borrow::Cow;
use std::path::Path;

/// Reads a file of Keras of any kind. `folder` is that of the file, in which the further files lie that it names; with
/// `None` these are refused.
///
/// # Errors
/// A reason in words that follow the file's name.
pub(crate) fn read<'a>(bytes: &'a [u8], folder: Option<&Path>) -> Result<KerasFile<'a>, String> {
    let _ = folder;
    match FileKind::of(bytes) {
        Some(FileKind::Hdf5) => h5::read(Cow::Borrowed(bytes)),
        Some(other) => Err(format!("it is {other}")),
        None => Err("it is of no kind that is known".to_owned()),
    }
}
