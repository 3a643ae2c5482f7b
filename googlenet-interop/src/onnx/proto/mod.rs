//! The messages of ONNX, in the part that this crate uses: [`ModelProto`] is a file.
#![allow(missing_docs, reason = "the standard describes them")]

include!("generated.rs");
