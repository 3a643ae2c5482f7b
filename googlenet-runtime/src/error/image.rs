//! Errors of decoding images and of resizing and cropping them.

use googlenet_dsl::file_kind::WrongFile;
use googlenet_dsl::value::MAX_PIXELS;
use std::fmt;

/// A fault of an image, or a size that the image cannot be resized or cropped to. Sizes are `[width, height]` in
/// pixels.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum ImageError {
    /// The file or the list of bytes is empty.
    Empty,
    /// The first bytes are not those of a JPEG, PNG, WebP or BMP image, nor of another kind that is known.
    UnknownFormat,
    /// The first bytes are those of a file of another kind, such as a GIF image.
    OtherKind {
        /// What the file is.
        wrong: WrongFile,
    },
    /// The file ends before its image does, or is too short to hold an image of the size that it states.
    CutOff,
    /// The file is damaged, or uses a feature of its format that is not supported.
    Decode {
        /// Message of the decoder.
        message: String,
    },
    /// The width or the height of the image is 0.
    NoPixels {
        /// Width and height of the image, as the file states or the caller gives them.
        size: [u32; 2],
    },
    /// The image has more pixels than the limit.
    TooManyPixels {
        /// Width and height of the image, as the file states or the caller gives them.
        size: [u32; 2],
        /// Largest number of pixels of an image: 100 million, or fewer as
        /// [`DecodeOptions::max_pixels`](crate::image::DecodeOptions::max_pixels) sets it.
        limit: u64,
    },
    /// Decoding the image may take more memory than the limit.
    TooMuchMemory {
        /// Width and height of the image, as the file states them.
        size: [u32; 2],
        /// Number of bytes that decoding takes at most, beside those of the file.
        bytes: u64,
        /// Largest number of bytes, as [`DecodeOptions::max_bytes`](crate::image::DecodeOptions::max_bytes) sets it.
        limit: u64,
    },
    /// The slice of pixels that the caller passes does not have the number of bytes of an image of the given size.
    Length {
        /// Width and height that the caller passes with the slice.
        size: [u32; 2],
        /// Number of bytes of an image of that size: width times height times channels.
        expected: usize,
        /// Length of the slice in bytes.
        got: usize,
    },
    /// The resized image would have no pixel, or more pixels than the limit.
    Resized {
        /// Width and height of the image.
        size: [u32; 2],
        /// Width and height that the resized image would have.
        to: [u32; 2],
        /// Largest number of pixels of an image (100 million).
        limit: u64,
    },
    /// The image is so narrow and long that the intermediate image, of the new width and the old height, between the
    /// horizontal and the vertical pass of resizing, would have more than 100 million pixels.
    TooNarrow {
        /// Width and height of the image.
        size: [u32; 2],
        /// Width and height that the resized image would have.
        to: [u32; 2],
    },
    /// The library that resizes images returned an error.
    Resize {
        /// Message of that library.
        message: String,
    },
    /// The image has fewer rows or columns than the part that is to be cropped out of it.
    SmallerThanCrop {
        /// Width and height of the image after resizing.
        size: [u32; 2],
        /// Width and height of the part to be cropped out.
        crop: [u32; 2],
    },
}

impl fmt::Display for ImageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |[width, height]: [u32; 2]| format!("{width} x {height}");
        match self {
            ImageError::Empty => f.write_str("the file is empty"),
            ImageError::UnknownFormat => f.write_str("the file is no JPEG, PNG, WebP or BMP image"),
            ImageError::OtherKind { wrong } => write!(f, "it is {wrong}"),
            ImageError::CutOff => f.write_str("the file is cut off"),
            ImageError::Decode { message } | ImageError::Resize { message } => f.write_str(message),
            ImageError::NoPixels { size } => write!(f, "an image of {} has no pixels", of(*size)),
            ImageError::TooManyPixels { size, limit } => {
                write!(f, "{} has more than {limit} pixels", of(*size))?;
                match *limit < MAX_PIXELS {
                    true => f.write_str(
                        "; help: allow more with `--max-pixels`, or `DecodeOptions::max_pixels` in Rust",
                    ),
                    false => Ok(()),
                }
            }
            ImageError::TooMuchMemory { size, bytes, limit } => write!(
                f,
                "{} may take {bytes} bytes to decode, more than {limit}; help: allow more with \
                 `DecodeOptions::max_bytes`",
                of(*size)
            ),
            ImageError::Length {
                size,
                expected,
                got,
            } => write!(f, "{} pixels take {expected} bytes, got {got}", of(*size)),
            ImageError::Resized { size, to, limit } => {
                let (size, to) = (of(*size), of(*to));
                write!(
                    f,
                    "{size} resized to {to} has no pixels, or more than {limit}"
                )
            }
            ImageError::TooNarrow { size, to } => {
                let (size, to) = (of(*size), of(*to));
                write!(f, "{size} is too long and narrow to be resized to {to}")
            }
            ImageError::SmallerThanCrop { size, crop } => {
                let (size, crop) = (of(*size), of(*crop));
                write!(
                    f,
                    "{size} is smaller than the {crop} that are cut out of it"
                )
            }
        }
    }
}

impl std::error::Error for ImageError {}
