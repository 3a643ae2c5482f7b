//! Errors of files of quantised networks.

use std::fmt;

/// A fault of a file of a quantised network, or its difference from the network that it is read for.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum QuantizedFileError {
    /// A value of the metadata is missing, or not one that is known.
    Metadata {
        /// Key of the value.
        key: &'static str,
        /// What is known, in words.
        expected: String,
        /// The value; `None` if there is none.
        got: Option<String>,
    },
    /// Tensors do not fit the network, or have values that they cannot have; all of them.
    Misfits(Vec<QuantizedMisfit>),
}

/// A tensor of a file of a quantised network that does not fit.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum QuantizedMisfit {
    /// The file lacks a tensor.
    Missing {
        /// Name of the tensor.
        name: String,
    },
    /// The network has no such tensor.
    Unknown {
        /// Name of the tensor.
        name: String,
    },
    /// A tensor has another element type.
    Type {
        /// Name of the tensor.
        name: String,
        /// Types that it may have.
        expected: &'static str,
        /// Type in the file.
        got: String,
    },
    /// A tensor has other sizes.
    Shape {
        /// Name of the tensor.
        name: String,
        /// Sizes of the network's tensor.
        expected: Vec<usize>,
        /// Sizes in the file.
        got: Vec<usize>,
    },
    /// A tensor has a value that it cannot have.
    Value {
        /// Name of the tensor.
        name: String,
        /// Index of the value, last axis innermost.
        at: usize,
        /// Values that it may have, in words.
        expected: &'static str,
        /// The value.
        got: String,
    },
    /// Two results that share memory have different scales or zero points.
    Apart {
        /// Names of the results.
        names: [String; 2],
    },
    /// A result that is stored as integers has no scale, and none follows from its operation.
    NoScale {
        /// Path of the layer.
        layer: String,
    },
    /// A convolution or dense layer has softmax as its activation, and other layers read its result, so that it would have to
    /// be stored with two scales.
    InnerSoftmax {
        /// Path of the layer.
        layer: String,
    },
    /// Sums of an output channel could exceed 32 bits.
    Overflow {
        /// Path of the layer.
        layer: String,
        /// Index of the output channel.
        channel: usize,
    },
}

impl fmt::Display for QuantizedFileError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QuantizedFileError::Metadata { key, expected, got } => {
                let got = got
                    .as_ref()
                    .map_or("none".to_owned(), |got| format!("`{}`", got.escape_debug()));
                write!(
                    f,
                    "expected {expected} as `{key}` of its metadata, got {got}"
                )
            }
            QuantizedFileError::Misfits(misfits) => {
                f.write_str("it does not fit the network")?;
                misfits
                    .iter()
                    .try_for_each(|misfit| write!(f, "\n  {misfit}"))
            }
        }
    }
}

impl fmt::Display for QuantizedMisfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QuantizedMisfit::Missing { name } => write!(f, "`{name}` is missing"),
            QuantizedMisfit::Unknown { name } => write!(f, "`{name}` is unknown"),
            QuantizedMisfit::Type {
                name,
                expected,
                got,
            } => {
                write!(f, "`{name}`: expected {expected}, got {got}")
            }
            QuantizedMisfit::Shape {
                name,
                expected,
                got,
            } => {
                write!(f, "`{name}`: expected the shape {expected:?}, got {got:?}")
            }
            QuantizedMisfit::Value {
                name,
                at,
                expected,
                got,
            } => {
                write!(f, "`{name}`: expected {expected}, got {got} at {at}")
            }
            QuantizedMisfit::Apart {
                names: [one, other],
            } => write!(
                f,
                "`{one}` and `{other}` share memory: expected one scale and zero point, got two"
            ),
            QuantizedMisfit::NoScale { layer } => write!(
                f,
                "the result of `{layer}` is stored in 8 bits, and has no scale; help: quantise it, too"
            ),
            QuantizedMisfit::InnerSoftmax { layer } => write!(
                f,
                "`{layer}` has softmax as its activation, and other layers read its result; help: make softmax a layer of \
                 its own"
            ),
            QuantizedMisfit::Overflow { layer, channel } => write!(
                f,
                "sums of output channel {channel} of `{layer}` could exceed 32 bits"
            ),
        }
    }
}

impl std::error::Error for QuantizedFileError {}
