//! The messages of Caffe's weight files, in the part that this crate uses: [`NetParameter`] is a file.
#![allow(missing_docs, reason = "Caffe describes them")]

include!("generated.rs");
