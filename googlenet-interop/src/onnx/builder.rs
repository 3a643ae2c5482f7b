//! Collection of a graph's nodes and constants while layers are translated.

use super::node::Node;
use super::proto::NodeProto;
use super::site::Site;
use super::tensor::{Tensor, Values};
use crate::order::Order;
use std::collections::HashSet;

/// The nodes and constants that have been added so far.
#[derive(Debug, Default)]
pub(super) struct Builder {
    pub(super) nodes: Vec<NodeProto>,
    pub(super) tensors: Vec<Tensor>,
    shared: HashSet<String>,
}

impl Builder {
    /// Adds the node that has the layer's path as name and the layer's result as output.
    pub(super) fn layer(&mut self, site: &Site<'_>, node: Node) {
        self.nodes
            .push(node.named(site.path.into(), site.result.clone()));
    }

    /// Adds the node that has the layer's path as name but an intermediate tensor `PATH/name` as output. Returns the
    /// name of that tensor.
    pub(super) fn first(&mut self, site: &Site<'_>, node: Node, name: &str) -> String {
        let makes = site.beside(name);
        self.nodes.push(node.named(site.path.into(), makes.clone()));
        makes
    }

    /// Adds a node in front of the one with the layer's path. Node and output tensor are called `PATH/name`, which is
    /// returned.
    pub(super) fn before(&mut self, site: &Site<'_>, node: Node, name: &str) -> String {
        let makes = site.beside(name);
        self.nodes.push(node.named(makes.clone(), makes.clone()));
        makes
    }

    /// Adds the node behind the one with the layer's path. The node is called `PATH/name` and its output is the layer's
    /// result.
    pub(super) fn last(&mut self, site: &Site<'_>, node: Node, name: &str) {
        let node = node.named(site.beside(name), site.result.clone());
        self.nodes.push(node);
    }

    /// Adds a constant with the values of the layer's weight `name`, and returns the name of the constant, `PATH.name`.
    /// The weight is rows x outputs in the layer; in the file outputs come first, and rows are in the order `rows`.
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

    /// Adds a constant of the layer: a vector of `len` equal 32-bit floats. Returns the name of the constant.
    pub(super) fn filled(&mut self, site: &Site<'_>, name: &str, len: usize, value: f32) -> String {
        let name = format!("{}.{name}", site.path);
        self.constant(name, vec![len], Values::Same(value))
    }

    /// Adds a constant of the layer: a vector of 64-bit integers. Returns the name of the constant.
    pub(super) fn whole(&mut self, site: &Site<'_>, name: &str, values: Vec<i64>) -> String {
        self.constant(site.beside(name), vec![values.len()], Values::Whole(values))
    }

    /// Returns the name of a scalar constant. Nodes that read the same number share the constant.
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
