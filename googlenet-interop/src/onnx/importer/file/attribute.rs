//! An attribute of a node.

use super::MAX_NAME;
use super::fault::Fault;
use super::fields::{piece, real, reals, text, whole, wholes};
use super::tensor::TensorFile;
use crate::wire::Broken;
use crate::wire::protobuf::Piece;

/// Largest number of values in a list.
const MAX_LIST: usize = 65_536;

/// A named option of a node.
#[derive(Debug)]
pub(in crate::onnx::importer) struct Attribute<'a> {
    pub(in crate::onnx::importer) name: &'a str,
    pub(in crate::onnx::importer) value: AttributeValue<'a>,
}

/// The value of an attribute.
#[derive(Debug)]
pub(in crate::onnx::importer) enum AttributeValue<'a> {
    Real(f32),
    Whole(i64),
    Text(&'a [u8]),
    Tensor(Box<TensorFile<'a>>),
    Reals(Vec<f32>),
    Wholes(Vec<i64>),
    /// A graph, or a list of graphs.
    Graph,
    /// A value of another type, in words.
    Other(&'static str),
}

impl<'a> Attribute<'a> {
    pub(super) fn read(body: Piece<'a>) -> Result<Attribute<'a>, Fault> {
        let what = "an attribute";
        let mut name = "";
        let mut declared: Option<i64> = None;
        let mut found: Option<AttributeValue<'a>> = None;
        let (mut floats, mut ints) = (Vec::new(), Vec::new());
        for field in body.fields() {
            let field = field?;
            let value = match field.number {
                1 => {
                    name = text(&field, what, MAX_NAME)?;
                    continue;
                }
                20 => {
                    declared = Some(whole(&field, what)?);
                    continue;
                }
                2 => AttributeValue::Real(real(&field, what)?),
                3 => AttributeValue::Whole(whole(&field, what)?),
                4 => AttributeValue::Text(piece(&field, what)?.bytes),
                5 => AttributeValue::Tensor(Box::new(TensorFile::read(piece(&field, what)?)?)),
                6 | 11 => AttributeValue::Graph,
                7 => {
                    reals(&field, what, MAX_LIST, &mut floats)?;
                    continue;
                }
                8 => {
                    wholes(&field, what, MAX_LIST, &mut ints)?;
                    continue;
                }
                9 => AttributeValue::Other("a list of texts"),
                10 => AttributeValue::Other("a list of tensors"),
                14 | 15 => AttributeValue::Other("a type"),
                21 => AttributeValue::Other("a reference to a function's attribute"),
                22 | 23 => AttributeValue::Other("a sparse tensor"),
                _ => continue,
            };
            // Some writers give every field, the unused ones with their zeros.
            let is_it = declared.is_none_or(|ty| ty == 0 || value.ty() == Some(ty));
            if is_it || found.is_none() {
                found = Some(value);
            }
        }
        named(name, body)?;
        let value = match declared {
            Some(6) => AttributeValue::Reals(floats),
            Some(7) => AttributeValue::Wholes(ints),
            _ => match found {
                Some(value) => value,
                None if !floats.is_empty() => AttributeValue::Reals(floats),
                None if !ints.is_empty() => AttributeValue::Wholes(ints),
                // Values that are zero or empty need not be in the file.
                None => match declared {
                    Some(1) => AttributeValue::Real(0.0),
                    Some(2) => AttributeValue::Whole(0),
                    Some(3) => AttributeValue::Text(&[]),
                    _ => AttributeValue::Other("no value"),
                },
            },
        };
        let fits = |ty: &i64| *ty == 0 || value.ty().is_none_or(|own| own == *ty);
        if !declared.iter().all(fits) {
            let reason = format!("attribute {name:?} is of another type than it says");
            return Err(Broken::new(body.offset, reason).into());
        }
        Ok(Attribute { name, value })
    }

    /// Returns the number of values of a list; 1 for other attributes.
    pub(super) fn len(&self) -> usize {
        match &self.value {
            AttributeValue::Reals(list) => list.len(),
            AttributeValue::Wholes(list) => list.len(),
            _ => 1,
        }
    }
}

fn named(name: &str, body: Piece<'_>) -> Result<(), Broken> {
    match name.is_empty() {
        true => Err(Broken::new(body.offset, "an attribute without a name")),
        false => Ok(()),
    }
}

impl AttributeValue<'_> {
    /// Returns the number of the value's type in ONNX; `None` if it may be one of several.
    fn ty(&self) -> Option<i64> {
        match self {
            AttributeValue::Real(_) => Some(1),
            AttributeValue::Whole(_) => Some(2),
            AttributeValue::Text(_) => Some(3),
            AttributeValue::Tensor(_) => Some(4),
            AttributeValue::Reals(_) => Some(6),
            AttributeValue::Wholes(_) => Some(7),
            AttributeValue::Graph | AttributeValue::Other(_) => None,
        }
    }
}
