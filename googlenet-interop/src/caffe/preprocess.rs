//! How images are prepared: what the prototxt says, or what the caller says instead.

use super::graph::DataTransform;
use super::options::TransformParam;
use crate::description::Images;
use googlenet_dsl::value::Color;

/// In the terms of descriptions, for an input of so many channels. Caffe subtracts the mean before it scales,
/// descriptions do so afterwards.
pub(super) fn images(given: &TransformParam, transform: &DataTransform, channels: u32) -> Images {
    let decoded = (transform.decodes && channels == 3).then_some(Color::Bgr);
    let scale = given.scale.or(transform.scale);
    let mean = match given.mean.is_empty() {
        true => &transform.mean,
        false => &given.mean,
    };
    Images {
        resize: given.resize,
        color: given.color.or(decoded),
        scale,
        mean: mean
            .iter()
            .map(|mean| mean * scale.unwrap_or(1.0))
            .collect(),
    }
}
