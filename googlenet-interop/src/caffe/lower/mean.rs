//! The subtraction of a mean picture from the network's input, as layers: each value of a map is a channel of a map of
//! one pixel, to which a summand for each channel is added.

use super::lowering::Lowering;
use crate::caffe::weights::BlobRef;
use crate::import::source::WeightSource;
use crate::import::step::{INPUT, StepId};
use googlenet_dsl::diagnostic::Span;
use googlenet_dsl::grammar::MAX_COUNT;
use googlenet_dsl::op::{ChannelScale, Reshape};
use googlenet_dsl::shape::Shape;
use std::sync::Arc;

impl Lowering<'_, '_> {
    /// Adds numbers to the network's input, one for each value in the order height, width, channels. Returns the id of
    /// the step that all layers read in place of the input; `None` if it is too large.
    pub(super) fn added(&mut self, numbers: Vec<f32>, span: Span) -> Option<StepId> {
        let Shape::Map {
            height,
            width,
            channels,
        } = self.input
        else {
            return None;
        };
        let len = numbers.len();
        let values = u32::try_from(len).ok().filter(|len| *len <= MAX_COUNT)?;
        let sizes = [1, 1, values];
        self.push_named("mean/values", span, Reshape { sizes }.into(), vec![INPUT])?;
        let op = ChannelScale {
            scale: false,
            center: true,
        };
        let line = self.last()?;
        self.push_named("mean/subtracted", span, op.into(), vec![line])?;
        let added = self.last()?;
        let numbers = BlobRef::Numbers(Arc::new(numbers));
        self.weights
            .push(WeightSource::new(added, "beta", numbers, vec![len]));
        let sizes = [height, width, channels].map(|size| size as u32);
        self.push_named("mean", span, Reshape { sizes }.into(), vec![added])?;
        self.last()
    }
}
