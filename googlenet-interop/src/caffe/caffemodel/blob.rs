//! Decoding of blobs, the tensors of a weight file: a blob has its shape, and refers to its values in the file.

use crate::caffe::proto::BlobShape;
use crate::import::values::{Values, double, float};
use crate::wire::Broken;
use crate::wire::protobuf::{Piece, WireField, WireValue};
use prost::Message;

/// Largest number of axes of a blob, as in Caffe.
const MAX_AXES: usize = 32;
/// Field number in a blob's message of `data`, the values as 32-bit floats.
const FLOATS: u32 = 5;
/// Field number of `double_data`, the values as 64-bit floats.
const DOUBLES: u32 = 8;
/// Field number of `raw_data_type`, the type of the values in `raw_data`. NVIDIA's branch of Caffe has both.
const RAW_TYPE: u32 = 10;
/// Field number of `raw_data`, the values as bytes.
const RAW: u32 = 12;
/// Value of `raw_data_type` for 64-bit floats.
const RAW_DOUBLE: u64 = 0;
/// Value of `raw_data_type` for 32-bit floats.
const RAW_FLOAT: u64 = 1;
/// Value of `raw_data_type` for 16-bit floats.
const RAW_HALF: u64 = 2;

/// A tensor of a weight file, which borrows its values from the bytes of the file.
#[derive(Debug, Clone)]
pub(in crate::caffe) struct Blob<'a> {
    /// Bytes of the blob's protobuf message with their offset in the file, without the key and length in front of the
    /// message.
    body: Piece<'a>,
    /// Sizes of the tensor's axes, outermost axis first. No size is negative, and their product is `len`.
    pub(in crate::caffe) dims: Vec<i64>,
    /// `true` if the message has no shape: `dims` then are the four sizes of old files (`num`, `channels`, `height`,
    /// `width`; 0 if absent), which begin with sizes of 1 if the tensor has fewer axes.
    pub(in crate::caffe) legacy: bool,
    /// Number of values of the tensor (not of bytes), whatever the type of the floats.
    pub(in crate::caffe) len: usize,
    values: BlobValues<'a>,
}

/// Form in which the weight file has a blob's values, with the bytes of the file that hold them.
#[derive(Debug, Clone, Copy)]
enum BlobValues<'a> {
    None,
    /// Contiguous little-endian 32-bit floats, the form that Caffe writes.
    Floats(&'a [u8]),
    /// Contiguous little-endian 64-bit floats.
    Doubles(&'a [u8]),
    /// Contiguous little-endian 16-bit floats.
    Halves(&'a [u8]),
    /// Values in several fields of the message, all with this field number ([`FLOATS`] or [`DOUBLES`]).
    Scattered(u32),
}

impl<'a> Blob<'a> {
    /// Returns the offset of the blob's message in the file in bytes, behind key and length.
    pub(in crate::caffe) fn offset(&self) -> u64 {
        self.body.offset
    }

    /// Decodes the message of a blob without copying its values.
    ///
    /// # Errors
    /// The message is malformed or has more than [`MAX_AXES`] sizes, the values are in two forms or of a raw type other
    /// than 16-, 32- and 64-bit floats, or their number differs from the product of the sizes.
    pub(in crate::caffe) fn read(body: Piece<'a>) -> Result<Blob<'a>, Broken> {
        let mut blob = Blob {
            body,
            dims: Vec::new(),
            legacy: true,
            len: 0,
            values: BlobValues::None,
        };
        let mut legacy = [0i64; 4];
        let mut raw: (u64, Option<Piece<'a>>) = (RAW_FLOAT, None);
        for field in body.fields() {
            let field = field?;
            match (field.number, field.value) {
                (at @ 1..=4, WireValue::Varint(size)) => legacy[at as usize - 1] = size as i64,
                (7, WireValue::Bytes(shape)) => {
                    blob.dims = dims(shape)?;
                    blob.legacy = false;
                }
                (FLOATS | DOUBLES, _) => blob.add(field)?,
                (RAW_TYPE, WireValue::Varint(ty)) => raw.0 = ty,
                (RAW, WireValue::Bytes(values)) => raw.1 = Some(values),
                (1..=4 | 7 | RAW_TYPE | RAW, _) => {
                    let reason = format!("field {} of a blob has the wrong type", field.number);
                    return Err(Broken::new(field.offset, reason));
                }
                _ => {}
            }
        }
        if blob.legacy {
            blob.dims = legacy.to_vec();
        }
        if let (ty, Some(values)) = raw {
            blob.raw(ty, values)?;
        }
        blob.check()
    }

    /// Adds the values of one field [`FLOATS`] or [`DOUBLES`] of the message: their number to `len`, and their bytes or
    /// field number to `values`.
    fn add(&mut self, field: WireField<'a>) -> Result<(), Broken> {
        let size = if field.number == FLOATS { 4 } else { 8 };
        let (count, whole) = match field.value {
            WireValue::Bytes(values) => {
                if !values.bytes.len().is_multiple_of(size) {
                    let reason = format!("{} bytes are no {size}-byte floats", values.bytes.len());
                    return Err(Broken::new(field.offset, reason));
                }
                (values.bytes.len() / size, Some(values.bytes))
            }
            WireValue::Four(_) if size == 4 => (1, None),
            WireValue::Eight(_) if size == 8 => (1, None),
            _ => {
                let reason = format!("values of a blob are no {size}-byte floats");
                return Err(Broken::new(field.offset, reason));
            }
        };
        if count == 0 {
            return Ok(());
        }
        self.values = match (self.values, whole) {
            (BlobValues::None, Some(bytes)) if size == 4 => BlobValues::Floats(bytes),
            (BlobValues::None, Some(bytes)) => BlobValues::Doubles(bytes),
            (BlobValues::None, None) => BlobValues::Scattered(field.number),
            (BlobValues::Floats(_), _) if size == 4 => BlobValues::Scattered(FLOATS),
            (BlobValues::Doubles(_), _) if size == 8 => BlobValues::Scattered(DOUBLES),
            (BlobValues::Scattered(number), _) if number == field.number => self.values,
            _ => {
                let reason = "a blob has both 32-bit and 64-bit values";
                return Err(Broken::new(field.offset, reason));
            }
        };
        self.len += count;
        Ok(())
    }

    /// Sets `len` and `values` to the values in the field [`RAW`]; `ty` is the value of the field [`RAW_TYPE`], which
    /// states their type.
    fn raw(&mut self, ty: u64, values: Piece<'a>) -> Result<(), Broken> {
        if self.len > 0 {
            let reason = "a blob has values in two forms";
            return Err(Broken::new(values.offset, reason));
        }
        let (size, place) = match ty {
            RAW_FLOAT => (4, BlobValues::Floats(values.bytes)),
            RAW_DOUBLE => (8, BlobValues::Doubles(values.bytes)),
            RAW_HALF => (2, BlobValues::Halves(values.bytes)),
            _ => {
                let reason =
                    format!("raw values of type {ty}, expected 0 (double), 1 (float) or 2 (half)");
                return Err(Broken::new(values.offset, reason));
            }
        };
        if !values.bytes.len().is_multiple_of(size) {
            let reason = format!("{} bytes are no {size}-byte floats", values.bytes.len());
            return Err(Broken::new(values.offset, reason));
        }
        (self.len, self.values) = (values.bytes.len() / size, place);
        Ok(())
    }

    /// Returns the blob itself after checking that no size in `dims` is negative and that their product is `len`.
    fn check(self) -> Result<Blob<'a>, Broken> {
        let size = |size: &i64| usize::try_from(*size).ok();
        let sizes = self.dims.iter().map(size).collect::<Option<Vec<_>>>();
        let product = sizes.and_then(|sizes| {
            sizes
                .iter()
                .try_fold(1usize, |product, size| product.checked_mul(*size))
        });
        if product == Some(self.len) {
            return Ok(self);
        }
        let reason = format!("a blob of {:?} with {} values", self.dims, self.len);
        let broken = Broken::new(self.body.offset, reason);
        Err(self.body.explained_whole(broken))
    }

    /// Returns the values for access by index, last axis innermost. Contiguous values are borrowed; values in several
    /// fields are collected in a vector of 32-bit floats.
    pub(in crate::caffe) fn picked(&self) -> Values<'a> {
        match self.values {
            BlobValues::None => Values::Own(Vec::new()),
            BlobValues::Floats(bytes) => Values::Floats(bytes),
            BlobValues::Doubles(bytes) => Values::Doubles(bytes),
            BlobValues::Halves(bytes) => Values::Halves(bytes),
            BlobValues::Scattered(number) => {
                let mut values = Vec::with_capacity(self.len);
                let fields = self.body.fields().filter_map(Result::ok);
                for field in fields.filter(|field| field.number == number) {
                    match field.value {
                        WireValue::Four(bytes) => values.push(f32::from_le_bytes(bytes)),
                        WireValue::Eight(bytes) => values.push(f64::from_le_bytes(bytes) as f32),
                        WireValue::Bytes(piece) if number == FLOATS => {
                            values.extend(
                                (0..piece.bytes.len() / 4).map(|at| float(piece.bytes, at)),
                            );
                        }
                        WireValue::Bytes(piece) => {
                            values.extend(
                                (0..piece.bytes.len() / 8).map(|at| double(piece.bytes, at)),
                            );
                        }
                        WireValue::Varint(_) => {}
                    }
                }
                Values::Own(values)
            }
        }
    }
}

fn dims(shape: Piece<'_>) -> Result<Vec<i64>, Broken> {
    // A size takes at most ten bytes, and one more for the key if the sizes are not packed.
    if shape.bytes.len() > MAX_AXES * 11 {
        let reason = format!(
            "a shape of {} bytes; at most {MAX_AXES} sizes are possible",
            shape.bytes.len()
        );
        return Err(Broken::new(shape.offset, reason));
    }
    let decoded = BlobShape::decode(shape.bytes);
    let shape_of = decoded.map_err(|error| {
        shape.explained_whole(Broken::new(shape.offset, format!("no shape: {error}")))
    })?;
    if shape_of.dim.len() > MAX_AXES {
        let reason = format!(
            "a shape of {} sizes; at most {MAX_AXES} are possible",
            shape_of.dim.len()
        );
        return Err(Broken::new(shape.offset, reason));
    }
    Ok(shape_of.dim)
}
