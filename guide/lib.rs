//! The networks of the guide, and the Rust code of its pages and of the README as doctests.
#![forbid(unsafe_code)]

use googlenet_runtime::googlenet_model;
use std::path::PathBuf;
use std::{env, fs, io};

googlenet_model! {
    /// GoogLeNet for ImageNet.
    pub InceptionV1 = "../specs/inception_v1.yaml";
    /// The guide's own network: five kinds of leaves.
    pub Leaves = "leaves.yaml";
}

/// A folder for an example to run in, with the files that pages speak of. Once it is dropped, the folder is gone.
#[derive(Debug)]
pub struct Place {
    before: PathBuf,
    _folder: tempfile::TempDir,
}

impl Place {
    /// Makes the folder, and goes there.
    ///
    /// # Errors
    /// A file cannot be written.
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
        // The folder cannot be removed everywhere while somebody is in it.
        let _ = env::set_current_dir(&self.before);
    }
}

#[cfg(doctest)]
mod pages {
    include!(concat!(env!("OUT_DIR"), "/pages.rs"));
}
