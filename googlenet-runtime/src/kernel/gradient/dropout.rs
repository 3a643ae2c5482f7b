//! Dropout in training, and its random numbers.

use super::panels::{PanelRow, channels_of, check_same, written};
use super::rows::for_panels;
use crate::kernel::Worker;
use crate::splitmix::{GOLDEN, mix};
use googlenet_dsl::plan::Region;

/// The elements of one image that dropout keeps.
///
/// Whether an element is kept depends on the seed, the image's index in the batch, and the element's index in the order
/// height, width, channel, and on nothing else: it is output number `element` of the SplitMix64 generator whose first
/// state is output number `image` of the one that begins with the seed. The upper 24 bits of the output, as a share of
/// 2^24, are compared with the rate.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Kept {
    state: u64,
    /// Number of values of 24 bits, the smallest ones, of which elements are dropped.
    dropped: u64,
    /// Factor of the elements that are kept, which keeps the expected sum.
    pub(crate) factor: f32,
}

impl Kept {
    /// Creates the choice for an image; `rate` is the share that is dropped, from 0 to below 1.
    pub(crate) fn new(seed: u64, image: usize, rate: f32) -> Kept {
        let first = seed.wrapping_add((image as u64 + 1).wrapping_mul(GOLDEN));
        Kept {
            state: mix(first),
            dropped: (f64::from(rate) * f64::from(1 << 24)).round() as u64,
            factor: (1.0 / (1.0 - f64::from(rate))) as f32,
        }
    }

    /// Returns `true` if the element with that index is kept.
    #[inline]
    pub(crate) fn keeps(&self, element: usize) -> bool {
        let state = (element as u64 + 1).wrapping_mul(GOLDEN);
        mix(self.state.wrapping_add(state)) >> 40 >= self.dropped
    }
}

/// Stores to `target`, or adds to it, the elements of `source` that are kept, times the factor of [`Kept`], and zeros for
/// the others, for this thread's share of the rows: the result from the input, or the gradient of the input from that of
/// the result. With a rate of 0 it copies or adds.
///
/// # Panics
/// Panics if the regions differ in size or in their channels, or if they overlap.
pub(crate) fn dropout(
    worker: &Worker<'_>,
    source: &Region,
    target: &Region,
    (seed, rate): (u64, f32),
    accumulate: bool,
) {
    check_same(source, target);
    let channels = &target.layout.channels;
    let width = target.layout.size[1];
    for_panels(worker, &target.layout, |image, panel, rows| {
        let kept = Kept::new(seed, worker.run.first() + image, rate);
        let from = worker.run.view::<f32>(source, image);
        let to = written(worker, target, image, [source]);
        let (first, len) = channels_of(channels, panel);
        for y in rows {
            let (from, to) = (PanelRow::of(&from, panel, y), PanelRow::of(&to, panel, y));
            for x in 0..width {
                // SAFETY: the row is written by this thread only, the regions were checked to be disjoint, and the row
                // has the pixel.
                let (from, to) = unsafe { (from.values(x, len), to.values_mut(x, len)) };
                let element = (y * width + x) * channels.count() + first;
                for (lane, (from, to)) in from.iter().zip(to).enumerate() {
                    let value = match kept.keeps(element + lane) {
                        true => from * kept.factor,
                        false => 0.0,
                    };
                    *to = if accumulate { *to + value } else { value };
                }
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_share_of_elements_that_are_dropped_is_the_rate() {
        for rate in [0.0f32, 0.1, 0.5, 0.9] {
            for seed in 0..5 {
                let mut dropped = 0;
                for image in 0..10 {
                    let kept = Kept::new(seed, image, rate);
                    dropped += (0..2000).filter(|element| !kept.keeps(*element)).count();
                }
                // Five standard deviations of 20,000 draws.
                let bound = 5.0 * (f64::from(rate) * (1.0 - f64::from(rate)) / 20_000.0).sqrt();
                let share = dropped as f64 / 20_000.0;
                assert!(
                    (share - f64::from(rate)).abs() <= bound + 1e-7,
                    "{share} of seed {seed}, not {rate}"
                );
            }
        }
    }

    #[test]
    fn images_and_seeds_differ() {
        let choice = |seed: u64, image: usize| {
            let kept = Kept::new(seed, image, 0.5);
            (0..64)
                .map(|element| kept.keeps(element))
                .collect::<Vec<bool>>()
        };
        assert_ne!(choice(1, 0), choice(1, 1));
        assert_ne!(choice(1, 1), choice(2, 0));
        assert_eq!(choice(3, 2), choice(3, 2));
    }
}
