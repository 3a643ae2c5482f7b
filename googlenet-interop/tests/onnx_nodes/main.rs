//! ONNX's own tests of single operators: each is imported and computes what ONNX says, or is refused for the reason
//! that is listed.
//!
//! `cases.txt` lists the tests, `pack.py` made the files in `fixtures` from the Python package `onnx`, and
//! `fixtures/README.md` names their licence.

mod packed;

use googlenet_dsl::shape::Shape;
use googlenet_interop::onnx::proto::tensor_shape_proto::dimension;
use googlenet_interop::onnx::proto::{ModelProto, TensorProto, type_proto};
use googlenet_interop::onnx::{self, Options};
use googlenet_runtime::{Network, dynamic};
use packed::Packed;
use prost::Message;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// Number of tests that are listed, and of those that pass.
const LISTED: usize = 165;
const PASS: usize = 150;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/onnx_nodes")
}

/// A test with what must come of it: nothing, or the reason why it is left out.
struct Case {
    name: String,
    left_out: Option<String>,
}

fn cases() -> Vec<Case> {
    let text = std::fs::read_to_string(folder().join("cases.txt")).expect("the list");
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let case = |line: &str| {
        let (name, what) = line.split_once(": ").expect("a name and an outcome");
        Case {
            name: name.to_owned(),
            left_out: (what != "passes").then(|| what.to_owned()),
        }
    };
    lines.map(case).collect()
}

/// A tensor's sizes and values.
struct Tensor {
    dims: Vec<usize>,
    values: Vec<f32>,
}

fn tensor(bytes: &[u8]) -> TensorProto {
    TensorProto::decode(bytes).expect("a tensor")
}

fn floats(proto: &TensorProto) -> Tensor {
    let values = match &proto.raw_data {
        Some(raw) => {
            let (values, rest) = raw.as_chunks::<4>();
            assert!(rest.is_empty(), "32-bit floats");
            values
                .iter()
                .map(|bytes| f32::from_le_bytes(*bytes))
                .collect()
        }
        None => proto.float_data.clone(),
    };
    let dims: Vec<usize> = proto.dims.iter().map(|size| *size as usize).collect();
    assert_eq!(dims.iter().product::<usize>(), values.len());
    Tensor { dims, values }
}

/// Returns the file of a test, in which all inputs but the first are initializers.
fn file(packed: &Packed, name: &str) -> (Vec<u8>, Tensor, Vec<Tensor>) {
    let mut model = ModelProto::decode(packed.get(name, "model.onnx")).expect("a model");
    let graph = model.graph.as_mut().expect("a graph");
    let inputs = packed.all(name, "input");
    let mut first = None;
    for (at, (input, bytes)) in graph.input.iter().zip(inputs).enumerate() {
        let mut tensor = tensor(bytes);
        tensor.name = input.name.clone();
        match at {
            0 => first = Some(floats(&tensor)),
            _ => graph.initializer.push(tensor),
        }
    }
    graph.input.truncate(1);
    // A network has an input, even if its result is a constant.
    let nothing = Tensor {
        dims: vec![1, 1],
        values: vec![0.5],
    };
    if graph.input.is_empty() {
        let mut input = graph.output[0].clone();
        input.name = Some("no input".to_owned());
        if let Some(type_proto::Value::TensorType(ty)) =
            input.r#type.as_mut().and_then(|ty| ty.value.as_mut())
        {
            ty.shape
                .get_or_insert_default()
                .dim
                .iter_mut()
                .for_each(|size| {
                    size.value = Some(dimension::Value::DimValue(1));
                });
        }
        graph.input.push(input);
    }
    let outputs = packed.all(name, "output").into_iter();
    let outputs = outputs.map(|bytes| floats(&tensor(bytes))).collect();
    (model.encode_to_vec(), first.unwrap_or(nothing), outputs)
}

/// Returns values of the axes `outer`, `inner`, with these exchanged.
fn exchanged(values: &[f32], [outer, inner]: [usize; 2]) -> Vec<f32> {
    assert_eq!(values.len(), outer * inner);
    let column = |at: usize| (0..outer).map(move |row| values[row * inner + at]);
    (0..inner).flat_map(column).collect()
}

/// Returns the images of a tensor, each with its channels last.
fn images(tensor: &Tensor, height: usize, width: usize, channels: usize) -> Vec<Vec<f32>> {
    let each = height * width * channels;
    let parts = tensor.values.chunks(each);
    // Two axes of one image are channels and columns, or rows and channels. Where nothing tells the order of four axes,
    // the last of few values is that of the channels.
    let is_last = match tensor.dims[..] {
        [_, _] => height > 1,
        [_, second, _, last] => last == channels && second == height && second != channels,
        _ => false,
    };
    parts
        .map(|image| match is_last {
            true => image.to_vec(),
            false => exchanged(image, [channels, height * width]),
        })
        .collect()
}

/// Returns the results of all images in the order of axes that sizes of a file tell.
fn result(images: &[Vec<f32>], shape: Shape, dims: &[usize]) -> Vec<f32> {
    let [height, width] = shape.spatial();
    let channels = shape.channels();
    let own = |sizes: &[usize]| -> Vec<usize> {
        let batch = [images.len()];
        let sizes = batch.iter().chain(sizes).copied();
        sizes.filter(|size| *size != 1).collect()
    };
    let told: Vec<usize> = dims.iter().copied().filter(|size| *size != 1).collect();
    let is_last =
        own(&[height, width, channels]) == told && own(&[channels, height, width]) != told;
    let parts = images.iter().map(|image| match is_last {
        true => image.clone(),
        false => exchanged(image, [height * width, channels]),
    });
    parts.flatten().collect()
}

/// Runs a test. Returns the reason if its file is refused.
fn run(packed: &Packed, name: &str) -> Result<(), String> {
    let (bytes, input, wanted) = file(packed, name);
    let imported = onnx::import(&bytes, &Options::default()).map_err(|error| {
        let text = error.to_string();
        let mut lines = text.lines();
        assert_eq!(lines.next(), Some("the network cannot be imported"));
        lines.map(str::trim).collect::<Vec<_>>().join("; ")
    })?;
    let folder = tempfile::tempdir().expect("a folder");
    let weights = folder.path().join("w.safetensors");
    imported.save_weights(&weights).expect("written");
    let model = dynamic::Model::from_text("spec.yaml", imported.spec());
    let model = model.unwrap_or_else(|mistakes| panic!("{name}\n{mistakes}"));
    let model = model
        .load(&weights)
        .unwrap_or_else(|error| panic!("{name}: {error}"));
    let graph = model.graph();
    let shape = graph.shape(0);
    let [height, width] = shape.spatial();
    let images = images(&input, height, width, shape.channels());
    let mut results: Vec<Vec<Vec<f32>>> = vec![Vec::new(); wanted.len()];
    for image in &images {
        let mut outputs = Vec::new();
        model
            .dyn_session(1)
            .run_all(image, &mut outputs)
            .expect("a result");
        assert_eq!(outputs.len(), wanted.len(), "{name}");
        results
            .iter_mut()
            .zip(outputs)
            .for_each(|(all, output)| all.push(output));
    }
    for (at, wanted) in wanted.iter().enumerate() {
        let shape = graph.shape(graph.outputs()[at].layer);
        let ours = result(&results[at], shape, &wanted.dims);
        assert_eq!(
            ours.len(),
            wanted.values.len(),
            "{name}\n{}",
            imported.spec()
        );
        for (at, (ours, wanted)) in ours.iter().zip(&wanted.values).enumerate() {
            let near = (ours - wanted).abs() <= 1e-5 * wanted.abs().max(1.0);
            assert!(
                near,
                "{name}: value {at} is {ours}, expected {wanted}\n{}",
                imported.spec()
            );
        }
    }
    Ok(())
}

#[test]
fn node_tests_pass_or_are_refused_for_the_listed_reason() {
    let packed = Packed::read(&folder().join("fixtures"));
    let cases = cases();
    let names: BTreeSet<&str> = cases.iter().map(|case| case.name.as_str()).collect();
    assert_eq!((cases.len(), names.len()), (LISTED, LISTED));
    assert_eq!(names, packed.tests());
    let mut wrong = Vec::new();
    for Case { name, left_out } in &cases {
        let done = std::panic::catch_unwind(|| run(&packed, name));
        let told = match (&done, left_out) {
            (Ok(Ok(())), None) => continue,
            (Ok(Err(reason)), Some(wanted)) if reason == wanted => continue,
            (Ok(Ok(())), _) => "passes".to_owned(),
            (Ok(Err(reason)), _) => reason.clone(),
            (Err(_), _) => "fails".to_owned(),
        };
        wrong.push(format!("{name}: {told}"));
    }
    assert!(
        wrong.is_empty(),
        "otherwise than listed:\n{}",
        wrong.join("\n")
    );
    let pass = cases.iter().filter(|case| case.left_out.is_none()).count();
    assert_eq!(pass, PASS);
}
