//! Description of a convolution, independent of the algorithm.

use crate::kernel::Isa;
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::{Border, Layout, Region, reach};
use googlenet_dsl::shape::Shape;
use std::sync::Arc;

/// Window, groups and memory layouts of a convolution or dense layer.
#[derive(Debug)]
pub(super) struct ConvDescriptor {
    pub(super) isa: Isa,
    pub(super) window: Window,
    /// Number of channel groups, as in a grouped convolution; each output channel sums over the input channels of its
    /// own group.
    pub(super) groups: usize,
    /// Number of rows and columns that the window reaches beyond each edge of the input.
    pub(super) reach: Border,
    pub(super) input: Arc<Layout>,
    pub(super) output: Arc<Layout>,
    /// `true` if a maximum pooling is fused with the convolution; `output` then describes the convolution's map before
    /// pooling.
    pub(super) pooled: bool,
}

impl ConvDescriptor {
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

    /// Creates the descriptor of a convolution whose result is pooled into the region `output`.
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

    /// Returns the number of input channels and of output channels of one group.
    pub(super) fn channels_per_group(&self) -> [usize; 2] {
        [&self.input, &self.output].map(|layout| layout.channels.count() / self.groups)
    }

    /// Returns `true` if the window reaches beyond an edge where the input has no border of that width. Taps outside
    /// the input must then be skipped.
    pub(super) fn is_clipped(&self) -> bool {
        let mut sides = self.reach.iter().zip(self.input.border);
        sides.any(|(reach, border)| *reach > border)
    }

    /// Returns the number of output pixels of one image, before any fused pooling.
    pub(super) fn pixels(&self) -> usize {
        self.output.size[0] * self.output.size[1]
    }
}

/// Returns the layout of the convolution's result before pooling: without border, with the channels of the pooled map.
fn map(window: Window, input: &Region, pooled: &Layout) -> Arc<Layout> {
    let size = window.slide("window", input.shape);
    let size = size.expect("the window fits, as the network's shapes were checked");
    Layout::new(pooled.dtype, size, [0; 4], pooled.channels.clone()).into()
}
