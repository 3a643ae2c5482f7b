//! Convolutions of bfloat16 numbers by an algorithm of `f32` values, for processors without instructions on tiles: a
//! few rows of the input at a time are widened into a thread's scratch memory, the algorithm computes the rows of the
//! result from them in scratch memory, and these are rounded once, as they are stored.

mod run;
#[cfg(test)]
mod tests;
mod values;

use super::descriptor::ConvDescriptor;
use super::product::Product;
use super::source_weights::PackSource;
use crate::kernel::Worker;
#[cfg(any(test, feature = "reference"))]
use crate::kernel::rounding::Magnitudes;
use crate::kernel::share::Share;
use googlenet_dsl::plan::{LANES, Layout};
use googlenet_dsl::value::DType;
use std::ops::Range;
use std::sync::Arc;
pub(super) use values::ConvertedConfig;
use values::Values;

/// Convolution of maps that are no `f32` values, prepared for one descriptor.
#[derive(Debug)]
pub(super) struct Converted {
    /// The convolution of the rows in scratch memory, of `f32` values.
    values: ConvDescriptor,
    algorithm: Values,
    /// Largest number of units (rows, or rows of tiles) that are computed from rows widened together.
    units: usize,
    /// Positions of the widened rows and of the rows of the result in a thread's scratch memory, in `f32` values.
    inputs: usize,
    outputs: usize,
    /// Number of `f32` values of a thread's scratch memory.
    scratch_len: usize,
}

/// Largest number of values that are widened together, unless one unit takes more: 512 KiB, which stay in the
/// second-level cache.
const MOST_WIDENED: usize = 1 << 17;

impl Converted {
    /// Returns `true` if the descriptor is of a convolution with more than one output pixel that a
    /// [`Product`] could compute. Of one pixel the weights are read once, and those of a product are half as long.
    pub(super) fn fits(descriptor: &ConvDescriptor) -> bool {
        Product::fits(descriptor) && descriptor.pixels() > 1
    }

    /// Returns the descriptor of the same convolution of `f32` values, with borders as wide as windows reach.
    pub(super) fn of_values(descriptor: &ConvDescriptor) -> ConvDescriptor {
        let layout = |of: &Layout, border| {
            Arc::new(Layout::new(
                DType::F32,
                of.size,
                border,
                of.channels.clone(),
            ))
        };
        ConvDescriptor {
            isa: descriptor.isa,
            window: descriptor.window,
            groups: 1,
            reach: descriptor.reach,
            input: layout(&descriptor.input, descriptor.reach),
            output: layout(&descriptor.output, [0; 4]),
            pooled: false,
        }
    }

    /// Prepares the algorithm for a descriptor, which must fit.
    pub(super) fn new(descriptor: &ConvDescriptor, config: ConvertedConfig) -> Converted {
        let mut values = Converted::of_values(descriptor);
        let algorithm = Values::new(&values, config);
        let bands = algorithm.bands();
        let [most_rows, panels] = bands.band_size();
        let rows_of_unit = most_rows / bands.units_of_band();
        let blocks = match values.input.is_in_blocks() {
            true => values.input.channels.blocks(),
            false => 1,
        };
        let row = values.input.row_stride;
        let widened = |units: usize| rows_under(&values, units * rows_of_unit) * row * blocks;
        let most = bands.units_of_band();
        let units = (1..=most)
            .rev()
            .find(|units| widened(*units) <= MOST_WIDENED);
        let units = units.unwrap_or(1);
        let (rows, widened) = (rows_under(&values, units * rows_of_unit), widened(units));
        let inputs = algorithm.scratch_len().next_multiple_of(LANES);
        // Vectors may be read from the last pixel's values on.
        let outputs = (inputs + widened + LANES).next_multiple_of(LANES);
        Arc::make_mut(&mut values.input).block_stride = rows * row;
        let output = Arc::make_mut(&mut values.output);
        output.block_stride = units * rows_of_unit * output.row_stride;
        let scratch_len = outputs + panels * output.block_stride;
        Converted {
            // The tables of offsets follow the strides.
            algorithm: Values::new(&values, config),
            values,
            units,
            inputs,
            outputs,
            scratch_len,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.algorithm.len()
    }

    pub(super) fn parts(&self) -> usize {
        self.algorithm.parts()
    }

    pub(super) fn part(&self, part: usize) -> Range<usize> {
        self.algorithm.part(part)
    }

    pub(super) fn pack_part(&self, source: &PackSource<'_>, part: usize, values: &mut [f32]) {
        self.algorithm.pack_part(&self.values, source, part, values);
    }

    /// Returns the range of the primitive's packed weights, in `f32` values, that a thread reads first.
    pub(super) fn first(&self, worker: &Worker<'_>) -> Range<usize> {
        self.algorithm.first(&self.values, worker)
    }

    /// Returns the number of multiply-accumulates of a thread's share.
    pub(super) fn work(&self, images: usize, share: Share) -> usize {
        let units = self.algorithm.bands().units(&self.values);
        share.part(units * images).len() * self.algorithm.work_of_unit(&self.values)
    }

    /// Returns the magnitudes of the outputs of one image before any epilogue.
    #[cfg(any(test, feature = "reference"))]
    pub(super) fn magnitudes(&self, source: &PackSource<'_>, input: &[f64]) -> Magnitudes {
        self.algorithm.magnitudes(&self.values, source, input)
    }

    /// Returns the number of `f32` values of scratch memory that each thread needs.
    pub(super) fn scratch_len(&self) -> usize {
        self.scratch_len
    }

    /// Returns how many `f32` values one image writes to scratch memory: the widened input, and what belongs to the
    /// result.
    pub(super) fn scratch_values(&self) -> [usize; 2] {
        let [inputs, outputs] = self.algorithm.scratch_values(&self.values);
        let [height, width] = self.values.input.size;
        let widened = height * width * self.values.input.channels.count();
        [
            inputs + widened,
            outputs + self.values.pixels() * self.values.panels() * LANES,
        ]
    }

    /// Returns the name shown to users.
    pub(super) fn name(&self) -> String {
        format!("{}, widened", self.algorithm.name(&self.values))
    }

    /// Returns a text for the description of packed weights.
    pub(super) fn layout(&self) -> String {
        format!("Converted {}", self.algorithm.layout())
    }
}

/// Returns the number of rows of the input, with the padding, that are widened for `outputs` rows of the result: those
/// under the windows, and on both sides those that strides folded into channels reach.
fn rows_under(descriptor: &ConvDescriptor, outputs: usize) -> usize {
    let stride = descriptor.window.stride[0] as usize;
    (outputs - 1) * stride + descriptor.window.axis(0).reach() + 2 * (stride - 1)
}
