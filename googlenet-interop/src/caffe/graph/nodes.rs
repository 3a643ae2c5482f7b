//! The graph of Caffe's computing layers: nodes, the values that they read, heads and losses.

use super::input::Input;
use crate::caffe::net::Layer;

/// A reference to a value that a layer of the prototxt reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::caffe) enum Operand {
    /// The images that the network reads.
    Input,
    /// The result of the node with this index in [`Graph::nodes`].
    Node(usize),
    /// A value that computing layers must not read: a label, a second input, or the result of a loss or of a layer such
    /// as `Accuracy`.
    Label,
    /// The result of a layer that reads an unknown blob, which was reported as a mistake, or that reads such a result.
    Failed,
}

/// A node of the graph: a computing layer of the prototxt, or the layer inside a loss, with references to the values
/// that it reads.
#[derive(Debug)]
pub(in crate::caffe) struct ComputeNode<'a> {
    /// The layer as the prototxt has it; for a computation inside a loss (`Softmax` in `SoftmaxWithLoss`), the loss
    /// layer.
    pub(in crate::caffe) layer: &'a Layer<'a>,
    /// Type of the computation: the type of the layer, or of the layer that a loss contains (`Softmax` in
    /// `SoftmaxWithLoss`).
    pub(in crate::caffe) ty: &'a str,
    /// Index of the top that is the result of the node, of a layer that makes several (`Slice`); 0 for all others.
    pub(in crate::caffe) top: usize,
    /// Values that the layer reads, in the order of its bottoms.
    pub(in crate::caffe) inputs: Vec<Operand>,
}

impl ComputeNode<'_> {
    /// Returns the name of the node's result: that of its layer, or of the blob, where a layer makes several.
    pub(in crate::caffe) fn result(&self) -> &str {
        match self.layer.tops.get(self.top) {
            Some((top, _)) if self.ty == "Slice" => top,
            _ => &self.layer.name,
        }
    }
}

/// A head (auxiliary classifier): nodes behind a value of the network whose result only training uses.
#[derive(Debug)]
pub(in crate::caffe) struct HeadNodes {
    /// Indices of the nodes in [`Graph::nodes`], ascending.
    pub(in crate::caffe) nodes: Vec<usize>,
    /// The value at which the head branches off: the only value that its nodes read and that no node of the head
    /// computes.
    pub(in crate::caffe) from: Operand,
    /// The head's result, which is that of the last of `nodes`.
    pub(in crate::caffe) output: Operand,
    /// Factor (`loss_weight`) by which training multiplies the head's loss, the largest one if the head has several
    /// losses; 1 if it has no loss.
    pub(in crate::caffe) weight: f32,
}

/// The Caffe network as a directed graph, whose nodes are the computing layers of the prototxt.
#[derive(Debug)]
pub(in crate::caffe) struct Graph<'a> {
    pub(in crate::caffe) input: Input,
    /// All nodes, also those of heads and of branches that are left out. A node comes after all nodes that it reads.
    pub(in crate::caffe) nodes: Vec<ComputeNode<'a>>,
    /// Indices in `nodes` of the nodes of the network without heads, ascending: those that compute the outputs or that
    /// the outputs depend on.
    pub(in crate::caffe) main: Vec<usize>,
    /// References to the values that are the network's outputs, at least one, the deepest one first.
    pub(in crate::caffe) outputs: Vec<Operand>,
    pub(in crate::caffe) heads: Vec<HeadNodes>,
}

/// A loss layer, with the result of a node from which the loss is computed.
#[derive(Debug)]
pub(super) struct Loss<'a> {
    pub(in crate::caffe) layer: &'a Layer<'a>,
    pub(in crate::caffe) value: Operand,
}
