//! One layer without a network.

use super::border::border;
use super::layout::{Border, Channels, LANES, Layout};
use super::region::{Place, Region};
use super::step::Step;
use crate::op::Op;
use crate::shape::Shape;

/// How one layer runs alone.
#[derive(Debug, Clone, PartialEq)]
pub struct LayerPlan {
    /// Where its inputs are to lie, one behind the other in the arena.
    pub inputs: Vec<Region>,
    /// What to do, in order.
    pub steps: Vec<Step>,
    /// Where the result lies.
    pub output: Region,
    /// Size of the arena for one picture, in `f32` values.
    pub arena_len: usize,
}

impl LayerPlan {
    /// Plans an operation between tensors of these shapes. Steps name it as layer 0.
    pub fn new(op: &Op, inputs: &[Shape], output: Shape) -> LayerPlan {
        let (inputs, output, arena_len) = LayerPlan::regions(op, inputs, output);
        LayerPlan {
            steps: Step::of_layer(op, 0, inputs.clone(), output.clone()),
            inputs,
            output,
            arena_len,
        }
    }

    /// The regions of the inputs, with the borders that the operation reads, and of the result, one behind the other; and
    /// the arena's length.
    pub fn regions(op: &Op, inputs: &[Shape], output: Shape) -> (Vec<Region>, Region, usize) {
        let mut next = 0;
        let mut place = |shape: Shape, border: Border| {
            let layout = Layout::new(shape.spatial(), border, Channels::blocked(shape.channels()));
            let region = Region {
                place: Place::Arena,
                offset: next + layout.origin(),
                shape,
                layout: layout.into(),
            };
            next += region.layout.len().next_multiple_of(LANES);
            region
        };
        let inputs = inputs.iter().map(|shape| place(*shape, border(op, *shape)));
        let inputs = inputs.collect();
        let output = place(output, [0; 4]);
        (inputs, output, next)
    }
}
