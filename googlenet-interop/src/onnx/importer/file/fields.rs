//! Access to the fields of protobuf messages by the types that ONNX gives them.

use crate::wire::Broken;
use crate::wire::protobuf::{Piece, WireField, WireValue};
use prost::encoding::decode_varint;

/// A field of a message whose type is wrong, as an error; `what` names the message: `a node`.
fn wrong(field: &WireField<'_>, what: &str) -> Broken {
    let reason = format!("field {} of {what} has the wrong type", field.number);
    Broken::new(field.offset, reason)
}

/// Returns the content of a field that is a message or bytes.
pub(super) fn piece<'a>(field: &WireField<'a>, what: &str) -> Result<Piece<'a>, Broken> {
    match field.value {
        WireValue::Bytes(piece) => Ok(piece),
        _ => Err(wrong(field, what)),
    }
}

/// Returns the content of a field that is text of at most `limit` bytes.
pub(super) fn text<'a>(field: &WireField<'a>, what: &str, limit: usize) -> Result<&'a str, Broken> {
    let piece = piece(field, what)?;
    if piece.bytes.len() > limit {
        let len = piece.bytes.len();
        let reason = format!("a text of {len} bytes in {what}, expected at most {limit}");
        return Err(Broken::new(field.offset, reason));
    }
    std::str::from_utf8(piece.bytes)
        .map_err(|_| Broken::new(field.offset, format!("a text in {what} that is no UTF-8")))
}

/// Returns the value of a field that is a whole number.
pub(super) fn whole(field: &WireField<'_>, what: &str) -> Result<i64, Broken> {
    match field.value {
        WireValue::Varint(value) => Ok(value as i64),
        _ => Err(wrong(field, what)),
    }
}

/// Returns the value of a field that is a 32-bit float.
pub(super) fn real(field: &WireField<'_>, what: &str) -> Result<f32, Broken> {
    match field.value {
        WireValue::Four(bytes) => Ok(f32::from_le_bytes(bytes)),
        _ => Err(wrong(field, what)),
    }
}

/// Appends the numbers of a field that is a list of whole numbers, packed or not, to `to`, of at most `limit`.
pub(super) fn wholes(
    field: &WireField<'_>,
    what: &str,
    limit: usize,
    to: &mut Vec<i64>,
) -> Result<(), Broken> {
    match field.value {
        WireValue::Varint(value) => to.push(value as i64),
        WireValue::Bytes(piece) => {
            let mut rest = piece.bytes;
            while !rest.is_empty() && to.len() <= limit {
                let value = decode_varint(&mut rest)
                    .map_err(|error| Broken::new(piece.offset, error.to_string()))?;
                to.push(value as i64);
            }
        }
        _ => return Err(wrong(field, what)),
    }
    numbers(to.len(), limit, field, what)
}

/// Appends the numbers of a field that is a list of 32-bit floats, packed or not, to `to`, of at most `limit`.
pub(super) fn reals(
    field: &WireField<'_>,
    what: &str,
    limit: usize,
    to: &mut Vec<f32>,
) -> Result<(), Broken> {
    match field.value {
        WireValue::Four(bytes) => to.push(f32::from_le_bytes(bytes)),
        WireValue::Bytes(piece) => {
            let (values, rest) = piece.bytes.as_chunks::<4>();
            if !rest.is_empty() {
                let reason = format!("{} bytes are no 4-byte floats", piece.bytes.len());
                return Err(Broken::new(field.offset, reason));
            }
            numbers(to.len().saturating_add(values.len()), limit, field, what)?;
            to.extend(values.iter().map(|bytes| f32::from_le_bytes(*bytes)));
        }
        _ => return Err(wrong(field, what)),
    }
    numbers(to.len(), limit, field, what)
}

/// Fails if there are more than `limit` of something.
pub(super) fn at_most(
    len: usize,
    limit: usize,
    field: &WireField<'_>,
    what: &str,
) -> Result<(), Broken> {
    match len <= limit {
        true => Ok(()),
        false => Err(Broken::new(
            field.offset,
            format!("more than {limit} {what}"),
        )),
    }
}

fn numbers(len: usize, limit: usize, field: &WireField<'_>, what: &str) -> Result<(), Broken> {
    match len <= limit {
        true => Ok(()),
        false => at_most(len, limit, field, &format!("numbers in {what}")),
    }
}
