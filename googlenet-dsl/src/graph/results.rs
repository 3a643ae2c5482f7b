//! Names of results: of layers, and of steps that make several layers, such as uses of blocks.

use super::{Graph, Layer, LayerId};
use std::collections::BTreeSet;

impl Graph {
    /// Returns the id of the visible layer ([`Graph::ids`]) whose result has this name; `None` if there is none.
    ///
    /// - The path of a step or head, such as `inception_3a`, names its result, whatever the step consists of: that of
    ///   the last of its layers.
    /// - The path of a layer names the layer's result.
    /// - If other layers of a step follow the layer that has the step's path, the name of that layer alone is the path
    ///   and the kind, such as `stem.conv` in a step `stem` with `batch_norm`.
    /// - The name of a step with `repeat` names the last of its copies, `NAME_1` to `NAME_4`. Steps that are written
    ///   one by one count as such copies if no line of the description tells them apart.
    pub fn find_result(&self, name: &str) -> Option<LayerId> {
        find_result(&self.visible(), name)
    }

    /// Returns the name with which [`Graph::find_result`] finds the layer `id`: its path, or its path and its kind if
    /// the path names the result of a step in which further layers follow.
    ///
    /// # Panics
    /// Panics if there is no such visible layer.
    pub fn result_name(&self, id: LayerId) -> String {
        result_name(&self.visible(), id)
    }

    fn visible(&self) -> Vec<&Layer> {
        self.ids().map(|id| self.layer(id)).collect()
    }
}

/// Returns the index in `layers`, all layers of a network in order, of the one whose result has the name `name`; see
/// [`Graph::find_result`].
#[doc(hidden)]
pub fn find_result(layers: &[&Layer], name: &str) -> Option<LayerId> {
    let found = last_of(layers, name).or_else(|| first_of_step(layers, name));
    found.or_else(|| last_copy(layers, name))
}

/// Returns the name of the result of layer `id` of `layers`, all layers of a network in order; see
/// [`Graph::result_name`].
#[doc(hidden)]
pub fn result_name(layers: &[&Layer], id: LayerId) -> String {
    let layer = layers[id];
    match (last_of(layers, &layer.name), layer.op.kind()) {
        (Some(last), Some(kind)) if last != id => format!("{}.{}", layer.name, kind.name),
        _ => layer.name.to_string(),
    }
}

/// Returns all names that [`find_result`] finds in `layers`, except `$input`.
#[doc(hidden)]
pub fn result_names(layers: &[&Layer]) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for (id, layer) in layers.iter().enumerate().skip(1) {
        names.insert(result_name(layers, id));
        let ends = layer.name.match_indices('.').map(|(at, _)| at);
        for path in ends.map(|end| &layer.name[..end]).chain([&*layer.name]) {
            names.insert(path.to_owned());
            let step = path.strip_suffix("_1");
            names.extend(
                step.filter(|step| last_copy(layers, step).is_some())
                    .map(str::to_owned),
            );
        }
    }
    names
}

/// Returns what follows `path` in the path of a layer of the step or head with this path: nothing, or a dot and the
/// path inside of it; `None` for other layers.
fn inside<'l>(layer: &'l Layer, path: &str) -> Option<&'l str> {
    let rest = layer.name.strip_prefix(path)?;
    (rest.is_empty() || rest.starts_with('.')).then_some(rest)
}

/// The layers of a step or head are consecutive, and the last one has its result.
fn last_of(layers: &[&Layer], path: &str) -> Option<LayerId> {
    layers
        .iter()
        .rposition(|layer| inside(layer, path).is_some())
}

fn first_of_step(layers: &[&Layer], name: &str) -> Option<LayerId> {
    let (path, _) = name.rsplit_once('.')?;
    let id = layers.iter().position(|layer| layer.name == path)?;
    (result_name(layers, id) == name).then_some(id)
}

fn last_copy(layers: &[&Layer], name: &str) -> Option<LayerId> {
    let copy = |time: usize| {
        let path = format!("{name}_{time}");
        let of = layers
            .iter()
            .filter_map(|layer| Some((inside(layer, &path)?, layer.line)));
        let of: Vec<(&str, u32)> = of.collect();
        (!of.is_empty()).then_some(of)
    };
    let first = copy(1)?;
    let times = 1
        + (2..)
            .map_while(copy)
            .take_while(|copy| *copy == first)
            .count();
    let all = copy(times + 1).is_none();
    all.then(|| last_of(layers, &format!("{name}_{times}")))?
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::op::{Activate, Activation, BatchNorm, Conv, Input, Op, Padding, Window};

    fn network(rows: &[(&'static str, u32)]) -> Graph {
        let input = Layer {
            name: "$input".into(),
            ..Layer::of_test(Input { size: [8, 8, 3] }, &[])
        };
        let mut graph = Graph::new("Test", input).expect("an input");
        for (name, line) in rows {
            let op: Op = match name.rsplit('.').next() {
                Some("batch_norm") => BatchNorm {
                    epsilon: 0.001,
                    momentum: 0.99,
                    scale: true,
                    center: true,
                }
                .into(),
                Some("activation") => Activate {
                    function: Activation::Relu,
                }
                .into(),
                _ => Conv {
                    filters: 3,
                    window: Window::new([1, 1], [1, 1], Padding::Same),
                    groups: 1,
                    bias: false,
                    activation: Activation::None,
                    l2: 0.0,
                    initializer: Default::default(),
                }
                .into(),
            };
            let layer = Layer {
                name: (*name).into(),
                line: *line,
                ..Layer::of_test(op, &[graph.len() - 1])
            };
            graph.push(layer).expect("it fits");
        }
        graph
    }

    fn found<'g>(graph: &'g Graph, name: &str) -> Option<&'g str> {
        graph.find_result(name).map(|id| &*graph.layer(id).name)
    }

    #[test]
    fn steps_have_the_result_of_their_last_layer() {
        let rows = [
            "stem",
            "stem.batch_norm",
            "stem.activation",
            "a.left",
            "a.right",
            "a",
            "b.x.y",
            "b.z",
            "plain",
        ];
        let graph = network(&rows.map(|name| (name, 1)));
        let expected = [
            ("stem", "stem.activation"),
            ("stem.conv", "stem"),
            ("stem.batch_norm", "stem.batch_norm"),
            ("a", "a"),
            ("a.left", "a.left"),
            ("b", "b.z"),
            ("b.x", "b.x.y"),
            ("plain", "plain"),
            ("$input", "$input"),
        ];
        for (name, layer) in expected {
            assert_eq!(found(&graph, name), Some(layer), "{name}");
        }
        for name in ["ste", "stem.dense", "plain.conv", "a.conv", "b.", "", "x"] {
            assert_eq!(found(&graph, name), None, "{name}");
        }
        for id in graph.ids() {
            assert_eq!(graph.find_result(&graph.result_name(id)), Some(id));
        }
        let names = result_names(&graph.visible());
        assert!(
            names.iter().all(|name| graph.find_result(name).is_some()),
            "{names:?}"
        );
        assert_eq!(names.len(), rows.len() + 3, "{names:?}");
    }

    #[test]
    fn repeated_steps_have_the_result_of_their_last_copy() {
        let copies = [
            ("s_1.a", 3),
            ("s_1.b", 4),
            ("s_2.a", 3),
            ("s_2.b", 4),
            ("s_3.a", 3),
            ("s_3.b", 4),
        ];
        let graph = network(
            &[
                &copies[..],
                &[("t_1", 5), ("t_2", 6), ("u_1", 7), ("v_2", 7)],
            ]
            .concat(),
        );
        assert_eq!(found(&graph, "s"), Some("s_3.b"));
        assert_eq!(found(&graph, "s_2"), Some("s_2.b"));
        assert_eq!(found(&graph, "t"), None, "two steps on lines of their own");
        assert_eq!(found(&graph, "u"), Some("u_1"), "a repeat of one");
        assert_eq!(found(&graph, "v"), None);
        assert!(result_names(&graph.visible()).contains("s"));
        // One of another shape is no copy.
        let graph = network(&[("s_1.a", 3), ("s_2.a", 3), ("s_3.b", 4)]);
        assert_eq!(found(&graph, "s"), None);
    }
}
