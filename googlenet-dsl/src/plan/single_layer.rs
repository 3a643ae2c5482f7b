//! Plans of single layers that run outside a network.

use super::border::border;
use super::layout::{ALIGN, Border, Channels, Layout};
use super::options::PlanOptions;
use super::region::{Place, Region};
use super::step::Step;
use crate::op::Op;
use crate::shape::Shape;

/// The steps and memory of one layer that runs by itself, outside a network.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LayerPlan {
    /// Regions of the inputs, one behind the other in the arena, into which the caller copies them.
    pub inputs: Vec<Region>,
    /// Steps in the order in which they run.
    pub steps: Vec<Step>,
    /// Region of the result.
    pub output: Region,
    /// Size of the arena for one image, in bytes.
    pub arena_bytes: usize,
}

impl LayerPlan {
    /// Plans an operation with inputs and output of these shapes. The steps name its layer 0.
    #[must_use]
    pub fn new(op: &Op, inputs: &[Shape], output: Shape, options: &PlanOptions) -> LayerPlan {
        let (inputs, output, arena_bytes) = LayerPlan::regions(op, inputs, output, options);
        LayerPlan {
            steps: Step::of_layer(op, 0, inputs.clone(), output.clone()),
            inputs,
            output,
            arena_bytes,
        }
    }

    /// Returns the regions of the inputs, with the borders that the operation reads, the region of the result, and the
    /// size of the arena in bytes. All regions are in blocks of 16 channels, one behind the other in the arena.
    #[must_use]
    pub fn regions(
        op: &Op,
        inputs: &[Shape],
        output: Shape,
        options: &PlanOptions,
    ) -> (Vec<Region>, Region, usize) {
        let PlanOptions { dtype } = *options;
        let mut next = 0;
        let mut place = |shape: Shape, border: Border| {
            let channels = Channels::blocked(shape.channels());
            let layout = Layout::new(dtype, shape.spatial(), border, channels);
            let region = Region {
                place: Place::Arena,
                offset: next + layout.origin_bytes(),
                shape,
                layout: layout.into(),
            };
            next += region.layout.bytes().next_multiple_of(ALIGN);
            region
        };
        let inputs = inputs.iter().map(|shape| place(*shape, border(op, *shape)));
        let inputs = inputs.collect();
        let output = place(output, [0; 4]);
        (inputs, output, next)
    }
}
