//! Naive scaling of channels.

use crate::Layer;
use googlenet_dsl::op::ChannelScale;

pub(super) fn channel_scale(_op: &ChannelScale, layer: &Layer, input: &[f32]) -> Vec<f32> {
    let channels = layer.output_shape().channels();
    let value = |name: &str, c: usize| {
        layer
            .weight(name)
            .map(|weight| f64::from(weight.values()[c]))
    };
    let scaled = |(at, x): (usize, &f32)| {
        let c = at % channels;
        let factor = value("gamma", c).unwrap_or(1.0);
        (factor * f64::from(*x) + value("beta", c).unwrap_or(0.0)) as f32
    };
    input.iter().enumerate().map(scaled).collect()
}
