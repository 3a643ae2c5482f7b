//! Tests of imports from Caffe: the descriptions, and the results of the networks compared with Caffe's definitions of
//! its layers.

mod broken_models;
mod broken_texts;
mod bvlc;
mod cases;
mod fit;
mod kinds;
mod mean;
mod nearly;
mod networks;
mod options;
mod reference;

use googlenet_interop::caffe::proto::NetParameter;
use googlenet_interop::caffe::{self, Error, Imported, Options};
use googlenet_runtime::{Network, dynamic};
use prost::Message;
use std::path::{Path, PathBuf};

/// Returns the path of a file in the folder of these tests.
fn here(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/caffe")
        .join(name)
}

fn text(name: &str) -> String {
    let path = here(&format!("networks/{name}.prototxt"));
    std::fs::read_to_string(path).expect("the prototxt is there")
}

fn import<'a>(text: &str, model: &'a [u8]) -> Result<Imported<'a>, Error> {
    caffe::import("net.prototxt", text.as_bytes(), model, &Options::default())
}

/// Imports files that must be valid.
#[track_caller]
fn good<'a>(text: &str, model: &'a [u8]) -> Imported<'a> {
    import(text, model).unwrap_or_else(|error| panic!("{error}"))
}

fn bytes(layers: &NetParameter) -> Vec<u8> {
    layers.encode_to_vec()
}

/// Loads an imported network from its description and its saved weights.
fn load(imported: &Imported<'_>) -> dynamic::Model {
    let folder = tempfile::tempdir().expect("a folder");
    let weights = folder.path().join("w.safetensors");
    imported.save_weights(&weights).expect("written");
    let model = dynamic::Model::from_text("spec.yaml", imported.spec());
    let model = model.unwrap_or_else(|mistakes| panic!("{}\n{mistakes}", imported.spec()));
    model
        .load(&weights)
        .unwrap_or_else(|error| panic!("{error}"))
}

/// Returns the first output for one image, channels last.
fn run(model: &dynamic::Model, input: &[f32]) -> Vec<f32> {
    let mut results = Vec::new();
    model
        .dyn_session(2)
        .run_all(input, &mut results)
        .expect("a result");
    results.remove(0)
}

/// Compares a text with a file of the folder `expected`, which is written first if the variable `GOOGLENET_UPDATE` is
/// set.
#[track_caller]
fn expect(name: &str, text: &str) {
    let path = here(&format!("expected/{name}"));
    if std::env::var_os("GOOGLENET_UPDATE").is_some() {
        std::fs::write(&path, text).expect("written");
    }
    let expected = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(expected == text, "{} is now:\n{text}", path.display());
}

#[track_caller]
fn near(ours: &[f32], wanted: &[f32], tolerance: f32) {
    assert_eq!(ours.len(), wanted.len());
    let largest = wanted
        .iter()
        .fold(1e-30f32, |most, value| most.max(value.abs()));
    for (at, (ours, wanted)) in ours.iter().zip(wanted).enumerate() {
        assert!(
            (ours - wanted).abs() <= tolerance * largest,
            "value {at}: {ours}, expected {wanted}"
        );
    }
}
