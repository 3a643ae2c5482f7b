//! The files of Keras and TensorFlow.js, and the formula of their values.

use googlenet_interop::{Element, ModelFile, WeightFile, open_weights};
use std::path::{Path, PathBuf};

pub(crate) fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/weight_files/keras")
}

pub(crate) fn fixture(file: &str) -> Vec<u8> {
    let path = folder().join(file);
    std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Opens a file in memory, without a folder.
pub(crate) fn opened(bytes: &[u8]) -> Result<WeightFile<'_>, String> {
    opened_in(bytes, None)
}

pub(crate) fn opened_in<'a>(
    bytes: &'a [u8],
    folder: Option<&Path>,
) -> Result<WeightFile<'a>, String> {
    let file = ModelFile {
        name: "it.h5",
        bytes,
    };
    open_weights(&file, folder).map_err(|error| error.to_string())
}

/// The values of the tensor of number `n` that `make.py` gives it.
pub(crate) fn values(n: usize, dims: &[usize], positive: bool) -> Vec<f32> {
    let len = dims.iter().product::<usize>();
    let value = |i: usize| {
        let value = (((i * 7 + n * 13) % 97) as f32 - 48.0) / 64.0;
        if positive { value.abs() + 0.5 } else { value }
    };
    (0..len).map(value).collect()
}

/// A tensor that a file must hold: its name, sizes and number, and whether it is a variance.
pub(crate) type Expected = (&'static str, &'static [usize], usize, bool);

/// Asserts that a file holds these tensors in this order, equal to the bit, of elements of one type.
pub(crate) fn assert_holds(file: &WeightFile<'_>, element: Element, expected: &[Expected]) {
    let names: Vec<&str> = file.tensors().map(|(name, ..)| name).collect();
    let wanted: Vec<&str> = expected.iter().map(|(name, ..)| *name).collect();
    assert_eq!(names, wanted);
    for ((name, dims, found), (_, wanted, n, positive)) in file.tensors().zip(expected) {
        assert_eq!((dims.as_slice(), found), (*wanted, element), "{name}");
        assert_bits(file, name, &values(*n, wanted, *positive));
    }
}

pub(crate) fn assert_bits(file: &WeightFile<'_>, name: &str, expected: &[f32]) {
    let bits = |values: &[f32]| {
        values
            .iter()
            .map(|value| value.to_bits())
            .collect::<Vec<_>>()
    };
    let got = file.values(name).unwrap_or_else(|| panic!("no {name}"));
    assert_eq!(bits(&got), bits(expected), "{name}");
}
