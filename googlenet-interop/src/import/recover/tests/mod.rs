//! Tests of what is recovered of networks of which only the flat steps are known, with names as PyTorch has them.

mod modules;
mod rules;
mod sources;

use super::{network_name, recover};
use crate::description::Preamble;
use crate::import::compose::compose;
use crate::import::concats;
use crate::import::network::FlatNetwork;
use crate::import::step::{Step, StepId};
use crate::import::verify::verify;
use crate::order::Order;
use googlenet_dsl::diagnostic::{Source, Style};
use googlenet_dsl::graph::{Graph, INPUT};
use googlenet_dsl::op::{Activation, Op};
use std::collections::HashMap;

/// Returns the network of a description as flat steps. `renamed` returns the names of layers in the file from their
/// paths, with `/` for `.`.
pub(in crate::import) fn flat(
    text: &str,
    renamed: &dyn Fn(&str) -> String,
) -> (String, FlatNetwork) {
    let source = Source::new("test.yaml", text);
    let compiled = googlenet_dsl::compile(&source)
        .unwrap_or_else(|mistakes| panic!("{}", mistakes.render(Style::Plain)));
    let graph = &compiled.graph;
    let mut steps: Vec<Step> = Vec::new();
    let mut of: HashMap<usize, StepId> = HashMap::new();
    for id in graph.ids() {
        let name = graph.layer(id).name.to_string();
        if name == INPUT {
            of.insert(id, 0);
            continue;
        }
        let inputs: Vec<StepId> = graph.inputs(id).iter().map(|input| of[input]).collect();
        if let Some(step) = behind(graph, id, &name, &inputs, &mut steps) {
            of.insert(id, step);
            continue;
        }
        let op = graph.op(id).clone();
        let activation = op.activation();
        let mut step = Step::new(
            &name.replace('.', "/"),
            op,
            inputs,
            graph.shape(id),
            Order::natural(graph.shape(id).len()),
        );
        step.activation = match step.op {
            Op::Activate(_) => Activation::None,
            _ => activation,
        };
        steps.push(step);
        of.insert(id, steps.len());
    }
    for step in &mut steps {
        step.name = renamed(&step.name);
    }
    let outputs = graph.outputs();
    let input = graph.shape(0);
    let [height, width] = input.spatial();
    let network = FlatNetwork {
        quantization: None,
        input: [height, width, input.channels()].map(|size| size as u32),
        outputs: outputs.iter().map(|output| of[&output.layer]).collect(),
        steps,
        heads: Vec::new(),
    };
    (network_name(graph.name()), network)
}

/// Adds a normalisation or activation to the step that it stands behind, and returns that.
fn behind(
    graph: &Graph,
    id: usize,
    name: &str,
    inputs: &[StepId],
    steps: &mut [Step],
) -> Option<StepId> {
    let [input] = inputs[..] else { return None };
    let step = steps.get_mut(input.checked_sub(1)?)?;
    let (owner, own) = name.rsplit_once('.')?;
    if owner.replace('.', "/") != step.name {
        return None;
    }
    match (own, graph.op(id)) {
        ("batch_norm", Op::BatchNorm(norm)) => step.batch_norm = Some(norm.clone()),
        ("activation", Op::Activate(activate)) => step.activation = activate.function,
        _ => return None,
    }
    Some(input)
}

/// Returns the text that is recovered, which must compile to the network.
#[track_caller]
fn import_as(text: &str, renamed: &dyn Fn(&str) -> String) -> String {
    let (name, network) = flat(text, renamed);
    let network = concats::shortened(&network);
    let structure = recover(&network);
    let spec = compose(&Preamble::new(name), &network, &structure).text();
    verify(&spec, &network, &structure).unwrap_or_else(|reason| panic!("{spec}\n{reason}"));
    spec
}

#[track_caller]
fn import(text: &str) -> String {
    import_as(text, &str::to_owned)
}

/// Returns a description with these blocks and layers.
pub(in crate::import) fn description(text: &str) -> String {
    format!("format: 1\nname: Net\ninput: {{height: 64, width: 64, channels: 16}}\n{text}")
}

/// Asserts that a description has these lines, in this order, however they are indented and aligned.
#[track_caller]
fn has(spec: &str, lines: &[&str]) {
    let words = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut all = spec.lines().map(words);
    for line in lines {
        assert!(all.any(|other| other == *line), "no line `{line}`:\n{spec}");
    }
}
