//! The rules by which optimizers move weights, as [`Optimizer`] states them.

use googlenet_dsl::value::training::Optimizer;

/// The numbers with which one step moves the weights.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Update {
    /// Number of the step, from 1.
    pub(crate) step: u64,
    pub(crate) rate: f64,
    /// Largest norm of the gradients.
    pub(crate) clip_norm: Option<f32>,
    /// Decoupled weight decay.
    pub(crate) decay: f32,
}

/// An optimizer with the numbers of one step.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Rule {
    Sgd {
        rate: f32,
        momentum: f32,
        nesterov: bool,
    },
    Adam {
        /// Shares of the new gradient, and of its square.
        new: [f32; 2],
        /// Learning rate with the correction of the means' start at 0.
        rate: f32,
        epsilon: f32,
    },
    RmsProp {
        rate: f32,
        rho: f32,
        momentum: f32,
        epsilon: f32,
    },
}

impl Rule {
    pub(crate) fn new(kind: Optimizer, update: Update) -> Rule {
        let rate = update.rate as f32;
        match kind {
            Optimizer::Sgd { momentum, nesterov } => Rule::Sgd {
                rate,
                momentum,
                nesterov,
            },
            Optimizer::Adam {
                beta_1,
                beta_2,
                epsilon,
            }
            | Optimizer::AdamW {
                beta_1,
                beta_2,
                epsilon,
            } => {
                let left = |beta: f32| 1.0 - f64::from(beta).powf(update.step as f64);
                Rule::Adam {
                    new: [1.0 - beta_1, 1.0 - beta_2],
                    rate: (update.rate * left(beta_2).sqrt() / left(beta_1)) as f32,
                    epsilon,
                }
            }
            Optimizer::RmsProp {
                rho,
                momentum,
                epsilon,
            } => Rule::RmsProp {
                rate,
                rho,
                momentum,
                epsilon,
            },
            _ => googlenet_dsl::no_other_variant!(Optimizer, 4),
        }
    }

    /// Moves weights along their gradients. `first` and `second` are the numbers that the optimizer keeps for each
    /// weight, empty where it keeps fewer.
    pub(crate) fn apply(
        self,
        weights: &mut [f32],
        gradients: &[f32],
        first: &mut [f32],
        second: &mut [f32],
    ) {
        match self {
            Rule::Sgd { rate, .. } if first.is_empty() => {
                for (weight, gradient) in weights.iter_mut().zip(gradients) {
                    *weight -= rate * gradient;
                }
            }
            Rule::Sgd {
                rate,
                momentum,
                nesterov,
            } => {
                let states = first.iter_mut().zip(gradients);
                for (weight, (velocity, gradient)) in weights.iter_mut().zip(states) {
                    let step = rate * gradient;
                    *velocity = momentum * *velocity - step;
                    *weight += match nesterov {
                        true => momentum * *velocity - step,
                        false => *velocity,
                    };
                }
            }
            Rule::Adam {
                new: [first_share, second_share],
                rate,
                epsilon,
            } => {
                let states = first.iter_mut().zip(second).zip(gradients);
                for (weight, ((mean, square), gradient)) in weights.iter_mut().zip(states) {
                    *mean += first_share * (gradient - *mean);
                    *square += second_share * (gradient * gradient - *square);
                    *weight -= rate * *mean / (square.sqrt() + epsilon);
                }
            }
            Rule::RmsProp {
                rate,
                rho,
                momentum,
                epsilon,
            } => {
                let scaled = |square: &mut f32, gradient: f32| {
                    *square = rho * *square + (1.0 - rho) * gradient * gradient;
                    rate * gradient / (*square + epsilon).sqrt()
                };
                if second.is_empty() {
                    let states = first.iter_mut().zip(gradients);
                    for (weight, (square, gradient)) in weights.iter_mut().zip(states) {
                        *weight -= scaled(square, *gradient);
                    }
                    return;
                }
                let states = first.iter_mut().zip(second).zip(gradients);
                for (weight, ((square, moved), gradient)) in weights.iter_mut().zip(states) {
                    *moved = momentum * *moved + scaled(square, *gradient);
                    *weight -= *moved;
                }
            }
        }
    }
}
