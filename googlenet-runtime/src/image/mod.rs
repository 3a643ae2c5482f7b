//! Images as network inputs: decoding, preprocessing and classification.
//!
//! [`Image::open`] decodes a file to an upright image with 8 bits per channel. [`Image::input`] converts the image to
//! the network's colour channels, resizes and crops it, and normalises its values, as a
//! [`Preprocess`](crate::graph::Preprocess) says. [`Classify`] computes the most likely classes of an image.

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
