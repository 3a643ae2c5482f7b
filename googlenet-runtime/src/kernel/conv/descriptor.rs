//! Description of the convolution to compute, independent of the algorithm.

use crate::kernel::Isa;
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::{Border, Channels, LANES, Layout, Region, reach};
use googlenet_dsl::shape::Shape;
use std::ops::Range;
use std::sync::Arc;

/// Window, groups and memory layouts of a convolution or dense layer, and the instruction set that computes it.
#[derive(Debug)]
pub(super) struct ConvDescriptor {
    pub(super) isa: Isa,
    pub(super) window: Window,
    /// Number of channel groups, as in a grouped convolution; each output channel sums over the input channels of its
    /// own group.
    pub(super) groups: usize,
    /// Number of rows and columns by which windows reach beyond the edges of the input: above, left, below, right.
    /// Contains the padding above and on the left.
    pub(super) reach: Border,
    /// Layout of the input map.
    pub(super) input: Arc<Layout>,
    /// Layout of the convolution's result. With a fused pooling, that of the map before pooling, with the block stride
    /// of one band (rows that are computed together), as the whole map is never stored.
    pub(super) output: Arc<Layout>,
    /// `true` if a maximum pooling is fused with the convolution.
    pub(super) pooled: bool,
}

impl ConvDescriptor {
    /// Creates the descriptor of a convolution whose result is stored with the layout `output`.
    pub(super) fn new(
        window: Window,
        groups: usize,
        input: &Region,
        output: &Arc<Layout>,
        isa: Isa,
    ) -> ConvDescriptor {
        let [height, width] = input.layout.size;
        let shape = Shape::map(height, width, input.layout.channels.count());
        ConvDescriptor {
            isa,
            window,
            groups,
            reach: reach(window, shape),
            input: Arc::clone(&input.layout),
            output: Arc::clone(output),
            pooled: false,
        }
    }

    /// Creates the descriptor of a convolution whose result is pooled into the region `output`. `window` is that of the
    /// convolution.
    ///
    /// # Panics
    /// Panics if the window does not fit the input.
    pub(super) fn pooled(
        window: Window,
        groups: usize,
        input: &Region,
        output: &Region,
        isa: Isa,
    ) -> ConvDescriptor {
        let map = map(window, input, &output.layout);
        ConvDescriptor {
            pooled: true,
            ..ConvDescriptor::new(window, groups, input, &map, isa)
        }
    }

    /// Returns the number of input channels and the number of output channels of one channel group.
    pub(super) fn channels_per_group(&self) -> [usize; 2] {
        [&self.input, &self.output].map(|layout| layout.channels.count() / self.groups)
    }

    /// Returns `true` if windows reach beyond an edge of the input by more rows or columns than the border in memory
    /// has there. Taps outside the input must then be skipped; in other convolutions they read the zeros of the border.
    pub(super) fn is_clipped(&self) -> bool {
        let mut sides = self.reach.iter().zip(self.input.border);
        sides.any(|(reach, border)| *reach > border)
    }

    /// Returns `true` if the result is stored in blocks of 16 channels, with or without other pixels between those of
    /// the result; `false` for NHWC.
    pub(super) fn stores_blocks(&self) -> bool {
        let slice = self.output.is_slice() && self.output.channels.is_interleaved();
        self.output.channels.lanes() == LANES && !slice
    }

    /// Returns the number of panels of at most 16 output channels.
    pub(super) fn panels(&self) -> usize {
        match self.output.channels.lanes() {
            LANES => self.output.channels.blocks(),
            _ => self.output.channels.count().div_ceil(LANES),
        }
    }

    /// Returns the range of the output channels of the panel with index `panel`: those of a block of channels, or of 16
    /// lanes in NHWC.
    pub(super) fn panel(&self, panel: usize) -> Range<usize> {
        let channels = &self.output.channels;
        match channels.lanes() {
            LANES => {
                let block = channels.block(panel);
                block.first..block.first + block.len
            }
            _ => panel * LANES..channels.count().min((panel + 1) * LANES),
        }
    }

    /// Returns the number of multiply-accumulates of one image, those with padding included.
    pub(super) fn products(&self) -> usize {
        let [inputs, _] = self.channels_per_group();
        let taps = self.window.kernel.map(|taps| taps as usize);
        self.pixels() * self.output.channels.count() * inputs * taps[0] * taps[1]
    }

    /// Returns the number of output pixels of one image, before any fused pooling.
    pub(super) fn pixels(&self) -> usize {
        self.output.size[0] * self.output.size[1]
    }
}

/// Returns the layout of the convolution's result before pooling: without border, in blocks of 16 channels, with the
/// element type of the pooled map.
fn map(window: Window, input: &Region, pooled: &Layout) -> Arc<Layout> {
    let size = window.slide("window", input.shape);
    let size = size.expect("the window fits, as the network's shapes were checked");
    let channels = match pooled.is_in_blocks() {
        true => pooled.channels.clone(),
        false => Channels::blocked(pooled.channels.count()),
    };
    Layout::new(pooled.dtype, size, [0; 4], channels).into()
}
