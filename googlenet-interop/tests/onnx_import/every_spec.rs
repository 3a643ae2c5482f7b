//! All descriptions of the folder `specs` come back from their own exports: the same operations, shapes and weights.
//!
//! ONNX carries neither L2 penalties, nor which of several rules of padding, rounding and size gave its numbers, nor
//! layers that do nothing in inference (dropout, the activation `none`, a flattened vector). A softmax behind a dense
//! layer is that layer's activation, and a reshape between maps is part of the flattening behind it.

use super::round_trip::{export, narrow, network};
use super::{good, load};
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::{Activation, Op, Padding, Scale, Window};
use googlenet_dsl::plan::reach;
use googlenet_dsl::shape::Shape;
use googlenet_runtime::{Network, dynamic};
use std::path::{Path, PathBuf};

/// Largest number of weights of a description that comes back at its own width.
const FULL: usize = 2_000_000;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../specs")
}

fn specs() -> Vec<String> {
    let entries = std::fs::read_dir(folder()).expect("the folder");
    let names = entries.map(|entry| entry.expect("a file").file_name());
    let names = names.filter_map(|name| name.to_str().map(str::to_owned));
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".yaml")).collect();
    names.sort();
    names
}

/// Returns a window as the pixels that it reads.
fn window(window: &mut Window, input: Shape) -> String {
    let spatial = input.spatial();
    let before = [0, 1].map(|at| window.axis(at).padding(spatial[at])[0]);
    let told = format!("{before:?} {:?}", reach(*window, input));
    (window.padding, window.ceil) = (Padding::Valid, false);
    told
}

/// Returns an operation as text, without what a file does not carry.
fn told(graph: &Graph, id: LayerId) -> String {
    let inputs = graph.input_shapes(id);
    let input = inputs.first().copied().unwrap_or(Shape::vector(1));
    let mut op = graph.op(id).clone();
    let numbers = match &mut op {
        Op::Conv(conv) => {
            (conv.l2, conv.initializer) = (0.0, Default::default());
            window(&mut conv.window, input)
        }
        Op::ConvTranspose(conv) => {
            let spatial = input.spatial();
            let told = format!("{:?}", [0, 1].map(|at| conv.axis(at, spatial[at])));
            (conv.window.padding, conv.output_padding, conv.l2) = (Padding::Valid, [0, 0], 0.0);
            told
        }
        Op::MaxPool(pool) => window(&mut pool.window, input),
        Op::AvgPool(pool) => {
            pool.count_padding &= pool.window.padding != Padding::Valid;
            window(&mut pool.window, input)
        }
        Op::Upsample(upsample) => {
            let told = format!("{:?}", upsample.factors(input.spatial()));
            upsample.scale = Scale::Size([1, 1]);
            told
        }
        Op::Reshape(reshape) => {
            reshape.sizes = [0; 3];
            String::new()
        }
        Op::Add(add) if add.scale.iter().all(|factor| *factor == 1.0) => {
            add.scale = [][..].into();
            String::new()
        }
        Op::Dense(dense) => {
            dense.l2 = 0.0;
            if graph.readers(id).iter().any(|at| is_activation(graph, *at)) {
                dense.activation = Activation::Softmax;
            }
            String::new()
        }
        _ => String::new(),
    };
    format!("{op:?} {numbers} {}", graph.shape(id))
}

/// Returns whether a layer is the softmax of the dense layer that it alone reads.
fn is_activation(graph: &Graph, id: LayerId) -> bool {
    let [input] = graph.inputs(id)[..] else {
        return false;
    };
    let is_dense =
        matches!(graph.op(input), Op::Dense(dense) if dense.activation == Activation::None);
    matches!(graph.op(id), Op::Softmax(_))
        && is_dense
        && graph.readers(input).len() == 1
        && graph.outputs().iter().all(|output| output.layer != input)
}

/// Returns whether a layer has no node of its own.
fn is_nothing(graph: &Graph, id: LayerId) -> bool {
    match graph.op(id) {
        Op::Dropout(_) => true,
        Op::Activate(activate) => activate.function == Activation::None,
        Op::Flatten(_) => matches!(graph.input_shapes(id)[..], [Shape::Vector { .. }]),
        Op::Reshape(_) => {
            let readers = graph.readers(id);
            let is_flatten = |reader: &LayerId| matches!(graph.op(*reader), Op::Flatten(_));
            readers.iter().all(is_flatten)
        }
        _ => is_activation(graph, id),
    }
}

/// Returns the layers of a graph that have nodes, each as its operation, and what each layer of the graph is among
/// them.
fn listed(graph: &Graph) -> (Vec<LayerId>, Vec<LayerId>) {
    let (mut layers, mut of) = (vec![0], vec![0]);
    for id in graph.ids().skip(1) {
        if is_nothing(graph, id) {
            of.push(of[graph.inputs(id)[0]]);
        } else {
            of.push(layers.len());
            layers.push(id);
        }
    }
    (layers, of)
}

#[track_caller]
fn same(name: &str, before: &dynamic::Model, after: &dynamic::Model) {
    let (old, new) = (before.graph(), after.graph());
    let ((old_layers, old_of), (new_layers, new_of)) = (listed(&old), listed(&new));
    let lines = |graph: &Graph, layers: &[LayerId]| -> String {
        let lines = layers.iter().map(|id| format!("{}\n", told(graph, *id)));
        lines.collect()
    };
    assert_eq!(
        old_layers.len(),
        new_layers.len(),
        "{name}: \n{}\n{}",
        lines(&old, &old_layers),
        lines(&new, &new_layers)
    );
    // Each layer of the old graph with that of the new one which it is; branches may stand in another order.
    let mut pair = vec![0];
    for id in &old_layers[1..] {
        let inputs: Vec<LayerId> = old.inputs(*id).iter().map(|at| pair[old_of[*at]]).collect();
        let wanted = told(&old, *id);
        let found = (1..new_layers.len()).find(|at| {
            let own = new_layers[*at];
            let own_inputs = new.inputs(own).into_iter().map(|at| new_of[at]);
            !pair.contains(at) && own_inputs.eq(inputs.iter().copied()) && told(&new, own) == wanted
        });
        let path = &old.layer(*id).name;
        let found = found.unwrap_or_else(|| {
            panic!(
                "{name}: `{path}` is lost: {wanted} of {inputs:?}\n{}",
                lines(&new, &new_layers)
            )
        });
        pair.push(found);
        let layers = (
            before.layers()[*id - 1],
            after.layers()[new_layers[found] - 1],
        );
        let (weights, again) = (old.weights(*id), new.weights(new_layers[found]));
        assert_eq!(weights.len(), again.len(), "{name}: `{path}`");
        for weight in weights {
            let values = [layers.0, layers.1].map(|layer| {
                let weight = layer.weight(weight.name);
                weight.map(|weight| weight.values().to_vec())
            });
            let equal = values[0] == values[1];
            assert!(equal, "{name}: `{path}.{}` is another", weight.name);
        }
    }
    let outputs = |graph: &Graph, of: &[LayerId]| -> Vec<LayerId> {
        let outputs = graph.outputs().iter();
        outputs.map(|output| of[output.layer]).collect()
    };
    let wanted: Vec<LayerId> = outputs(&old, &old_of).iter().map(|at| pair[*at]).collect();
    assert_eq!(outputs(&new, &new_of), wanted, "{name}: the outputs");
}

#[test]
fn every_spec_comes_back() {
    let names = specs();
    assert!(names.len() >= 18, "{names:?}");
    for name in names {
        let model = dynamic::Model::from_file(folder().join(&name)).expect("it is in order");
        let graph = model.graph();
        let weights = graph.ids().flat_map(|id| graph.weights(id));
        let count: usize = weights
            .map(|weight| weight.shape.iter().product::<usize>())
            .sum();
        let before = match count <= FULL {
            true => model.seeded(7),
            // An eighth of the filters, as weights would take long.
            false => network(&narrow(&name)),
        };
        let bytes = export(&before);
        let imported = good(&bytes);
        same(&name, &before, &load(&imported));
    }
}
