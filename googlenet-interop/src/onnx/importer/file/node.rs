//! A node of a graph: an operator with the names of what it reads and makes, and its attributes.

use super::MAX_NAME;
use super::attribute::{Attribute, AttributeValue};
use super::fault::Fault;
use super::fields::{at_most, piece, text};
use super::model::entry;
use crate::wire::Broken;
use crate::wire::protobuf::{Piece, WireField};

/// Key of the entry with the modules around a node: `['', 'layer1', 'layer1.0', 'relu_1']`.
const SCOPES: &str = "pkg.torch.onnx.name_scopes";
/// Largest number of inputs of all nodes, of their outputs, and of their attributes.
const MAX_PARTS: usize = 262_144;
/// Largest number of values in the lists of all attributes together.
const MAX_VALUES: usize = 1 << 20;

/// What the nodes of a graph have in all, by which memory is limited.
#[derive(Debug, Default)]
pub(super) struct Budget {
    inputs: usize,
    outputs: usize,
    attributes: usize,
    values: usize,
}

/// A node as the file has it.
#[derive(Debug)]
pub(in crate::onnx::importer) struct NodeFile<'a> {
    /// Name of the node, which may be empty.
    pub(in crate::onnx::importer) name: &'a str,
    pub(in crate::onnx::importer) operator: &'a str,
    pub(in crate::onnx::importer) domain: &'a str,
    /// Names of the values that the node reads; an empty name stands for an input that is not given.
    pub(in crate::onnx::importer) inputs: Vec<&'a str>,
    pub(in crate::onnx::importer) outputs: Vec<&'a str>,
    /// Modules around the node, as PyTorch writes them into `metadata_props`; empty if the file has none.
    pub(in crate::onnx::importer) scopes: &'a str,
    attributes: Vec<Attribute<'a>>,
}

impl<'a> NodeFile<'a> {
    /// Returns a node that makes the value `name` of nothing, for the parts of a network that no node stands for.
    pub(in crate::onnx::importer) fn nothing(name: &'a str) -> NodeFile<'a> {
        NodeFile {
            name,
            operator: "",
            domain: "",
            inputs: Vec::new(),
            outputs: Vec::new(),
            scopes: "",
            attributes: Vec::new(),
        }
    }

    pub(super) fn read(body: Piece<'a>, budget: &mut Budget) -> Result<NodeFile<'a>, Fault> {
        let mut node = NodeFile {
            name: "",
            operator: "",
            domain: "",
            inputs: Vec::new(),
            outputs: Vec::new(),
            scopes: "",
            attributes: Vec::new(),
        };
        for field in body.fields() {
            let done = field
                .map_err(Fault::from)
                .and_then(|field| node.add(field, budget));
            done.map_err(|fault| fault.within("node", node.title()))?;
        }
        if node.operator.is_empty() {
            let none = Broken::new(body.offset, "a node without an operator");
            return Err(Fault::from(none).within("node", node.title()));
        }
        Ok(node)
    }

    fn add(&mut self, field: WireField<'a>, budget: &mut Budget) -> Result<(), Fault> {
        let what = "a node";
        let count = |count: &mut usize| {
            *count += 1;
            at_most(*count, MAX_PARTS, &field, "the nodes' parts")
        };
        match field.number {
            1 => {
                count(&mut budget.inputs)?;
                self.inputs.push(text(&field, what, MAX_NAME)?);
            }
            2 => {
                count(&mut budget.outputs)?;
                self.outputs.push(text(&field, what, MAX_NAME)?);
            }
            3 => self.name = text(&field, what, MAX_NAME)?,
            4 => self.operator = text(&field, what, MAX_NAME)?,
            5 => {
                count(&mut budget.attributes)?;
                let attribute = Attribute::read(piece(&field, what)?)?;
                budget.values += attribute.len();
                at_most(budget.values, MAX_VALUES, &field, "the attributes' values")?;
                if self.attribute(attribute.name).is_some() {
                    let reason = format!("a second attribute {:?}", attribute.name);
                    return Err(Broken::new(field.offset, reason).into());
                }
                self.attributes.push(attribute);
            }
            7 => self.domain = text(&field, what, MAX_NAME)?,
            9 => {
                let (key, value) = entry(piece(&field, what)?, usize::MAX)?;
                if key == SCOPES && value.len() <= MAX_NAME {
                    self.scopes = value;
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Returns the name by which messages call the node: its own, or that of its first result.
    pub(in crate::onnx::importer) fn title(&self) -> &'a str {
        match self.name {
            "" => self.outputs.first().copied().unwrap_or(""),
            name => name,
        }
    }

    /// Returns the value of an attribute; `None` if the node does not have it.
    pub(in crate::onnx::importer) fn attribute(&self, name: &str) -> Option<&AttributeValue<'a>> {
        let found = self
            .attributes
            .iter()
            .find(|attribute| attribute.name == name);
        found.map(|attribute| &attribute.value)
    }

    /// Iterates over the attributes in the order of the file.
    pub(in crate::onnx::importer) fn attributes(&self) -> &[Attribute<'a>] {
        &self.attributes
    }

    /// Returns the name of the input at `at`; `None` if it is not given.
    pub(in crate::onnx::importer) fn input(&self, at: usize) -> Option<&'a str> {
        self.inputs.get(at).copied().filter(|name| !name.is_empty())
    }
}
