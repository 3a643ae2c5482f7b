//! Layers that compute, and what they read.

use super::input::Input;
use crate::caffe::net::Layer;

/// What a layer reads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(in crate::caffe) enum Operand {
    /// The network's input.
    Input,
    /// The result of the node at that place.
    Node(usize),
    /// What a data layer gives beside images.
    Label,
    /// What a layer that was reported would make.
    Failed,
}

/// A layer that computes.
#[derive(Debug)]
pub(in crate::caffe) struct ComputeNode<'a> {
    pub(in crate::caffe) layer: &'a Layer<'a>,
    /// A layer that stands for a loss has another type than its own.
    pub(in crate::caffe) ty: &'a str,
    pub(in crate::caffe) inputs: Vec<Operand>,
}

/// A chain of training beside the network.
#[derive(Debug)]
pub(in crate::caffe) struct HeadNodes {
    /// The nodes, in order.
    pub(in crate::caffe) nodes: Vec<usize>,
    pub(in crate::caffe) from: Operand,
    pub(in crate::caffe) output: Operand,
    pub(in crate::caffe) weight: f32,
}

/// The network as a directed graph; a node stands behind all that it reads.
#[derive(Debug)]
pub(in crate::caffe) struct Graph<'a> {
    pub(in crate::caffe) input: Input,
    pub(in crate::caffe) nodes: Vec<ComputeNode<'a>>,
    /// The nodes of the network itself, in order.
    pub(in crate::caffe) main: Vec<usize>,
    pub(in crate::caffe) outputs: Vec<Operand>,
    pub(in crate::caffe) heads: Vec<HeadNodes>,
}

/// A layer that judges a result in training.
#[derive(Debug)]
pub(super) struct Loss<'a> {
    pub(in crate::caffe) layer: &'a Layer<'a>,
    pub(in crate::caffe) value: Operand,
}
