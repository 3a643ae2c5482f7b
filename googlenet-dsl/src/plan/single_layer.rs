//! One layer without a network.

use super::border::border;
use super::layout::{ALIGN, Border, Channels, Layout};
use super::options::PlanOptions;
use super::region::{Place, Region};
use super::step::Step;
use crate::op::Op;
use crate::shape::Shape;

/// How one layer runs alone.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct LayerPlan {
    /// Where its inputs are to lie, one behind the other in the arena.
    pub inputs: Vec<Region>,
    /// What to do, in order.
    pub steps: Vec<Step>,
    /// Where the result lies.
    pub output: Region,
    /// Size of the arena for one image, in bytes.
    pub arena_bytes: usize,
}

impl LayerPlan {
    /// Plans an operation between tensors of these shapes. Steps name it as layer 0.
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

    /// The regions of the inputs, with the borders that the operation reads, and of the result, one behind the other; and
    /// the arena's size in bytes.
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
