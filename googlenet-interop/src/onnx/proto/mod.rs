//! The protobuf messages of ONNX, with those of their fields that `onnx.proto` beside this file lists. A file is a
//! [`ModelProto`].
#![allow(missing_docs, reason = "the standard describes them")]

include!("generated.rs");
