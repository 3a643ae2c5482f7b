//! Weight files of floats of 16 and 64 bits.

use googlenet_dsl::shape::Shape;
use googlenet_interop::npy;
use googlenet_runtime::{LoadOptions, Network, PackedNetwork, Precision, dynamic};
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors, serialize};
use std::path::{Path, PathBuf};

fn place(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("weight_types")
        .join(file)
}

fn tiny() -> dynamic::Model {
    dynamic::Model::from_file(place("tiny.yaml")).unwrap_or_else(|mistakes| panic!("{mistakes}"))
}

fn values(network: &dyn Network) -> Vec<u32> {
    let layers = network.layers();
    let weights = layers.iter().flat_map(|layer| layer.weights());
    weights
        .flat_map(|weight| weight.values().iter().map(|value| value.to_bits()))
        .collect()
}

/// Returns a file of the tensors of `file`, with 64-bit floats that `change` makes of the values.
fn doubles(file: &[u8], change: impl Fn(&str, f64) -> f64) -> Vec<u8> {
    let tensors = SafeTensors::deserialize(file).expect("safetensors");
    let mut all = Vec::new();
    for (name, tensor) in tensors.iter() {
        let (bits, _) = tensor.data().as_chunks::<2>();
        let upper = bits
            .iter()
            .map(|bits| f32::from_bits(u32::from(u16::from_le_bytes(*bits)) << 16));
        let bytes = upper.flat_map(|value| change(name, value.into()).to_le_bytes());
        all.push((
            name.to_owned(),
            tensor.shape().to_vec(),
            bytes.collect::<Vec<u8>>(),
        ));
    }
    let views = all.iter().map(|(name, shape, bytes)| {
        (
            name,
            TensorView::new(Dtype::F64, shape.clone(), bytes).expect("in order"),
        )
    });
    serialize(views, None).expect("in order")
}

#[test]
fn halves_are_widened_exactly() {
    let shape = Shape::Map {
        height: 4,
        width: 5,
        channels: 3,
    };
    let x = npy::read(&place("x.npy"), shape).expect("an array");
    for name in ["f16", "bf16"] {
        let path = place(&format!("{name}.safetensors"));
        let bytes = std::fs::read(&path).expect("read");
        let model = tiny().load(&path).expect("loaded");
        let y = npy::read(
            &place(&format!("{name}.y.npy")),
            Shape::Vector { features: 3 },
        )
        .expect("an array");
        let mut got = Vec::new();
        model.dyn_session(1).run(&x, &mut got).expect("a run");
        for (got, expected) in got.iter().zip(&y) {
            assert!(
                (got - expected).abs() <= 2e-6,
                "{name}: {got} instead of {expected}"
            );
        }
        let all = values(&model);
        assert_eq!(values(&tiny().load_bytes(&bytes).expect("loaded")), all);
        assert_eq!(
            values(&tiny().load_reader(&bytes[..]).expect("loaded")),
            all
        );
        let mut mapped = tiny();
        mapped.load_weights_mapped(&path).expect("mapped");
        assert_eq!(values(&mapped), all);
        let packed = PackedNetwork::new(model.clone()).checksum();
        let graph = model.graph();
        for again in [
            PackedNetwork::load(&graph, &path, Precision::Fast),
            PackedNetwork::load_bytes(&graph, &bytes, Precision::Fast),
            PackedNetwork::load_reader(&graph, &bytes[..], Precision::Fast),
        ] {
            assert_eq!(again.expect("packed").checksum(), packed, "{name}");
        }
    }
}

#[test]
fn doubles_are_rounded() {
    let file = std::fs::read(place("bf16.safetensors")).expect("read");
    let expected = values(&tiny().load_bytes(&file).expect("loaded"));
    let exact = doubles(&file, |_, value| value);
    assert_eq!(
        values(&tiny().load_bytes(&exact).expect("loaded")),
        expected
    );
    // Less than half of the distance to the next 32-bit float.
    let near = doubles(&file, |_, value| value * (1.0 + 2_f64.powi(-26)));
    assert_eq!(values(&tiny().load_bytes(&near).expect("loaded")), expected);
    let beyond = doubles(
        &file,
        |name, value| if name == "out.bias" { 1e39 } else { value },
    );
    let error = tiny()
        .load_bytes(&beyond)
        .expect_err("beyond 32-bit floats")
        .to_string();
    assert!(error.contains("`out.bias`: inf at [0]"), "{error}");
    let mut model = tiny();
    let allowed = LoadOptions::new()
        .allow_non_finite(true)
        .load_bytes(&mut model, &beyond);
    assert!(allowed.is_ok());
    let graph = model.graph();
    assert!(PackedNetwork::load_bytes(&graph, &beyond, Precision::Fast).is_err());
}
