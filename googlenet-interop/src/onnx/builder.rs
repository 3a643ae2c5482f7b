//! The nodes and constants of a graph, as layers add them.

use super::node::Node;
use super::proto::NodeProto;
use super::site::Site;
use super::tensor::{Tensor, Values};
use crate::order::Order;
use std::collections::HashSet;

/// The nodes and constants so far.
#[derive(Debug, Default)]
pub(super) struct Builder {
    pub(super) nodes: Vec<NodeProto>,
    pub(super) tensors: Vec<Tensor>,
    shared: HashSet<String>,
}

impl Builder {
    /// Adds the node that bears the layer's path and makes its result.
    pub(super) fn layer(&mut self, site: &Site<'_>, node: Node) {
        self.nodes
            .push(node.named(site.path.into(), site.result.clone()));
    }

    /// Adds the node that bears the layer's path but does not make its result; gives the tensor that it makes.
    pub(super) fn first(&mut self, site: &Site<'_>, node: Node, name: &str) -> String {
        let makes = site.beside(name);
        self.nodes.push(node.named(site.path.into(), makes.clone()));
        makes
    }

    /// Adds a node in front of the one that bears the layer's path; gives the tensor that it makes.
    pub(super) fn before(&mut self, site: &Site<'_>, node: Node, name: &str) -> String {
        let makes = site.beside(name);
        self.nodes.push(node.named(makes.clone(), makes.clone()));
        makes
    }

    /// Adds the node behind the one that bears the layer's path, which makes the layer's result.
    pub(super) fn last(&mut self, site: &Site<'_>, node: Node, name: &str) {
        let node = node.named(site.beside(name), site.result.clone());
        self.nodes.push(node);
    }

    /// Adds a constant with the values of a weight of the layer, whose rows stand in the order given, and gives its
    /// name. A weight is rows x outputs; in the file outputs come first.
    pub(super) fn weight(
        &mut self,
        site: &Site<'_>,
        name: &'static str,
        dims: impl Into<Vec<usize>>,
        rows: Order,
    ) -> String {
        let (layer, full) = (site.id - 1, format!("{}.{name}", site.path));
        self.constant(full, dims.into(), Values::Weight { layer, name, rows })
    }

    /// Adds a constant of the layer of the same value throughout, and gives its name.
    pub(super) fn filled(&mut self, site: &Site<'_>, name: &str, len: usize, value: f32) -> String {
        let name = format!("{}.{name}", site.path);
        self.constant(name, vec![len], Values::Same(value))
    }

    /// Adds whole numbers as a constant of the layer, and gives its name.
    pub(super) fn whole(&mut self, site: &Site<'_>, name: &str, values: Vec<i64>) -> String {
        self.constant(site.beside(name), vec![values.len()], Values::Whole(values))
    }

    /// A number as a constant, which all nodes that want the same number share.
    pub(super) fn number(&mut self, value: f32) -> String {
        let name = format!("constant/{value}");
        if self.shared.insert(name.clone()) {
            self.constant(name.clone(), Vec::new(), Values::Same(value));
        }
        name
    }

    fn constant(&mut self, name: String, dims: Vec<usize>, values: Values) -> String {
        self.tensors.push(Tensor {
            name: name.clone(),
            dims,
            values,
        });
        name
    }
}
