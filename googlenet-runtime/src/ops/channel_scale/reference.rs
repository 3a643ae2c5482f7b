//! Naive scaling of channels.

use crate::ops::reference::ReferenceLayer;
use googlenet_dsl::op::ChannelScale;

pub(super) fn channel_scale(
    _op: &ChannelScale,
    layer: &ReferenceLayer<'_>,
    input: &[f64],
) -> Vec<f64> {
    let channels = layer.output_shape().channels();
    let value = |name: &str, c: usize| layer.weight(name).map(|weight| weight[c]);
    let scaled = |(at, x): (usize, &f64)| {
        let c = at % channels;
        let factor = value("gamma", c).unwrap_or(1.0);
        factor * x + value("beta", c).unwrap_or(0.0)
    };
    input.iter().enumerate().map(scaled).collect()
}
