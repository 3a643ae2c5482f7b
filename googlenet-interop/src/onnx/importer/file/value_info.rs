//! The declaration of an input or output of a graph: name, type and sizes.

use super::MAX_NAME;
use super::fault::Fault;
use super::fields::{at_most, piece, text, whole};
use crate::wire::Broken;
use crate::wire::protobuf::Piece;

/// Largest number of axes of a value.
const MAX_AXES: usize = 32;

/// A declared input or output.
#[derive(Debug)]
pub(in crate::onnx::importer) struct ValueInfo<'a> {
    pub(in crate::onnx::importer) name: &'a str,
    /// Number of the type of elements (`TensorProto.DataType`); 0 if none is stated.
    pub(in crate::onnx::importer) elements: i64,
    /// `false` for sequences, maps and the like.
    pub(in crate::onnx::importer) is_tensor: bool,
    /// Sizes of the axes, outermost first; `None` if not even their number is stated.
    pub(in crate::onnx::importer) sizes: Option<Vec<Size<'a>>>,
}

/// The size of an axis.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::onnx::importer) enum Size<'a> {
    Fixed(i64),
    /// A size that is open, with its name, which may be empty.
    Open(&'a str),
}

impl<'a> ValueInfo<'a> {
    pub(super) fn read(body: Piece<'a>) -> Result<ValueInfo<'a>, Fault> {
        let mut info = ValueInfo {
            name: "",
            elements: 0,
            is_tensor: true,
            sizes: None,
        };
        let what = "a declared value";
        for field in body.fields() {
            let field = field?;
            match field.number {
                1 => info.name = text(&field, what, MAX_NAME)?,
                2 => info.ty(piece(&field, what)?)?,
                _ => {}
            }
        }
        if info.name.is_empty() {
            return Err(Broken::new(body.offset, "an input or output without a name").into());
        }
        Ok(info)
    }

    fn ty(&mut self, body: Piece<'a>) -> Result<(), Broken> {
        for field in body.fields() {
            let field = field?;
            match field.number {
                1 => self.tensor(piece(&field, "a type")?)?,
                4 | 5 | 7 | 8 | 9 => self.is_tensor = false,
                _ => {}
            }
        }
        Ok(())
    }

    fn tensor(&mut self, body: Piece<'a>) -> Result<(), Broken> {
        for field in body.fields() {
            let field = field?;
            match field.number {
                1 => self.elements = whole(&field, "a type")?,
                2 => {
                    let mut sizes = Vec::new();
                    for field in piece(&field, "a type")?.fields() {
                        let field = field?;
                        if field.number == 1 {
                            at_most(sizes.len() + 1, MAX_AXES, &field, "sizes")?;
                            sizes.push(size(piece(&field, "a shape")?)?);
                        }
                    }
                    self.sizes = Some(sizes);
                }
                _ => {}
            }
        }
        Ok(())
    }
}

fn size(body: Piece<'_>) -> Result<Size<'_>, Broken> {
    let mut size = Size::Open("");
    for field in body.fields() {
        let field = field?;
        match field.number {
            1 => size = Size::Fixed(whole(&field, "a size")?),
            2 => size = Size::Open(text(&field, "a size", MAX_NAME)?),
            _ => {}
        }
    }
    Ok(size)
}
