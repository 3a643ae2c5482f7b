//! The graph of a model.

use super::MAX_NAME;
use super::fault::Fault;
use super::fields::{at_most, piece, text};
use super::node::{Budget, NodeFile};
use super::tensor::TensorFile;
use super::value_info::ValueInfo;
use crate::wire::protobuf::Piece;

/// Largest number of nodes of a graph.
const MAX_NODES: usize = 65_536;
/// Largest number of initializers of a graph.
const MAX_TENSORS: usize = 65_536;
/// Largest number of inputs, and of outputs, of a graph. Files of IR version 3 list initializers among the inputs.
const MAX_ENDS: usize = 65_536;

/// A graph as the file has it.
#[derive(Debug, Default)]
pub(in crate::onnx::importer) struct GraphFile<'a> {
    pub(in crate::onnx::importer) name: &'a str,
    pub(in crate::onnx::importer) nodes: Vec<NodeFile<'a>>,
    pub(in crate::onnx::importer) tensors: Vec<TensorFile<'a>>,
    /// Number of sparse initializers, which are not decoded, and the offset of the first one.
    pub(in crate::onnx::importer) sparse: usize,
    /// Declared inputs, which may include initializers.
    pub(in crate::onnx::importer) inputs: Vec<ValueInfo<'a>>,
    pub(in crate::onnx::importer) outputs: Vec<ValueInfo<'a>>,
}

impl<'a> GraphFile<'a> {
    pub(super) fn read(body: Piece<'a>) -> Result<GraphFile<'a>, Fault> {
        let mut graph = GraphFile::default();
        let mut budget = Budget::default();
        let what = "the graph";
        for field in body.fields() {
            let field = field?;
            match field.number {
                1 => {
                    at_most(graph.nodes.len() + 1, MAX_NODES, &field, "nodes")?;
                    let node = NodeFile::read(piece(&field, what)?, &mut budget)?;
                    graph.nodes.push(node);
                }
                2 => graph.name = text(&field, what, MAX_NAME)?,
                5 => {
                    at_most(graph.tensors.len() + 1, MAX_TENSORS, &field, "initializers")?;
                    graph.tensors.push(TensorFile::read(piece(&field, what)?)?);
                }
                11 => {
                    at_most(graph.inputs.len() + 1, MAX_ENDS, &field, "inputs")?;
                    graph.inputs.push(ValueInfo::read(piece(&field, what)?)?);
                }
                12 => {
                    at_most(graph.outputs.len() + 1, MAX_ENDS, &field, "outputs")?;
                    graph.outputs.push(ValueInfo::read(piece(&field, what)?)?);
                }
                15 => graph.sparse += 1,
                _ => {}
            }
        }
        Ok(graph)
    }
}
