//! Gradients of the weights of convolutions and dense layers.
//!
//! The gradient of a kernel is a matrix product: a row for each tap of the window and input channel, a column for each
//! output channel, summed over the pixels of all images. Register tiles compute some rows times some panels of 16 output
//! channels, for one patch of pixels after the other, and add each patch's sums to the result. Threads divide the tiles
//! among themselves. Taps that lie outside the map are skipped, so that no border is read.

mod columns;
mod patches;
mod product;
mod run;
mod tiles;

#[cfg(test)]
mod tests;

use crate::kernel::Isa;
use columns::Columns;
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::{ALIGN, Layout, Region};
use patches::Patches;
use std::ops::Range;
use std::sync::Arc;
use tiles::{PanelGroup, Tile};

/// The gradient of the kernel of a convolution or dense layer, prepared for the layouts of the input and of the gradient
/// of the result.
#[derive(Debug)]
pub(crate) struct WeightGradient {
    isa: Isa,
    stride: [usize; 2],
    input: Arc<Layout>,
    gradient: Arc<Layout>,
    /// Taps of the window along height and width.
    taps: [Vec<Tap>; 2],
    /// How the taps of a row of the window are taken together, if they are.
    columns: Option<Columns>,
    panel_groups: Vec<PanelGroup>,
    tiles: Vec<Tile>,
    patches: Patches,
    /// Number of patches that all panel groups go through before the next ones, so that their inputs stay in the
    /// second-level cache.
    resident: usize,
    /// Number of values of the result.
    len: usize,
}

/// A tap of the window along one axis.
#[derive(Debug, Clone)]
struct Tap {
    /// Index of the input under the tap of the first output; negative if it lies outside the map.
    first: isize,
    /// Outputs whose tap lies inside the map.
    outputs: Range<usize>,
}

/// Size, in bytes, of the inputs that are to stay in the second-level cache.
const RESIDENT: usize = 1 << 19;

impl WeightGradient {
    /// Prepares the gradient of the kernel of a convolution with that window and that many channel groups. Only the
    /// layouts of the regions are used: of the input in blocks of channels or NHWC, of the gradient of the result in
    /// blocks.
    ///
    /// # Panics
    /// Panics if the gradient is not in blocks, or if the sizes do not fit.
    pub(crate) fn new(
        window: Window,
        groups: usize,
        input: &Region,
        gradient: &Region,
        isa: Isa,
    ) -> WeightGradient {
        let (input, gradient) = (Arc::clone(&input.layout), Arc::clone(&gradient.layout));
        assert!(gradient.is_in_blocks(), "the gradient is in blocks");
        let counts = [&input, &gradient].map(|layout| layout.channels.count());
        assert!(
            counts.iter().all(|count| count.is_multiple_of(groups)),
            "groups have equal numbers of channels"
        );
        let stride = window.stride.map(|step| step as usize);
        let mut taps = [0, 1].map(|axis| Tap::of(window, axis, &input, &gradient));
        let patches = Patches::new(gradient.size, tiles::most_panels_of(groups, &gradient, isa));
        let columns = Columns::new(window, groups, &input, &gradient, patches.most());
        if let Some(columns) = &columns {
            taps[1] = vec![columns.tap()];
        }
        let (panel_groups, tiles) =
            tiles::tiles(window, groups, [&input, &gradient], columns.as_ref(), isa);
        let [images, rows, columns_of] = patches.most();
        let pixels = images * rows * stride[0] * columns_of * stride[1];
        let bytes = pixels * counts[0] * size_of::<f32>();
        let taps_of = window.kernel.map(|taps| taps as usize);
        let len = taps_of[0] * taps_of[1] * counts[0] / groups * counts[1];
        WeightGradient {
            isa,
            stride,
            taps,
            panel_groups,
            tiles,
            patches,
            resident: match columns {
                Some(_) => 1,
                None => (RESIDENT.max(len * size_of::<f32>()) / bytes).max(1),
            },
            columns,
            len,
            input,
            gradient,
        }
    }

    /// Returns the number of bytes of private scratch memory that each thread needs, a multiple of [`ALIGN`].
    pub(crate) fn scratch_bytes(&self) -> usize {
        let len = self.columns.as_ref().map_or(0, Columns::len);
        (len * size_of::<f32>()).next_multiple_of(ALIGN)
    }
}

impl Tap {
    fn of(window: Window, axis: usize, input: &Layout, gradient: &Layout) -> Vec<Tap> {
        let [stride, dilation] = [window.stride, window.dilation].map(|of| of[axis] as usize);
        let (inputs, outputs) = (input.size[axis], gradient.size[axis]);
        let [before, _] = window.axis(axis).padding(inputs);
        let tap = |tap: usize| {
            let at = tap * dilation;
            let start = before.saturating_sub(at).div_ceil(stride).min(outputs);
            let end = (inputs + before).saturating_sub(at).div_ceil(stride);
            Tap {
                first: at as isize - before as isize,
                outputs: start..end.clamp(start, outputs),
            }
        };
        (0..window.kernel[axis] as usize).map(tap).collect()
    }

    /// Returns those of a range of outputs whose tap lies inside the map.
    fn within(&self, outputs: &Range<usize>) -> Range<usize> {
        let start = self.outputs.start.max(outputs.start);
        start..self.outputs.end.min(outputs.end).max(start)
    }

    /// Returns the index of the input under the tap of an output.
    fn input(&self, output: usize, stride: usize) -> isize {
        (output * stride) as isize + self.first
    }
}
