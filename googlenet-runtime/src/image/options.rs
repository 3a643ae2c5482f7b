//! Limits of decoding.

use super::info::ImageInfo;
use super::pixels::{Image, wrong};
use super::{decode, input};
use crate::error::{Error, ImageError};
use crate::pixels::check_size;
use googlenet_dsl::value::MAX_PIXELS;
use std::path::Path;

/// Limits for decoding images that strangers send. What a file declares is compared with them before any memory for
/// pixels is allocated.
///
/// ```
/// use googlenet_runtime::image::DecodeOptions;
/// # fn shown(upload: &[u8]) -> Result<(), googlenet_runtime::Error> {
/// let image = DecodeOptions::new().max_pixels(4_000_000).decode(upload)?;
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct DecodeOptions {
    max_pixels: u64,
    max_bytes: u64,
}

impl DecodeOptions {
    /// Creates the limits that [`Image::decode`] has: 100 million pixels, and as much memory as these take.
    pub fn new() -> DecodeOptions {
        DecodeOptions {
            max_pixels: MAX_PIXELS,
            max_bytes: u64::MAX,
        }
    }

    /// Sets the largest number of pixels, width times height, that a file may declare. More than 100 million count as
    /// 100 million.
    #[must_use]
    pub fn max_pixels(mut self, pixels: u64) -> DecodeOptions {
        self.max_pixels = pixels.min(MAX_PIXELS);
        self
    }

    /// Sets the largest number of bytes that decoding may allocate beside the bytes of the file, as
    /// [`ImageInfo::memory_bytes`] gives it for a file.
    #[must_use]
    pub fn max_bytes(mut self, bytes: u64) -> DecodeOptions {
        self.max_bytes = bytes;
        self
    }

    /// Decodes a file as [`Image::open`] does, within these limits.
    ///
    /// # Errors
    /// Those of [`Image::open`], and [`Error::Image`] if the image is beyond a limit.
    pub fn open(&self, path: impl AsRef<Path>) -> Result<Image, Error> {
        let path = path.as_ref();
        let bytes = input::read(path).map_err(|error| Error::file(path, error))?;
        decode::decode(&bytes, self).map_err(|error| Error::Image {
            path: Some(path.to_owned()),
            error,
        })
    }

    /// Decodes the bytes of a file as [`Image::decode`] does, within these limits.
    ///
    /// # Errors
    /// Those of [`Image::decode`], and [`Error::Image`] if the image is beyond a limit.
    pub fn decode(&self, bytes: &[u8]) -> Result<Image, Error> {
        decode::decode(bytes, self).map_err(wrong)
    }

    /// Checks that a file is within the limits.
    ///
    /// # Errors
    /// [`Error::Image`] if it is not, or if it has no pixels.
    pub fn check(&self, info: &ImageInfo) -> Result<(), Error> {
        self.allow(info).map_err(wrong)
    }

    pub(super) fn allow(&self, info: &ImageInfo) -> Result<(), ImageError> {
        check_size([info.width, info.height], self.max_pixels)?;
        match info.memory_bytes() {
            bytes if bytes > self.max_bytes => Err(ImageError::TooMuchMemory {
                size: [info.width, info.height],
                bytes,
                limit: self.max_bytes,
            }),
            _ => Ok(()),
        }
    }
}

impl Default for DecodeOptions {
    fn default() -> DecodeOptions {
        DecodeOptions::new()
    }
}
