//! Gradients of grouped convolutions whose groups have fewer outputs than a panel has lanes, depthwise ones above all:
//! lane by lane, each multiplied by the input of its own group.
//!
//! For each panel of outputs and each input of a group, the inputs of all lanes are copied side by side, with zeros
//! around the map, and register tiles read them under some taps of the window.

use super::WeightGradient;
use super::columns::Source;
use super::lane_product::{LaneProduct, lane_product, most_taps};
use super::patches::Patch;
use super::product::{Loop, joined};
use super::tiles::sizes;
use crate::kernel::arch::MAX_LINE;
use crate::kernel::gradient::SharedValues;
use crate::kernel::{Isa, Worker};
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::{ChannelBlock, LANES, Layout};
use std::ops::Range;

/// Largest number of values that a thread copies at a time. Windows that reach over more are not computed lane by lane.
const MOST_VALUES: usize = 1 << 18;

/// A grouped convolution whose gradient is computed lane by lane.
#[derive(Debug)]
pub(super) struct Lanes {
    panels: Vec<LanePanel>,
    /// Number of inputs of a group.
    inputs: usize,
    /// Taps of the register tiles.
    tiles: Vec<Range<usize>>,
    /// Distance of each tap from the window's first in the copied inputs, in values.
    taps: Vec<usize>,
    /// Number of rows and columns of the input under the windows of a patch, at most.
    copied: [usize; 2],
    /// Number of copied values.
    len: usize,
    /// Number of rows and columns of the padding before the input.
    before: [isize; 2],
}

#[derive(Debug)]
struct LanePanel {
    channels: ChannelBlock,
    /// Where the inputs of the lanes lie, for each input of a group.
    sources: Vec<Lane>,
}

/// Distances of the values of a panel's lanes from the first channel of a pixel, in values.
#[derive(Debug)]
struct Lane {
    offsets: [usize; LANES],
    /// Whether they are a block.
    is_block: bool,
}

impl Lanes {
    /// Returns how a gradient is computed lane by lane; `None` if it is better computed by tiles of several inputs. `most`
    /// is the size of a patch.
    pub(super) fn new(
        window: Window,
        groups: usize,
        [input, gradient]: [&Layout; 2],
        most: [usize; 3],
        isa: Isa,
    ) -> Option<Lanes> {
        let [inputs, outputs] = [input, gradient].map(|layout| layout.channels.count() / groups);
        if groups == 1 || outputs >= LANES {
            return None;
        }
        let [images, rows, columns] = most;
        let size = |axis: usize, outputs: usize| {
            let steps = (outputs - 1).checked_mul(window.stride[axis] as usize)?;
            steps.checked_add(window.axis(axis).reach())
        };
        let copied = [size(0, rows)?, size(1, columns)?];
        let values = copied[0].checked_mul(copied[1])?.checked_mul(LANES)?;
        let len = values.checked_mul(images)?;
        if len > MOST_VALUES {
            return None;
        }
        let [tap_rows, tap_columns] = window.kernel.map(|taps| taps as usize);
        let [down, right] = window.dilation.map(|step| step as usize);
        let taps = (0..tap_rows * tap_columns).map(|tap| {
            let (row, column) = (tap / tap_columns, tap % tap_columns);
            (row * down * copied[1] + column * right) * LANES
        });
        let mut end = 0;
        let tiles = sizes(tap_rows * tap_columns, most_taps(isa)).into_iter();
        let tiles = tiles.map(|size| {
            end += size;
            end - size..end
        });
        let panels = gradient.channels.iter().map(|channels| LanePanel {
            channels,
            sources: (0..inputs)
                .map(|of| Lane::new(input, &channels, |channel| channel / outputs * inputs + of))
                .collect(),
        });
        Some(Lanes {
            panels: panels.collect(),
            inputs,
            tiles: tiles.collect(),
            taps: taps.collect(),
            copied,
            len,
            before: [0, 1].map(|axis| window.axis(axis).padding(input.size[axis])[0] as isize),
        })
    }

    /// Returns the number of values that a thread copies.
    pub(super) fn len(&self) -> usize {
        self.len
    }

    /// Computes one thread's share of the gradient.
    pub(super) fn run(
        &self,
        of: &WeightGradient,
        worker: &Worker<'_>,
        [input, gradient]: [Source; 2],
        kernel: SharedValues<'_>,
    ) {
        let images = worker.run.images();
        let work = self.panels.len() * self.inputs * self.tiles.len();
        let share = worker.part(work);
        let copied = worker.scratch(self.len);
        let outputs = of.gradient.channels.count();
        for (at, panel) in self.panels.iter().enumerate() {
            for (patch_at, patch) in of.patches.of(images).enumerate() {
                for (source_at, source) in panel.sources.iter().enumerate() {
                    let first = (at * self.inputs + source_at) * self.tiles.len();
                    let own = |bound: usize| bound.saturating_sub(first).min(self.tiles.len());
                    let tiles = &self.tiles[own(share.start)..own(share.end)];
                    if tiles.is_empty() {
                        continue;
                    }
                    // SAFETY: the regions were checked, and the plan lets a step read only results of earlier phases; the
                    // scratch memory has room and is the thread's own.
                    unsafe { self.copy(of, input, source, &patch, copied) };
                    for tile in tiles {
                        let mut taps = [0; MAX_LINE];
                        taps[..tile.len()].copy_from_slice(&self.taps[tile.clone()]);
                        let to = (tile.start * self.inputs + source_at) * outputs;
                        let args = LaneProduct {
                            input: copied,
                            taps,
                            gradient: self.pixel(of, gradient, panel, &patch),
                            loops: self.loops(of, gradient, &patch),
                            to: kernel.start().wrapping_add(to + panel.channels.first),
                            row: self.inputs * outputs,
                            len: panel.channels.len,
                            add: patch_at > 0,
                        };
                        // SAFETY: the copied values reach as far as the windows of the patch; its pixels and the panel lie
                        // inside the region, and the lanes inside the result; each tile of a panel and input is computed by
                        // one thread only; the processor has the instruction set, as its features were detected before
                        // `isa` was chosen.
                        unsafe { lane_product(of.isa, tile.len())(&args) };
                    }
                }
            }
        }
    }

    /// Returns the address of the lanes of a panel in the first pixel of a patch.
    fn pixel(
        &self,
        of: &WeightGradient,
        gradient: Source,
        panel: &LanePanel,
        patch: &Patch,
    ) -> *const f32 {
        let pixel = [patch.rows.start, patch.columns.start].map(|at| at as isize);
        let pixel = gradient.pixel(patch.images.start, pixel);
        pixel.wrapping_add(panel.channels.block * of.gradient.block_stride)
    }

    /// Returns the loops over the pixels of a patch.
    fn loops(&self, of: &WeightGradient, gradient: Source, patch: &Patch) -> [Loop; 3] {
        let [rows, columns] = self.copied;
        let pixel = |count: usize, input: usize, gradient: usize| Loop {
            count,
            input: input * LANES,
            gradient,
        };
        joined([
            pixel(patch.images.len(), rows * columns, gradient.image_stride),
            pixel(
                patch.rows.len(),
                of.stride[0] * columns,
                gradient.row_stride,
            ),
            pixel(patch.columns.len(), of.stride[1], gradient.pixel_stride),
        ])
    }

    /// Copies the inputs of the lanes under the windows of a patch to `to`, with zeros outside the map.
    ///
    /// # Safety
    /// `input` must be valid for the input; `to` must have room for [`Lanes::len`] values that no other code accesses.
    unsafe fn copy(
        &self,
        of: &WeightGradient,
        input: Source,
        source: &Lane,
        patch: &Patch,
        to: *mut f32,
    ) {
        let first = [patch.rows.start, patch.columns.start];
        let [top, left] =
            [0, 1].map(|axis| (first[axis] * of.stride[axis]) as isize - self.before[axis]);
        let [rows, columns] = self.copied;
        let inside = |first: isize, len: usize, size: usize| {
            let start = (-first).clamp(0, len as isize);
            start..(size as isize - first).clamp(start, len as isize)
        };
        let x = inside(left, columns, of.input.size[1]);
        for (at, image) in patch.images.clone().enumerate() {
            for row in 0..rows {
                let to = to.wrapping_add((at * rows + row) * columns * LANES);
                // SAFETY: the patch has no more images than there is room for.
                let to = unsafe { std::slice::from_raw_parts_mut(to, columns * LANES) };
                let y = top + row as isize;
                if y < 0 || y >= of.input.size[0] as isize || x.is_empty() {
                    to.fill(0.0);
                    continue;
                }
                let (start, end) = (x.start as usize, x.end as usize);
                to[..start * LANES].fill(0.0);
                to[end * LANES..].fill(0.0);
                let mut from = input.pixel(image, [y, left + x.start]);
                for to in to[start * LANES..end * LANES].chunks_exact_mut(LANES) {
                    // SAFETY: the pixel lies inside the map, and the offsets inside the channels of a pixel.
                    unsafe { source.copy(from, to) };
                    from = from.wrapping_add(input.pixel_stride);
                }
            }
        }
    }
}

impl Lane {
    /// Returns the offsets of the inputs of the lanes of a block of outputs; `source` returns the index of an output's
    /// input.
    fn new(input: &Layout, channels: &ChannelBlock, source: impl Fn(usize) -> usize) -> Lane {
        let offset = |channel: usize| {
            let block = input.channels.holding(channel);
            block.block * input.block_stride + channel - block.first
        };
        let first = source(channels.first);
        // Lanes without a channel get any value.
        let mut offsets = [offset(first); LANES];
        for (lane, to) in offsets.iter_mut().enumerate().take(channels.len) {
            *to = offset(source(channels.first + lane));
        }
        let mut pairs = offsets[..channels.len].iter().enumerate();
        let is_block = input.is_in_blocks()
            && input.channels.holding(first).first == first
            && pairs.all(|(lane, offset)| *offset == offsets[0] + lane);
        Lane { offsets, is_block }
    }

    /// Copies the lanes' values of a pixel.
    ///
    /// # Safety
    /// `from` must be the address of the first channel of a pixel of the input.
    #[inline(always)]
    unsafe fn copy(&self, from: *const f32, to: &mut [f32]) {
        if self.is_block {
            // SAFETY: the caller guarantees the pixel, of which a block has 16 lanes.
            let from = unsafe { std::slice::from_raw_parts(from.add(self.offsets[0]), LANES) };
            to.copy_from_slice(from);
            return;
        }
        for (to, offset) in to.iter_mut().zip(self.offsets) {
            // SAFETY: the caller guarantees the pixel, of which these are channels.
            *to = unsafe { *from.add(offset) };
        }
    }
}
