//! The type [`Image`], an image as pixels of 8 bits per channel, and the check of its size.

use crate::error::{Error, ImageError};
use crate::pixels::check_size;
use googlenet_dsl::value::MAX_PIXELS;
use std::fmt;

/// An image with 8 bits per channel, grey or RGB, without transparency. Decoded images are upright: rotated and
/// mirrored as their EXIF orientation says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    pub(super) width: u32,
    pub(super) height: u32,
    /// Number of channels: 1 for grey, 3 for red, green, blue.
    pub(super) channels: u32,
    /// Values row by row from the top, the channels of a pixel side by side.
    pub(super) pixels: Vec<u8>,
    pub(super) warning: Option<ImageWarning>,
}

/// Something that is wrong with a file whose image could be read all the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ImageWarning {
    /// The end marker of a JPEG file is missing; all pixels are there.
    NoEndMarker,
}

impl fmt::Display for ImageWarning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ImageWarning::NoEndMarker => {
                f.write_str("the end marker of the JPEG file is missing, its image is whole")
            }
        }
    }
}

impl Image {
    /// Creates an RGB image; `pixels` holds red, green and blue of each pixel, row by row from the top.
    ///
    /// # Errors
    /// [`Error::Image`] if the number of bytes is not `3 * width * height`, or if there is no pixel or more than 100
    /// million.
    pub fn from_rgb(width: u32, height: u32, pixels: Vec<u8>) -> Result<Image, Error> {
        Image::new(width, height, 3, pixels).map_err(wrong)
    }

    pub(super) fn new(
        width: u32,
        height: u32,
        channels: u32,
        pixels: Vec<u8>,
    ) -> Result<Image, ImageError> {
        check_size([width, height], MAX_PIXELS)?;
        let expected = width as usize * height as usize * channels as usize;
        if pixels.len() != expected {
            return Err(ImageError::Length {
                size: [width, height],
                expected,
                got: pixels.len(),
            });
        }
        Ok(Image {
            width,
            height,
            channels,
            pixels,
            warning: None,
        })
    }

    /// Returns the width in pixels.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Returns the height in pixels.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Returns what is wrong with the file that the image was decoded from; `None` for other images.
    pub fn warning(&self) -> Option<ImageWarning> {
        self.warning
    }

    /// Returns red, green and blue of each pixel, row by row from the top: `3 * width * height` values. The three
    /// values are equal for a grey image.
    pub fn rgb(&self) -> Vec<u8> {
        match self.channels {
            3 => self.pixels.clone(),
            _ => self.pixels.iter().flat_map(|grey| [*grey; 3]).collect(),
        }
    }
}

#[cfg(feature = "train")]
impl Image {
    /// Creates an image of `channels` channels, 1 or 3, with the pixels row by row from the top.
    pub(crate) fn of(
        width: u32,
        height: u32,
        channels: u32,
        pixels: Vec<u8>,
    ) -> Result<Image, Error> {
        Image::new(width, height, channels, pixels).map_err(wrong)
    }

    /// Returns the number of channels: 1 for grey, 3 for red, green, blue.
    pub(crate) fn channels(&self) -> u32 {
        self.channels
    }

    /// Returns the values row by row from the top, the channels of a pixel side by side.
    pub(crate) fn pixels(&self) -> &[u8] {
        &self.pixels
    }
}

pub(super) fn wrong(error: ImageError) -> Error {
    Error::Image { path: None, error }
}
