//! The error of making a report.

use std::fmt;

/// Reason why a report cannot be made.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// A list of values has another length than its sizes say.
    Length {
        /// What the values are, such as `counts`.
        what: &'static str,
        /// Sizes of which the product is the length.
        sizes: Vec<usize>,
        /// Number of values that were given.
        got: usize,
    },
    /// A picture has no rows or no columns.
    Empty {
        /// What the picture is.
        what: &'static str,
        /// Height and width in pixels.
        size: [usize; 2],
    },
    /// A gradient has no channels.
    NoChannels,
    /// A picture would have more than 2^27 pixels.
    TooManyPixels {
        /// Height and width in pixels.
        size: [usize; 2],
    },
    /// The PNG could not be encoded, for the given reason.
    Png(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::Length { what, sizes, got } => {
                let sizes: Vec<String> = sizes.iter().map(usize::to_string).collect();
                write!(f, "{what}: expected {} values, got {got}", sizes.join("x"))
            }
            Error::Empty {
                what,
                size: [height, width],
            } => {
                write!(
                    f,
                    "{what}: expected at least one pixel, got {height}x{width}"
                )
            }
            Error::NoChannels => write!(f, "gradient: expected at least one channel, got 0"),
            Error::TooManyPixels {
                size: [height, width],
            } => {
                write!(
                    f,
                    "expected a picture of at most 2^27 pixels, got {height}x{width}"
                )
            }
            Error::Png(reason) => write!(f, "cannot make the PNG: {reason}"),
        }
    }
}

impl std::error::Error for Error {}

/// Checks that a list of values has the length that its sizes say.
pub(super) fn check_length(what: &'static str, sizes: &[usize], got: usize) -> Result<(), Error> {
    let expected = (sizes.iter()).try_fold(1usize, |product, size| product.checked_mul(*size));
    match expected == Some(got) {
        true => Ok(()),
        false => Err(Error::Length {
            what,
            sizes: sizes.to_vec(),
            got,
        }),
    }
}
