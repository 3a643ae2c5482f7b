//! Protobuf messages of Caffe's weight files, with those of their fields that lead to weights. A weight file is an encoded
//! [`NetParameter`]. The importer itself decodes files field by field; the messages serve to write weight files.
#![allow(missing_docs, reason = "Caffe describes them")]

include!("generated.rs");
