//! How a network is trained, as the key `training` of a description says it. Equations are those of Keras 3 unless a type
//! says otherwise; `g` is the gradient of the loss of a step, the L2 penalty of the layers included, and `w` a weight.

mod augment;
mod class_weights;
mod learning_rate;
mod loss;
mod optimizer;
mod text;
mod written;

pub use augment::{Augment, Flip};
pub use class_weights::ClassWeights;
pub use learning_rate::{LearningRate, Schedule};
pub use loss::Loss;
pub use optimizer::Optimizer;

/// How a network is trained. The default is what a description without `training` trains with: stochastic gradient
/// descent with a momentum of 0.9 and a learning rate of 0.01, 10 epochs in batches of 32, the loss that fits the
/// outputs, nothing of the rest, and a seed of 0.
///
/// A step computes the mean loss of its batch, to which heads (auxiliary classifiers) add theirs times their weights,
/// and layers with `l2` the factor times the kernel's sum of squares; then it limits the gradients
/// ([`Training::clip_norm`]), takes the share of decoupled weight decay off the weights ([`Training::weight_decay`]), and
/// moves the weights as the optimizer says.
///
/// ```
/// use googlenet_dsl::value::training::{LearningRate, Optimizer, Training};
///
/// let training = Training {
///     optimizer: Optimizer::Sgd { momentum: 0.9, nesterov: true },
///     learning_rate: LearningRate::constant(0.05),
///     epochs: 30,
///     ..Training::default()
/// };
/// assert_eq!(training.batch, 32);
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Training {
    /// How a step moves the weights.
    pub optimizer: Optimizer,
    /// The learning rate of each step.
    pub learning_rate: LearningRate,
    /// Images of a step, at least 1. The last step of an epoch has those that are left.
    pub batch: u32,
    /// How often training goes through all images, at least 1.
    pub epochs: u32,
    /// The loss of all outputs; `None` for the one that fits the activation of each ([`Loss::for_activation`]).
    pub loss: Option<Loss>,
    /// How images are changed at random before each epoch.
    pub augment: Augment,
    /// The share that a moving average of the weights keeps at each step, above 0 and below 1: `a = average * a + (1 -
    /// average) * w`, with the first weights in the beginning, as Keras' `ema_momentum`. The trained network has the
    /// averages. `None` for no average.
    pub average: Option<f32>,
    /// The largest Euclidean norm of the gradients of all weights together, above 0: if it is exceeded, all gradients are
    /// multiplied by `clip_norm / norm`, as with Keras' `global_clipnorm` and PyTorch's `clip_grad_norm_`. `None` for no
    /// limit.
    pub clip_norm: Option<f32>,
    /// Decoupled weight decay, 0 or more: each step begins with `w -= learning_rate * weight_decay * w` for every weight
    /// that it trains (Loshchilov and Hutter, arXiv:1711.05101), as Keras' and PyTorch's `AdamW`, and with every
    /// optimizer. It is apart from the `l2` of layers, which is part of the loss.
    pub weight_decay: f32,
    /// Factors of the loss by class; `None` if all classes count alike.
    pub class_weights: Option<ClassWeights>,
    /// Epochs without a better validation after which training stops, at least 1; `None` to go through all epochs.
    pub patience: Option<u32>,
    /// The share of the images that is kept for validation, above 0 and below 1; `None` if none are, or those are given
    /// otherwise.
    pub validation: Option<f32>,
    /// Beginnings of the paths of layers whose weights stay as they are: `stem` for `stem` and all layers in it,
    /// `inception_3` for `inception_3a.conv_1x1` and all others whose paths begin so. A batch normalisation among them
    /// takes its moving statistics instead of the batch's, as one that is not `trainable` in Keras.
    pub freeze: Vec<String>,
    /// Seed of all that is random: first weights, order of images, augmentation, dropout.
    pub seed: u64,
}

impl Default for Training {
    fn default() -> Training {
        let optimizer = Optimizer::default();
        Training {
            optimizer,
            learning_rate: LearningRate::constant(optimizer.usual_rate()),
            batch: 32,
            epochs: 10,
            loss: None,
            augment: Augment::default(),
            average: None,
            clip_norm: None,
            weight_decay: 0.0,
            class_weights: None,
            patience: None,
            validation: None,
            freeze: Vec::new(),
            seed: 0,
        }
    }
}

impl Training {
    /// Returns `true` if the weights of the layer with this path stay as they are, as [`Training::freeze`] has the path
    /// or its beginning.
    pub fn freezes(&self, path: &str) -> bool {
        let mut frozen = self.freeze.iter();
        frozen.any(|prefix| path.starts_with(prefix.as_str()))
    }
}
