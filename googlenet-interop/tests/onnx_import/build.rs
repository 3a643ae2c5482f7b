//! A builder of ONNX files.

use googlenet_interop::onnx::proto::attribute_proto::AttributeType;
use googlenet_interop::onnx::proto::tensor_proto::DataType;
use googlenet_interop::onnx::proto::tensor_shape_proto::{Dimension, dimension};
use googlenet_interop::onnx::proto::{
    AttributeProto, GraphProto, ModelProto, NodeProto, OperatorSetIdProto, StringStringEntryProto,
    TensorProto, TensorShapeProto, TypeProto, ValueInfoProto, type_proto,
};
use googlenet_runtime::weights::formula;
use prost::Message;

/// A file that is being built.
#[derive(Debug, Clone)]
pub(super) struct Build(pub(super) ModelProto);

/// Returns a file without nodes.
pub(super) fn graph() -> Build {
    Build(ModelProto {
        ir_version: Some(8),
        opset_import: vec![OperatorSetIdProto {
            domain: None,
            version: Some(17),
        }],
        graph: Some(GraphProto {
            name: Some("net".into()),
            ..GraphProto::default()
        }),
        ..ModelProto::default()
    })
}

/// Returns the declaration of a value; a size of -1 is open.
pub(super) fn value(name: &str, dims: &[i64]) -> ValueInfoProto {
    let dim = dims.iter().map(|size| Dimension {
        value: Some(match size {
            -1 => dimension::Value::DimParam("open".into()),
            size => dimension::Value::DimValue(*size),
        }),
    });
    let tensor = type_proto::Tensor {
        elem_type: Some(1),
        shape: Some(TensorShapeProto { dim: dim.collect() }),
    };
    ValueInfoProto {
        name: Some(name.into()),
        r#type: Some(TypeProto {
            value: Some(type_proto::Value::TensorType(tensor)),
            denotation: None,
        }),
        doc_string: None,
    }
}

/// Returns a tensor of floats.
pub(super) fn floats(name: &str, dims: &[i64], values: &[f32]) -> TensorProto {
    TensorProto {
        name: Some(name.into()),
        dims: dims.to_vec(),
        data_type: Some(DataType::Float.into()),
        raw_data: Some(
            values
                .iter()
                .flat_map(|value| value.to_le_bytes())
                .collect(),
        ),
        ..TensorProto::default()
    }
}

/// Returns values between -1 and 1 that depend on `seed`.
pub(super) fn random(seed: usize, len: usize) -> Vec<f32> {
    (0..len)
        .map(|at| formula(seed as u64, at as u64) as f32)
        .collect()
}

impl Build {
    pub(super) fn body(&mut self) -> &mut GraphProto {
        self.0.graph.get_or_insert_default()
    }

    pub(super) fn opset(mut self, version: i64) -> Build {
        self.0.opset_import[0].version = Some(version);
        self
    }

    pub(super) fn metadata(mut self, key: &str, value: &str) -> Build {
        self.0.metadata_props.push(StringStringEntryProto {
            key: Some(key.into()),
            value: Some(value.into()),
        });
        self
    }

    pub(super) fn input(mut self, name: &str, dims: &[i64]) -> Build {
        self.body().input.push(value(name, dims));
        self
    }

    pub(super) fn output(mut self, name: &str) -> Build {
        self.body().output.push(value(name, &[]));
        self
    }

    pub(super) fn tensor(mut self, tensor: TensorProto) -> Build {
        self.body().initializer.push(tensor);
        self
    }

    pub(super) fn floats(self, name: &str, dims: &[i64], values: &[f32]) -> Build {
        self.tensor(floats(name, dims, values))
    }

    /// Adds a constant of values that depend on `seed`.
    pub(super) fn random(self, name: &str, dims: &[i64], seed: usize) -> Build {
        let len = dims.iter().product::<i64>() as usize;
        self.floats(name, dims, &random(seed, len))
    }

    pub(super) fn wholes(self, name: &str, values: &[i64]) -> Build {
        self.tensor(TensorProto {
            name: Some(name.into()),
            dims: vec![values.len() as i64],
            data_type: Some(DataType::Int64.into()),
            int64_data: values.to_vec(),
            ..TensorProto::default()
        })
    }

    /// Adds a node with the name of its result.
    pub(super) fn node(mut self, operator: &str, inputs: &[&str], output: &str) -> Build {
        self.body().node.push(NodeProto {
            op_type: Some(operator.into()),
            name: Some(output.into()),
            input: inputs.iter().map(|name| (*name).into()).collect(),
            output: vec![output.into()],
            ..NodeProto::default()
        });
        self
    }

    /// Adds an attribute to the last node.
    pub(super) fn attribute(
        mut self,
        name: &str,
        ty: AttributeType,
        value: AttributeProto,
    ) -> Build {
        let node = self.body().node.last_mut().expect("a node");
        node.attribute.push(AttributeProto {
            name: Some(name.into()),
            r#type: Some(ty.into()),
            ..value
        });
        self
    }

    pub(super) fn int(self, name: &str, value: i64) -> Build {
        let value = AttributeProto {
            i: Some(value),
            ..AttributeProto::default()
        };
        self.attribute(name, AttributeType::Int, value)
    }

    pub(super) fn ints(self, name: &str, values: &[i64]) -> Build {
        let value = AttributeProto {
            ints: values.to_vec(),
            ..AttributeProto::default()
        };
        self.attribute(name, AttributeType::Ints, value)
    }

    pub(super) fn float(self, name: &str, value: f32) -> Build {
        let value = AttributeProto {
            f: Some(value),
            ..AttributeProto::default()
        };
        self.attribute(name, AttributeType::Float, value)
    }

    pub(super) fn attribute_floats(self, name: &str, values: &[f32]) -> Build {
        let value = AttributeProto {
            floats: values.to_vec(),
            ..AttributeProto::default()
        };
        self.attribute(name, AttributeType::Floats, value)
    }

    pub(super) fn text(self, name: &str, value: &str) -> Build {
        let value = AttributeProto {
            s: Some(value.into()),
            ..AttributeProto::default()
        };
        self.attribute(name, AttributeType::String, value)
    }

    pub(super) fn value(self, name: &str, value: TensorProto) -> Build {
        let value = AttributeProto {
            t: Some(value),
            ..AttributeProto::default()
        };
        self.attribute(name, AttributeType::Tensor, value)
    }

    pub(super) fn bytes(&self) -> Vec<u8> {
        self.0.encode_to_vec()
    }
}
