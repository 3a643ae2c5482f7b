//! The protobuf messages of Caffe's weight files, restricted to the fields that this crate uses. A file is a
//! [`NetParameter`].
#![allow(missing_docs, reason = "Caffe describes them")]

include!("generated.rs");
