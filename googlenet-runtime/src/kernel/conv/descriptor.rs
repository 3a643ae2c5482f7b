//! What a product computes, whatever the algorithm.

use crate::kernel::Isa;
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::{Border, Layout, Region, reach};
use googlenet_dsl::shape::Shape;
use std::sync::Arc;

/// What is to be computed, and between which memories.
#[derive(Debug)]
pub(super) struct ConvDescriptor {
    pub(super) isa: Isa,
    pub(super) window: Window,
    /// Parts of the channels; the outputs of a part sum over its inputs alone.
    pub(super) groups: usize,
    /// How far the window reaches beyond the edges of the input.
    pub(super) reach: Border,
    pub(super) input: Arc<Layout>,
    pub(super) output: Arc<Layout>,
    /// Whether the outputs are pooled.
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

    /// A convolution whose outputs are pooled into `output`.
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

    /// The input channels of a part, and its outputs.
    pub(super) fn channels_per_group(&self) -> [usize; 2] {
        [&self.input, &self.output].map(|layout| layout.channels.count() / self.groups)
    }

    /// Whether the input has no border to read where the window reaches over its edges.
    pub(super) fn is_clipped(&self) -> bool {
        let mut sides = self.reach.iter().zip(self.input.border);
        sides.any(|(reach, border)| *reach > border)
    }

    /// Output pixels of an image.
    pub(super) fn pixels(&self) -> usize {
        self.output.size[0] * self.output.size[1]
    }
}

/// The map of a convolution by `window` that is pooled, with the channels of the pooled one.
fn map(window: Window, input: &Region, pooled: &Layout) -> Arc<Layout> {
    let size = window.slide("window", input.shape);
    let size = size.expect("the window fits, as the network's shapes were checked");
    Layout::new(pooled.dtype, size, [0; 4], pooled.channels.clone()).into()
}
