//! Comparison of the network that a generated description compiles to with the imported steps.

use super::network::FlatNetwork;
use super::recover::Structure;
use super::step::{self, StepId};
use googlenet_dsl::diagnostic::{Source, Style};
use googlenet_dsl::graph::INPUT;
use std::collections::HashMap;

/// Compiles the description `spec` and compares the network with the imported steps: the number of layers, the
/// operation and inputs of every layer (layers of heads included), the shape of every step's result, and the outputs in
/// inference. Layers are found by the paths in `structure`. The results and loss factors of heads are not compared.
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
            if graph.inputs(id) != inputs || *graph.op(id) != op {
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
