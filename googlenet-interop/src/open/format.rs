//! The formats of models, and the parts that files are of them.

use std::fmt;

/// A format of models that can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// ONNX: one file.
    Onnx,
    /// Caffe: a prototxt with the network and a caffemodel with the weights.
    Caffe,
    /// Keras: one file, of Keras itself or of TensorFlow.js, or an architecture as JSON and a file with the weights.
    Keras,
}

impl Format {
    /// Returns the name of the format in lower case: `onnx`.
    pub fn as_str(self) -> &'static str {
        match self {
            Format::Onnx => "onnx",
            Format::Caffe => "caffe",
            Format::Keras => "keras",
        }
    }

    /// Returns the name of the format as it is written in a text: `ONNX`.
    pub fn words(self) -> &'static str {
        match self {
            Format::Onnx => "ONNX",
            Format::Caffe => "Caffe",
            Format::Keras => "Keras",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

/// What a file is of a model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Part {
    /// The network, and the weights, too, where a model is one file.
    Network,
    /// The weights alone.
    Weights,
}
