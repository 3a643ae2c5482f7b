//! Tests of networks of Keras: small ones of every family of layers, whose results Keras computed (`make.py`), the
//! architectures of all generations, and those that are refused.

#[path = "broken.rs"]
mod broken;
#[path = "files.rs"]
mod files;
#[path = "generations.rs"]
mod generations;
#[path = "refused.rs"]
mod refused;

use googlenet_interop::{ModelFile, OpenError, OpenOptions, Opened, open_files};
use std::path::PathBuf;

fn path(file: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("tests/keras/files")
        .join(file)
}

fn bytes(file: &str) -> Vec<u8> {
    let path = path(file);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

fn opened<'a>(
    name: &'a str,
    bytes: &'a [u8],
    options: &OpenOptions,
) -> Result<Opened<'a>, Box<OpenError>> {
    let file = ModelFile { name, bytes };
    open_files(&[file], options).map_err(Box::new)
}

/// Returns the description of an architecture as JSON.
fn spec(json: &str) -> String {
    let opened = opened("model.json", json.as_bytes(), &OpenOptions::default());
    let opened = opened.unwrap_or_else(|error| panic!("{error}\n{json}"));
    assert!(!opened.has_weights());
    opened.spec().to_owned()
}

/// Returns the message about an architecture as JSON.
fn message(json: &str) -> String {
    let opened = opened("model.json", json.as_bytes(), &OpenOptions::default());
    match opened {
        Ok(opened) => panic!("{json} came in:\n{}", opened.spec()),
        Err(error) => error.to_string(),
    }
}
