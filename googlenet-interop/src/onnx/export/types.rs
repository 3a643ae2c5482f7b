//! Declarations of the tensors of an ONNX file that are not constants: name, type and shape.

use super::batch::Batch;
use crate::onnx::proto::tensor_proto::DataType;
use crate::onnx::proto::tensor_shape_proto::{Dimension, dimension};
use crate::onnx::proto::{TensorShapeProto, TypeProto, ValueInfoProto, type_proto};
use googlenet_dsl::shape::Shape;

/// Returns the declaration of the tensor `name`, a layer's result of the shape `shape` for one image: 32-bit floats,
/// NCHW for a map, batch x features for a vector. `batch` is the size of the first axis.
pub(super) fn value(name: String, shape: Shape, batch: Batch) -> ValueInfoProto {
    let size = |size: usize| dimension::Value::DimValue(size as i64);
    let batch = match batch {
        Batch::Any => dimension::Value::DimParam("batch".into()),
        Batch::Fixed(images) => dimension::Value::DimValue(images.into()),
    };
    let mut dims = vec![batch];
    match shape {
        Shape::Map {
            height,
            width,
            channels,
        } => dims.extend([channels, height, width].map(size)),
        Shape::Vector { features } => dims.push(size(features)),
        _ => googlenet_dsl::no_other_variant!(Shape, 2),
    }
    let dim = dims
        .into_iter()
        .map(|value| Dimension { value: Some(value) });
    let tensor = type_proto::Tensor {
        elem_type: Some(DataType::Float.into()),
        shape: Some(TensorShapeProto { dim: dim.collect() }),
    };
    ValueInfoProto {
        name: Some(name),
        r#type: Some(TypeProto {
            value: Some(type_proto::Value::TensorType(tensor)),
            denotation: None,
        }),
        doc_string: None,
    }
}
