//! Reading of an ONNX file: the model with its graph, field by field. Names and values stay in the file's bytes, and
//! the number of everything that takes memory is limited.

mod attribute;
mod fault;
mod fields;
mod graph;
mod model;
mod node;
mod tensor;
mod value_info;

pub(super) use attribute::AttributeValue;
pub(super) use fault::Fault;
pub(super) use graph::GraphFile;
pub(super) use model::{ModelFile, is_own};
pub(super) use node::NodeFile;
pub(super) use tensor::{ElementType, External, StoredData, TensorFile, type_name};
pub(super) use value_info::{Size, ValueInfo};

/// Largest length of a name in bytes.
const MAX_NAME: usize = 4096;
