//! What of a network is drawn: all of it or one module, with equal modules in a row folded or not.

mod cut;
mod fold;
mod names;

pub(crate) use fold::{Repeat, Repeats};
pub(crate) use names::find_module;

use crate::error::Error;
use crate::options::Options;
use crate::outline::Outline;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::tree::Item;

/// A network that is drawn as a whole: layers in modules, and which of them stand for several equal ones.
#[derive(Debug)]
pub(crate) struct Subject {
    pub(crate) graph: Graph,
    pub(crate) outline: Outline,
    pub(crate) repeats: Repeats,
    /// The network without folding, to which the totals belong.
    pub(crate) whole: Graph,
    /// Number of layers at the beginning that only stand for what is read.
    pub(crate) inputs: usize,
}

impl Subject {
    /// Returns what the options choose of a network. `items` are its layers as the description groups them.
    ///
    /// # Errors
    /// [`Error::NoModule`] if the module to be drawn does not exist.
    pub(crate) fn new(graph: &Graph, items: &[Item], options: &Options) -> Result<Subject, Error> {
        let outline_of = |graph: &Graph, inputs: usize, around: &str| {
            let mut outline = Outline::within(graph, inputs, around);
            outline.name_blocks(items);
            outline
        };
        let outline = outline_of(graph, 1, "");
        let (whole, inputs, around) = match &options.module {
            Some(name) => {
                let group = find_module(&outline, graph, name)?;
                let around = match outline.groups[group].parent {
                    Some(parent) => outline.groups[parent].path.clone(),
                    None => String::new(),
                };
                let (graph, inputs) = cut::cut(graph, &outline.groups[group]);
                (graph, inputs, around)
            }
            None => (graph.clone(), 1, String::new()),
        };
        let (graph, repeats) = match options.fold {
            true => fold::fold(&whole, &outline_of(&whole, inputs, &around)),
            false => (whole.clone(), Repeats::default()),
        };
        let outline = outline_of(&graph, inputs, &around);
        Ok(Subject {
            graph,
            outline,
            repeats,
            whole,
            inputs,
        })
    }
}
