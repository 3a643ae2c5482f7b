//! Encoding of the key and length in front of a nested protobuf message.

use std::io::{self, Write};

/// Returns the size in bytes of a length-delimited field with `len` bytes of content, including key and length.
pub(crate) fn framed(field: u32, len: u64) -> u64 {
    (varint(key(field)).len() + varint(len).len()) as u64 + len
}

/// Writes the key and length of a length-delimited field. The `len` bytes of content are left to the caller.
pub(crate) fn frame(field: u32, len: u64, to: &mut dyn Write) -> io::Result<()> {
    to.write_all(&varint(key(field)))?;
    to.write_all(&varint(len))
}

/// Returns the key of a length-delimited field (wire type 2).
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
