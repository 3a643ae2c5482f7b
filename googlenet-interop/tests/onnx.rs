//! ONNX files, read back: what they hold, and what an interpreter of the standard computes from them.

mod interpreter;

use googlenet_dsl::graph::{Graph, INPUT};
use googlenet_dsl::shape::Shape;
use googlenet_interop::onnx::proto::tensor_shape_proto::dimension::Value;
use googlenet_interop::onnx::proto::{ModelProto, ValueInfoProto, type_proto};
use googlenet_interop::onnx::{Batch, Error, IR_VERSION, Model, OPSET, tensor_name};
use googlenet_runtime::{Network, dynamic, formula, reference};
use interpreter::Array;
use proptest::prelude::*;
use prost::Message;
use std::collections::HashSet;
use std::path::Path;

/// The largest difference between the interpreter and the reference, over the layer's largest value.
const TOLERANCE: f64 = 1e-5;

fn specs() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    let entries = std::fs::read_dir(folder).expect("the specs are there");
    let names = entries.map(|entry| {
        entry
            .expect("an entry")
            .file_name()
            .to_string_lossy()
            .into_owned()
    });
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".yaml")).collect();
    names.sort();
    names
}

fn spec(name: &str) -> dynamic::Model {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs");
    dynamic::Model::from_file(folder.join(name)).expect("the spec is in order")
}

fn network(layers: &str) -> dynamic::Model {
    let text = format!(
        "format: 1\nname: Test\ninput: {{height: 7, width: 6, channels: 3}}\nlayers:\n{layers}"
    );
    match dynamic::Model::from_text("test.yaml", &text) {
        Ok(model) => model.seeded(3),
        Err(mistakes) => panic!("{text}\n{mistakes}"),
    }
}

fn export(network: &dyn Network, batch: Batch) -> ModelProto {
    let model = Model::new(&network.graph(), batch).expect("small enough");
    let mut bytes = Vec::new();
    model
        .write(&network.layers(), &mut bytes)
        .expect("memory takes it");
    assert_eq!(
        bytes.len() as u64,
        model.len(),
        "as long as it was said to be"
    );
    let decoded = ModelProto::decode(bytes.as_slice()).expect("protobuf");
    let mut again = decoded.encode_to_vec();
    // The generated code writes constants before inputs; the bytes are the same in another order.
    again.sort_unstable();
    bytes.sort_unstable();
    assert_eq!(again, bytes, "nothing that was not understood");
    decoded
}

fn dims(value: &ValueInfoProto) -> (&Option<Value>, Vec<i64>) {
    let Some(type_proto::Value::TensorType(tensor)) =
        value.r#type.as_ref().and_then(|ty| ty.value.as_ref())
    else {
        panic!("`{}` is no tensor", value.name());
    };
    assert_eq!(tensor.elem_type(), 1, "`{}` holds floats", value.name());
    let dims = &tensor.shape.as_ref().expect("a shape").dim;
    let size = |value: &Option<Value>| match value {
        Some(Value::DimValue(size)) => *size,
        other => panic!("{other:?} is no size"),
    };
    (
        &dims[0].value,
        dims[1..].iter().map(|dim| size(&dim.value)).collect(),
    )
}

/// What must hold of every file.
fn in_order(graph: &Graph, model: &ModelProto) {
    assert_eq!(
        (model.ir_version(), model.opset_import[0].version()),
        (IR_VERSION, OPSET)
    );
    assert_eq!(
        (model.opset_import.len(), model.opset_import[0].domain()),
        (1, "")
    );
    assert_eq!(
        (model.producer_name(), model.producer_version()),
        ("googlenet", env!("CARGO_PKG_VERSION"))
    );
    let body = model.graph.as_ref().expect("a graph");
    assert_eq!(body.name(), graph.name());

    let names: HashSet<&str> = body.node.iter().map(|node| node.name()).collect();
    assert_eq!(names.len(), body.node.len(), "names of nodes are unique");
    for id in graph.ids().skip(1) {
        let path: &str = &graph.layer(id).name;
        assert!(names.contains(path), "`{path}` is a node");
    }
    let layers: HashSet<&str> = graph
        .ids()
        .map(|id| graph.layer(id).name.as_ref())
        .collect();
    for node in &body.node {
        let path = node.name().split('/').next().unwrap_or_default();
        assert!(
            layers.contains(path),
            "`{}` belongs to a layer",
            node.name()
        );
    }

    let mut known: HashSet<&str> = body
        .initializer
        .iter()
        .map(|tensor| tensor.name())
        .collect();
    assert_eq!(
        known.len(),
        body.initializer.len(),
        "names of constants are unique"
    );
    let mut unread = known.clone();
    assert_eq!(body.input.len(), 1);
    assert_eq!(body.input[0].name(), "input");
    assert!(known.insert("input"), "no constant has the input's name");
    for node in &body.node {
        for input in &node.input {
            assert!(
                known.contains(input.as_str()),
                "`{}` reads `{input}`, which is there",
                node.name()
            );
            unread.remove(input.as_str());
        }
        for output in &node.output {
            assert!(known.insert(output), "`{output}` is made once");
        }
    }
    assert!(unread.is_empty(), "all constants are read: {unread:?}");

    let declared: Vec<&ValueInfoProto> = body
        .input
        .iter()
        .chain(&body.value_info)
        .chain(&body.output)
        .collect();
    assert_eq!(declared.len(), graph.len(), "every result has a shape");
    for id in graph.ids() {
        let name = tensor_name(&graph.layer(id).name);
        let value = declared.iter().find(|value| value.name() == name);
        let (_, sizes) = dims(value.unwrap_or_else(|| panic!("`{name}` is declared")));
        let expected = match graph.shape(id) {
            Shape::Map {
                height,
                width,
                channels,
            } => vec![channels, height, width],
            Shape::Vector { features } => vec![features],
        };
        assert_eq!(
            sizes,
            expected.iter().map(|size| *size as i64).collect::<Vec<_>>(),
            "{name}"
        );
    }
    let outputs: Vec<&str> = body.output.iter().map(|output| output.name()).collect();
    let expected: Vec<String> = graph
        .outputs()
        .iter()
        .map(|output| tensor_name(&graph.layer(output.layer).name))
        .collect();
    assert_eq!(outputs, expected);
}

/// Every layer's result in the interpreter against the reference, for a batch of two.
fn agree(network: &dyn Network, model: &ModelProto) {
    let graph = network.graph();
    let [height, width, channels] = graph.shape(0).dims()[..] else {
        panic!("the input is a map")
    };
    let len = graph.shape(0).len();
    let pictures: Vec<Vec<f32>> = (0..2)
        .map(|picture| {
            (0..len)
                .map(|i| formula(picture, i as u64) as f32)
                .collect()
        })
        .collect();
    let planes = pictures.iter().flat_map(|picture| {
        let value = move |at: usize| {
            let (channel, pixel) = (at / (height * width), at % (height * width));
            f64::from(picture[pixel * channels + channel])
        };
        (0..len).map(value)
    });
    let made = interpreter::run(
        model,
        Array::new(&[2, channels, height, width], planes.collect()),
    );
    for (at, picture) in pictures.iter().enumerate() {
        let expected = reference::run(network, picture);
        for id in graph.ids() {
            let name = tensor_name(&graph.layer(id).name);
            let shape = graph.shape(id);
            let array = &made[&name];
            let all = &array.values[at * shape.len()..][..shape.len()];
            let (pixels, channels) = (shape.pixels(), shape.channels());
            let mut got: Vec<f64> = match shape {
                Shape::Map { .. } => (0..shape.len())
                    .map(|i| all[i % channels * pixels + i / channels])
                    .collect(),
                Shape::Vector { .. } => all.to_vec(),
            };
            let mut expected: Vec<f64> =
                expected[id].iter().map(|value| f64::from(*value)).collect();
            // A vector between a flatten and a dense layer may be in another order.
            let is_result = graph.outputs().iter().any(|output| output.layer == id);
            if matches!(shape, Shape::Vector { .. }) && !is_result {
                got.sort_by(f64::total_cmp);
                expected.sort_by(f64::total_cmp);
            }
            let largest = expected
                .iter()
                .fold(f64::MIN_POSITIVE, |most, value| most.max(value.abs()));
            for (got, expected) in got.iter().zip(&expected) {
                let difference = (got - expected).abs() / largest;
                assert!(difference <= TOLERANCE, "{name}: {got} and {expected}");
            }
        }
    }
}

/// Exports, checks and runs; gives how many nodes there are of an operator.
fn check(network: &dynamic::Model, operator: &str) -> usize {
    let model = export(network, Batch::Any);
    in_order(&network.graph(), &model);
    agree(network, &model);
    let nodes = model.graph.unwrap_or_default().node;
    nodes
        .iter()
        .filter(|node| node.op_type() == operator)
        .count()
}

#[test]
fn small_specs_compute_the_same() {
    let small: Vec<String> = specs()
        .into_iter()
        .filter(|name| name.ends_with("_small.yaml"))
        .collect();
    assert!(small.len() >= 3);
    for name in small {
        check(&spec(&name).seeded(5), "Conv");
    }
}

#[test]
fn all_specs_are_in_order() {
    for name in specs() {
        // The weights of the largest take long to make and say nothing new.
        let network = spec(&name);
        if network.graph().total_params() < 10_000_000 {
            in_order(&network.graph(), &export(&network, Batch::Any));
        }
    }
}

#[test]
fn the_batch_is_a_symbol_or_a_size() {
    let network = network("  c: {conv: 2, kernel: 1}\n");
    for (batch, expected) in [
        (Batch::Any, Value::DimParam("batch".into())),
        (Batch::Fixed(4), Value::DimValue(4)),
    ] {
        let body = export(&network, batch).graph.unwrap_or_default();
        for value in body.input.iter().chain(&body.output) {
            assert_eq!(dims(value).0, &Some(expected.clone()));
        }
    }
}

#[test]
fn kernels_stand_under_the_names_of_weight_files() {
    let network =
        network("  c: {conv: 5, kernel: [2, 3]}\n  f: flatten\n  d: {dense: 4, bias: false}\n");
    let body = export(&network, Batch::Any).graph.unwrap_or_default();
    let constants: Vec<(&str, &[i64])> = body
        .initializer
        .iter()
        .map(|tensor| (tensor.name(), tensor.dims.as_slice()))
        .collect();
    let expected: [(&str, &[i64]); 3] = [
        ("c.kernel", &[5, 3, 2, 3]),
        ("c.bias", &[5]),
        ("d.kernel", &[4, 6 * 4 * 5]),
    ];
    assert_eq!(constants, expected);
    let kernel = network
        .layer("d")
        .and_then(|layer| layer.weight("kernel"))
        .expect("a kernel");
    let there = interpreter::constant(&body.initializer[2]);
    for output in 0..4 {
        for (channel, pixel) in
            (0..5).flat_map(|channel| (0..24).map(move |pixel| (channel, pixel)))
        {
            let here = kernel.values()[(pixel * 5 + channel) * 4 + output];
            assert_eq!(
                there.values[output * 120 + channel * 24 + pixel],
                f64::from(here)
            );
        }
    }
}

#[test]
fn dense_kernels_take_the_order_of_what_is_flattened() {
    // Layers, and how many maps are turned because their order is seen.
    for (layers, turned) in [
        ("  f: flatten\n  d: {dense: 4}\n", 0),
        (
            "  c: {conv: 4, kernel: 3}\n  f: flatten\n  d: {dropout: 0.5}\n  a: {activation: tanh}\n  n: batch_norm\n  o: {dense: 3}\n",
            0,
        ),
        (
            "  c: {concat: [{a: {conv: 4, kernel: 3}}, {p: {max_pool: 3, stride: 1}}]}\n  f: flatten\n  d: {dense: 4}\n",
            0,
        ),
        (
            "  p: {avg_pool: 2}\n  f: flatten\n  s: {activation: softmax}\n  d: {dense: 4}\n",
            0,
        ),
        (
            "  c: {concat: [{a: {conv: 4, kernel: 3}, f: flatten}, {m: global_max_pool}, {g: flatten}]}\n  d: {dense: 4}\n",
            0,
        ),
        ("  g: global_avg_pool\n  d: {dense: 4}\n", 0),
        ("  p: {max_pool: [7, 6]}\n  f: flatten\n", 0),
        ("  c: {conv: 1, kernel: 1}\n  f: flatten\n", 0),
        (
            "  s: {add: [{a: {conv: 4, kernel: 3}, f: flatten}, {b: {conv: 4, kernel: 3}, g: flatten}]}\n  d: {dense: 4}\n",
            0,
        ),
        (
            "  c: {conv: 4, kernel: 3}\n  f: flatten\n  l: {lrn: {size: 3, alpha: 2}}\n  d: {dense: 4}\n",
            1,
        ),
        (
            "  g: global_max_pool\n  l: {lrn: {size: 3, alpha: 2}}\n  d: {dense: 4}\n",
            0,
        ),
        ("  f: flatten\n", 1),
        (
            "  f: flatten\n  g: flatten\n  a: {activation: softmax}\n",
            1,
        ),
        (
            "  s: {add: [{f: flatten}, {g: global_max_pool, d: {dense: 126}}]}\n  o: {dense: 4}\n",
            1,
        ),
        (
            "  s: {add: [{a: {conv: 6, kernel: 1}, f: flatten}, {b: {conv: 12, kernel: 1, stride: [1, 2]}, g: flatten}]}\n  o: {dense: 4}\n",
            2,
        ),
        (
            "  c: {concat: [{a: {conv: 2, kernel: 3}, f: flatten}, {g: flatten}]}\n  n: batch_norm\n",
            2,
        ),
        (
            "  f: flatten\n  s: {add: [{d: {dense: 126}}, {e: {dense: 126}}, f]}\n  o: {dense: 4}\n",
            1,
        ),
    ] {
        assert_eq!(check(&network(layers), "Transpose"), turned, "{layers}");
    }
}

#[test]
fn vectors_of_many_maps_are_turned_instead() {
    // Each vector holds all those before it.
    let vectors = |count: usize| {
        let first = "  c: {conv: 2, kernel: 1, stride: 2}\n  v0: flatten\n".to_owned();
        let more = (1..count).map(|at| {
            format!(
                "  v{at}: {{concat: [v{}, {{f{at}: {{flatten: , from: c}}}}]}}\n",
                at - 1
            )
        });
        first + &more.collect::<String>() + "  d: {dense: 2}\n"
    };
    assert_eq!(check(&network(&vectors(64)), "Transpose"), 0);
    assert_eq!(check(&network(&vectors(65)), "Transpose"), 65);
}

#[test]
fn activations_are_nodes_behind_their_layers() {
    for word in ["relu", "relu6", "leaky_relu", "sigmoid", "tanh", "softmax"] {
        let model = network(&format!(
            "  c: {{conv: 5, kernel: 3, activation: {word}}}\n  a: {{activation: {word}}}\n"
        ));
        check(&model, "Conv");
        let body = export(&model, Batch::Any).graph.unwrap_or_default();
        let nodes: Vec<&str> = body.node.iter().map(|node| node.name()).collect();
        assert_eq!(nodes, ["c", &format!("c/{word}"), "a"]);
        assert_eq!(
            body.node[1].output,
            ["c"],
            "the layer's result bears its name"
        );
    }
    check(&network("  a: {activation: none}\n"), "Identity");
}

#[test]
fn a_layer_may_be_called_as_the_input_is() {
    let model = network(
        "  input: {conv: 2, kernel: 1}\n  other: {add: [input, {again: {conv: 2, kernel: 1}}]}\n",
    );
    assert_eq!(check(&model, "Conv"), 2);
    assert_eq!(
        (tensor_name("input"), tensor_name(INPUT)),
        ("input/result".into(), "input".into())
    );
}

#[test]
fn factors_are_products() {
    let layers = "  c: {conv: 3, kernel: 1}\n  s: {add: [$input, c, {d: {conv: 3, kernel: 1}}], scale: [1, -0.5, 0.25]}\n";
    assert_eq!(check(&network(layers), "Mul"), 2);
}

#[test]
fn files_above_the_limit_are_refused_before_there_are_weights() {
    let text = "format: 1\nname: Large\ninput: {height: 1000, width: 1000, channels: 1}\nlayers:\n  \
                f: flatten\n  d: {dense: 600}\n";
    let source = googlenet_dsl::diagnostic::Source::new("large.yaml", text);
    let graph = googlenet_dsl::compile(&source).expect("a network").graph;
    let error = Model::new(&graph, Batch::Any).expect_err("2.4 GB");
    assert!(
        matches!(
            error,
            Error::TooLarge {
                bytes: 2_400_000_000..2_400_010_000
            }
        ),
        "{error}"
    );
    assert!(
        error
            .to_string()
            .contains("expected at most 2147483647 bytes"),
        "{error}"
    );
}

#[test]
fn several_results_bear_the_names_of_their_layers() {
    let text = "format: 1\nname: Test\ninput: {height: 7, width: 6, channels: 3}\nlayers:\n  \
                c: {conv: 4, kernel: 3, batch_norm: true}\n  f: flatten\n  d: {dense: 4}\n  o: {dense: 3}\n\
                heads:\n  more: {from: c, when: always, layers: {g: flatten}}\n  \
                aux: {from: c, when: training, weight: 0.3, layers: {h: {conv: 2, kernel: 1}}}\n\
                outputs: [o, c, f]\n";
    let network = match dynamic::Model::from_text("test.yaml", text) {
        Ok(model) => model.seeded(3),
        Err(mistakes) => panic!("{mistakes}"),
    };
    // Both vectors are seen.
    assert_eq!(check(&network, "Transpose"), 2);
    let body = export(&network, Batch::Any).graph.unwrap_or_default();
    let names: Vec<&str> = body.output.iter().map(|output| output.name()).collect();
    assert_eq!(names, ["o", "c.batch_norm", "f", "more.g"]);
    assert!(
        body.node.iter().all(|node| !node.name().starts_with("aux")),
        "training's own is left out"
    );
}

/// Counts what is written.
#[derive(Default)]
struct Pieces {
    largest: usize,
    sum: u64,
}

impl std::io::Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.largest = self.largest.max(bytes.len());
        self.sum += bytes.len() as u64;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn weights_are_written_in_pieces() {
    let network = network("  f: flatten\n  wide: {dense: 100000}\n  narrow: {dense: 50}\n");
    let model = Model::new(&network.graph(), Batch::Any).expect("small enough");
    assert!(model.len() > 70_000_000);
    let mut pieces = Pieces::default();
    model
        .write(&network.layers(), &mut pieces)
        .expect("counted");
    assert_eq!(pieces.sum, model.len());
    assert!(
        pieces.largest <= 4 << 20,
        "{} bytes at once",
        pieces.largest
    );
}

/// A window over a map of 7 x 6 x 4.
#[derive(Debug, Clone)]
struct Sliding {
    kind: usize,
    kernel: [usize; 2],
    stride: [usize; 2],
    dilation: [usize; 2],
    /// `None` for `same`.
    edges: Option<[usize; 4]>,
    ceil: bool,
    count_padding: bool,
    groups: usize,
}

impl Sliding {
    fn any() -> impl Strategy<Value = Sliding> {
        let shape = ([1..6usize, 1..5], [1..5usize, 1..4], [1..4usize, 1..3]);
        let edges = proptest::option::of([0..4usize, 0..3, 0..4, 0..3]);
        let rest = (any::<bool>(), any::<bool>(), 0..3usize);
        (0..3usize, shape, edges, rest).prop_map(
            |(kind, (kernel, stride, dilation), edges, rest)| {
                let (ceil, count_padding, groups) = rest;
                let is_conv = kind == 0;
                Sliding {
                    kind,
                    kernel,
                    stride,
                    dilation: if is_conv { dilation } else { [1, 1] },
                    edges,
                    ceil: ceil && !is_conv,
                    count_padding: count_padding && kind == 2,
                    groups: if is_conv { 1 << groups } else { 1 },
                }
            },
        )
    }

    fn layers(&self) -> String {
        let kind = ["conv: 4, kernel:", "max_pool:", "avg_pool:"][self.kind];
        let padding = self
            .edges
            .map_or("same".to_owned(), |edges| format!("{edges:?}"));
        let more = match self.kind {
            0 => format!("dilation: {:?}, groups: {}", self.dilation, self.groups),
            1 => format!("ceil: {}", self.ceil),
            _ => format!("ceil: {}, count_padding: {}", self.ceil, self.count_padding),
        };
        let (kernel, stride) = (self.kernel, self.stride);
        format!("  w: {{{kind} {kernel:?}, stride: {stride:?}, padding: {padding}, {more}}}\n")
    }

    /// Zeros before and after the input, and what the last window covers behind them, along an axis.
    fn rule(&self, at: usize, outputs: usize) -> [usize; 3] {
        let size = [7, 6][at];
        let covered =
            (outputs - 1) * self.stride[at] + (self.kernel[at] - 1) * self.dilation[at] + 1;
        match self.edges {
            // TensorFlow: as much as the last window reaches beyond, the odd row or column at the end.
            None => {
                let total = covered.saturating_sub(size);
                [total / 2, total - total / 2, 0]
            }
            Some(edges) => {
                let (before, after) = (edges[at], edges[at + 2]);
                [before, after, covered.saturating_sub(before + size + after)]
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn windows_are_those_of_the_rule(window in Sliding::any()) {
        let text = format!(
            "format: 1\nname: Test\ninput: {{height: 7, width: 6, channels: 4}}\nlayers:\n{}",
            window.layers()
        );
        // A kernel larger than its input, or padding as large as the window.
        let network = dynamic::Model::from_text("test.yaml", &text);
        prop_assume!(network.is_ok());
        let network = network.expect("a network").seeded(3);
        let graph = network.graph();
        let [rows, columns] = [0, 1].map(|at| window.rule(at, graph.shape(1).spatial()[at]));
        let padded = check(&network, "Pad");
        let body = export(&network, Batch::Any).graph.unwrap_or_default();
        let node = body.node.last().expect("a node");
        let counted = interpreter::int(node, "count_include_pad", 0);
        let pads: Vec<usize> = interpreter::ints(node, "pads", &[]).iter().map(|size| *size as usize).collect();
        let beyond = [0, 0, rows[2], columns[2]];
        if window.count_padding && beyond != [0; 4] {
            prop_assert_eq!((padded, counted, pads), (1, 0, beyond.to_vec()), "{}", text);
        } else {
            let all = [rows[0], columns[0], rows[1] + rows[2], columns[1] + columns[2]];
            prop_assert_eq!((padded, counted == 1, pads), (0, window.count_padding, all.to_vec()), "{}", text);
        }
    }
}
