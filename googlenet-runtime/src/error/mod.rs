//! Errors of the runtime: [`Error`], and the faults of files and images that it holds.

#[cfg(feature = "train")]
mod data;
#[cfg(any(feature = "image", feature = "train"))]
mod image;
mod labels;
mod misfit;
mod origin;
mod packed_file;
#[cfg(feature = "quantize")]
mod quantized_file;
mod weight_file;

#[cfg(feature = "train")]
pub use data::DataError;
pub use googlenet_dsl::file_kind::{FileKind, FileRole, WrongFile};
pub use googlenet_dsl::value::ParseWordError;
#[cfg(any(feature = "image", feature = "train"))]
pub use image::ImageError;
pub use labels::LabelsError;
pub use misfit::Misfit;
pub use origin::Origin;
pub use packed_file::{PackedFileError, StepDifference};
#[cfg(feature = "quantize")]
pub use quantized_file::{QuantizedFileError, QuantizedMisfit};
pub use weight_file::WeightFileError;

use googlenet_dsl::file::reason;
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::DType;
use std::fmt;
#[cfg(any(feature = "image", feature = "train"))]
use std::path::PathBuf;

/// An error of the runtime: of files, of lengths and names that do not fit a network, or of images.
#[non_exhaustive]
pub enum Error {
    /// A file could not be opened, read, mapped or written, or a reader has failed.
    File {
        /// The file, bytes or reader.
        origin: Origin,
        /// Error of the operating system, or a message such as `it is not a regular file`.
        error: std::io::Error,
    },
    /// The header of a file is no valid one of a safetensors file, or tensors cannot be written as such a file.
    WeightFile {
        /// The file, bytes or reader.
        origin: Origin,
        /// Fault of the file or of the tensors to be written.
        error: WeightFileError,
    },
    /// Tensors of a weight file do not fit the network, or weights are not finite.
    Weights {
        /// The file, bytes or reader.
        origin: Origin,
        /// All tensors that do not fit, are missing, or are unknown to the network; if there are none, all with values
        /// that are not finite.
        misfits: Vec<Misfit>,
    },
    /// A slice, vector or list of slices has a length that does not fit the network or the shape.
    Length {
        /// Name of the slice, vector or list in the error message, such as `an input of 224x224x3`.
        what: String,
        /// Required length in values (in slices for a list of outputs); for the input of a run and for a
        /// [`Tensor`](crate::Tensor), the length of one image, of which a multiple is required.
        expected: usize,
        /// Length that was given, in the same unit.
        got: usize,
    },
    /// Values of an input or a result are NaN or infinite.
    NonFinite {
        /// What holds the values, such as ``the output `classes` ``.
        what: String,
        /// Position of the first such value: image, then the axes of an image's values.
        place: Vec<usize>,
        /// The first such value.
        value: f32,
        /// Number of such values.
        count: usize,
    },
    /// The network of inference has no layer with this path.
    UnknownLayer {
        /// Path that was given.
        name: String,
        /// Most similar path of a layer; `None` if none is similar.
        nearest: Option<String>,
    },
    /// The layer has no weight tensor with this name.
    UnknownWeight {
        /// Path of the layer and name of the weight: `inception_3a.conv_1x1.kernel`.
        name: String,
        /// Most similar name of a weight of the layer, without the path; `None` if none is similar.
        nearest: Option<String>,
    },
    /// The network has no output with this name.
    UnknownOutput {
        /// Name that was given.
        name: String,
        /// Most similar name of an output; `None` if none is similar.
        nearest: Option<String>,
    },
    /// The session does not record the result of the layer, as [`DynSession::tap`](crate::DynSession::tap) was not
    /// called for it.
    NotTapped {
        /// Path of the layer.
        name: String,
    },
    /// Sessions do not compute with results of this element type.
    ElementType {
        /// Type that was asked for.
        got: DType,
    },
    /// The layer cannot be tapped (recorded): its result is not stored, because the layer is fused into the step of
    /// another layer, and the source weights from which the result would be recomputed are not held.
    FusedLayer {
        /// Path of the layer.
        name: String,
    },
    /// Packed weights cannot be used by this process.
    Packed {
        /// The file, bytes or reader.
        origin: Origin,
        /// Fault of the file, or the difference from what this process would pack.
        error: PackedFileError,
    },
    /// A file of a quantised network is none, or not one of the network.
    #[cfg(feature = "quantize")]
    Quantized {
        /// The file or bytes.
        origin: Origin,
        /// Fault of the file, or its difference from the network.
        error: QuantizedFileError,
    },
    /// The class names cannot be read, or do not fit the number of classes.
    Labels {
        /// The file, bytes or reader. The path of a file is as written in the description if the file's content is part
        /// of the program or the file is missing, otherwise with the description's folder before it.
        origin: Origin,
        /// Fault of the file, or its mismatch with the number of classes.
        error: LabelsError,
    },
    /// An image cannot be decoded, or cannot be resized or cropped to the network's input.
    #[cfg(any(feature = "image", feature = "train"))]
    Image {
        /// Path of the image file; `None` if the image was not read from a file.
        path: Option<PathBuf>,
        /// Fault of the image, or of the size that was requested.
        error: ImageError,
    },
    /// Images and labels cannot be used for training or evaluation of a network.
    #[cfg(feature = "train")]
    Data {
        /// The file, folder, bytes or reader.
        origin: Origin,
        /// Fault of the data, or their mismatch with the network.
        error: DataError,
    },
    /// The network's input is no image: its shape is not height x width x 1 or 3 channels. Returned only if the
    /// description does not say how images are prepared.
    InputIsNoImage {
        /// Shape of the network's input for one image.
        shape: Shape,
    },
    /// The network's first output is no vector, so that its values are not those of classes.
    OutputIsNoVector {
        /// Name of the first output.
        name: String,
        /// Shape of the first output for one image.
        shape: Shape,
    },
}

impl Error {
    /// Returns the error with a name for the bytes or the reader that it is about, in place of `the bytes`; errors of
    /// files, and those that are about neither, stay as they are.
    ///
    /// ```
    /// # use googlenet_runtime::{Error, Network};
    /// # fn loaded(model: &mut impl Network, key: &str, bytes: &[u8]) -> Result<(), Error> {
    /// model.load_weights_bytes(bytes).map_err(|error| error.named(key))
    /// # }
    /// ```
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Error {
        match &mut self {
            Error::File { origin, .. }
            | Error::WeightFile { origin, .. }
            | Error::Weights { origin, .. }
            | Error::Packed { origin, .. }
            | Error::Labels { origin, .. } => origin.name(name),
            #[cfg(feature = "quantize")]
            Error::Quantized { origin, .. } => origin.name(name),
            #[cfg(feature = "train")]
            Error::Data { origin, .. } => origin.name(name),
            _ => {}
        }
        self
    }

    pub(crate) fn file(origin: impl Into<Origin>, error: std::io::Error) -> Error {
        Error::File {
            origin: origin.into(),
            error,
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
            Error::ElementType { got } => {
                let known: Vec<String> =
                    DType::COMPUTED.iter().map(|it| format!("`{it}`")).collect();
                write!(
                    f,
                    "results of `{got}` are not computed; help: expected {}",
                    known.join(" or ")
                )
            }
            Error::File { origin, error } => write!(f, "cannot use {origin}: {}", reason(error)),
            Error::WeightFile {
                origin,
                error: WeightFileError::OtherKind { wrong },
            }
            | Error::Packed {
                origin,
                error: PackedFileError::OtherKind { wrong },
            } => write!(f, "{origin} {} {wrong}", origin.is()),
            Error::WeightFile { origin, error } => {
                write!(f, "cannot use {origin} as a weight file: {error}")
            }
            Error::Weights { origin, misfits } => {
                let fit = misfits.iter().all(Misfit::is_non_finite);
                let fault = match fit {
                    true => "are not all finite",
                    false => "do not fit the network",
                };
                write!(f, "the weights of {origin} {fault}")?;
                misfits
                    .iter()
                    .try_for_each(|misfit| write!(f, "\n  {misfit}"))
            }
            Error::NonFinite {
                what,
                place,
                value,
                count,
            } => {
                write!(f, "{what} is not finite: {value} at {place:?}")?;
                first_of(f, *count)
            }
            Error::Length {
                what,
                expected,
                got,
            } => write!(f, "{what} takes {expected} values, got {got}"),
            Error::UnknownLayer { name, nearest } => unknown(f, "network", "layer", name, nearest),
            Error::UnknownWeight { name, nearest } => unknown(f, "layer", "weight", name, nearest),
            Error::UnknownOutput { name, nearest } => {
                unknown(f, "network", "output", name, nearest)
            }
            Error::NotTapped { name } => {
                write!(f, "`{name}` is not tapped; help: call `tap` before the run")
            }
            Error::FusedLayer { name } => write!(
                f,
                "cannot tap `{name}`: it is fused into another layer's step, and packed weights alone cannot recompute \
                 it; help: run the network from its source weights"
            ),
            Error::Packed { origin, error } => {
                write!(f, "cannot use {origin} as packed weights: {error}")
            }
            #[cfg(feature = "quantize")]
            Error::Quantized { origin, error } => {
                write!(f, "cannot use {origin} as a quantised network: {error}")
            }
            Error::Labels { origin, error } => match origin {
                Origin::Bytes | Origin::Reader => {
                    write!(f, "cannot use the labels of {origin}: {error}")
                }
                _ => write!(f, "cannot use the labels {origin}: {error}"),
            },
            #[cfg(any(feature = "image", feature = "train"))]
            Error::Image {
                path: Some(path),
                error: ImageError::OtherKind { wrong },
            } => write!(f, "`{}` is {wrong}", path.display()),
            #[cfg(any(feature = "image", feature = "train"))]
            Error::Image { path: None, error } => write!(f, "cannot use the image: {error}"),
            #[cfg(any(feature = "image", feature = "train"))]
            Error::Image {
                path: Some(path),
                error,
            } => write!(f, "cannot use the image `{}`: {error}", path.display()),
            #[cfg(feature = "train")]
            Error::Data { origin, error } => {
                write!(f, "cannot use {origin} as images with labels: {error}")
            }
            Error::InputIsNoImage { shape } => write!(
                f,
                "the network reads no images: expected an input of height x width x 1 or 3 channels, got {shape}"
            ),
            Error::OutputIsNoVector { name, shape } => write!(
                f,
                "the network classifies nothing: expected a vector as its first output, got the map `{name}` of {shape}"
            ),
        }
    }
}

/// Writes that a value is the first of `count` values that are not finite; nothing if it is the only one.
fn first_of(f: &mut fmt::Formatter<'_>, count: usize) -> fmt::Result {
    match count {
        1 => Ok(()),
        count => write!(f, ", the first of {count} such values"),
    }
}

fn unknown(
    f: &mut fmt::Formatter<'_>,
    of: &str,
    what: &str,
    name: &str,
    nearest: &Option<String>,
) -> fmt::Result {
    write!(f, "the {of} has no {what} `{name}`")?;
    match nearest {
        Some(nearest) => write!(f, "; did you mean `{nearest}`?"),
        None => Ok(()),
    }
}

/// As `Display`: `main` prints the error that it returns by `Debug`.
impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Error::File { error, .. } => Some(error),
            Error::WeightFile { error, .. } => Some(error),
            Error::Packed { error, .. } => Some(error),
            #[cfg(feature = "quantize")]
            Error::Quantized { error, .. } => Some(error),
            Error::Labels { error, .. } => Some(error),
            #[cfg(feature = "train")]
            Error::Data { error, .. } => Some(error),
            #[cfg(any(feature = "image", feature = "train"))]
            Error::Image { error, .. } => Some(error),
            _ => None,
        }
    }
}
