//! One module of a network as a network of its own.

use crate::outline::Group;
use googlenet_dsl::graph::{Graph, INPUT, Layer, LayerId};
use googlenet_dsl::op::{Flatten, Input};
use googlenet_dsl::shape::Shape;
use std::collections::HashMap;

/// Returns a graph of the layers of a module, which begins with inputs in the places of the layers outside of it that
/// it reads, and the number of layers of these inputs. All layers keep their paths. An input that is a vector is a map
/// that is flattened.
pub(super) fn cut(graph: &Graph, module: &Group) -> (Graph, usize) {
    let mut reads: Vec<LayerId> = Vec::new();
    for source in module.layers.clone().flat_map(|id| graph.inputs(id)) {
        if !module.layers.contains(&source) && !reads.contains(&source) {
            reads.push(source);
        }
    }
    let name = format!("{} \u{b7} {}", graph.name(), module.path);
    let mut layers = Vec::new();
    let mut place = HashMap::new();
    for source in reads {
        let (size, is_vector) = match graph.shape(source) {
            Shape::Map {
                height,
                width,
                channels,
            } => ([height, width, channels], false),
            shape => ([1, 1, shape.len()], true),
        };
        let path = graph.layer(source).name.clone();
        layers.push(Layer {
            name: path.clone(),
            op: Input {
                size: size.map(|size| u32::try_from(size).expect("shapes are bounded")),
            }
            .into(),
            inputs: Vec::new().into(),
            line: graph.layer(source).line,
            source: None,
        });
        if is_vector {
            let name = match path == INPUT {
                true => path,
                false => format!("{path}.flatten").into(),
            };
            layers.push(Layer {
                name,
                op: Flatten {}.into(),
                inputs: vec![layers.len() - 1].into(),
                line: graph.layer(source).line,
                source: None,
            });
        }
        place.insert(source, layers.len() - 1);
    }
    let inputs = layers.len();
    for id in module.layers.clone() {
        let mut layer = graph.layer(id).clone();
        layer.inputs = graph.inputs(id).iter().map(|from| place[from]).collect();
        place.insert(id, layers.len());
        layers.push(layer);
    }
    (rebuilt(name, layers), inputs)
}

/// Returns the graph of layers that come from a graph.
pub(super) fn rebuilt(name: String, layers: Vec<Layer>) -> Graph {
    let mut layers = layers.into_iter();
    let first = layers.next().expect("a graph begins with an input");
    let mut graph = Graph::new(name, first).expect("shapes that were bounded");
    for layer in layers {
        graph
            .push(layer)
            .expect("a layer fits the inputs that it had");
    }
    graph
}
