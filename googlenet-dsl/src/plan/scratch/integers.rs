//! Scratch memory of products of 8-bit integers whose inputs are widened to words of two numbers, and of their Winograd
//! transforms.

use super::Product;
use crate::plan::layout::{LANES, Layout};
use crate::value::DType;

/// Sizes of products of 8-bit integers whose inputs are widened to words of two numbers: most pixels of a block, number of
/// pixels side by side, most words of a block unless so many pixels have more, words of a block of channels, and of widened
/// weights.
const MOST_PIXELS: usize = 96;
const PIXELS: usize = 6;
const MOST_WORDS: usize = 112 << 10;
const WORDS: usize = LANES / 2;
const WIDENED_WEIGHTS: usize = 1 << 12;

/// Sizes of their Winograd transforms: outputs of a tile along an axis, all of its points, and most values of a block unless
/// the least number of tiles has more.
const INTEGER_OUTPUTS: usize = 3;
const INTEGER_POINTS: usize = 25;
const MOST_INTEGERS: usize = 1 << 16;

impl Product<'_> {
    /// Returns the number of values of the products of 8-bit integers.
    pub(super) fn integers(&self) -> Option<usize> {
        self.widened_integers().max(self.integer_winograd())
    }

    /// Returns the number of values of a product of 8-bit integers with widened inputs, the copy of its input included; `None` of
    /// other elements.
    fn widened_integers(&self) -> Option<usize> {
        if self.input.dtype != DType::U8 || self.groups > 1 {
            return None;
        }
        let taps = self.window.kernel.map(|taps| taps as usize);
        let taps = taps[0].saturating_mul(taps[1]);
        let group = Layout::group(DType::U8);
        let blocks = self.input_blocks().next_multiple_of(group);
        // An odd number of cache lines.
        let apart = (taps.saturating_mul(blocks).saturating_add(group)).saturating_mul(WORDS);
        let apart = apart.saturating_add(2 * LANES);
        let pixels = self.size[0].saturating_mul(self.size[1]);
        let most = (MOST_WORDS / apart).clamp(2 * PIXELS, MOST_PIXELS);
        let together = most.min(pixels).next_multiple_of(PIXELS);
        let widened = together.saturating_mul(apart.saturating_add(LANES));
        let copied = self.copy().unwrap_or(0);
        Some(
            copied
                .saturating_add(LANES + WIDENED_WEIGHTS)
                .saturating_add(widened),
        )
    }

    /// Returns the number of values of the Winograd transforms of 8-bit integers; `None` if they are not used.
    fn integer_winograd(&self) -> Option<usize> {
        let window = [self.window.kernel, self.window.stride, self.window.dilation];
        let fits =
            self.input.dtype == DType::U8 && self.groups == 1 && window == [[3; 2], [1; 2], [1; 2]];
        if !fits {
            return None;
        }
        let tiles = self.size.map(|size| size.div_ceil(INTEGER_OUTPUTS));
        let words = self.input_blocks().saturating_mul(WORDS);
        let of_pixel = words.saturating_add(LANES).saturating_mul(INTEGER_POINTS);
        let most = MOST_INTEGERS / of_pixel / PIXELS * PIXELS;
        let together = most.max(2 * PIXELS).min(tiles[0].saturating_mul(tiles[1]));
        // An odd number of cache lines from one point to the next.
        let values = |words: usize| together.saturating_mul(words).saturating_add(2 * LANES);
        Some(
            values(words)
                .saturating_add(values(LANES))
                .saturating_mul(INTEGER_POINTS),
        )
    }
}
