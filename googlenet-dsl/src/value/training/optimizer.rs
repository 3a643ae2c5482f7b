//! How a step moves the weights.

use crate::value::word::words;
use crate::variants::variants;
use std::fmt;

/// How a step moves a weight `w` along its gradient `g`, at the learning rate `r`. The numbers that are kept from step to
/// step begin with 0; the first step is `t = 1`.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Optimizer {
    /// Stochastic gradient descent, Keras' `SGD`: `v = momentum * v - r * g`, then `w += v`, or with `nesterov` `w +=
    /// momentum * v - r * g`.
    Sgd {
        /// Share of the last movement that the next one keeps, from 0 to below 1; 0.9 unless given, where Keras has 0.
        momentum: f32,
        /// Whether the gradient counts as if taken behind the movement (Sutskever et al. 2013).
        nesterov: bool,
    },
    /// Keras' `Adam` (Kingma and Ba, arXiv:1412.6980, the form at the end of its section 2): `m += (1 - beta_1) * (g -
    /// m)`, `v += (1 - beta_2) * (g^2 - v)`, `w -= r * sqrt(1 - beta_2^t) / (1 - beta_1^t) * m / (sqrt(v) + epsilon)`.
    Adam {
        /// Share of the old mean of gradients that a step keeps, from 0 to below 1; 0.9 unless given.
        beta_1: f32,
        /// Share of the old mean of squares that a step keeps, from 0 to below 1; 0.999 unless given.
        beta_2: f32,
        /// Constant that is added to the root, above 0; 1e-7 unless given, where PyTorch has 1e-8.
        epsilon: f32,
    },
    /// [`Optimizer::Adam`] for decoupled weight decay: the same step; a description that names it has a
    /// [`weight_decay`](super::Training::weight_decay) of 0.004 unless it gives one, as Keras' `AdamW`.
    AdamW {
        /// As in [`Optimizer::Adam`].
        beta_1: f32,
        /// As in [`Optimizer::Adam`].
        beta_2: f32,
        /// As in [`Optimizer::Adam`].
        epsilon: f32,
    },
    /// Keras' `RMSprop`: `v = rho * v + (1 - rho) * g^2`, `u = r * g / sqrt(v + epsilon)`, then `w -= u`, or with a
    /// momentum above 0 `m = momentum * m + u` and `w -= m`.
    RmsProp {
        /// Share of the old mean of squares that a step keeps, from 0 to below 1; 0.9 unless given.
        rho: f32,
        /// Share of the last movement that the next one keeps, from 0 to below 1; 0 unless given.
        momentum: f32,
        /// Constant that is added to the mean of squares, above 0; 1e-7 unless given.
        epsilon: f32,
    },
}

variants!(Optimizer {
    Sgd,
    Adam,
    AdamW,
    RmsProp
});

impl Optimizer {
    /// All optimizers, with the options that a description has unless it gives others.
    pub const ALL: &'static [Optimizer] = &[
        Optimizer::Sgd {
            momentum: 0.9,
            nesterov: false,
        },
        Optimizer::Adam {
            beta_1: 0.9,
            beta_2: 0.999,
            epsilon: 1e-7,
        },
        Optimizer::AdamW {
            beta_1: 0.9,
            beta_2: 0.999,
            epsilon: 1e-7,
        },
        Optimizer::RmsProp {
            rho: 0.9,
            momentum: 0.0,
            epsilon: 1e-7,
        },
    ];

    /// The weight decay of a description with `adamw` that gives none, which is Keras'.
    pub const ADAMW_DECAY: f32 = 0.004;

    /// Returns the word of the optimizer in descriptions.
    pub const fn as_str(self) -> &'static str {
        match self {
            Optimizer::Sgd { .. } => "sgd",
            Optimizer::Adam { .. } => "adam",
            Optimizer::AdamW { .. } => "adamw",
            Optimizer::RmsProp { .. } => "rmsprop",
        }
    }

    /// Returns the learning rate of a description that gives none, which is Keras': 0.01 for `sgd`, 0.001 for all others.
    pub const fn usual_rate(self) -> f64 {
        match self {
            Optimizer::Sgd { .. } => 0.01,
            Optimizer::Adam { .. } | Optimizer::AdamW { .. } | Optimizer::RmsProp { .. } => 0.001,
        }
    }

    /// Returns the number of values that the optimizer keeps of each weight from step to step.
    pub fn slots(self) -> usize {
        match self {
            Optimizer::Sgd { momentum, .. } => usize::from(momentum > 0.0),
            Optimizer::Adam { .. } | Optimizer::AdamW { .. } => 2,
            Optimizer::RmsProp { momentum, .. } => 1 + usize::from(momentum > 0.0),
        }
    }
}

impl Default for Optimizer {
    fn default() -> Optimizer {
        Optimizer::ALL[0]
    }
}

words!(Optimizer, "optimizer", |optimizer| Some(optimizer.as_str()));

impl fmt::Display for Optimizer {
    /// Writes the word of the optimizer, such as `sgd`, without its options.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
