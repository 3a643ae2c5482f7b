//! Images as network inputs: decoding, preprocessing and classification.
//!
//! [`Image::open`] decodes a file to an upright image with 8 bits per channel; [`DecodeOptions`] does so within limits,
//! and [`Image::probe`] tells size and format beforehand. [`Image::input`] converts the image to the network's colour
//! channels, resizes and crops it, and normalises its values, as a [`Preprocess`](crate::graph::Preprocess) says.
//! [`Classify`] computes the most likely classes of an image.

mod classify;
mod convert;
mod crops;
mod decode;
mod info;
mod input;
mod normalize;
mod options;
mod pixels;
mod resize;

pub use classify::{Class, Classifier, Classify};
pub use info::{ImageInfo, ImageKind};
pub use input::{plain, read_input, read_tensor};
pub use options::DecodeOptions;
pub use pixels::{Image, ImageWarning};
