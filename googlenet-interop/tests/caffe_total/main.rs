//! Tests that imports of arbitrary files end without a panic and within their memory limit.

mod changes;
mod files;
#[path = "../held/mod.rs"]
mod held;
mod memory;

use changes::{bytes, changes, mutated, token};
use files::{TEXT, TYPES, blob, model, model_of_types};
use googlenet_interop::caffe::proto::BlobProto;
use googlenet_interop::caffe::{self, Error, Mean, Options};
use held::{alone, most};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use prost::Message;
use std::cell::Cell;

/// Largest number of bytes that an import may allocate beyond its files and tensors.
const LIMIT: usize = 64 << 20;
/// Number of mutated files; a longer run has `GOOGLENET_CASES` of them.
const CASES: u32 = 1_000;

fn cases() -> u32 {
    held::cases(CASES as usize) as u32
}

thread_local! {
    /// Number of mutated inputs that were imported without an error.
    static GOOD: Cell<u32> = const { Cell::new(0) };
}

/// Imports a prototxt and a weight file, either of which may be broken. Checks that an error has a message which is
/// short and free of escape characters from the file, and that the memory limit holds.
fn attempt(text: &[u8], model: &[u8]) -> Result<(), TestCaseError> {
    let (message, most) =
        most(
            || match caffe::import("net.prototxt", text, model, &Options::default()) {
                Ok(imported) => {
                    GOOD.set(GOOD.get() + 1);
                    if GOOD.get().is_multiple_of(64) {
                        let folder = tempfile::tempdir().expect("a folder");
                        imported
                            .save_weights(&folder.path().join("w"))
                            .expect("written");
                    }
                    "good".to_owned()
                }
                Err(error) => {
                    if let Error::Description { .. } = &error {
                        return format!("PANIC {error}");
                    }
                    error.to_string()
                }
            },
        );
    prop_assert!(!message.is_empty() && message.len() <= 1 << 20);
    prop_assert!(!message.starts_with("PANIC"), "{}", message);
    prop_assert!(!message.contains('\u{1b}'), "an escape of the file");
    prop_assert!(most <= LIMIT, "{} bytes", most);
    Ok(())
}

fn runner() -> TestRunner {
    TestRunner::new(Config {
        cases: cases(),
        failure_persistence: None,
        ..Config::default()
    })
}

/// Imports mutations of a text, and asserts that some of them are in order.
fn all_attempted(text: &str, model: &[u8]) {
    GOOD.set(0);
    let piece = prop_oneof![token(), prop::collection::vec(any::<u8>(), 0..4)];
    let run = runner().run(&changes(piece), |changes| {
        attempt(&mutated(text.as_bytes().to_vec(), &changes), model)
    });
    run.unwrap_or_else(|error| panic!("{error}"));
    assert!(
        GOOD.get() > cases() / 100,
        "{} of the mutations are in order",
        GOOD.get()
    );
}

#[test]
fn mutated_texts_are_imported_or_refused() {
    let _one = alone();
    let model = model();
    attempt(TEXT.as_bytes(), &model).expect("the good one");
    all_attempted(TEXT, &model);
}

#[test]
fn mutated_texts_of_all_types_are_imported_or_refused() {
    let _one = alone();
    let model = model_of_types();
    let good = caffe::import(
        "net.prototxt",
        TYPES.as_bytes(),
        &model,
        &Options::default(),
    );
    good.unwrap_or_else(|error| panic!("{error}"));
    all_attempted(TYPES, &model);
}

#[test]
fn mutated_mean_files_are_read_or_refused() {
    let _one = alone();
    let old = BlobProto {
        num: Some(1),
        channels: Some(3),
        height: Some(4),
        width: Some(5),
        data: (0..60).map(|at| at as f32).collect(),
        ..BlobProto::default()
    };
    for file in [old.encode_to_vec(), blob(&[1, 3, 4, 5]).encode_to_vec()] {
        Mean::read(&file).expect("the good one");
        let run = runner().run(&changes(bytes()), |changes| {
            let file = mutated(file.clone(), &changes);
            let (read, most) = most(|| Mean::read(&file).map_err(|error| error.to_string()));
            prop_assert!(most <= 2 * file.len() + LIMIT, "{} bytes", most);
            match read {
                Ok(mean) => {
                    let [height, width, channels] = mean.sizes();
                    prop_assert!(4 * height * width * channels <= 2 * file.len());
                    prop_assert_eq!(mean.channels().len(), channels);
                    prop_assert!(mean.deviation() >= 0.0);
                }
                Err(message) => prop_assert!(!message.is_empty() && message.len() < 1000),
            }
            Ok(())
        });
        run.unwrap_or_else(|error| panic!("{error}"));
    }
}

#[test]
fn mutated_weight_files_are_imported_or_refused() {
    let _one = alone();
    let model = model();
    GOOD.set(0);
    let run = runner().run(&changes(bytes()), |changes| {
        attempt(TEXT.as_bytes(), &mutated(model.clone(), &changes))
    });
    run.unwrap_or_else(|error| panic!("{error}"));
    assert!(
        GOOD.get() > cases() / 100,
        "{} of the mutations are in order",
        GOOD.get()
    );
}
