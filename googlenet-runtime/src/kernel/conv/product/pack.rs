//! Packing of weights: for each pair of panels what its sums begin with and are multiplied by, then for each step a
//! tile of 1 KiB for each panel, or for each panel the weights at all points of Winograd's transforms.

use super::super::descriptor::ConvDescriptor;
use super::super::quantized::scale_of_integers;
use super::super::source_weights::PackSource;
use super::Product;
use crate::kernel::arch::amx::TILE_BYTES;
use googlenet_dsl::plan::LANES;
use std::ops::Range;

/// Number of values of 32 bits in a tile.
const TILE: usize = TILE_BYTES / size_of::<f32>();
/// Number of outputs of a pair of panels.
const PAIR: usize = 2 * LANES;

/// What precedes the tiles of a pair of panels.
#[derive(Debug, Clone, Copy)]
pub(super) enum Header {
    /// Initial sums, 16 of each panel.
    Bias,
    /// Factors of integer sums to results, 16 of each panel.
    ResultFactors,
    /// Factors of integer sums to values, 16 of each panel.
    ValueFactors,
}

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

    /// Returns the position of a part of the header of a pair's weights.
    pub(super) fn header(part: Header) -> usize {
        part as usize * PAIR
    }

    /// Returns the position of the first tile in a pair's weights.
    pub(super) fn tiles(&self) -> usize {
        match self.quantized {
            None => PAIR,
            Some(_) => 3 * PAIR,
        }
    }

    pub(in super::super) fn parts(&self) -> usize {
        self.panels.div_ceil(2)
    }

    /// Returns the number of packed weights of a panel.
    fn panel_len(&self) -> usize {
        #[cfg(target_arch = "x86_64")]
        if let Some(winograd) = &self.winograd {
            return winograd.panel_len();
        }
        self.steps.len() * TILE
    }

    pub(in super::super) fn part(&self, pair: usize) -> Range<usize> {
        let begin = pair * (self.tiles() + 2 * self.panel_len());
        begin..begin + self.tiles() + self.panels_of(pair) * self.panel_len()
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
        let (header, tiles) = values.split_at_mut(self.tiles());
        header.fill(0.0);
        if self.quantized.is_none() {
            for (panel, biases) in header.chunks_mut(LANES).enumerate().take(panels) {
                source.biases(outputs(panel), biases);
            }
        }
        // Distances of integers from their zero point are multiplied as bfloat16 numbers.
        let scale = scale_of_integers(&descriptor.input).unwrap_or(1.0);
        // Sums of the weights of each output, of 8-bit integers.
        let mut sums = [0i32; PAIR];
        #[cfg(target_arch = "x86_64")]
        if let Some(winograd) = &self.winograd {
            let of_panels = tiles.chunks_mut(self.panel_len());
            for (panel, values) in of_panels.enumerate() {
                let sums = &mut sums[panel * LANES..][..LANES];
                winograd.pack_panel(&self.grid, source, outputs(panel), values, sums);
            }
            self.pack_header(descriptor, pair, &sums, header);
            return;
        }
        for (at, tile) in tiles.chunks_mut(TILE).enumerate() {
            let (step, panel) = (at / panels, at % panels);
            let outputs = outputs(panel);
            let mut weights = [[0.0; LANES]; 4 * TILE / LANES];
            let elements = TILE_BYTES / LANES / self.grid.element;
            let rows = &mut weights[..elements];
            self.steps
                .weights(step, &self.grid, source, outputs.clone(), rows);
            let rows = rows.chunks(size_of::<f32>() / self.grid.element);
            for (words, of_word) in tile.chunks_mut(LANES).zip(rows) {
                for (lane, word) in words.iter_mut().enumerate() {
                    let bits = match &self.quantized {
                        None => {
                            rounded(of_word[0][lane] * scale)
                                | rounded(of_word[1][lane] * scale) << 16
                        }
                        Some(_) => {
                            let weights = [0, 1, 2, 3].map(|at: usize| of_word[at][lane] as i8);
                            let sum: i32 = weights.iter().map(|weight| i32::from(*weight)).sum();
                            sums[panel * LANES + lane] += sum;
                            u32::from_le_bytes(weights.map(i8::cast_unsigned))
                        }
                    };
                    *word = f32::from_bits(bits);
                }
            }
        }
        self.pack_header(descriptor, pair, &sums, header);
    }

    /// Packs what integer sums begin with and are multiplied by; `sums` are those of the weights of each output.
    fn pack_header(
        &self,
        descriptor: &ConvDescriptor,
        pair: usize,
        sums: &[i32; PAIR],
        header: &mut [f32],
    ) {
        let Some(quantized) = &self.quantized else {
            return;
        };
        let zero_point = i32::from(descriptor.input.zero_point);
        let input = descriptor.input.scale;
        let result = scale_of_integers(&descriptor.output);
        for panel in 0..self.panels_of(pair) {
            for (lane, output) in descriptor.panel(2 * pair + panel).enumerate() {
                let at = panel * LANES + lane;
                // The zero point is taken from all inputs at once.
                let bias = quantized.bias[output].wrapping_sub(zero_point.wrapping_mul(sums[at]));
                header[Product::header(Header::Bias) + at] = f32::from_bits(bias.cast_unsigned());
                header[Product::header(Header::ResultFactors) + at] =
                    quantized.factor(output, input, result);
                header[Product::header(Header::ValueFactors) + at] =
                    quantized.factor(output, input, None);
            }
        }
    }
}
