//! Reading of image files, and conversion of images to network inputs.

use super::options::DecodeOptions;
use super::pixels::{Image, wrong};
use super::{convert, normalize, resize};
use crate::Error;
use googlenet_dsl::file::open_regular;
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::{Color, Preprocess};
use std::borrow::Cow;
use std::io::Read;
use std::path::Path;

/// Largest size of an image file, in bytes.
const MAX_FILE: u64 = 1 << 30;

impl Image {
    /// Usual file name extensions of the formats that are decoded, in lower case, without the dot. [`Image::open`] does
    /// not look at the extension.
    pub const ENDINGS: [&'static str; 7] = ["jpg", "jpeg", "jpe", "jfif", "png", "webp", "bmp"];

    /// Decodes a JPEG, PNG, WebP or BMP file. The format is recognised by the first bytes of the file.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be read, is no regular file, or is larger than 1 GiB. [`Error::Image`] if its
    /// format is unknown, if it is cut off or damaged, or if the image has more than 100 million pixels, a limit that
    /// [`DecodeOptions`] lowers.
    pub fn open(path: impl AsRef<Path>) -> Result<Image, Error> {
        DecodeOptions::new().open(path)
    }

    /// Decodes the bytes of a JPEG, PNG, WebP or BMP file.
    ///
    /// # Errors
    /// [`Error::Image`] if the format is unknown, if the bytes are cut off or damaged, or if the image has more than
    /// 100 million pixels, a limit that [`DecodeOptions`] lowers.
    pub fn decode(bytes: &[u8]) -> Result<Image, Error> {
        DecodeOptions::new().decode(bytes)
    }

    /// Returns the image resized, then cropped to `preprocess.crop`, with values still from 0 to 255. For
    /// [`Color::Grey`] the image is converted to one channel first; otherwise a grey image remains grey, and the order
    /// of the channels remains red, green, blue.
    ///
    /// # Errors
    /// [`Error::Image`] if the resized image is smaller than the crop, or if resizing would make more than 100 million
    /// pixels: in the resized image, or between its two passes with the new width and the old height.
    pub fn prepared(&self, preprocess: &Preprocess) -> Result<Image, Error> {
        resize::crop(self.resized(preprocess)?, preprocess.crop).map_err(wrong)
    }

    /// Returns the image resized, in grey for [`Color::Grey`].
    pub(super) fn resized(&self, preprocess: &Preprocess) -> Result<Cow<'_, Image>, Error> {
        let colored = match preprocess.color {
            Color::Grey if self.channels == 3 => Cow::Owned(convert::grey(self)),
            _ => Cow::Borrowed(self),
        };
        resize::resize(colored, preprocess.resize).map_err(wrong)
    }

    /// Returns the image as the input of a network for one image: resized, cropped and normalised values in the order
    /// height, width, channels, with the channels in the order of [`Preprocess::color`].
    ///
    /// # Errors
    /// Returns the errors of [`Image::prepared`].
    pub fn input(&self, preprocess: &Preprocess) -> Result<Vec<f32>, Error> {
        Ok(normalize::normalize(
            &self.prepared(preprocess)?,
            preprocess,
        ))
    }
}

/// Reads a whole file, which must be a regular one of at most [`MAX_FILE`] bytes.
pub(super) fn read(path: &Path) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    open_regular(path)?
        .take(MAX_FILE + 1)
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE {
        return Err(std::io::Error::other("it is larger than 1 GiB"));
    }
    Ok(bytes)
}

/// Returns the preprocessing for a network whose description has none and whose input has the shape `shape`: resizing
/// to its height and width without regard to proportions, and values from 0 to 1; see [`Preprocess::plain`].
///
/// # Errors
/// [`Error::InputIsNoImage`] if `shape` is no map of 1 or 3 channels.
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

/// Reads an image file as the input, of shape `shape`, of a network whose description has no preprocessing: resized to
/// height and width of `shape` without regard to proportions, RGB for 3 channels and grey for 1, values from 0 to 1, in
/// the order height, width, channels.
///
/// # Errors
/// Returns the errors of [`plain`], [`Image::open`] and [`Image::input`].
pub fn read_input(path: impl AsRef<Path>, shape: Shape) -> Result<Vec<f32>, Error> {
    let preprocess = plain(shape)?;
    Image::open(path)?.input(&preprocess)
}

/// Reads an image file as [`read_input`] does for the shape `S`, and returns a tensor of one image.
///
/// # Errors
/// Returns the errors of [`read_input`].
pub fn read_tensor<S: crate::Shape>(path: impl AsRef<Path>) -> Result<crate::Tensor<S>, Error> {
    crate::Tensor::new(read_input(path, S::SHAPE)?)
}
