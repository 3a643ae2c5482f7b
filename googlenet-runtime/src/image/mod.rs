//! Images as network inputs.
//!
//! A file is decoded to an upright [`Image`] of 8 bits a channel (`decode/`), brought to the network's colours
//! (`convert`), resized and cut (`resize`), and its values become the input's (`normalize`), all as a [`Preprocess`](crate::graph::Preprocess) says.

mod classify;
mod convert;
mod decode;
mod input;
mod normalize;
mod pixels;
mod resize;

pub use classify::{Class, Classifier, Classify};
pub use input::{plain, read_input, read_tensor};
pub use pixels::Image;
