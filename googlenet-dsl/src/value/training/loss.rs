//! The loss of an output.

use crate::value::Activation;
use crate::value::word::words;
use crate::variants::variants;
use std::fmt;

/// The loss of an output for an image, which is the mean over its outputs' values where there are several
/// ([`Loss::BinaryCrossEntropy`]); that of a batch is the mean over its images.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Loss {
    /// One class of several: `-sum(y * ln(p))` with `p` the softmax of the scores, and `y` 1 for the image's class and 0
    /// for all others, smoothed: `y * (1 - label_smoothing) + label_smoothing / classes`. An output without softmax is
    /// scores.
    CrossEntropy {
        /// The share of the labels that all classes are given alike (Szegedy et al., arXiv:1512.00567), from 0 to below
        /// 1; 0 unless given.
        label_smoothing: f32,
    },
    /// Each value is a class of its own that is there or not: the mean of `-(y * ln(p) + (1 - y) * ln(1 - p))` over the
    /// values, with `p` the sigmoid of the scores, and `y` smoothed: `y * (1 - label_smoothing) + label_smoothing / 2`. An
    /// output without sigmoid is scores. A single value is that of the second of two classes, so `y` is 0 or 1 for the
    /// image's class ([`Loss::classes`]).
    BinaryCrossEntropy {
        /// The share of the labels that is taken to the middle, from 0 to below 1; 0 unless given.
        label_smoothing: f32,
    },
}

variants!(Loss {
    CrossEntropy,
    BinaryCrossEntropy
});

impl Loss {
    /// All losses, without smoothing of labels.
    pub const ALL: &'static [Loss] = &[
        Loss::CrossEntropy {
            label_smoothing: 0.0,
        },
        Loss::BinaryCrossEntropy {
            label_smoothing: 0.0,
        },
    ];

    /// Returns the word of the loss in descriptions.
    pub const fn as_str(self) -> &'static str {
        match self {
            Loss::CrossEntropy { .. } => "cross_entropy",
            Loss::BinaryCrossEntropy { .. } => "binary_cross_entropy",
        }
    }

    /// Returns the smoothing of labels.
    pub const fn label_smoothing(self) -> f32 {
        match self {
            Loss::CrossEntropy { label_smoothing }
            | Loss::BinaryCrossEntropy { label_smoothing } => label_smoothing,
        }
    }

    /// Returns the loss of an output with this activation where a description names none: binary cross entropy for
    /// sigmoid, cross entropy for softmax and, from scores, for all others.
    pub const fn for_activation(activation: Activation) -> Loss {
        match activation {
            Activation::Sigmoid => Loss::ALL[1],
            _ => Loss::ALL[0],
        }
    }

    /// Returns the number of classes that labels name for an output of this many values: as many, but two for a single
    /// value with binary cross entropy, which is that of the second of two classes.
    pub const fn classes(self, values: usize) -> usize {
        match (self, values) {
            (Loss::BinaryCrossEntropy { .. }, 1) => 2,
            _ => values,
        }
    }

    /// Returns `true` if the loss is one of outputs with this activation: cross entropy is none of sigmoid, and binary
    /// cross entropy none of softmax.
    pub const fn fits(self, activation: Activation) -> bool {
        !matches!(
            (self, activation),
            (Loss::CrossEntropy { .. }, Activation::Sigmoid)
                | (Loss::BinaryCrossEntropy { .. }, Activation::Softmax)
        )
    }
}

words!(Loss, "loss", |loss| Some(loss.as_str()));

impl fmt::Display for Loss {
    /// Writes the word of the loss, such as `cross_entropy`, without its option.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
