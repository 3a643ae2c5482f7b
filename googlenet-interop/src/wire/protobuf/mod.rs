//! The protobuf wire format: decoding of messages field by field, and encoding of the frames of nested messages.

mod read;
mod write;

pub(crate) use read::{Piece, WireField, WireValue};
pub(crate) use write::{frame, framed};
