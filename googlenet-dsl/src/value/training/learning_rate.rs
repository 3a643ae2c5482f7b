//! The learning rate of each step.

use crate::variants::variants;

/// The learning rate of each step of a training: `base`, after a warm-up changed as `schedule` says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LearningRate {
    /// The rate behind the warm-up, above 0.
    pub base: f64,
    /// How the rate changes behind the warm-up.
    pub schedule: Schedule,
    /// Epochs, also parts of them, in which the rate grows from step to step up to `base`: the step `k`, from 0, of `n`
    /// has `base * (k + 1) / n`. 0 for no warm-up.
    pub warmup: f64,
}

/// How the learning rate changes behind the warm-up: a factor of the base rate. `s` is the number of steps since the
/// warm-up, `t` their share of all steps behind it, from 0 to 1, and `e` are `s` steps in epochs.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum Schedule {
    /// 1 always.
    Constant,
    /// `last + (1 - last) * (1 + cos(pi * t)) / 2` (Loshchilov and Hutter, arXiv:1608.03983, without restarts), Keras'
    /// `CosineDecay` with `alpha` for `last`.
    Cosine {
        /// The share of the base rate that the last step comes to, from 0 to 1; 0 unless given. A description calls it
        /// `final`.
        last: f64,
    },
    /// `factor ^ floor(e / every)`: Caffe's `step`, PyTorch's `StepLR`. The paper's 4 % every 8 epochs are `every: 8,
    /// factor: 0.96`.
    Step {
        /// Epochs from one fall to the next, above 0.
        every: f64,
        /// What the rate is multiplied by at each, above 0; 0.1 unless given, as in Caffe and PyTorch.
        factor: f64,
    },
    /// `(1 - t) ^ power`: Caffe's `poly`, Keras' `PolynomialDecay` to 0.
    Poly {
        /// The exponent, above 0; 1 unless given. The solver of BVLC's GoogLeNet has 0.5.
        power: f64,
    },
    /// `rate ^ (e / every)`: Keras' `ExponentialDecay`, a little at every step.
    Exponential {
        /// What the rate is multiplied by in `every` epochs, above 0.
        rate: f64,
        /// Epochs in which the rate is multiplied by `rate`, above 0; 1 unless given.
        every: f64,
    },
}

variants!(Schedule {
    Constant,
    Cosine,
    Step,
    Poly,
    Exponential
});

impl Schedule {
    /// The words of all schedules.
    #[cfg(feature = "reader")]
    pub(crate) const WORDS: [&'static str; 5] =
        ["constant", "cosine", "step", "poly", "exponential"];

    /// Returns the word of the schedule in descriptions.
    pub const fn as_str(self) -> &'static str {
        match self {
            Schedule::Constant => "constant",
            Schedule::Cosine { .. } => "cosine",
            Schedule::Step { .. } => "step",
            Schedule::Poly { .. } => "poly",
            Schedule::Exponential { .. } => "exponential",
        }
    }
}

impl LearningRate {
    /// Creates a rate that stays as it is, without warm-up.
    pub const fn constant(base: f64) -> LearningRate {
        LearningRate {
            base,
            schedule: Schedule::Constant,
            warmup: 0.0,
        }
    }

    /// Returns the number of steps of the warm-up, rounded to whole steps, for epochs of this many steps.
    pub fn warmup_steps(&self, steps_per_epoch: u64) -> u64 {
        (self.warmup * steps_per_epoch as f64).round() as u64
    }

    /// Returns the learning rate of the step `step`, counted from 0 over all epochs, in a training of `total_steps` steps
    /// with `steps_per_epoch` in each epoch. Steps beyond the last have the rate to which a schedule comes in the end.
    pub fn at(&self, step: u64, steps_per_epoch: u64, total_steps: u64) -> f64 {
        let warmup = self.warmup_steps(steps_per_epoch);
        if step < warmup {
            return self.base * (step + 1) as f64 / warmup as f64;
        }
        let since = (step - warmup) as f64;
        let all = total_steps.saturating_sub(warmup).max(1) as f64;
        let share = (since / all).min(1.0);
        let epochs = since / steps_per_epoch.max(1) as f64;
        let factor = match self.schedule {
            Schedule::Constant => 1.0,
            Schedule::Cosine { last } => {
                let fall = (1.0 + (std::f64::consts::PI * share).cos()) / 2.0;
                last + (1.0 - last) * fall
            }
            Schedule::Step { every, factor } => factor.powf((epochs / every).floor()),
            Schedule::Poly { power } => (1.0 - share).powf(power),
            Schedule::Exponential { rate, every } => rate.powf(epochs / every),
        };
        self.base * factor
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(schedule: Schedule, warmup: f64, base: f64, expected: &[(u64, f64)]) {
        let rate = LearningRate {
            base,
            schedule,
            warmup,
        };
        for (step, expected) in expected {
            let found = rate.at(*step, 10, 100);
            // Keras computes in 32 bits.
            let scale = base * 2e-7;
            assert!(
                (found - expected).abs() <= scale,
                "{rate:?} at {step}: {found}, not {expected}"
            );
        }
    }

    /// Epochs of 10 steps, 100 steps in all.
    #[test]
    fn rates_are_those_of_keras_pytorch_and_caffe() {
        near(Schedule::Constant, 0.0, 0.01, &[(0, 0.01), (99, 0.01)]);
        // `keras.optimizers.schedules.CosineDecay(0.05, 100)`, and with `alpha=0.1`.
        near(Schedule::Cosine { last: 0.0 }, 0.0, 0.05, COSINE);
        near(Schedule::Cosine { last: 0.1 }, 0.0, 0.05, COSINE_TO_A_TENTH);
        // `torch.optim.lr_scheduler.StepLR(step_size=30, gamma=0.1)`, stepped at each batch.
        let step = Schedule::Step {
            every: 3.0,
            factor: 0.1,
        };
        near(
            step,
            0.0,
            0.1,
            &[(29, 0.1), (30, 0.01), (60, 0.001), (99, 0.0001)],
        );
        // The paper: 4 % every 8 epochs.
        let paper = Schedule::Step {
            every: 8.0,
            factor: 0.96,
        };
        near(paper, 0.0, 0.01, &[(79, 0.01), (80, 0.0096)]);
        // Caffe: `base_lr * (1 - iter / max_iter) ^ power`, with the power of BVLC's GoogLeNet.
        let poly = Schedule::Poly { power: 0.5 };
        near(
            poly,
            0.0,
            0.01,
            &[(0, 0.01), (75, 0.005), (99, 0.001), (100, 0.0)],
        );
        // `keras.optimizers.schedules.ExponentialDecay(0.01, decay_steps=80, decay_rate=0.96)`.
        let exponential = Schedule::Exponential {
            rate: 0.96,
            every: 8.0,
        };
        near(exponential, 0.0, 0.01, EXPONENTIAL);
    }

    #[test]
    fn a_warm_up_ends_at_the_base_rate_and_the_schedule_begins_behind_it() {
        // `LinearLR(start_factor=1/20, total_iters=19)`, then `CosineAnnealingLR(T_max=80)` of PyTorch.
        let cosine = Schedule::Cosine { last: 0.0 };
        let expected = [(0, 0.0025), (9, 0.025), (19, 0.05), (20, 0.05), (60, 0.025)];
        near(cosine, 2.0, 0.05, &expected);
        let step = Schedule::Step {
            every: 3.0,
            factor: 0.5,
        };
        near(
            step,
            0.5,
            0.1,
            &[(0, 0.02), (4, 0.1), (34, 0.1), (35, 0.05)],
        );
    }

    #[test]
    fn trainings_without_steps_have_a_rate() {
        for schedule in [
            Schedule::Constant,
            Schedule::Cosine { last: 0.5 },
            Schedule::Poly { power: 2.0 },
        ] {
            let rate = LearningRate {
                base: 1.0,
                schedule,
                warmup: 3.0,
            };
            assert!(rate.at(0, 0, 0).is_finite());
            assert!(rate.at(u64::MAX, 10, 100).is_finite());
        }
    }

    const COSINE: &[(u64, f64)] = &[
        (0, 0.050_000_000_745_058_06),
        (1, 0.049_987_662_583_589_554),
        (33, 0.037_726_033_478_975_296),
        (50, 0.024_999_998_509_883_88),
        (99, 1.233_667_171_618_435_5e-5),
        (100, 0.0),
    ];
    const COSINE_TO_A_TENTH: &[(u64, f64)] = &[
        (1, 0.049_988_895_654_678_345),
        (33, 0.038_953_430_950_641_63),
        (99, 0.005_011_103_115_975_857),
        (100, 0.005_000_000_353_902_578),
    ];
    const EXPONENTIAL: &[(u64, f64)] = &[
        (0, 0.009_999_999_776_482_582),
        (1, 0.009_994_897_991_418_839),
        (33, 0.009_833_018_295_466_9),
        (99, 0.009_507_374_837_994_576),
        (100, 0.009_502_525_441_348_553),
    ];
}
