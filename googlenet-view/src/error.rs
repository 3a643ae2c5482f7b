//! Errors of drawing a network.

use std::fmt;

/// Reason why a network cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The network exceeds a limit of drawings.
    TooLarge {
        /// Counted elements: `layers` or `bends of wires`.
        what: &'static str,
        /// Largest number of the counted elements that is drawn.
        most: usize,
    },
    /// The module to be expanded does not exist.
    NoModule {
        /// Path that was given for the module.
        name: String,
        /// Existing path that is most similar; `None` if no path is similar enough.
        nearest: Option<String>,
    },
    /// The PNG would have more than 2^27 pixels.
    TooManyPixels {
        /// Width and height in pixels.
        size: [u64; 2],
    },
    /// The SVG could not be drawn in pixels or the PNG not be encoded, for the given reason.
    Png(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::TooLarge { what, most } => write!(
                f,
                "the network is too large for a drawing: more than {most} {what}"
            ),
            Error::NoModule { name, nearest } => {
                write!(f, "there is no module `{name}`")?;
                match nearest {
                    Some(nearest) => write!(f, "; help: did you mean `{nearest}`?"),
                    None => Ok(()),
                }
            }
            Error::TooManyPixels {
                size: [width, height],
            } => write!(
                f,
                "the drawing would have {width}x{height} pixels; help: lower the dpi, or collapse the modules"
            ),
            Error::Png(reason) => write!(f, "cannot make the PNG: {reason}"),
        }
    }
}

impl std::error::Error for Error {}
