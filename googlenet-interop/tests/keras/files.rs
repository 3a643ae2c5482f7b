//! Files that Keras wrote, and what it computed of them.

use super::{bytes, opened, path};
use googlenet_dsl::shape::Shape;
use googlenet_interop::{Format, OpenOptions, npy};
use googlenet_runtime::Network;

/// The input that `make.py` gives its networks.
fn input(len: usize) -> Vec<f32> {
    let value = |i: usize| (((i * 7) % 97) as f32 - 48.0) / 64.0;
    (0..len).map(value).collect()
}

/// Compares all outputs of a file with those of Keras. `prepared` is what a value of a channel becomes before the
/// network reads it.
fn compare(file: &str, stem: &str, prepared: impl Fn(&[f32]) -> Vec<f32>) -> String {
    let bytes = bytes(file);
    let opened = opened(file, &bytes, &OpenOptions::default());
    let opened = opened.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(opened.format(), Format::Keras);
    assert!(opened.has_weights());
    let network = opened.model().expect("weights");
    let graph = &opened.compiled().graph;
    let input: Vec<f32> = input(graph.shape(0).len())
        .chunks(3)
        .flat_map(prepared)
        .collect();
    let mut results = Vec::new();
    let mut session = network.dyn_session(1);
    session.run_all(&input, &mut results).expect("a result");
    for (at, got) in results.iter().enumerate() {
        let wanted = path(&format!("{stem}.out.{at}.npy"));
        let wanted = npy::read(&wanted, Shape::vector(got.len())).expect("an array");
        let largest = wanted
            .iter()
            .fold(0f32, |most, value| most.max(value.abs()));
        for (a, b) in got.iter().zip(&wanted) {
            assert!(
                (a - b).abs() <= 2e-5 * largest,
                "{file}, output {at}: {a} for {b}"
            );
        }
    }
    opened.spec().to_owned()
}

#[test]
fn layers_of_every_family() {
    let mean = [0.55, 0.6, 0.65];
    let std = [0.25, 0.5, 1.0];
    let spec = compare("families.keras", "families", |pixel| {
        let parts = pixel.iter().zip(mean.iter().zip(std));
        parts
            .map(|(value, (mean, std))| (value - mean) / std)
            .collect()
    });
    assert!(
        spec.contains("mean: [0.55, 0.6, 0.65], std: [0.25, 0.5, 1]}"),
        "{spec}"
    );
    assert!(spec.contains("l2: 0.001"), "{spec}");
}

#[test]
fn operations_without_layers() {
    for file in ["operations.h5", "operations_3.keras"] {
        let spec = compare(
            file,
            file.split('.').next().expect("a stem"),
            <[f32]>::to_vec,
        );
        // `x * relu6(x + 3) / 6`.
        assert!(spec.contains("activation: hard_swish"), "{spec}");
    }
}

#[test]
fn functions_of_tensorflow() {
    let spec = compare("functions.h5", "functions", |pixel| {
        let reversed = pixel.iter().rev().zip([0.1, 0.2, 0.3]);
        reversed.map(|(value, mean)| value - mean).collect()
    });
    assert!(spec.contains("color: bgr"), "{spec}");
    // Keras 2 has another slope than Keras 3.
    assert!(
        spec.contains("hard_sigmoid: {alpha: 0.2, beta: 0.5}"),
        "{spec}"
    );
}

#[test]
fn an_architecture_alone_takes_its_weights_from_another_file() {
    let spec = super::spec(&String::from_utf8(bytes("chain.json")).expect("text"));
    assert!(
        spec.contains("input: {height: 8, width: 6, channels: 3}"),
        "{spec}"
    );
    assert!(spec.contains("max_pool: 2, stride: 2"), "{spec}");
}
