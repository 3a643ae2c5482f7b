//! What can go wrong while a picture is drawn.

use std::fmt;

/// Why a picture could not be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The network has more of something than a picture can show.
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
    /// A picture would have more pixels than a PNG of ours may have.
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
                "the network is too large for a picture: more than {most} {what}"
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
                "the picture would have {width}x{height} pixels; help: lower the dpi, or collapse the modules"
            ),
            Error::Png(reason) => write!(f, "cannot make the PNG: {reason}"),
        }
    }
}

impl std::error::Error for Error {}
