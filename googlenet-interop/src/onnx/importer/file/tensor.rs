//! A tensor of the file: its sizes and type, and where its values lie. The number of values is compared with the sizes;
//! no value is copied.

use super::MAX_NAME;
use super::fault::Fault;
use super::fields::{piece, text, whole, wholes};
use super::model::entry;
use crate::wire::Broken;
use crate::wire::protobuf::{Piece, WireField, WireValue};

/// Largest number of axes of a tensor.
const MAX_AXES: usize = 32;

/// The type of a tensor's elements, of those that can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::onnx::importer) enum ElementType {
    Float,
    Half,
    Brain,
    Double,
    /// Whole numbers of this many bytes, signed or not; `bool` is one of a byte.
    Whole {
        bytes: usize,
        signed: bool,
    },
}

impl ElementType {
    /// Returns the type of a number of `TensorProto.DataType`; `None` for those that cannot be read.
    pub(in crate::onnx::importer) fn of(number: i64) -> Option<ElementType> {
        let whole = |bytes, signed| Some(ElementType::Whole { bytes, signed });
        match number {
            1 => Some(ElementType::Float),
            10 => Some(ElementType::Half),
            16 => Some(ElementType::Brain),
            11 => Some(ElementType::Double),
            2 | 9 => whole(1, false),
            3 => whole(1, true),
            4 => whole(2, false),
            5 => whole(2, true),
            6 => whole(4, true),
            7 => whole(8, true),
            12 => whole(4, false),
            13 => whole(8, false),
            _ => None,
        }
    }

    pub(in crate::onnx::importer) fn is_real(self) -> bool {
        !matches!(self, ElementType::Whole { .. })
    }

    /// Returns the size of an element in `raw_data` in bytes.
    pub(in crate::onnx::importer) fn bytes(self) -> usize {
        match self {
            ElementType::Half | ElementType::Brain => 2,
            ElementType::Float => 4,
            ElementType::Double => 8,
            ElementType::Whole { bytes, .. } => bytes,
        }
    }

    /// Returns the number of the field in which a tensor has a list of elements of this type.
    fn list(self) -> u32 {
        match self {
            ElementType::Float => FLOATS,
            ElementType::Double => DOUBLES,
            ElementType::Half | ElementType::Brain => INT32S,
            ElementType::Whole {
                bytes: 8,
                signed: true,
            } => INT64S,
            ElementType::Whole { bytes: 8, .. }
            | ElementType::Whole {
                bytes: 4,
                signed: false,
            } => UINT64S,
            ElementType::Whole { .. } => INT32S,
        }
    }
}

pub(in crate::onnx::importer) const FLOATS: u32 = 4;
const INT32S: u32 = 5;
const STRINGS: u32 = 6;
const INT64S: u32 = 7;
const RAW: u32 = 9;
pub(in crate::onnx::importer) const DOUBLES: u32 = 10;
const UINT64S: u32 = 11;

/// A tensor as the file has it.
#[derive(Debug)]
pub(in crate::onnx::importer) struct TensorFile<'a> {
    /// Name of the tensor; empty for one of an attribute.
    pub(in crate::onnx::importer) name: &'a str,
    /// Sizes of the axes, outermost first.
    pub(in crate::onnx::importer) sizes: Vec<usize>,
    /// Number of elements, the product of the sizes.
    pub(in crate::onnx::importer) len: usize,
    pub(in crate::onnx::importer) ty: ElementType,
    pub(in crate::onnx::importer) data: StoredData<'a>,
}

/// Where a tensor's values lie.
#[derive(Debug, Clone)]
pub(in crate::onnx::importer) enum StoredData<'a> {
    /// Little-endian elements side by side.
    Raw(&'a [u8]),
    /// A list, in the field of this number in the tensor's message.
    List { body: Piece<'a>, field: u32 },
    /// In another file.
    External(External<'a>),
}

/// A reference to a part of another file.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::onnx::importer) struct External<'a> {
    /// Path of the file, relative to the folder of the model.
    pub(in crate::onnx::importer) location: &'a str,
    pub(in crate::onnx::importer) offset: u64,
    /// Number of bytes; `None` if it is not stated.
    pub(in crate::onnx::importer) length: Option<u64>,
}

/// What the fields of a tensor say, before they are compared with each other.
#[derive(Default)]
struct Parts<'a> {
    name: &'a str,
    dims: Vec<i64>,
    ty: i64,
    raw: Option<Piece<'a>>,
    /// Number of the field with a list, and of the values in it.
    list: Option<(u32, usize)>,
    /// The bytes of a list of floats that is in one packed field.
    packed: Option<&'a [u8]>,
    external: External<'a>,
    is_external: bool,
}

impl<'a> TensorFile<'a> {
    pub(super) fn read(body: Piece<'a>) -> Result<TensorFile<'a>, Fault> {
        let mut parts = Parts::default();
        for field in body.fields() {
            let done = field.and_then(|field| parts.add(field));
            done.map_err(|broken| Fault::from(broken).within("tensor", parts.name))?;
        }
        let name = parts.name;
        parts
            .tensor(body)
            .map_err(|reason| Fault::from(Broken::new(body.offset, reason)).within("tensor", name))
    }
}

impl<'a> Parts<'a> {
    fn add(&mut self, field: WireField<'a>) -> Result<(), Broken> {
        let what = "a tensor";
        match field.number {
            1 => wholes(&field, what, MAX_AXES, &mut self.dims)?,
            2 => self.ty = whole(&field, what)?,
            3 => {
                return Err(Broken::new(
                    field.offset,
                    "a tensor in segments, which cannot be read",
                ));
            }
            FLOATS | INT32S | INT64S | DOUBLES | UINT64S => self.list(field)?,
            STRINGS => {
                return Err(Broken::new(
                    field.offset,
                    "a tensor of texts, which no network over images has",
                ));
            }
            8 => self.name = text(&field, what, MAX_NAME)?,
            RAW => self.raw = Some(piece(&field, what)?),
            13 => self.external(piece(&field, what)?)?,
            14 => self.is_external = whole(&field, what)? == 1,
            _ => {}
        }
        Ok(())
    }

    /// Counts the values of one field with a list.
    fn list(&mut self, field: WireField<'a>) -> Result<(), Broken> {
        let size = match field.number {
            FLOATS => Some(4),
            DOUBLES => Some(8),
            _ => None,
        };
        let (count, packed) = match (field.value, size) {
            (WireValue::Bytes(piece), Some(size)) => {
                if !piece.bytes.len().is_multiple_of(size) {
                    let len = piece.bytes.len();
                    let reason = format!("{len} bytes are no {size}-byte floats");
                    return Err(Broken::new(field.offset, reason));
                }
                (piece.bytes.len() / size, Some(piece.bytes))
            }
            (WireValue::Bytes(piece), None) => {
                // Each number ends with a byte below 128.
                let ends = piece.bytes.iter().filter(|byte| **byte < 0x80).count();
                if piece.bytes.last().is_some_and(|byte| *byte >= 0x80) {
                    return Err(Broken::new(
                        field.offset,
                        "a list of numbers that is cut off",
                    ));
                }
                (ends, None)
            }
            (WireValue::Four(_), Some(4)) | (WireValue::Eight(_), Some(8)) => (1, None),
            (WireValue::Varint(_), None) => (1, None),
            _ => {
                let reason = format!("field {} of a tensor has the wrong type", field.number);
                return Err(Broken::new(field.offset, reason));
            }
        };
        if count == 0 {
            return Ok(());
        }
        (self.list, self.packed) = match self.list {
            None => (Some((field.number, count)), packed),
            Some((number, before)) if number == field.number => {
                (Some((number, before.saturating_add(count))), None)
            }
            Some(_) => {
                return Err(Broken::new(
                    field.offset,
                    "a tensor has values of two types",
                ));
            }
        };
        Ok(())
    }

    fn external(&mut self, body: Piece<'a>) -> Result<(), Broken> {
        let (key, value) = entry(body, MAX_NAME)?;
        let number = || {
            let fault = || {
                Broken::new(
                    body.offset,
                    format!("{key} of external data: {value:?} is no number"),
                )
            };
            value.parse::<u64>().map_err(|_| fault())
        };
        match key {
            "location" => self.external.location = value,
            "offset" => self.external.offset = number()?,
            "length" => self.external.length = Some(number()?),
            _ => {}
        }
        Ok(())
    }

    /// Compares sizes, type and values with each other.
    fn tensor(self, body: Piece<'a>) -> Result<TensorFile<'a>, String> {
        let Some(ty) = ElementType::of(self.ty) else {
            return Err(format!(
                "elements of type {} cannot be read",
                type_name(self.ty)
            ));
        };
        let sizes: Option<Vec<usize>> = (self.dims.iter())
            .map(|size| usize::try_from(*size).ok())
            .collect();
        let product = |sizes: &Vec<usize>| {
            let zero = sizes.contains(&0);
            let len = sizes
                .iter()
                .try_fold(1usize, |len, size| len.checked_mul(*size));
            if zero { Some(0) } else { len }
        };
        let len = sizes
            .as_ref()
            .and_then(product)
            .filter(|len| *len <= usize::MAX / 16);
        let (Some(sizes), Some(len)) = (sizes, len) else {
            return Err(format!("sizes {:?} are out of range", self.dims));
        };
        let (data, got) = match (self.is_external, self.raw, self.list) {
            (true, None, None) => {
                if self.external.location.is_empty() {
                    return Err("external data without a location".to_owned());
                }
                (StoredData::External(self.external), len)
            }
            (false, Some(raw), None) => {
                if !raw.bytes.len().is_multiple_of(ty.bytes()) {
                    let (bytes, size) = (raw.bytes.len(), ty.bytes());
                    return Err(format!("{bytes} bytes of values, of {size} bytes each"));
                }
                (StoredData::Raw(raw.bytes), raw.bytes.len() / ty.bytes())
            }
            (false, None, Some((field, count))) => {
                if field != ty.list() {
                    return Err(format!(
                        "values in field {field} are not of the type {}",
                        type_name(self.ty)
                    ));
                }
                match self.packed {
                    Some(bytes) => (StoredData::Raw(bytes), count),
                    None => (StoredData::List { body, field }, count),
                }
            }
            (false, None, None) => (StoredData::Raw(&[]), 0),
            _ => return Err("a tensor has values in two forms".to_owned()),
        };
        if got != len {
            return Err(format!(
                "a tensor of sizes {:?} with {got} values",
                self.dims
            ));
        }
        Ok(TensorFile {
            name: self.name,
            sizes,
            len,
            ty,
            data,
        })
    }
}

/// Returns ONNX's name of a type of elements.
pub(in crate::onnx::importer) fn type_name(number: i64) -> String {
    const NAMES: [&str; 24] = [
        "UNDEFINED",
        "FLOAT",
        "UINT8",
        "INT8",
        "UINT16",
        "INT16",
        "INT32",
        "INT64",
        "STRING",
        "BOOL",
        "FLOAT16",
        "DOUBLE",
        "UINT32",
        "UINT64",
        "COMPLEX64",
        "COMPLEX128",
        "BFLOAT16",
        "FLOAT8E4M3FN",
        "FLOAT8E4M3FNUZ",
        "FLOAT8E5M2",
        "FLOAT8E5M2FNUZ",
        "UINT4",
        "INT4",
        "FLOAT4E2M1",
    ];
    let name = usize::try_from(number).ok().and_then(|at| NAMES.get(at));
    name.map_or_else(|| number.to_string(), |name| (*name).to_owned())
}
