//! The protobuf wire format: messages of numbered fields.

mod read;
mod write;

pub(crate) use read::{Piece, WireField, WireValue};
pub(crate) use write::{frame, framed};
