//! The graph of computing layers.

use super::input::Input;
use crate::caffe::net::Layer;

/// A value that a layer reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::caffe) enum Operand {
    /// The images that the network reads.
    Input,
    /// The result of the node with this index.
    Node(usize),
    /// A value that is not an image: a label, a further input, or the result of a loss.
    Label,
    /// The result of a layer in which a mistake was reported.
    Failed,
}

/// A computing layer with the values that it reads.
#[derive(Debug)]
pub(in crate::caffe) struct ComputeNode<'a> {
    pub(in crate::caffe) layer: &'a Layer<'a>,
    /// Type of the computation: the type of the layer, or of the layer inside a loss (`Softmax` in `SoftmaxWithLoss`).
    pub(in crate::caffe) ty: &'a str,
    pub(in crate::caffe) inputs: Vec<Operand>,
}

/// A head that only training has: a chain of nodes, the value that it reads, its result, and the factor of its loss.
#[derive(Debug)]
pub(in crate::caffe) struct HeadNodes {
    /// Indices of the nodes, in order.
    pub(in crate::caffe) nodes: Vec<usize>,
    pub(in crate::caffe) from: Operand,
    pub(in crate::caffe) output: Operand,
    pub(in crate::caffe) weight: f32,
}

/// The network as a directed graph, in which a node comes after all nodes that it reads.
#[derive(Debug)]
pub(in crate::caffe) struct Graph<'a> {
    pub(in crate::caffe) input: Input,
    pub(in crate::caffe) nodes: Vec<ComputeNode<'a>>,
    /// Indices of the nodes on which the outputs depend, in order.
    pub(in crate::caffe) main: Vec<usize>,
    pub(in crate::caffe) outputs: Vec<Operand>,
    pub(in crate::caffe) heads: Vec<HeadNodes>,
}

/// A loss layer, with the value from which the loss is computed.
#[derive(Debug)]
pub(super) struct Loss<'a> {
    pub(in crate::caffe) layer: &'a Layer<'a>,
    pub(in crate::caffe) value: Operand,
}
