//! Tests of the pairing of weight files with networks: by name in each convention, by shape and order, and back out.

mod by_name;
mod by_order;
mod numbered;
mod random;
mod round_trip;

use googlenet_interop::{
    Convention, ModelFile, PairError, PairOptions, PairReport, open_weights, pair_weights,
};
use googlenet_runtime::{Network, dynamic};
use std::collections::BTreeMap;
use std::io::Read;

/// A tensor of a file: name, type, sizes, bytes.
type Tensor = (String, &'static str, Vec<usize>, Vec<u8>);

/// Weights by their names here, as bits.
type Values = BTreeMap<String, Vec<u32>>;

fn floats(name: &str, dims: &[usize], values: &[f32]) -> Tensor {
    assert_eq!(dims.iter().product::<usize>(), values.len(), "{name}");
    let bytes = values.iter().flat_map(|value| value.to_le_bytes());
    (name.to_owned(), "F32", dims.to_vec(), bytes.collect())
}

/// Returns a tensor whose value `i` is `first + i`.
fn counted(name: &str, dims: &[usize], first: usize) -> Tensor {
    let values: Vec<f32> = (first..first + dims.iter().product::<usize>())
        .map(|at| at as f32)
        .collect();
    floats(name, dims, &values)
}

/// Returns a safetensors file of tensors in this order.
fn file(tensors: &[Tensor]) -> Vec<u8> {
    let mut end = 0;
    let infos = tensors.iter().map(|(name, dtype, dims, bytes)| {
        let begin = end;
        end += bytes.len();
        format!("{name:?}: {{\"dtype\": {dtype:?}, \"shape\": {dims:?}, \"data_offsets\": [{begin}, {end}]}}")
    });
    let header = format!("{{{}}}", infos.collect::<Vec<_>>().join(", "));
    let mut file = (header.len() as u64).to_le_bytes().to_vec();
    file.extend(header.bytes());
    file.extend(tensors.iter().flat_map(|(.., bytes)| bytes));
    file
}

fn network(layers: &str) -> dynamic::Model {
    let text = match layers.starts_with("format") {
        true => layers.to_owned(),
        false => format!("format: 1\nname: Small\n{layers}"),
    };
    dynamic::Model::from_text("small.yaml", &text).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Returns the bits of all weights of a network.
fn bits(model: &dynamic::Model) -> Values {
    let layers = model.layers().into_iter().flat_map(|layer| {
        layer.weights().iter().map(move |weight| {
            let bits = weight
                .values()
                .iter()
                .map(|value| value.to_bits())
                .collect();
            (format!("{}.{}", layer.name(), weight.name()), bits)
        })
    });
    layers.collect()
}

/// Pairs a file with a network, and returns the values in the order here.
fn paired(
    bytes: &[u8],
    model: &dynamic::Model,
    options: &PairOptions,
) -> Result<(Values, PairReport), PairError> {
    let file = ModelFile {
        name: "w.safetensors",
        bytes,
    };
    let file = open_weights(&file, None).unwrap_or_else(|error| panic!("{error}"));
    let paired = pair_weights(&file, &model.graph(), options)?;
    let mut bytes = Vec::new();
    let read = paired
        .read_weights()
        .expect("a header")
        .read_to_end(&mut bytes);
    read.expect("memory takes it");
    let tensors = safetensors::SafeTensors::deserialize(&bytes).expect("a file of ours");
    let values = tensors.iter().map(|(name, view)| {
        let values = view.data().as_chunks::<4>().0.iter();
        (
            name.to_owned(),
            values.map(|value| u32::from_le_bytes(*value)).collect(),
        )
    });
    Ok((values.collect(), paired.report().clone()))
}

#[track_caller]
fn good(tensors: &[Tensor], model: &dynamic::Model) -> (Values, PairReport) {
    let good = paired(&file(tensors), model, &PairOptions::default());
    good.unwrap_or_else(|error| panic!("{error}"))
}

#[track_caller]
fn bad(tensors: &[Tensor], model: &dynamic::Model) -> String {
    match paired(&file(tensors), model, &PairOptions::default()) {
        Err(error) => error.to_string(),
        Ok((values, report)) => panic!("taken: {report}{:?}", values.keys()),
    }
}

fn layout(layout: Convention) -> PairOptions {
    PairOptions {
        layout: Some(layout),
        ..PairOptions::default()
    }
}

#[track_caller]
fn has(values: &Values, name: &str, expected: &[f32]) {
    let got: Vec<f32> = values[name]
        .iter()
        .map(|bits| f32::from_bits(*bits))
        .collect();
    assert_eq!(got, expected, "{name}");
}
