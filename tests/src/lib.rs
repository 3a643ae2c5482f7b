//! Helpers shared by the tests of the whole workspace.
// A procedural macro cannot depend on the runtime, through which its README uses it.
#![cfg_attr(doctest, doc = include_str!("../../googlenet-macros/README.md"))]

pub mod counted;
mod each_isa;
mod facts;
mod precision;

pub use each_isa::{facts_of_each_isa, give_facts, packed_steps};
pub use facts::{Fact, Facts};
pub use precision::Bounds;

use std::path::{Path, PathBuf};

/// Returns the root folder of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Returns the input that the golden files were computed with: `len` values, of which value `i` is [`formula(7,
/// i)`](googlenet_runtime::weights::formula).
pub fn formula_input(len: usize) -> Vec<f32> {
    (0..len as u64)
        .map(|i| googlenet_runtime::weights::formula(7, i) as f32)
        .collect()
}

/// Layer of a golden file, as another engine computed it.
#[derive(Debug)]
pub struct GoldenLayer {
    /// Name of the layer in the other engine.
    pub name: String,
    /// Class of the layer in the other engine, such as `Conv2D` (Keras) or `BatchNorm2d` (PyTorch).
    pub class: String,
    /// Sizes of the result, without the batch.
    pub shape: Vec<usize>,
    /// Number of parameters, as the other engine counts them.
    pub params: u64,
    /// Root mean square of all values of the result.
    pub rms: f64,
    /// Positions of the sampled values in the flattened result, whose order is height, width, channels.
    pub indices: Vec<usize>,
    /// Sampled values of the result, at the positions in `indices`.
    pub values: Vec<f64>,
}

/// Golden file: sizes and sampled values of the layers of a network, computed in double precision by another engine
/// (Keras, torchvision or timm).
#[derive(Debug)]
pub struct Golden {
    /// Layers, in the order of the file.
    pub layers: Vec<GoldenLayer>,
    /// The five most likely classes with their probabilities, the most likely one first.
    pub top5: Vec<(usize, f64)>,
}

impl Golden {
    /// Reads `tests/golden/NAME.json`.
    ///
    /// # Panics
    /// Panics if the file does not exist or does not have the expected fields.
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

/// Returns the root mean square of `values`, computed in double precision.
pub fn rms(values: &[f32]) -> f64 {
    let squares: f64 = values.iter().map(|value| f64::from(*value).powi(2)).sum();
    (squares / values.len() as f64).sqrt()
}

/// Returns the largest absolute difference divided by the largest absolute value of `expected`, or infinity if any
/// value of either slice is not finite.
///
/// # Panics
/// Panics if the slices have different lengths.
pub fn relative_difference(got: &[f32], expected: &[f32]) -> f64 {
    assert_eq!(
        got.len(),
        expected.len(),
        "input and output have the same number of values"
    );
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

/// Returns `true` if `GOOGLENET_UPDATE=1` is in the environment. Generated files of the project are then written
/// instead of compared.
fn update() -> bool {
    std::env::var_os("GOOGLENET_UPDATE").is_some_and(|value| value == "1")
}

/// Compares the generated file `path`, relative to the root of the workspace, with `made`, which is its content as
/// generated by the running test. With `GOOGLENET_UPDATE=1` in the environment `made` is written to the file first.
///
/// # Panics
/// Panics if the file differs from `made`, or if the file cannot be written.
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

/// Runs `cargo check` on a crate `name` outside the workspace that depends on the runtime and has `code` as its
/// library, and returns cargo's output. Dependencies have the versions of the workspace's lock file.
///
/// # Panics
/// Panics if the crate cannot be written, or if cargo cannot be started.
pub fn check_crate(name: &str, code: &str, arguments: &[&str]) -> std::process::Output {
    cargo(&outside_crate(name, code, ""), "check", arguments)
}

/// Writes a crate `name` outside the workspace that depends on the runtime, has `code` as its library and `more` at the
/// end of its manifest, and returns its folder.
///
/// # Panics
/// Panics if the crate cannot be written.
pub fn outside_crate(name: &str, code: &str, more: &str) -> PathBuf {
    let root = root().canonicalize().expect("the workspace is there");
    let folder = target().join("outside").join(name);
    std::fs::create_dir_all(folder.join("src")).expect("a folder");
    let runtime = root.join("googlenet-runtime");
    let manifest = format!(
        "[package]\nname = \"{name}\"\nedition = \"2024\"\n[workspace]\n[dependencies]\n\
         googlenet-runtime = {{ path = {runtime:?} }}\n{more}"
    );
    let write = |path: &str, text: &str| std::fs::write(folder.join(path), text).expect("written");
    write("Cargo.toml", &manifest);
    write("src/lib.rs", code);
    std::fs::copy(root.join("Cargo.lock"), folder.join("Cargo.lock")).expect("a lock file");
    folder
}

/// Runs a cargo command on a crate outside the workspace, whose manifest is in `folder`, and returns cargo's output.
/// All such crates share one target folder, and are built without what makes later builds and debugging easier.
///
/// # Panics
/// Panics if cargo cannot be started.
pub fn cargo(folder: &Path, command: &str, arguments: &[&str]) -> std::process::Output {
    std::process::Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .arg(command)
        .args(arguments)
        .env("CARGO_TARGET_DIR", target().join("outside-target"))
        .env("CARGO_PROFILE_DEV_DEBUG", "0")
        .env("CARGO_INCREMENTAL", "0")
        .env_remove("RUSTFLAGS")
        .current_dir(folder)
        .output()
        .expect("cargo starts")
}

/// Returns the target folder that the running test was built into.
///
/// # Panics
/// Panics if the path of the test's executable is unknown or not inside a target folder.
pub fn target() -> PathBuf {
    let test = std::env::current_exe().expect("the test has a path");
    test.ancestors()
        .nth(3)
        .expect("target/debug/deps")
        .to_owned()
}

/// Copies the folder `from` with everything in it to `to`. Existing files are overwritten.
///
/// # Panics
/// Panics if a file or folder cannot be read or written.
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

/// Returns the number of random cases that a test tries: `number`, or `GOOGLENET_CASES` of the environment for a longer
/// run.
///
/// # Panics
/// Panics if the variable is not a number.
pub fn cases(number: u32) -> u32 {
    let asked = std::env::var("GOOGLENET_CASES");
    asked.map_or(number, |text| {
        text.parse().expect("`GOOGLENET_CASES` is a number")
    })
}

/// Returns `file` with changes, for fuzzing, cut off after 64 KiB. A change consists of a position (modulo the length
/// plus one), a kind (modulo 4) and bytes. The four kinds are: insert the bytes, remove a range, repeat a range, and
/// replace a range by the bytes. The range begins at the position and has `1 + 3 * bytes.len()` bytes.
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
