//! Random numbers that depend on a seed, a purpose, an epoch and an item alone.

use crate::splitmix::{GOLDEN, mix};

/// What numbers are drawn for; each purpose has its own streams.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    Order = 1,
    Split = 2,
    Area = 3,
    Rotation = 4,
    Shift = 5,
    Flip = 6,
    Color = 7,
}

/// A stream of random numbers, as the module `data` describes it.
#[derive(Debug, Clone)]
pub(super) struct Random(u64);

impl Random {
    pub(super) fn new(seed: u64, purpose: Purpose, epoch: u64, item: u64) -> Random {
        let begin = mix(seed.wrapping_add(GOLDEN));
        let words = [purpose as u64, epoch, item];
        Random(words.iter().fold(begin, |state, word| {
            mix((state ^ word).wrapping_add(GOLDEN))
        }))
    }

    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(GOLDEN);
        mix(self.0)
    }

    /// Returns a number from 0 to `n - 1`; 0 if `n` is 0.
    pub(super) fn below(&mut self, n: u64) -> u64 {
        ((u128::from(self.next()) * u128::from(n)) >> 64) as u64
    }

    /// Returns a number from `low` (inclusive) to `high`.
    pub(super) fn between(&mut self, low: f64, high: f64) -> f64 {
        let unit = (self.next() >> 11) as f64 / (1_u64 << 53) as f64;
        low + (high - low) * unit
    }

    /// Returns `true` every second time.
    pub(super) fn coin(&mut self) -> bool {
        self.next() >> 63 == 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_stream_is_splitmix64() {
        // The first numbers of SplitMix64 from the state 1234567, as published with it.
        let mut random = Random(1_234_567);
        let numbers: [u64; 3] = std::array::from_fn(|_| random.next());
        assert_eq!(
            numbers,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423
            ]
        );
    }

    #[test]
    fn numbers_are_spread_evenly() {
        let mut counts = [0; 7];
        for item in 0..7_000 {
            counts[Random::new(1, Purpose::Flip, 3, item).below(7) as usize] += 1;
        }
        assert!(
            counts.iter().all(|count| (900..1_100).contains(count)),
            "{counts:?}"
        );
    }
}
