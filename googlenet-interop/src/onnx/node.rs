//! Construction of ONNX nodes, attribute by attribute.

use super::proto::attribute_proto::AttributeType;
use super::proto::{AttributeProto, NodeProto};

/// A node that has no name and no output yet.
#[derive(Debug)]
pub(super) struct Node(NodeProto);

impl Node {
    pub(super) fn new(operator: &str) -> Node {
        Node(NodeProto {
            op_type: Some(operator.into()),
            ..NodeProto::default()
        })
    }

    pub(super) fn reads<N: Into<String>>(mut self, inputs: impl IntoIterator<Item = N>) -> Node {
        self.0.input.extend(inputs.into_iter().map(Into::into));
        self
    }

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

    fn option(mut self, name: &str, value: AttributeProto) -> Node {
        self.0.attribute.push(AttributeProto {
            name: Some(name.into()),
            ..value
        });
        self
    }

    /// Returns the node as a message, with its name and the name of its output tensor.
    pub(super) fn named(self, name: String, makes: String) -> NodeProto {
        NodeProto {
            name: Some(name),
            output: vec![makes],
            ..self.0
        }
    }
}
