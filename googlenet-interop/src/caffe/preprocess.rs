//! The preparation of images for a description: the settings of the prototxt, overridden by those of the caller.

use super::graph::DataTransform;
use crate::description::Images;
use crate::import::TransformParam;
use googlenet_dsl::value::Color;

/// Combines the caller's settings `given` with the data layer's settings `transform` to the settings of a description.
/// `channels` is the number of channels of the network's input. The mean is multiplied by the scale, as Caffe subtracts
/// the mean before the scaling, and a description after it. The number of values of the mean is not checked.
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
