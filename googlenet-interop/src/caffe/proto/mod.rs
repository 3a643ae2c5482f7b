//! Protobuf messages of Caffe's weight files, with a part of their fields. A weight file is an encoded
//! [`NetParameter`]. The importer itself decodes files field by field; the messages serve to write weight files.
//! files.
#![allow(missing_docs, reason = "Caffe describes them")]

include!("generated.rs");
