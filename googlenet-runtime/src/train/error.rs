//! Errors of training.

use crate::Error;
use std::fmt;

/// An error of training.
#[derive(Debug)]
#[non_exhaustive]
pub enum TrainError {
    /// An error of the runtime, as of files and lengths.
    Runtime(Error),
    /// An output is no vector of one value for each class, so that labels cannot be compared with it.
    OutputIsNoVector {
        /// Name of the output.
        name: String,
        /// Its shape.
        shape: String,
    },
    /// The loss does not fit the activation at the end of an output.
    LossDoesNotFit {
        /// Name of the output.
        output: String,
        /// Word of the activation.
        activation: &'static str,
        /// Word of the loss.
        loss: &'static str,
    },
    /// A label is not below the number of classes of an output.
    Label {
        /// Index of the image in the batch.
        image: usize,
        /// The label.
        label: u32,
        /// Number of classes of the output: that of its values, or two of a single value with binary cross-entropy.
        classes: usize,
        /// Name of the output.
        output: String,
    },
    /// No layer learns: all layers with weights are frozen, or there are none.
    NothingLearns,
    /// A prefix of frozen layers is that of no layer.
    UnknownPrefix {
        /// The prefix.
        prefix: String,
        /// Most similar path of a layer; `None` if none is similar.
        nearest: Option<String>,
    },
    /// The number of class weights is not that of the classes.
    ClassWeights {
        /// Number of classes.
        expected: usize,
        /// Number of weights.
        got: usize,
    },
    /// The loss or the gradients are NaN or infinite. The weights are those before the step.
    NonFinite {
        /// Number of the step, from 0.
        step: u64,
        /// What is not finite: `the loss`, `the gradient`, `an input`.
        what: &'static str,
        /// Path of the first layer whose values are not finite; `None` if there is none.
        layer: Option<String>,
        /// Learning rate of the step.
        learning_rate: f64,
    },
    /// A saved state is not one of this network and this way of training.
    State {
        /// What is wrong.
        message: String,
    },
}

impl From<Error> for TrainError {
    fn from(error: Error) -> TrainError {
        TrainError::Runtime(error)
    }
}

impl fmt::Display for TrainError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TrainError::Runtime(error) => error.fmt(f),
            TrainError::OutputIsNoVector { name, shape } => write!(
                f,
                "expected a vector as the output `{name}`, got a map of {shape}\n  = help: end the network \
                 with `global_avg_pool` or `flatten`, and a `dense` layer with a unit for each class"
            ),
            TrainError::LossDoesNotFit {
                output,
                activation,
                loss,
            } => write!(
                f,
                "the loss `{loss}` does not fit the output `{output}`, which ends with `{activation}`\n  = help: \
                 `cross_entropy` goes with `softmax`, `binary_cross_entropy` with `sigmoid`"
            ),
            TrainError::Label {
                image,
                label,
                classes,
                output,
            } => write!(
                f,
                "image {image} of the batch has the label {label}, but the labels of the output `{output}` are those from 0 to \
                 {}\n  = help: give the last layer a unit for each class",
                classes.saturating_sub(1)
            ),
            TrainError::NothingLearns => f.write_str(
                "no layer learns: each layer with weights is frozen\n  = help: freeze fewer layers",
            ),
            TrainError::UnknownPrefix { prefix, nearest } => {
                write!(f, "no layer's path begins with `{prefix}`")?;
                match nearest {
                    Some(nearest) => write!(f, "\n  = help: there is `{nearest}`"),
                    None => Ok(()),
                }
            }
            TrainError::ClassWeights { expected, got } => write!(
                f,
                "expected {expected} class weights, got {got}\n  = help: give one for each class, or `balanced`"
            ),
            TrainError::NonFinite {
                step,
                what,
                layer,
                learning_rate,
            } => {
                write!(f, "{what} of step {step} is not finite")?;
                if let Some(layer) = layer {
                    write!(f, "; the first layer with such values is `{layer}`")?;
                }
                match *what {
                    "an input" => write!(f, "\n  = help: look for NaN in the images"),
                    _ => write!(
                        f,
                        "\n  = help: lower the learning rate (now {learning_rate}), warm it up, or set `clip_norm: 1`; \
                         the weights are those before the step"
                    ),
                }
            }
            TrainError::State { message } => f.write_str(message),
        }
    }
}

impl std::error::Error for TrainError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            TrainError::Runtime(error) => Some(error),
            _ => None,
        }
    }
}
