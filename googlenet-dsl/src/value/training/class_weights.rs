//! Factors of the loss by class.

use crate::variants::variants;

/// Factors of the loss by the class of an image, as Keras' `class_weight`. The loss of a batch is the mean over its images
/// of their losses, each times the factor of its class.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub enum ClassWeights {
    /// So that all classes count alike: `images / (classes * images of the class)`, as scikit-learn's `balanced`.
    Balanced,
    /// The factor of each class, 0 or more, in the order of the output.
    Given(Vec<f32>),
}

variants!(ClassWeights { Balanced, Given });
