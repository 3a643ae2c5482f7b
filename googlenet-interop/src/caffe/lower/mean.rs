//! The subtraction of a mean picture from the network's input, as layers: a dense layer whose kernel is zero makes the same
//! values of each image.

use super::lowering::Lowering;
use crate::caffe::weights::BlobRef;
use crate::import::source::WeightSource;
use crate::import::step::{INPUT, StepId};
use googlenet_dsl::diagnostic::Span;
use googlenet_dsl::grammar::MAX_COUNT;
use googlenet_dsl::op::{Activation, Add, Dense, GlobalAvgPool, Reshape, Slice};
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
        let units = u32::try_from(len).ok().filter(|len| *len <= MAX_COUNT)?;
        let mut at = INPUT;
        if channels > 1 {
            let channels = [0, 1];
            self.push_named("mean/channel", span, Slice { channels }.into(), vec![at])?;
            at = self.last()?;
        }
        self.push_named("mean/value", span, GlobalAvgPool {}.into(), vec![at])?;
        at = self.last()?;
        let op = Dense {
            units,
            bias: true,
            activation: Activation::None,
            l2: 0.0,
        };
        self.push_named("mean/pixels", span, op.into(), vec![at])?;
        at = self.last()?;
        let zeros = BlobRef::Same { value: 0.0, len };
        let kernel = WeightSource::new(at, "kernel", zeros, vec![1, len]);
        let numbers = BlobRef::Numbers(Arc::new(numbers));
        let bias = WeightSource::new(at, "bias", numbers, vec![len]);
        self.weights.extend([kernel, bias]);
        let sizes = [height, width, channels].map(|size| size as u32);
        self.push_named("mean/picture", span, Reshape { sizes }.into(), vec![at])?;
        at = self.last()?;
        let op = Add {
            scale: Vec::new().into(),
        };
        self.push_named("mean", span, op.into(), vec![INPUT, at])?;
        self.last()
    }
}
