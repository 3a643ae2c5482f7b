//! Steps of the sums: 64 bytes of inputs side by side, which are channels of one tap of the window or of several.

use super::super::descriptor::ConvDescriptor;
use super::super::source_weights::PackSource;
use super::grid::Grid;
use googlenet_dsl::plan::{ALIGN, LANES};
use std::ops::Range;

/// The steps of all sums of a product, in order: by group of channels, then row, then column of the window.
#[derive(Debug)]
pub(super) struct Steps {
    /// For each step the bytes from the first input under a window to its inputs.
    pub(super) offsets: Box<[u32]>,
    places: Box<[Place]>,
    /// Number of taps side by side whose inputs a step reads.
    taps: usize,
    /// The quarters of steps of 8-bit integers that have a weight.
    #[cfg_attr(not(target_arch = "x86_64"), allow(dead_code))]
    pub(super) quarters: Box<[Quarter]>,
}

/// 16 bytes of inputs side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[cfg_attr(not(target_arch = "x86_64"), allow(dead_code))]
pub(super) struct Quarter {
    /// Bytes from the first input under a window to the first of these.
    pub(super) offset: u32,
    /// Four times the index of the step, plus that of the quarter.
    pub(super) index: u32,
}

/// Number of bytes of a quarter.
const QUARTER: usize = ALIGN / 4;

/// The inputs of a step.
#[derive(Debug, Clone, Copy)]
struct Place {
    group: usize,
    /// Row and first column of the window.
    tap: [usize; 2],
    /// Number of taps from there on that belong to the step before.
    before: usize,
}

impl Steps {
    pub(super) fn new(descriptor: &ConvDescriptor, grid: &Grid) -> Steps {
        let [height, width] = descriptor.window.kernel.map(|taps| taps as usize);
        let [down, right] = descriptor.window.dilation.map(|step| step as usize);
        // Taps that are apart do not lie side by side.
        let taps = match right {
            1 => (ALIGN / grid.pixel).min(width),
            _ => 1,
        };
        let (mut offsets, mut places) = (Vec::new(), Vec::new());
        for group in 0..grid.groups {
            for row in 0..height {
                for next in (0..width).step_by(taps) {
                    // The last step of a row ends with the window, as what lies behind need not be finite.
                    let column = next.min(width - taps);
                    let offset =
                        group * grid.group + row * down * grid.row + column * right * grid.pixel;
                    offsets.push(offset as u32);
                    places.push(Place {
                        group,
                        tap: [row, column],
                        before: next - column,
                    });
                }
            }
        }
        let mut steps = Steps {
            offsets: offsets.into(),
            places: places.into(),
            taps,
            quarters: Box::default(),
        };
        if grid.element == 1 {
            steps.quarters = steps.used_quarters(grid).collect();
        }
        steps
    }

    /// Returns the quarters of all steps that have a weight, in order.
    fn used_quarters(&self, grid: &Grid) -> impl Iterator<Item = Quarter> {
        let lanes = grid.lanes();
        let all = (0..self.len()).flat_map(|step| [0, 1, 2, 3].map(|quarter| (step, quarter)));
        all.filter(move |(step, quarter)| {
            let Place { group, before, .. } = self.places[*step];
            let side = lanes.div_ceil(LANES);
            (before..self.taps).any(|tap| {
                (0..side).any(|place| {
                    let first = tap * lanes + place * LANES;
                    let block = (group * side + place).checked_sub(grid.phase);
                    let block = block.filter(|block| *block < grid.channels.blocks());
                    let len = block.map_or(0, |block| grid.channels.block(block).len);
                    first < (quarter + 1) * QUARTER && first + len > quarter * QUARTER && len > 0
                })
            })
        })
        .map(|(step, quarter)| Quarter {
            offset: self.offsets[step] + (quarter * QUARTER) as u32,
            index: (4 * step + quarter) as u32,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.offsets.len()
    }

    /// Writes the weights of a step for the output channels `outputs`, at most 16, to `weights`: for each of the 64
    /// bytes' elements those of the outputs, and zeros where there are none. They must be zero before.
    pub(super) fn weights(
        &self,
        step: usize,
        grid: &Grid,
        source: &PackSource<'_>,
        outputs: Range<usize>,
        weights: &mut [[f32; LANES]],
    ) {
        let Place { group, tap, before } = self.places[step];
        let lanes = grid.lanes();
        let side = lanes.div_ceil(LANES);
        for at in before..self.taps {
            for place in 0..side {
                let Some(block) = (group * side + place).checked_sub(grid.phase) else {
                    continue;
                };
                if block >= grid.channels.blocks() {
                    continue;
                }
                let block = grid.channels.block(block);
                let rows = &mut weights[at * lanes + place * LANES..];
                let inputs = block.first..block.first + block.len;
                let tap = [tap[0], tap[1] + at];
                source.rows(
                    tap,
                    0,
                    inputs,
                    outputs.clone(),
                    rows.as_flattened_mut(),
                    LANES,
                );
            }
        }
    }
}
