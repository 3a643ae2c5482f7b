//! What the tests of the whole share.
// A procedural macro cannot depend on the runtime, through which its README uses it.
#![cfg_attr(doctest, doc = include_str!("../../googlenet-macros/README.md"))]

mod each_isa;
mod facts;
pub mod held;
mod precision;

pub use each_isa::{facts_of_each_isa, give_facts, packed_steps};
pub use facts::{Fact, Facts};
pub use precision::Bounds;

use std::path::{Path, PathBuf};

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The input of the golden files: `u(7, i)`.
pub fn formula_input(len: usize) -> Vec<f32> {
    (0..len as u64)
        .map(|i| googlenet_runtime::formula(7, i) as f32)
        .collect()
}

/// A layer of a golden file.
#[derive(Debug)]
pub struct GoldenLayer {
    /// The name that the other engine gave.
    pub name: String,
    /// The class of the other engine.
    pub class: String,
    /// Sizes without the batch.
    pub shape: Vec<usize>,
    /// Parameters.
    pub params: u64,
    /// Root mean square of the result.
    pub rms: f64,
    /// Places of the values.
    pub indices: Vec<usize>,
    /// Values at these places.
    pub values: Vec<f64>,
}

/// A golden file: every layer's sizes and values, computed in double precision by another engine.
#[derive(Debug)]
pub struct Golden {
    /// The layers in the file's order.
    pub layers: Vec<GoldenLayer>,
    /// The five most likely classes with their probabilities.
    pub top5: Vec<(usize, f64)>,
}

impl Golden {
    /// Reads `tests/golden/NAME.json`.
    ///
    /// # Panics
    /// The file is not there or not of its form.
    pub fn read(name: &str) -> Golden {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("golden")
            .join(format!("{name}.json"));
        let text = std::fs::read_to_string(path).expect("the golden file is there");
        let json: serde_json::Value = serde_json::from_str(&text).expect("the golden file is JSON");
        let list = |value: &serde_json::Value| value.as_array().cloned().unwrap_or_default();
        let number = |value: &serde_json::Value| value.as_f64().expect("a number");
        let sizes = |value: &serde_json::Value| -> Vec<usize> {
            list(value)
                .iter()
                .filter_map(serde_json::Value::as_u64)
                .map(|size| size as usize)
                .collect()
        };
        let layer = |layer: &serde_json::Value| GoldenLayer {
            name: layer["name"].as_str().expect("a name").to_owned(),
            class: layer["cls"].as_str().expect("a class").to_owned(),
            shape: sizes(&layer["output_shape"]),
            params: layer["params"].as_u64().expect("a count"),
            rms: number(&layer["rms"]),
            indices: sizes(&layer["indices"]),
            values: list(&layer["values"]).iter().map(number).collect(),
        };
        Golden {
            layers: list(&json["layers"]).iter().map(layer).collect(),
            top5: list(&json["top5"])
                .iter()
                .map(|pair| {
                    (
                        pair[0].as_u64().expect("a class") as usize,
                        number(&pair[1]),
                    )
                })
                .collect(),
        }
    }
}

/// The root mean square of some values.
pub fn rms(values: &[f32]) -> f64 {
    let squares: f64 = values.iter().map(|value| f64::from(*value).powi(2)).sum();
    (squares / values.len() as f64).sqrt()
}

/// The largest difference over the largest expected value; infinite where a value is no finite number.
///
/// # Panics
/// There are not as many values.
pub fn relative_difference(got: &[f32], expected: &[f32]) -> f64 {
    assert_eq!(got.len(), expected.len(), "as many values");
    if got.iter().chain(expected).any(|value| !value.is_finite()) {
        return f64::INFINITY;
    }
    let pairs = got.iter().zip(expected);
    let worst = pairs
        .map(|(a, b)| (f64::from(*a) - f64::from(*b)).abs())
        .fold(0.0, f64::max);
    let largest = expected
        .iter()
        .map(|value| f64::from(value.abs()))
        .fold(f64::MIN_POSITIVE, f64::max);
    worst / largest
}

/// Whether files of the project are to be written anew: `GOOGLENET_UPDATE=1` in the environment.
fn update() -> bool {
    std::env::var_os("GOOGLENET_UPDATE").is_some_and(|value| value == "1")
}

/// Compares a file of the project, made by the program, with what the program makes now; with `GOOGLENET_UPDATE=1` in
/// the environment it is written instead.
///
/// # Panics
/// They differ.
pub fn checked_in(path: &str, made: &str) {
    let file = root().join(path);
    if update() {
        std::fs::write(&file, made).expect("the file can be written");
    }
    let kept = std::fs::read_to_string(&file).unwrap_or_default();
    if kept != made {
        let line = kept
            .lines()
            .zip(made.lines())
            .position(|(a, b)| a != b)
            .unwrap_or(0);
        let (kept, made) = (kept.lines().nth(line), made.lines().nth(line));
        panic!(
            "{path} is not what the program makes; line {}: kept {kept:?}, made {made:?}. \
             `GOOGLENET_UPDATE=1 cargo test` writes it anew",
            line + 1
        );
    }
}

/// Runs `cargo check` on a crate outside the workspace that depends on the runtime, with `code` as its library, and
/// gives what cargo said. Dependencies are those of the workspace's lock file.
///
/// # Panics
/// The crate cannot be written, or cargo cannot be started.
pub fn check_crate(name: &str, code: &str, arguments: &[&str]) -> std::process::Output {
    let root = root().canonicalize().expect("the workspace is there");
    let folder = target().join("outside").join(name);
    std::fs::create_dir_all(folder.join("src")).expect("a folder");
    let runtime = root.join("googlenet-runtime");
    let manifest = format!(
        "[package]\nname = \"{name}\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         googlenet-runtime = {{ path = {runtime:?} }}\n"
    );
    let write = |path: &str, text: &str| std::fs::write(folder.join(path), text).expect("written");
    write("Cargo.toml", &manifest);
    write("src/lib.rs", code);
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    cargo(&folder, "check", arguments)
}

/// Runs cargo in a folder outside the workspace.
///
/// # Panics
/// Cargo cannot be started.
pub fn cargo(folder: &Path, command: &str, arguments: &[&str]) -> std::process::Output {
    std::process::Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .arg(command)
        .args(arguments)
        .env("CARGO_TARGET_DIR", target().join("outside-target"))
        .env_remove("RUSTFLAGS")
        .current_dir(folder)
        .output()
        .expect("cargo starts")
}

/// The target folder that the tests themselves were built into.
///
/// # Panics
/// The test's own path is not known.
pub fn target() -> PathBuf {
    let test = std::env::current_exe().expect("the test has a path");
    test.ancestors()
        .nth(3)
        .expect("target/debug/deps")
        .to_owned()
}

/// Copies a folder with all that is in it.
///
/// # Panics
/// Something cannot be read or written.
pub fn copy_folder(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        let target = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            copy_folder(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("copied");
        }
    }
}

/// A file with changes at some places: bytes put in, cut out, doubled or written over.
pub fn mutated(mut file: Vec<u8>, changes: &[(usize, u8, Vec<u8>)]) -> Vec<u8> {
    for (at, what, bytes) in changes {
        let at = at % (file.len() + 1);
        let end = (at + 1 + bytes.len() * 3).min(file.len());
        match what % 4 {
            0 => drop(file.splice(at..at, bytes.iter().copied())),
            1 => drop(file.drain(at..end)),
            2 => {
                let part = file[at..end].to_vec();
                drop(file.splice(at..at, part));
            }
            _ => drop(file.splice(at..end, bytes.iter().copied())),
        }
    }
    file.truncate(64 << 10);
    file
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_is_a_difference() {
        assert_eq!(relative_difference(&[1.0, -3.0], &[1.0, -4.0]), 0.25);
        assert_eq!(relative_difference(&[], &[]), 0.0);
        let numbers = [1.0, 2.0, 3.0, 4.0];
        for wrong in [f32::NAN, f32::INFINITY, f32::NEG_INFINITY] {
            for at in 0..numbers.len() {
                let mut other = numbers;
                other[at] = wrong;
                for (got, expected) in [(other, numbers), (numbers, other), (other, other)] {
                    let difference = relative_difference(&got, &expected);
                    assert_eq!(difference, f64::INFINITY, "{got:?} and {expected:?}");
                }
            }
        }
    }
}
