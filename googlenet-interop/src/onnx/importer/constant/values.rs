//! The values of a tensor of the file.

use crate::import::values::Values;
use crate::items::Held;
use crate::onnx::importer::file::ElementType;
use crate::wire::protobuf::{Piece, WireValue};
use googlenet_dsl::float::{brain, half};
use prost::encoding::decode_varint;
use std::ops::Range;
use std::sync::Arc;

/// The values of a tensor, in one of the forms in which a file stores them.
#[derive(Debug, Clone)]
pub(super) enum Stored<'a> {
    /// Little-endian elements in the bytes of the model.
    Raw(&'a [u8], ElementType),
    /// Little-endian elements in the bytes of another file, which was read as a whole.
    Shared(Arc<Vec<u8>>, Range<usize>, ElementType),
    /// A list of numbers in several fields, or of varints, in the field with this number of a tensor's message.
    List(Piece<'a>, u32, ElementType),
}

impl Stored<'_> {
    fn ty(&self) -> ElementType {
        match self {
            Stored::Raw(_, ty) | Stored::Shared(_, _, ty) | Stored::List(_, _, ty) => *ty,
        }
    }
}

impl Held for Stored<'_> {
    fn is_real(&self) -> bool {
        self.ty().is_real()
    }

    fn reals(&self) -> Values<'_> {
        let of_bytes = |bytes| match self.ty() {
            ElementType::Float => Values::Floats(bytes),
            ElementType::Half => Values::Halves(bytes),
            ElementType::Brain => Values::Brains(bytes),
            ElementType::Double => Values::Doubles(bytes),
            ElementType::Whole { .. } => {
                Values::Own(self.wholes().iter().map(|value| *value as f32).collect())
            }
        };
        match self {
            Stored::Raw(bytes, _) => of_bytes(bytes),
            Stored::Shared(bytes, range, _) => of_bytes(&bytes[range.clone()]),
            Stored::List(body, field, ty) => Values::Own(list(*body, *field, *ty)),
        }
    }

    fn range(&self) -> Option<[i64; 2]> {
        match self.ty() {
            ElementType::Whole { bytes, signed } if bytes <= 4 => {
                let count = 1_i64 << (8 * bytes);
                let least = if signed { -count / 2 } else { 0 };
                Some([least, least + count - 1])
            }
            _ => None,
        }
    }

    fn wholes(&self) -> Vec<i64> {
        let of_bytes = |bytes: &[u8], ty: ElementType| match ty {
            ElementType::Whole {
                bytes: size,
                signed,
            } => bytes
                .chunks_exact(size)
                .map(|element| whole(element, signed))
                .collect(),
            _ => Vec::new(),
        };
        match self {
            Stored::Raw(bytes, ty) if !ty.is_real() => of_bytes(bytes, *ty),
            Stored::Shared(bytes, range, ty) if !ty.is_real() => {
                of_bytes(&bytes[range.clone()], *ty)
            }
            Stored::List(body, field, ty) if !ty.is_real() => varints(*body, *field),
            _ => {
                let values = self.reals();
                (0..values.len()).map(|at| values.get(at) as i64).collect()
            }
        }
    }
}

fn whole(element: &[u8], signed: bool) -> i64 {
    let negative = signed && element.last().is_some_and(|byte| *byte >= 0x80);
    let mut bytes = if negative { [0xff; 8] } else { [0; 8] };
    bytes[..element.len()].copy_from_slice(element);
    i64::from_le_bytes(bytes)
}

/// Returns the numbers of all fields with the number `field` of a message. The message was checked when it was read.
fn varints(body: Piece<'_>, field: u32) -> Vec<i64> {
    let mut values = Vec::new();
    let fields = body.fields().filter_map(Result::ok);
    for found in fields.filter(|found| found.number == field) {
        match found.value {
            WireValue::Varint(value) => values.push(value as i64),
            WireValue::Bytes(piece) => {
                let mut rest = piece.bytes;
                while let Ok(value) = decode_varint(&mut rest) {
                    values.push(value as i64);
                }
            }
            _ => {}
        }
    }
    values
}

fn list(body: Piece<'_>, field: u32, ty: ElementType) -> Vec<f32> {
    match ty {
        ElementType::Half => varints(body, field)
            .iter()
            .map(|bits| half(*bits as u16))
            .collect(),
        ElementType::Brain => varints(body, field)
            .iter()
            .map(|bits| brain(*bits as u16))
            .collect(),
        ElementType::Whole { .. } => varints(body, field)
            .iter()
            .map(|value| *value as f32)
            .collect(),
        ElementType::Float | ElementType::Double => {
            let mut values = Vec::new();
            let fields = body.fields().filter_map(Result::ok);
            for found in fields.filter(|found| found.number == field) {
                match found.value {
                    WireValue::Four(bytes) => values.push(f32::from_le_bytes(bytes)),
                    WireValue::Eight(bytes) => values.push(f64::from_le_bytes(bytes) as f32),
                    WireValue::Bytes(piece) if ty == ElementType::Float => {
                        let (floats, _) = piece.bytes.as_chunks::<4>();
                        values.extend(floats.iter().map(|bytes| f32::from_le_bytes(*bytes)));
                    }
                    WireValue::Bytes(piece) => {
                        let (floats, _) = piece.bytes.as_chunks::<8>();
                        values.extend(floats.iter().map(|bytes| f64::from_le_bytes(*bytes) as f32));
                    }
                    WireValue::Varint(_) => {}
                }
            }
            values
        }
    }
}
