//! Packing of weights: for each pair of panels the initial sums, then for each step a tile of 1 KiB for each panel.

use super::super::descriptor::ConvDescriptor;
use super::super::source_weights::PackSource;
use super::Product;
use crate::kernel::arch::amx::TILE_BYTES;
use googlenet_dsl::plan::LANES;
use std::ops::Range;

/// Number of `f32` values of a tile.
const TILE: usize = TILE_BYTES / size_of::<f32>();
/// Number of initial sums in front of the tiles of a pair of panels.
pub(super) const BIASES: usize = 2 * LANES;

/// Returns a weight rounded to the nearest bfloat16 number, of two the even one, in the lower half; NaN stays NaN.
fn rounded(weight: f32) -> u32 {
    let bits = weight.to_bits();
    match weight.is_nan() {
        true => bits >> 16 | 0x40,
        false => (bits + 0x7fff + (bits >> 16 & 1)) >> 16,
    }
}

impl Product {
    /// Returns the number of panels of the pair with this index.
    pub(super) fn panels_of(&self, pair: usize) -> usize {
        2.min(self.panels - 2 * pair)
    }

    pub(in super::super) fn parts(&self) -> usize {
        self.panels.div_ceil(2)
    }

    pub(in super::super) fn part(&self, pair: usize) -> Range<usize> {
        let whole = BIASES + 2 * self.steps.len() * TILE;
        let begin = pair * whole;
        begin..begin + BIASES + self.panels_of(pair) * self.steps.len() * TILE
    }

    pub(in super::super) fn len(&self) -> usize {
        self.part(self.parts() - 1).end
    }

    pub(in super::super) fn pack_part(
        &self,
        descriptor: &ConvDescriptor,
        source: &PackSource<'_>,
        pair: usize,
        values: &mut [f32],
    ) {
        let panels = self.panels_of(pair);
        let outputs = |panel: usize| descriptor.panel(2 * pair + panel);
        let (biases, tiles) = values.split_at_mut(BIASES);
        for (panel, biases) in biases.chunks_mut(LANES).enumerate() {
            match panel < panels {
                true => source.biases(outputs(panel), biases),
                false => biases.fill(0.0),
            }
        }
        for (at, tile) in tiles.chunks_mut(TILE).enumerate() {
            let (step, panel) = (at / panels, at % panels);
            let mut weights = [[0.0; LANES]; 2 * TILE / LANES];
            self.steps.weights(step, descriptor, &self.grid, source, outputs(panel), &mut weights);
            for (row, pair) in tile.chunks_mut(LANES).zip(weights.chunks(2)) {
                for (output, word) in row.iter_mut().enumerate() {
                    let [even, odd] = [pair[0][output], pair[1][output]].map(rounded);
                    *word = f32::from_bits(even | odd << 16);
                }
            }
        }
    }
}
