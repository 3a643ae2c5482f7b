//! What can go wrong at run time.

mod misfit;

pub use misfit::Misfit;

use std::fmt;
use std::path::{Path, PathBuf};

/// Why something could not be done.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read or written.
    File {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        reason: std::io::Error,
    },
    /// A file is not of the format that it should have.
    Format {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The weights of a file do not fit the network.
    Weights {
        /// The file.
        path: PathBuf,
        /// Every tensor that does not fit.
        misfits: Vec<Misfit>,
    },
    /// A number of values that does not fit the shape.
    Length {
        /// What the values are for.
        what: String,
        /// How many it takes, or takes a multiple of.
        expected: usize,
        /// How many there were.
        got: usize,
    },
    /// A name that the network does not have.
    UnknownLayer {
        /// The name.
        name: String,
        /// One that was perhaps meant.
        nearest: Option<String>,
    },
    /// A name that no output of the network has.
    UnknownOutput {
        /// The name.
        name: String,
        /// One that was perhaps meant.
        nearest: Option<String>,
    },
    /// A layer that cannot be tapped: it is computed within another one's step, and the source weights that it would be
    /// computed from apart are not held.
    FusedLayer {
        /// Its name.
        name: String,
    },
    /// A file of packed weights that cannot be used here.
    Packed {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// The names of the classes cannot be had.
    Labels {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// An image that cannot be decoded, or suits the network's input in no way.
    Image {
        /// What is wrong.
        reason: String,
    },
}

impl Error {
    pub(crate) fn file(path: &Path, reason: std::io::Error) -> Error {
        Error::File {
            path: path.to_owned(),
            reason,
        }
    }

    pub(crate) fn length(what: impl Into<String>, expected: usize, got: usize) -> Error {
        Error::Length {
            what: what.into(),
            expected,
            got,
        }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Error::File { path, reason } => write!(f, "cannot use `{}`: {reason}", path.display()),
            Error::Format { path, reason } => {
                write!(f, "`{}` is no weight file: {reason}", path.display())
            }
            Error::Weights { path, misfits } => {
                write!(
                    f,
                    "the weights of `{}` do not fit the network",
                    path.display()
                )?;
                misfits
                    .iter()
                    .try_for_each(|misfit| write!(f, "\n  {misfit}"))
            }
            Error::Length {
                what,
                expected,
                got,
            } => write!(f, "{what} takes {expected} values, got {got}"),
            Error::UnknownLayer { name, nearest } => unknown(f, "layer", name, nearest.as_deref()),
            Error::UnknownOutput { name, nearest } => {
                unknown(f, "output", name, nearest.as_deref())
            }
            Error::FusedLayer { name } => write!(
                f,
                "cannot tap `{name}`: it is computed within another layer's step, and packed weights alone cannot compute \
                 it apart; help: run the network from its source weights"
            ),
            Error::Packed { path, reason } => {
                write!(
                    f,
                    "cannot use `{}` as packed weights: {reason}",
                    path.display()
                )
            }
            Error::Labels { path, reason } => {
                write!(f, "cannot use the labels `{}`: {reason}", path.display())
            }
            Error::Image { reason } => write!(f, "cannot use the image: {reason}"),
        }
    }
}

fn unknown(
    f: &mut fmt::Formatter<'_>,
    what: &str,
    name: &str,
    nearest: Option<&str>,
) -> fmt::Result {
    write!(f, "the network has no {what} `{name}`")?;
    nearest.map_or(Ok(()), |nearest| write!(f, "; did you mean `{nearest}`?"))
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::File { reason, .. } => Some(reason),
            _ => None,
        }
    }
}
