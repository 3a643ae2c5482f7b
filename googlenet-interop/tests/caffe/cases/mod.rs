//! Prototxts in the ways of public files, with the results of OpenCV's importer, which `scripts/caffe_opencv.py --keep`
//! writes, on weights and inputs that it makes.

mod ends;
mod fields;
mod layers;
mod weights;

use super::reference::{Blob, Weights, Window};
use super::{import, load, near};
use googlenet_interop::caffe::{self, Error, Imported, Options};
use std::path::PathBuf;

fn path(name: &str) -> PathBuf {
    super::here(&format!("cases/{name}"))
}

fn prototxt(name: &str) -> String {
    std::fs::read_to_string(path(&format!("{name}.prototxt"))).expect("the prototxt is there")
}

fn bytes(name: &str) -> Vec<u8> {
    std::fs::read(path(name)).expect("the file is there")
}

/// Reads an array of one image with its channels first, as NumPy writes it, to values with the channels last.
fn values(name: &str) -> Vec<f32> {
    let file = bytes(name);
    let header = 10 + usize::from(u16::from_le_bytes([file[8], file[9]]));
    let text = String::from_utf8_lossy(&file[..header]);
    let shape = text.split(['(', ')']).nth(1).expect("a shape");
    let shape = shape.split(',').filter_map(|size| size.trim().parse().ok());
    let shape: Vec<usize> = shape.collect();
    let [1, channels, ref pixels @ ..] = shape[..] else {
        panic!("{shape:?}")
    };
    let pixels: usize = pixels.iter().product();
    let (values, _) = file[header..].as_chunks::<4>();
    let at = |pixel: usize, channel: usize| values[channel * pixels + pixel];
    (0..pixels)
        .flat_map(|pixel| (0..channels).map(move |channel| (pixel, channel)))
        .map(|(pixel, channel)| f32::from_le_bytes(at(pixel, channel)))
        .collect()
}

/// Imports a case, compares its first output with the result that is kept, and calls `then` with the import.
#[track_caller]
fn check(name: &str, then: impl FnOnce(&Imported<'_>)) {
    let model = bytes(&format!("{name}.caffemodel"));
    let imported = import(&prototxt(name), &model);
    let imported = imported.unwrap_or_else(|error| panic!("{name}\n{error}"));
    let result = super::run(&load(&imported), &values(&format!("{name}.x.npy")));
    near(&result, &values(&format!("{name}.y.npy")), 1e-5);
    then(&imported);
}

fn no_warning(imported: &Imported<'_>) {
    assert!(imported.warnings().is_empty(), "{:?}", imported.warnings());
}
