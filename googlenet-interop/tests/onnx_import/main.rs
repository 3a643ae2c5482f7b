//! Tests of imports from ONNX: networks come back from our own exports, graphs of other programs are what they should
//! be, and broken files are refused with a message.

mod broken;
mod build;
mod constants;
mod ends;
mod every_spec;
mod external;
mod graphs;
mod metadata;
mod models;
mod nearly;
mod operators;
mod patterns;
mod quantized;
mod refused;
mod round_trip;
mod settings;
mod tables;
mod torch;

use googlenet_interop::onnx::{self, ImportError, Imported, Options};
use googlenet_runtime::{Network, dynamic};

/// Imports a file that must be valid.
#[track_caller]
fn good(bytes: &[u8]) -> Imported<'_> {
    good_with(bytes, &Options::default())
}

#[track_caller]
fn good_with<'a>(bytes: &'a [u8], options: &Options) -> Imported<'a> {
    onnx::import(bytes, options).unwrap_or_else(|error| panic!("{error}"))
}

/// Returns the message about a file that must be refused.
#[track_caller]
fn bad(bytes: &[u8]) -> String {
    match onnx::import(bytes, &Options::default()) {
        Err(error) => message(&error),
        Ok(imported) => panic!("imported:\n{}", imported.spec()),
    }
}

fn message(error: &ImportError) -> String {
    error.to_string()
}

/// Returns the lines of a description behind the word `layers:`.
fn layers(imported: &Imported<'_>) -> String {
    let spec = imported.spec();
    let (_, layers) = spec.split_once("layers:\n").unwrap_or(("", spec));
    layers.to_owned()
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

/// Returns the outputs for one image.
fn run(model: &dynamic::Model, input: &[f32]) -> Vec<Vec<f32>> {
    let mut results = Vec::new();
    model
        .dyn_session(1)
        .run_all(input, &mut results)
        .expect("a result");
    results
}

#[track_caller]
fn near(ours: &[f32], wanted: &[f32]) {
    assert_eq!(ours.len(), wanted.len());
    let largest = wanted
        .iter()
        .fold(1e-30f32, |most, value| most.max(value.abs()));
    for (at, (ours, wanted)) in ours.iter().zip(wanted).enumerate() {
        assert!(
            (ours - wanted).abs() <= 1e-5 * largest,
            "value {at}: {ours}, expected {wanted}"
        );
    }
}
