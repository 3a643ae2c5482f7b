//! The bytes of a file, constant by constant.
//!
//! A message inside another is a key, its length, and its bytes. Lengths are computed first, so that the constants'
//! values go from the layers to the file without a copy of the whole in between; the result is what protobuf's own
//! encoders would write, constants last.

use super::proto::{GraphProto, ModelProto};
use super::tensor::Tensor;
use crate::wire::protobuf::{frame, framed};
use googlenet_runtime::Layer;
use prost::Message;
use std::io::{self, Write};

/// The numbers of the fields that are written by hand; the tests read them back through the generated code.
const MODEL_GRAPH: u32 = 7;
const GRAPH_INITIALIZER: u32 = 5;
const TENSOR_RAW_DATA: u32 = 9;

/// The size of the file in bytes.
pub(super) fn len(outer: &ModelProto, body: &GraphProto, tensors: &[Tensor]) -> u64 {
    outer.encoded_len() as u64 + framed(MODEL_GRAPH, graph_len(body, tensors))
}

/// Writes the file: a model without its graph, the graph without its constants, and these.
pub(super) fn write(
    outer: &ModelProto,
    body: &GraphProto,
    tensors: &[Tensor],
    layers: &[&Layer],
    to: &mut dyn Write,
) -> io::Result<()> {
    to.write_all(&outer.encode_to_vec())?;
    frame(MODEL_GRAPH, graph_len(body, tensors), to)?;
    to.write_all(&body.encode_to_vec())?;
    for tensor in tensors {
        frame(GRAPH_INITIALIZER, tensor_len(tensor), to)?;
        to.write_all(&tensor.head().encode_to_vec())?;
        frame(TENSOR_RAW_DATA, tensor.bytes(), to)?;
        tensor.write(layers, to)?;
    }
    Ok(())
}

fn graph_len(body: &GraphProto, tensors: &[Tensor]) -> u64 {
    let constants = tensors
        .iter()
        .map(|tensor| framed(GRAPH_INITIALIZER, tensor_len(tensor)));
    body.encoded_len() as u64 + constants.sum::<u64>()
}

fn tensor_len(tensor: &Tensor) -> u64 {
    tensor.head().encoded_len() as u64 + framed(TENSOR_RAW_DATA, tensor.bytes())
}
