//! The networks of the guide, a folder for its examples, and, as doctests, the Rust code of its pages and of the
//! README.
#![forbid(unsafe_code)]

use googlenet_runtime::googlenet_model;
use std::path::PathBuf;
use std::{env, fs, io};

googlenet_model! {
    /// GoogLeNet (Inception v1) for the 1000 classes of ImageNet.
    pub InceptionV1 = "../specs/inception_v1.yaml";
    /// The guide's own small network, which tells five kinds of leaves apart.
    pub Leaves = "leaves.yaml";
}

/// A temporary folder in which an example runs, with the files that pages mention: `leaves.yaml`, `leaves.txt`,
/// `leaf.png`, and `leaves.safetensors` with random weights. Dropping it removes the folder and returns to the current
/// directory of before.
#[derive(Debug)]
pub struct Place {
    /// The current directory before [`Place::new`], to which dropping returns.
    before: PathBuf,
    _folder: tempfile::TempDir,
}

impl Place {
    /// Creates the folder with its files, and makes it the current directory of the process.
    ///
    /// # Errors
    /// A file cannot be copied or written, or the current directory cannot be read or changed.
    pub fn new() -> io::Result<Place> {
        let before = env::current_dir()?;
        let folder = tempfile::tempdir()?;
        let guide = concat!(env!("CARGO_MANIFEST_DIR"), "/");
        for (from, to) in [
            ("leaves.yaml", "leaves.yaml"),
            ("leaves.txt", "leaves.txt"),
            ("../assets/chelsea_224.png", "leaf.png"),
        ] {
            fs::copy(format!("{guide}{from}"), folder.path().join(to))?;
        }
        env::set_current_dir(folder.path())?;
        let saved = Leaves::seeded(1).save_weights("leaves.safetensors");
        saved.map_err(io::Error::other)?;
        Ok(Place {
            before,
            _folder: folder,
        })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        // Not every system can remove the current directory of a process.
        let _ = env::set_current_dir(&self.before);
    }
}

#[cfg(doctest)]
mod pages {
    include!(concat!(env!("OUT_DIR"), "/pages.rs"));
}
