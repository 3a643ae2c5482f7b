//! What stands in front of a message inside another: its key and its length.

use std::io::{self, Write};

/// The size of a message or bytes with its key and length.
pub(crate) fn framed(field: u32, len: u64) -> u64 {
    (varint(key(field)).len() + varint(len).len()) as u64 + len
}

/// Writes the key and the length of what follows.
pub(crate) fn frame(field: u32, len: u64, to: &mut dyn Write) -> io::Result<()> {
    to.write_all(&varint(key(field)))?;
    to.write_all(&varint(len))
}

/// The key of a field that has a length.
fn key(field: u32) -> u64 {
    u64::from(field) << 3 | 2
}

/// Seven bits a byte, lowest first, the highest bit set where more follow.
fn varint(mut value: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while value >= 0x80 {
        bytes.push(value as u8 | 0x80);
        value >>= 7;
    }
    bytes.push(value as u8);
    bytes
}
