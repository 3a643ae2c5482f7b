//! Collection of the nodes and constants of a graph while its layers are translated. `PATH` is the path of a layer.

use super::node::Node;
use super::site::Site;
use super::tensor::{Tensor, Values};
use crate::onnx::proto::NodeProto;
use crate::order::Order;
use std::collections::HashSet;

/// The nodes and constants of an ONNX graph that the translated layers have added so far.
#[derive(Debug, Default)]
pub(super) struct Builder {
    /// Nodes in the order of execution.
    pub(super) nodes: Vec<NodeProto>,
    /// Constants in the order in which they were added.
    pub(super) tensors: Vec<Tensor>,
    /// Names of the scalar constants among `tensors`, which all layers share.
    shared: HashSet<String>,
}

impl Builder {
    /// Adds a node that has the layer's path as its name and the layer's result as its output.
    pub(super) fn layer(&mut self, site: &Site<'_>, node: Node) {
        self.nodes
            .push(node.named(site.path.into(), site.result.clone()));
    }

    /// Adds a node that has the layer's path as its name and an intermediate tensor `PATH/name` as its output. Returns
    /// the name of that tensor.
    pub(super) fn first(&mut self, site: &Site<'_>, node: Node, name: &str) -> String {
        let makes = site.beside(name);
        self.nodes.push(node.named(site.path.into(), makes.clone()));
        makes
    }

    /// Adds a node that comes before the one with the layer's path as its name. The node and its output are called
    /// `PATH/name`, which is returned.
    pub(super) fn before(&mut self, site: &Site<'_>, node: Node, name: &str) -> String {
        let makes = site.beside(name);
        self.nodes.push(node.named(makes.clone(), makes.clone()));
        makes
    }

    /// Adds a node that comes after the one with the layer's path as its name. The node is called `PATH/name`, and its
    /// output is the layer's result.
    pub(super) fn last(&mut self, site: &Site<'_>, node: Node, name: &str) {
        let node = node.named(site.beside(name), site.result.clone());
        self.nodes.push(node);
    }

    /// Adds a constant of the shape `dims` with the values of the layer's weight `name`, and returns the constant's
    /// name, `PATH.name`. The layer has the weight as rows x outputs, the outputs being its last axis; the file has it
    /// as outputs x rows, with the rows in the order `rows`.
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

    /// Adds a vector of `len` 32-bit floats that all are `value` as a constant of the layer, and returns its name,
    /// `PATH.name`.
    pub(super) fn filled(&mut self, site: &Site<'_>, name: &str, len: usize, value: f32) -> String {
        let name = format!("{}.{name}", site.path);
        self.constant(name, vec![len], Values::Same(value))
    }

    /// Adds a vector of 64-bit integers as a constant of the layer, and returns its name, `PATH/name`.
    pub(super) fn whole(&mut self, site: &Site<'_>, name: &str, values: Vec<i64>) -> String {
        self.constant(site.beside(name), vec![values.len()], Values::Whole(values))
    }

    /// Adds a vector of 32-bit floats as a constant of the layer, and returns its name, `PATH/name`.
    pub(super) fn floats(&mut self, site: &Site<'_>, name: &str, values: Vec<f32>) -> String {
        self.constant(
            site.beside(name),
            vec![values.len()],
            Values::Floats(values),
        )
    }

    /// Returns the name of the scalar constant `value`, which is added if there is none. All layers share it.
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
