//! The error of drawing a network.

use std::fmt;

/// Reason why a network cannot be drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Error {
    /// The network has more than `most` layers; or one of its levels (a level is a module's inside, or what is outside
    /// of all modules) is drawn in ranks and has more than `most` boxes, ports and bends of wires.
    TooLarge {
        /// The word for the counted elements: `layers`, which counts the input too, or `bends of wires`.
        what: &'static str,
        /// Largest permitted number of the counted elements: of layers in the network, or of boxes, ports and bends in
        /// one level.
        most: usize,
    },
    /// A module to be drawn alone or expanded does not exist.
    NoModule {
        /// Path or name of a block that was given for the module.
        name: String,
        /// Path of a module, or name of a block, that was probably meant; `None` if none is similar.
        nearest: Option<String>,
    },
    /// A module to be drawn alone or expanded belongs to a head that exists only in training, and the drawing is that
    /// of inference.
    OnlyInTraining {
        /// Path that was given for the module.
        name: String,
    },
    /// The PNG would have more than 2^27 pixels.
    TooManyPixels {
        /// Width and height that the PNG would have, in pixels.
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
            Error::OnlyInTraining { name } => write!(
                f,
                "`{name}` exists only in training; help: draw the network of training"
            ),
            Error::TooManyPixels {
                size: [width, height],
            } => write!(
                f,
                "the drawing would have {width}x{height} pixels; help: lower the dpi or the width, or fold or collapse modules"
            ),
            Error::Png(reason) => write!(f, "cannot make the PNG: {reason}"),
        }
    }
}

impl std::error::Error for Error {}
