//! Plans of single layers that run by themselves, without fusion and outside a network.

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
    /// Regions of the inputs in the arena, into which the caller copies them before the steps run.
    pub inputs: Vec<Region>,
    /// Steps in the order in which they run: one, or two for an operation with a part in place, such as softmax.
    pub steps: Vec<Step>,
    /// Region of the result, in the arena behind the inputs.
    pub output: Region,
    /// Size of the arena for one image, inputs and result, in bytes.
    pub arena_bytes: usize,
}

impl LayerPlan {
    /// Plans an operation with inputs of these shapes and a result of the shape `output`, which is not checked. In the
    /// steps the layer has the id 0.
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

    /// Returns the regions of the inputs, with the borders that the operation reads, the region of the result, without
    /// a border, and the size of the arena in bytes for one image. All regions are in one segment of blocks of 16
    /// channels, and lie one behind the other in the arena, at multiples of [`ALIGN`] bytes.
    #[must_use]
    pub fn regions(
        op: &Op,
        inputs: &[Shape],
        output: Shape,
        options: &PlanOptions,
    ) -> (Vec<Region>, Region, usize) {
        let dtype = options.dtype;
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
