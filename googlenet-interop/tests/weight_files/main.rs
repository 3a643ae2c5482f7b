//! Tests of the readers of weight files: files of the programs that write them, and broken ones.

mod archive;
mod expected;
mod folder;
mod hdf5;
mod hdf5_broken;
mod held;
mod keras_archive;
mod keras_files;
mod kit;
#[path = "../mutated/mod.rs"]
mod mutated;
mod mutations;
mod npz;
mod pickles;
mod pytorch;
mod safetensors;
mod tfjs;

use googlenet_interop::{ModelFile, WeightFile, open_weights};
use std::path::{Path, PathBuf};

/// Returns the path of a fixture.
fn fixture(file: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/weight_files/fixtures");
    folder.join(file)
}

fn bytes(file: &str) -> Vec<u8> {
    let path = fixture(file);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Opens a file in memory, without a folder.
fn open<'a>(name: &'a str, bytes: &'a [u8]) -> Result<WeightFile<'a>, String> {
    let file = ModelFile { name, bytes };
    open_weights(&file, None).map_err(|error| error.to_string())
}
