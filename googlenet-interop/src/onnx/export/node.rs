//! Construction of ONNX nodes: operator, inputs and attributes.

use crate::onnx::proto::attribute_proto::AttributeType;
use crate::onnx::proto::{AttributeProto, NodeProto};

/// A node that has no name and no output yet.
#[derive(Debug)]
pub(super) struct Node(NodeProto);

impl Node {
    /// Creates a node of an operator of ONNX, such as `Conv`, without inputs and attributes.
    pub(super) fn new(operator: &str) -> Node {
        Node(NodeProto {
            op_type: Some(operator.into()),
            ..NodeProto::default()
        })
    }

    /// Appends tensors, by their names, to the inputs.
    pub(super) fn reads<N: Into<String>>(mut self, inputs: impl IntoIterator<Item = N>) -> Node {
        self.0.input.extend(inputs.into_iter().map(Into::into));
        self
    }

    /// Adds an attribute that is an integer.
    pub(super) fn int(self, name: &str, value: i64) -> Node {
        self.option(
            name,
            AttributeProto {
                i: Some(value),
                r#type: Some(AttributeType::Int.into()),
                ..AttributeProto::default()
            },
        )
    }

    /// Adds an attribute that is a list of integers.
    pub(super) fn ints(self, name: &str, values: impl IntoIterator<Item = i64>) -> Node {
        self.option(
            name,
            AttributeProto {
                ints: values.into_iter().collect(),
                r#type: Some(AttributeType::Ints.into()),
                ..AttributeProto::default()
            },
        )
    }

    /// Adds an attribute that is a float.
    pub(super) fn float(self, name: &str, value: f32) -> Node {
        self.option(
            name,
            AttributeProto {
                f: Some(value),
                r#type: Some(AttributeType::Float.into()),
                ..AttributeProto::default()
            },
        )
    }

    /// Adds an attribute that is a text.
    pub(super) fn text(self, name: &str, value: &str) -> Node {
        self.option(
            name,
            AttributeProto {
                s: Some(value.into()),
                r#type: Some(AttributeType::String.into()),
                ..AttributeProto::default()
            },
        )
    }

    /// Adds an attribute with the value and type of `value`, named `name`.
    fn option(mut self, name: &str, value: AttributeProto) -> Node {
        self.0.attribute.push(AttributeProto {
            name: Some(name.into()),
            ..value
        });
        self
    }

    /// Returns the node as a message with the name `name` and one output, the tensor `makes`.
    pub(super) fn named(self, name: String, makes: String) -> NodeProto {
        NodeProto {
            name: Some(name),
            output: vec![makes],
            ..self.0
        }
    }
}
