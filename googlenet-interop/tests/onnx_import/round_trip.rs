//! Networks that come back from our own exports: the same operations, shapes and weights, and the same tables.

use super::{good, good_with, layers, load};
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::{Activation, Op, Padding, Window};
use googlenet_dsl::plan::reach;
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::Initializer;
use googlenet_interop::onnx::{Batch, Model, Options};
use googlenet_runtime::{Network, dynamic};
use std::path::{Path, PathBuf};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs")
}

fn spec(name: &str) -> dynamic::Model {
    dynamic::Model::from_file(folder().join(name)).expect("the spec is in order")
}

pub(super) fn export(network: &dynamic::Model) -> Vec<u8> {
    let model = Model::new(&network.graph(), Batch::Any).expect("small enough");
    let mut bytes = Vec::new();
    let layers = network.layers();
    model.write(&layers, &mut bytes).expect("memory takes it");
    bytes
}

/// Returns a window as what it reads: its padding as numbers, which rules of padding and rounding are not told from.
fn window(window: Window, input: Shape) -> String {
    let before = [0, 1].map(|at| window.axis(at).padding(input.spatial()[at])[0]);
    let behind = reach(window, input);
    let Window {
        kernel,
        stride,
        dilation,
        ..
    } = window;
    format!("{kernel:?} {stride:?} {dilation:?} {before:?} {behind:?}")
}

/// Returns an operation as text without what ONNX cannot carry.
fn operation(graph: &Graph, id: LayerId) -> String {
    let input = graph
        .input_shapes(id)
        .first()
        .copied()
        .unwrap_or(Shape::vector(1));
    let mut op = graph.op(id).clone();
    let plain = Window::new([1, 1], [1, 1], Padding::Valid);
    let mut shown = String::new();
    match &mut op {
        Op::Conv(conv) => {
            shown = window(conv.window, input);
            (conv.window, conv.l2) = (plain, 0.0);
            conv.initializer = Initializer::default();
        }
        Op::MaxPool(pool) => {
            shown = window(pool.window, input);
            pool.window = plain;
        }
        Op::AvgPool(pool) => {
            shown = window(pool.window, input);
            // Without padding nothing can be counted.
            if pool.window.padding == Padding::Valid {
                pool.count_padding = false;
            }
            pool.window = plain;
        }
        Op::Add(add) if add.scale.iter().all(|factor| *factor == 1.0) => add.scale = [][..].into(),
        Op::Dense(dense) => {
            dense.l2 = 0.0;
            dense.initializer = Initializer::default();
            if graph
                .readers(id)
                .iter()
                .any(|reader| is_of_dense(graph, *reader))
            {
                dense.activation = Activation::Softmax;
            }
        }
        _ => {}
    }
    format!("{op:?} {shown} {}", graph.shape(id))
}

/// Returns whether a layer is not in the file, as it does nothing there.
fn is_nothing(graph: &Graph, id: LayerId) -> bool {
    match graph.op(id) {
        Op::Dropout(_) => true,
        Op::Activate(activate) => activate.function == Activation::None,
        // A vector is flattened already.
        Op::Flatten(_) => matches!(graph.input_shapes(id)[..], [Shape::Vector { .. }]),
        _ => false,
    }
}

/// Returns whether a layer is the softmax of a dense layer whose result nothing else reads: the file tells it not from
/// the activation of that layer.
fn is_of_dense(graph: &Graph, id: LayerId) -> bool {
    let [input] = graph.inputs(id)[..] else {
        return false;
    };
    let is_alone = graph.readers(input).len() == 1
        && graph.outputs().iter().all(|output| output.layer != input);
    matches!((graph.op(id), graph.op(input)), (Op::Softmax(_), Op::Dense(dense)) if dense.activation == Activation::None)
        && is_alone
}

/// Compares networks layer by layer, with their weights.
#[track_caller]
fn same(name: &str, before: &dynamic::Model, after: &dynamic::Model) {
    let (old, new) = (before.graph(), after.graph());
    let of = same_graphs(name, &old, &new);
    for id in old.ids().skip(1).filter(|id| !is_nothing(&old, *id)) {
        let pair = (before.layers()[id - 1], after.layers()[of[id] - 1]);
        for weight in old.weights(id) {
            let [mine, theirs] = [pair.0, pair.1]
                .map(|layer| layer.weight(weight.name).map(|weight| weight.values()));
            assert!(
                mine == theirs,
                "{name}: `{}.{}` is another",
                old.layer(id).name,
                weight.name
            );
        }
    }
}

/// Compares graphs layer by layer. Returns, for each layer of the first, that of the second which it is.
#[track_caller]
fn same_graphs(name: &str, old: &Graph, new: &Graph) -> Vec<LayerId> {
    let mut of: Vec<LayerId> = vec![0];
    let mut next = 1;
    let mut taken = vec![false; new.len()];
    for id in old.ids().skip(1) {
        if is_nothing(old, id) || is_of_dense(old, id) {
            of.push(of[old.inputs(id)[0]]);
            continue;
        }
        let inputs: Vec<LayerId> = old.inputs(id).iter().map(|input| of[*input]).collect();
        let wanted = operation(old, id);
        let fits = |at: &LayerId| {
            !taken[*at] && new.inputs(*at) == inputs && operation(new, *at) == wanted
        };
        let found = (1..new.len()).find(fits);
        let path = &old.layer(id).name;
        let found =
            found.unwrap_or_else(|| panic!("{name}: `{path}` is lost: {wanted} of {inputs:?}"));
        taken[found] = true;
        of.push(found);
        next += 1;
    }
    // An output that is the input itself is a layer that does nothing.
    let skipped = |id: LayerId| {
        if is_nothing(new, id) {
            new.inputs(id)[0]
        } else {
            id
        }
    };
    let added = new.ids().skip(1).filter(|id| skipped(*id) == *id).count();
    assert_eq!(next, added + 1, "{name}: nothing was added");
    let outputs = |graph: &Graph| -> Vec<LayerId> {
        graph.outputs().iter().map(|output| output.layer).collect()
    };
    let wanted: Vec<LayerId> = outputs(old).into_iter().map(|id| of[id]).collect();
    let got: Vec<LayerId> = outputs(new).into_iter().map(skipped).collect();
    assert_eq!(got, wanted, "{name}: the outputs");
    of
}

/// Returns a description whose numbers of filters and units are an eighth of those of a file in `specs/`.
pub(super) fn narrow(name: &str) -> String {
    let text = std::fs::read_to_string(folder().join(name)).expect("the spec is there");
    let lines = text.lines().map(|line| {
        let code = line.split(" #").next().unwrap_or(line);
        if code.starts_with("budget") || code.starts_with("published") {
            return String::new();
        }
        let mut made = String::new();
        let (mut word, mut before) = (String::new(), String::new());
        let mut depth = 0;
        for letter in code.chars().chain([' ']) {
            if letter.is_alphanumeric() || "_.$:".contains(letter) {
                word.push(letter);
                continue;
            }
            let is_count = depth > 0 || before == "conv:" || before == "dense:";
            match word.parse::<u32>() {
                Ok(count) if is_count && count >= 8 => made += &(count / 8).to_string(),
                _ => made += &word,
            }
            if !word.is_empty() {
                before = std::mem::take(&mut word);
            }
            depth += i32::from(letter == '[') - i32::from(letter == ']');
            made.push(letter);
        }
        made.trim_end().to_owned()
    });
    lines.collect::<Vec<String>>().join("\n")
}

/// Returns a network with weights of its own from the text of a description.
pub(super) fn network(text: &str) -> dynamic::Model {
    let model = dynamic::Model::from_text("spec.yaml", text);
    model
        .unwrap_or_else(|mistakes| panic!("{text}\n{mistakes}"))
        .seeded(7)
}

#[test]
fn small_specs_come_back() {
    for name in [
        "heads_small",
        "labels_small",
        "nested_small",
        "normal_small",
        "residual_small",
        "windows_small",
    ] {
        let network = spec(&format!("{name}.yaml")).seeded(7);
        let bytes = export(&network);
        let imported = good(&bytes);
        same(name, &network, &load(&imported));
    }
}

#[test]
fn large_specs_come_back() {
    for name in [
        "bn_inception",
        "googlenet_paper",
        "googlenet_torchvision",
        "inception_resnet_v2",
        "inception_v1",
        "inception_v1_digits",
        "inception_v3",
        "inception_v4",
        "vgg16",
    ] {
        let network = network(&narrow(&format!("{name}.yaml")));
        let bytes = export(&network);
        let imported = good(&bytes);
        same(name, &network, &load(&imported));
    }
}

/// Returns whether a network comes back with the same rows of filters; compares the graphs, not the weights.
#[track_caller]
fn comes_back(name: &str) {
    let network = spec(name).seeded(1);
    let bytes = export(&network);
    let imported = good(&bytes);
    let again = dynamic::Model::from_text("again.yaml", imported.spec());
    let again = again.unwrap_or_else(|mistakes| panic!("{mistakes}"));
    same_graphs(name, &network.graph(), &again.graph());
}

#[test]
fn shipped_specs_come_back() {
    for name in [
        "bn_inception",
        "googlenet_paper",
        "googlenet_torchvision",
        "inception_v1",
        "inception_v1_digits",
        "uci_digits",
    ] {
        comes_back(&format!("{name}.yaml"));
    }
}

#[test]
#[cfg_attr(debug_assertions, ignore = "takes long without optimisation")]
fn large_shipped_specs_come_back() {
    for name in [
        "inception_v3",
        "inception_v4",
        "inception_resnet_v2",
        "vgg16",
    ] {
        comes_back(&format!("{name}.yaml"));
    }
}

#[test]
fn flattened_maps_come_back_in_every_order() {
    for layers in [
        "  f: flatten\n  d: {dense: 4}\n",
        "  c: {conv: 4, kernel: 3}\n  f: flatten\n  d: {dropout: 0.5}\n  a: {activation: tanh}\n  n: batch_norm\n  o: {dense: 3}\n",
        "  c: {concat: [{a: {conv: 4, kernel: 3}}, {p: {max_pool: 3, stride: 1}}]}\n  f: flatten\n  d: {dense: 4}\n",
        "  p: {avg_pool: 2}\n  f: flatten\n  s: {activation: softmax}\n  d: {dense: 4}\n",
        "  c: {concat: [{a: {conv: 4, kernel: 3}, f: flatten}, {m: global_max_pool}, {g: flatten}]}\n  d: {dense: 4}\n",
        "  g: global_avg_pool\n  d: {dense: 4}\n",
        "  p: {max_pool: [7, 6]}\n  f: flatten\n",
        "  s: {add: [{a: {conv: 4, kernel: 3}, f: flatten}, {b: {conv: 4, kernel: 3}, g: flatten}]}\n  d: {dense: 4}\n",
        "  c: {conv: 4, kernel: 3}\n  f: flatten\n  l: {lrn: {size: 3, alpha: 2}}\n  d: {dense: 4}\n",
        "  g: global_max_pool\n  l: {lrn: {size: 3, alpha: 2}}\n  d: {dense: 4}\n",
        "  f: flatten\n",
        "  s: {add: [{f: flatten}, {g: global_max_pool, d: {dense: 126}}]}\n  o: {dense: 4}\n",
        "  c: {concat: [{a: {conv: 2, kernel: 3}, f: flatten}, {g: flatten}]}\n  n: batch_norm\n",
        "  p: {max_pool: 3, stride: 2, ceil: true}\n  q: {avg_pool: 2, stride: 2, ceil: true, padding: 1}\n",
        "  p: {avg_pool: 3, stride: 2, padding: 1, count_padding: true}\n  z: {zero_pad: [1, 2, 0, 3]}\n",
        "  c: {conv: 6, kernel: 3, groups: 3, dilation: 2, padding: [2, 1, 0, 3]}\n",
    ] {
        let text = format!(
            "format: 1\nname: Test\ninput: {{height: 7, width: 6, channels: 3}}\nlayers:\n{layers}"
        );
        let network = dynamic::Model::from_text("test.yaml", &text);
        let network = network
            .unwrap_or_else(|mistakes| panic!("{mistakes}"))
            .seeded(3);
        let bytes = export(&network);
        let imported = good(&bytes);
        same(layers, &network, &load(&imported));
    }
}

#[test]
fn exports_take_another_size() {
    let text = "format: 1\nname: Net\ninput: {height: 8, width: 12, channels: 3}\nlayers:\n  \
                c: {conv: 12, kernel: 3, padding: same}\n  \
                s: {channel_shuffle: {groups: 4}}\n  \
                d: {space_to_depth: 2, order: crd}\n  \
                e: {depth_to_space: 2, order: crd}\n  \
                f: {space_to_depth: 2}\n  \
                u: {upsample: 2}\n  \
                p: {zero_pad: 1}\n  \
                g: global_avg_pool\n  \
                y: {dense: 3, activation: softmax}\n";
    let network = dynamic::Model::from_text("net.yaml", text).expect("a network");
    let bytes = export(&network);
    let options = Options {
        input_size: Some([16, 20]),
        ..Options::default()
    };
    let (own, other) = (good(&bytes), good_with(&bytes, &options));
    assert!(
        other.spec().contains("height: 16, width: 20"),
        "{}",
        other.spec()
    );
    assert_eq!(layers(&own), layers(&other));
    let text = text.replace("height: 8, width: 12", "height: 16, width: 20");
    let wide = dynamic::Model::from_text("net.yaml", &text).expect("a network");
    same("another size", &wide, &load(&other));
}
