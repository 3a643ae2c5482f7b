//! Comparison of the network that a generated description compiles to with the imported steps.

use super::network::FlatNetwork;
use super::recover::Structure;
use super::step::{self, StepId};
use googlenet_dsl::diagnostic::{Source, Style};
use googlenet_dsl::graph::INPUT;
use googlenet_dsl::op::{Conv, Op, Padding};
use googlenet_dsl::shape::Shape;
use std::collections::HashMap;

/// Compiles the description `spec` and compares the network with the imported steps: the number of layers, the
/// operation and inputs of every layer (layers of heads included), the shape of every step's result, and the outputs in
/// inference. A convolution may have its padding by another rule, if that is the same. Layers are found by the paths in
/// `structure`. The results and loss factors of heads are not compared.
///
/// # Errors
/// Returns a message if the text does not compile, or for the first difference.
pub(super) fn verify(
    spec: &str,
    network: &FlatNetwork,
    structure: &Structure,
) -> Result<(), String> {
    let source = Source::new("the description", spec);
    let compiled =
        googlenet_dsl::compile(&source).map_err(|mistakes| mistakes.render(Style::Plain))?;
    let graph = compiled.graph.training();
    let by_name: HashMap<&str, usize> = graph
        .ids()
        .map(|id| (graph.layer(id).name.as_ref(), id))
        .collect();
    let mut made: HashMap<StepId, usize> = HashMap::from([(step::INPUT, by_name[INPUT])]);
    let mut layers = 1;
    for (at, step) in network.steps.iter().enumerate() {
        let path = &structure.paths[&(at + 1)];
        let mut inputs: Vec<usize> = step.inputs.iter().map(|id| made[id]).collect();
        for (behind, op) in step.layers() {
            let name = format!("{path}{behind}");
            let id = by_name.get(name.as_str()).copied();
            let id = id.ok_or_else(|| format!("it has no layer `{name}`"))?;
            let input = graph.input_shapes(id).first().copied();
            if graph.inputs(id) != inputs || !is_same(graph.op(id), &op, input) {
                return Err(format!("its layer `{name}` differs in operation or inputs"));
            }
            inputs = vec![id];
            layers += 1;
        }
        made.insert(at + 1, inputs[0]);
        if graph.shape(inputs[0]) != step.shape {
            return Err(format!("its layer `{path}` has another shape"));
        }
    }
    let outputs: Vec<usize> = compiled
        .graph
        .outputs()
        .iter()
        .map(|output| output.layer)
        .collect();
    let wanted: Vec<usize> = network.outputs.iter().map(|id| made[id]).collect();
    match layers == graph.len() && outputs == wanted {
        true => Ok(()),
        false => Err("it has other layers or outputs".to_owned()),
    }
}

/// Returns `true` if operations are equal; convolutions also if they differ in how their padding is said, but have the
/// same for a map of the shape `input`; sums also if one has no factors and the other factors of 1.
fn is_same(one: &Op, other: &Op, input: Option<Shape>) -> bool {
    if let (Op::Conv(one), Op::Conv(other), Some(Shape::Map { height, width, .. })) =
        (one, other, input)
    {
        let plain = |conv: &Conv| {
            let mut conv = conv.clone();
            conv.window.padding = Padding::Valid;
            conv
        };
        let sizes = [height, width];
        let slides = |conv: &Conv| {
            [0, 1].map(|at| {
                let axis = conv.window.axis(at);
                (axis.padding(sizes[at]), axis.output_size(sizes[at]))
            })
        };
        return plain(one) == plain(other) && slides(one) == slides(other);
    }
    if let (Op::Add(one), Op::Add(other)) = (one, other) {
        let all = |scale: &[f32]| scale.iter().all(|factor| *factor == 1.0);
        return one == other || all(&one.scale) && all(&other.scale);
    }
    one == other
}
