//! Protobuf messages of Caffe's weight files, with a part of their fields. A weight file is an encoded
//! [`NetParameter`]. The importer decodes files field by field and uses only [`BlobShape`]; the other messages serve to
//! write weight files.
#![allow(missing_docs, reason = "Caffe describes them")]

include!("generated.rs");
