//! Tests of what is recovered of networks of which only the flat steps are known, with names as PyTorch has them.

use super::network_name;
use crate::description::Preamble;
use crate::import::network::FlatNetwork;
use crate::import::step::{Step, StepId};
use crate::import::{Imported, finish_alone};
use crate::order::Order;
use googlenet_dsl::diagnostic::{Source, Style};
use googlenet_dsl::graph::{Graph, INPUT};
use googlenet_dsl::op::{Activation, Op};
use std::collections::HashMap;

/// Returns the network of a description as flat steps, with `/` in the names of layers for `.`.
fn flat(text: &str) -> (String, FlatNetwork) {
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
    let outputs = graph.outputs();
    let input = graph.shape(0);
    let [height, width] = input.spatial();
    let network = FlatNetwork {
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

fn import(text: &str) -> Imported<'static> {
    let (name, network) = flat(text);
    let preamble = || Ok(Preamble::new(name));
    finish_alone(&network, preamble, Vec::new()).expect("it can be written")
}

#[test]
fn look() {
    let Ok(files) = std::env::var("LOOK") else {
        return;
    };
    for file in files.split_whitespace() {
        let text = std::fs::read_to_string(file).expect("a file");
        println!("######## {file}\n{}", import(&text).spec());
    }
}
