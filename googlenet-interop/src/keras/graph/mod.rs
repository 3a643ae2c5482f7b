//! The layers of an architecture as one graph: models in models are written out, with the names of the models around a
//! layer in front of its own.

mod connect;
mod inline;
mod input;

pub(super) use connect::connect;
pub(super) use input::{InputSpec, short};

use super::config::LayerConfig;
use serde_json::{Map, Value};

/// A layer that is no model.
#[derive(Debug)]
pub(super) struct Leaf<'j> {
    /// Names of the models around the layer and of itself, with `/` between two.
    pub(super) path: String,
    pub(super) layer: &'j LayerConfig<'j>,
    pub(super) settings: &'j Map<String, Value>,
    /// Number of calls.
    pub(super) calls: usize,
}

/// A result of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct ResultId {
    /// Number of the node; `None` for the network's input.
    pub(super) node: Option<usize>,
    pub(super) result: usize,
}

/// An operand or setting of a node.
#[derive(Debug, Clone)]
pub(super) enum Operand<'j> {
    Result(ResultId),
    List(Vec<Operand<'j>>),
    Plain(&'j Value),
}

/// A call of a layer.
#[derive(Debug)]
pub(super) struct Node<'j> {
    /// Number of the layer.
    pub(super) leaf: usize,
    pub(super) operands: Vec<Operand<'j>>,
    pub(super) named: Vec<(&'j str, Operand<'j>)>,
}

/// The layers of an architecture, and their calls, each behind those that it reads.
#[derive(Debug)]
pub(super) struct Graph<'j> {
    pub(super) leaves: Vec<Leaf<'j>>,
    pub(super) nodes: Vec<Node<'j>>,
    pub(super) input: InputSpec<'j>,
    pub(super) outputs: Vec<ResultId>,
}

impl Operand<'_> {
    /// Adds all results that the operand holds, in order.
    pub(super) fn results(&self, to: &mut Vec<ResultId>) {
        match self {
            Operand::Result(result) => to.push(*result),
            Operand::List(list) => list.iter().for_each(|part| part.results(to)),
            Operand::Plain(_) => {}
        }
    }
}

impl Node<'_> {
    /// Returns all results that the node reads, in order.
    pub(super) fn results(&self) -> Vec<ResultId> {
        let mut all = Vec::new();
        let named = self.named.iter().map(|(_, operand)| operand);
        for operand in self.operands.iter().chain(named) {
            operand.results(&mut all);
        }
        all
    }
}
