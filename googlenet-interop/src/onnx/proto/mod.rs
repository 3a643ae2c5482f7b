//! The protobuf messages of ONNX, restricted to the fields that this crate uses. A file is a [`ModelProto`].
#![allow(missing_docs, reason = "the standard describes them")]

include!("generated.rs");
