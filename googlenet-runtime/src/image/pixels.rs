//! An image's pixels.

use crate::error::{Error, ImageError};
use googlenet_dsl::preprocess::MAX_PIXELS;

/// An upright image of 8 bits a channel, grey or red, green, blue, without transparency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Image {
    pub(super) width: u32,
    pub(super) height: u32,
    /// 1 or 3.
    pub(super) channels: u32,
    /// Row by row.
    pub(super) pixels: Vec<u8>,
}

impl Image {
    /// An image of pixels, red, green, blue, row by row.
    ///
    /// # Errors
    /// There are not as many bytes as pixels need, none, or more than 100 million pixels.
    pub fn from_rgb(width: u32, height: u32, pixels: Vec<u8>) -> Result<Image, Error> {
        Image::new(width, height, 3, pixels).map_err(wrong)
    }

    pub(super) fn new(
        width: u32,
        height: u32,
        channels: u32,
        pixels: Vec<u8>,
    ) -> Result<Image, ImageError> {
        check_size(width, height)?;
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
        })
    }

    /// Pixels from left to right.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Pixels from top to bottom.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// All pixels, red, green, blue, row by row.
    pub fn rgb(&self) -> Vec<u8> {
        match self.channels {
            3 => self.pixels.clone(),
            _ => self.pixels.iter().flat_map(|grey| [*grey; 3]).collect(),
        }
    }
}

pub(super) fn wrong(error: ImageError) -> Error {
    Error::Image { path: None, error }
}

pub(super) fn check_size(width: u32, height: u32) -> Result<(), ImageError> {
    let size = [width, height];
    let pixels = u64::from(width) * u64::from(height);
    match pixels {
        0 => Err(ImageError::NoPixels { size }),
        1..=MAX_PIXELS => Ok(()),
        _ => Err(ImageError::TooManyPixels {
            size,
            limit: MAX_PIXELS,
        }),
    }
}
