//! The files of a model as the caller has them.

use std::path::{Path, PathBuf};

/// A file of a model: its content, and what messages call it.
#[derive(Debug, Clone, Copy)]
pub struct ModelFile<'a> {
    /// Name of the file in messages, normally its path.
    pub name: &'a str,
    /// Content of the file.
    pub bytes: &'a [u8],
}

impl<'a> ModelFile<'a> {
    /// Returns the name of the file without its folder and ending; `None` for a name without an ending, which is that
    /// of no file but a word for one.
    pub(super) fn stem(&self) -> Option<&'a str> {
        let path = Path::new(self.name);
        path.extension().and_then(|_| path.file_stem()?.to_str())
    }
}

/// The files of a model, by what each is.
#[derive(Debug, Clone, Copy)]
pub(super) struct Files<'f, 'a> {
    /// The file with the network.
    pub(super) network: &'f ModelFile<'a>,
    /// The file with the weights; `None` where the format has them in the file of the network, and if it was not given.
    pub(super) weights: Option<&'f ModelFile<'a>>,
    /// Folder of the model, in which the files lie that the file of the network names.
    pub(super) folder: Option<&'f PathBuf>,
}
