//! What can go wrong while a drawing is drawn.

use std::fmt;

/// Why a drawing could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The network has more of something than a drawing can show.
    TooLarge {
        /// What there is too much of.
        what: &'static str,
        /// The most that is drawn.
        most: usize,
    },
    /// There is no module of that name.
    NoModule {
        /// The name.
        name: String,
        /// The module whose name is nearest.
        nearest: Option<String>,
    },
    /// A drawing would have more pixels than a PNG of ours may have.
    TooManyPixels {
        /// Width and height in pixels.
        size: [u64; 2],
    },
    /// The PNG could not be made.
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
