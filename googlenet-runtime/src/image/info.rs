//! What the header of an image file says.

use super::decode;
use super::pixels::{Image, wrong};
use crate::Error;
use image::metadata::Orientation;

/// A format of image files.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ImageKind {
    /// JPEG, baseline or progressive.
    Jpeg,
    /// PNG; of an animated one the first image is decoded.
    Png,
    /// WebP, lossy or lossless; of an animated one the first frame is decoded.
    WebP,
    /// BMP.
    Bmp,
}

/// What the header of an image file says of the image, read by [`Image::probe`] without decoding.
///
/// Decoding allocates at most [`ImageInfo::memory_bytes`] beside the bytes of the file, whatever they hold. For a pixel
/// this is:
///
/// | format | bytes a pixel |
/// |---|---|
/// | PNG | 3, or 1 if it is grey |
/// | BMP | 3, or 4 with 32 bits |
/// | JPEG | 3 for each sample of its whole blocks, 5 if it is progressive: 9 or 15 for colours without subsampling, 4.5 or 7.5 with the usual one, 3 or 5 if it is grey |
/// | WebP | 5 to 12, as its pixels are decoded into other buffers first |
///
/// An image that its EXIF orientation turns by a quarter takes as many bytes again as its pixels have (3, or 1 if it is
/// grey), once all else is freed. To this come some rows, which are longest in files of unusual shape, a megabyte for
/// tables, and in WebP files 16 MiB for a part of lossy data and up to 128 MiB for tables of codes, as far as the file
/// has them.
///
/// A JPEG of more than 128 columns is decoded by a thread for each of its channels. Where its data is damaged, they may hold
/// their memory a moment longer than the call.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct ImageInfo {
    pub(super) kind: ImageKind,
    /// Width as stored.
    pub(super) width: u32,
    /// Height as stored.
    pub(super) height: u32,
    pub(super) orientation: Orientation,
    /// Largest number of bytes that decoding allocates before the image is turned, its pixels included.
    pub(super) decoding: u64,
    /// Number of bytes that are held while the image is turned by a quarter, if it is.
    pub(super) turning: u64,
}

impl ImageInfo {
    /// Returns the format of the file.
    pub fn kind(&self) -> ImageKind {
        self.kind
    }

    /// Returns the width of the decoded image in pixels: upright, as the file's EXIF orientation says.
    pub fn width(&self) -> u32 {
        match self.turns() {
            true => self.height,
            false => self.width,
        }
    }

    /// Returns the height of the decoded image in pixels: upright, as the file's EXIF orientation says.
    pub fn height(&self) -> u32 {
        match self.turns() {
            true => self.width,
            false => self.height,
        }
    }

    /// Returns the largest number of bytes that decoding allocates beside the bytes of the file, those of the decoded
    /// pixels included.
    pub fn memory_bytes(&self) -> u64 {
        match self.turns() {
            true => self.decoding.max(self.turning),
            false => self.decoding,
        }
    }

    /// Returns `true` if the decoded image has the width of the stored one as its height.
    fn turns(&self) -> bool {
        use Orientation::{Rotate90, Rotate90FlipH, Rotate270, Rotate270FlipH};
        matches!(
            self.orientation,
            Rotate90 | Rotate90FlipH | Rotate270 | Rotate270FlipH
        )
    }
}

impl Image {
    /// Reads what the header of a JPEG, PNG, WebP or BMP file says, without decoding it: format, size, and the memory
    /// that decoding takes. A size that cannot be decoded is no error here; [`DecodeOptions`](super::DecodeOptions)
    /// compares it with limits.
    ///
    /// # Errors
    /// [`Error::Image`] if the format is unknown, or if the header is cut off or damaged.
    pub fn probe(bytes: &[u8]) -> Result<ImageInfo, Error> {
        decode::probe(bytes).map_err(wrong)
    }
}
