//! Encoding of the frame of a nested protobuf message: the key and length in front of its bytes.

use std::io::{self, Write};

/// Returns the size in bytes of a length-delimited field with the number `field` and `len` bytes of content: key,
/// length and content.
pub(crate) fn framed(field: u32, len: u64) -> u64 {
    (varint(key(field)).len() + varint(len).len()) as u64 + len
}

/// Writes the key and length of a length-delimited field with the number `field`. The caller must write the `len` bytes
/// of content behind them.
pub(crate) fn frame(field: u32, len: u64, to: &mut dyn Write) -> io::Result<()> {
    to.write_all(&varint(key(field)))?;
    to.write_all(&varint(len))
}

/// Returns the key of a length-delimited field (wire type 2) with the number `field`.
fn key(field: u32) -> u64 {
    u64::from(field) << 3 | 2
}

/// Encodes a varint: seven bits per byte, lowest first, the highest bit set in every byte but the last.
fn varint(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}
