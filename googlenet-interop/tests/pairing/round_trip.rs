//! Weights that go out under the names of a tool and come in again are the same bits.

use super::{Values, bits, paired};
use googlenet_dsl::value::Names;
use googlenet_interop::{Convention, NamedWeights, PairOptions};
use googlenet_runtime::{Network, dynamic};
use std::path::Path;

pub(super) fn written(model: &dynamic::Model, convention: Convention) -> Vec<u8> {
    let weights = NamedWeights::new(&model.graph(), &model.layers(), convention, None);
    let weights = weights.unwrap_or_else(|error| panic!("{error}"));
    let mut bytes = Vec::new();
    weights
        .write_safetensors(&mut bytes)
        .expect("memory takes it");
    bytes
}

#[test]
fn small_specs_come_back_in_every_convention() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let mut count = 0;
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("an entry").path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if !name.ends_with("_small.yaml") {
            continue;
        }
        count += 1;
        let model = dynamic::Model::from_file(&path)
            .expect("the spec is in order")
            .seeded(5);
        let expected: Values = bits(&model);
        for convention in Convention::ALL {
            let out = written(&model, convention);
            let options = PairOptions::default();
            let (values, report) =
                paired(&out, &model, &options).unwrap_or_else(|error| panic!("{name}: {error}"));
            assert!(values == expected, "{name} {convention}: {report}");
            // Archives hold the same values.
            let weights = NamedWeights::new(&model.graph(), &model.layers(), convention, None);
            let mut archive = Vec::new();
            weights
                .expect("named")
                .write_npz(&mut archive)
                .expect("memory takes it");
            assert!(archive.starts_with(b"PK"));
        }
    }
    assert!(count >= 8, "{count}");
    assert_eq!(Names::Keras.to_string(), Convention::Keras.to_string());
}

#[test]
fn counters_of_batches_are_written_for_pytorch() {
    let model = super::network(
        "input: {height: 2, width: 2, channels: 1}\nlayers:\n  a: {conv: 1, kernel: 1, batch_norm: true}\n",
    );
    let out = written(&model, Convention::Torchvision);
    let file = safetensors::SafeTensors::deserialize(&out).expect("a file");
    let counter = file
        .tensor("a.batch_norm.num_batches_tracked")
        .expect("is there");
    assert_eq!(
        (counter.dtype(), counter.shape()),
        (safetensors::Dtype::I64, &[][..])
    );
    let out = written(&model, Convention::Keras);
    let file = safetensors::SafeTensors::deserialize(&out).expect("a file");
    assert!(file.tensor("a.batch_norm/moving_mean").is_ok());
}

#[test]
fn two_weights_of_one_name_are_refused() {
    let model = super::network(
        "input: {height: 2, width: 2, channels: 1}\nlayers:\n  a: {conv: 1, kernel: 1, source: x}\n  b: {conv: 1, kernel: 1, source: x}\n",
    );
    let weights = NamedWeights::new(
        &model.graph(),
        &model.layers(),
        Convention::Torchvision,
        None,
    );
    let error = weights.expect_err("they have one name");
    assert!(
        error.starts_with("two weights have the name `x.weight`, one of them `b.kernel`"),
        "{error}"
    );
}
