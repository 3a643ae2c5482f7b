//! From a file to a network's input.

use super::pixels::{Image, wrong};
use super::{convert, decode, normalize, resize};
use crate::Error;
use googlenet_dsl::file::open_regular;
use googlenet_dsl::preprocess::{Color, Preprocess};
use googlenet_dsl::shape::Shape;
use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

/// The largest file of an image.
const MAX_FILE: u64 = 1 << 30;

impl Image {
    /// The endings, in lower case, of the files that are decoded.
    pub const ENDINGS: [&'static str; 5] = ["jpg", "jpeg", "png", "webp", "bmp"];

    /// Decodes a JPEG, PNG, WebP or BMP file; the format is told by its first bytes.
    ///
    /// # Errors
    /// The file cannot be read, is cut off or damaged, or has more than 100 million pixels.
    pub fn open(path: impl AsRef<Path>) -> Result<Image, Error> {
        let path = path.as_ref();
        let bytes = read(path).map_err(|error| Error::file(path, error))?;
        decode::decode(&bytes).map_err(|error| Error::Image {
            path: Some(path.to_owned()),
            error,
        })
    }

    /// Decodes the bytes of such a file.
    ///
    /// # Errors
    /// They are cut off or damaged, or the image has more than 100 million pixels.
    pub fn decode(bytes: &[u8]) -> Result<Image, Error> {
        decode::decode(bytes).map_err(wrong)
    }

    /// The image in the channels of a network, resized and cut, its values still from 0 to 255.
    ///
    /// # Errors
    /// The image is smaller than what is cut out of it, or so long and narrow that it would be too large resized.
    pub fn prepared(&self, preprocess: &Preprocess) -> Result<Image, Error> {
        let colored = match preprocess.color {
            Color::Grey if self.channels == 3 => Cow::Owned(convert::grey(self)),
            _ => Cow::Borrowed(self),
        };
        let resized = resize::resize(colored, preprocess.resize).map_err(wrong)?;
        resize::crop(resized, preprocess.crop).map_err(wrong)
    }

    /// The image as a network's input, NHWC.
    ///
    /// # Errors
    /// As [`Image::prepared`].
    pub fn input(&self, preprocess: &Preprocess) -> Result<Vec<f32>, Error> {
        Ok(normalize::normalize(
            &self.prepared(preprocess)?,
            preprocess,
        ))
    }
}

/// Reads a file whole.
fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_regular(path)?
        .take(MAX_FILE + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(std::io::Error::other("it is larger than 1 GiB"));
    }
    Ok(bytes)
}

/// What holds for a network's input where the description says nothing: see [`Preprocess::plain`].
///
/// # Errors
/// The shape is not that of images of 1 or 3 channels.
pub fn plain(shape: Shape) -> Result<Preprocess, Error> {
    let plain = match shape {
        Shape::Map {
            height,
            width,
            channels,
        } => [height, width, channels]
            .map(u32::try_from)
            .into_iter()
            .collect::<Result<Vec<u32>, _>>()
            .ok()
            .and_then(|sizes| Preprocess::plain([sizes[0], sizes[1], sizes[2]])),
        _ => None,
    };
    plain.ok_or(Error::InputIsNoImage { shape })
}

/// Reads an image as the input of a network that says nothing about images: resized to height and width of the shape,
/// red, green, blue, or grey where the shape has one channel, as numbers from 0 to 1, NHWC.
///
/// # Errors
/// As [`Image::open`], [`plain`] and [`Image::input`].
pub fn read_input(path: impl AsRef<Path>, shape: Shape) -> Result<Vec<f32>, Error> {
    let preprocess = plain(shape)?;
    Image::open(path)?.input(&preprocess)
}

/// As [`read_input`], as a tensor of one image.
///
/// # Errors
/// As [`read_input`].
pub fn read_tensor<S: crate::Shape>(path: impl AsRef<Path>) -> Result<crate::Tensor<S>, Error> {
    crate::Tensor::new(read_input(path, S::SHAPE)?)
}
