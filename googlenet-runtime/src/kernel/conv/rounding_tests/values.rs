//! Pseudorandom inputs and weights of many kinds.

use crate::splitmix::{GOLDEN, mix};

/// Kinds of inputs and weights.
pub(super) const KINDS: [Kind; 7] = [
    Kind::Normal,
    Kind::Heavy,
    Kind::LogNormal,
    Kind::Scaled,
    Kind::Cancelling,
    Kind::Constant,
    Kind::Subnormal,
];

#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Kind {
    /// Of the normal distribution.
    Normal,
    /// Of Student's t-distribution with two degrees of freedom.
    Heavy,
    /// Of the normal distribution's exponential, with either sign.
    LogNormal,
    /// Channels that differ by factors up to 1e12.
    Scaled,
    /// Inputs that are constant in each channel, weights of which every two have the sum zero.
    Cancelling,
    Constant,
    /// Inputs and weights of which some are subnormal.
    Subnormal,
}

/// Pseudorandom numbers.
pub(super) struct Random(pub(super) u64);

impl Random {
    /// Returns a number above 0 and of at most 1.
    pub(super) fn uniform(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        ((mix(self.0) >> 11) + 1) as f64 / (1u64 << 53) as f64
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        (self.uniform() * end as f64) as usize % end
    }

    pub(super) fn normal(&mut self) -> f64 {
        let size = (-2.0 * self.uniform().ln()).sqrt();
        size * (std::f64::consts::TAU * self.uniform()).cos()
    }

    /// Returns the value of channel `channel` of an input.
    pub(super) fn input(&mut self, kind: Kind, channel: usize) -> f32 {
        let value = match kind {
            Kind::Normal => self.normal(),
            Kind::Heavy => self.normal() / (-self.uniform().ln()).sqrt(),
            Kind::LogNormal => (2.0 * self.normal()).exp() * self.normal().signum(),
            Kind::Scaled => self.normal() * 10f64.powf((channel * 5 % 13) as f64 - 6.0),
            Kind::Cancelling => 1.0 + (channel / 2) as f64 / 7.0,
            Kind::Constant => 1.1,
            Kind::Subnormal => {
                self.normal()
                    * if channel.is_multiple_of(2) {
                        1e-39
                    } else {
                        1e-3
                    }
            }
        };
        value as f32
    }

    /// Returns the weight of a tap for an input and an output channel, all numbered in one row.
    pub(super) fn weight(&mut self, kind: Kind, at: usize, [inputs, outputs]: [usize; 2]) -> f32 {
        let channel = at / outputs % inputs;
        let value = match kind {
            Kind::Cancelling => {
                let odd = (at / outputs / inputs + channel) % 2 == 1;
                let size = 0.3 + (at % outputs) as f64 / 11.0;
                if odd { -size } else { size }
            }
            Kind::Constant => 0.3,
            Kind::Scaled => self.normal() * 10f64.powf((channel * 7 % 13) as f64 - 6.0),
            Kind::Subnormal if at.is_multiple_of(3) => self.normal() * 3e-39,
            Kind::Subnormal => self.normal() * 1e-3,
            kind => f64::from(self.input(kind, channel)),
        };
        value as f32
    }
}
