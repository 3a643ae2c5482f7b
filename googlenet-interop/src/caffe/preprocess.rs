//! How pictures are prepared, and what names the classes, as lines of a description.

use super::graph::DataTransform;
use super::options::Options;
use crate::import::network::FlatNetwork;
use crate::import::preamble;
use googlenet_dsl::preprocess::Color;

/// The lines `preprocess` and `labels`.
pub(super) fn lines(
    options: &Options,
    transform: &DataTransform,
    network: &FlatNetwork,
) -> Result<Vec<String>, String> {
    let given = &options.preprocess;
    let [height, width, channels] = network.input;
    let mut parts = Vec::new();
    if let Some(side) = given.resize {
        let crop = match height == width {
            true => height.to_string(),
            false => format!("[{height}, {width}]"),
        };
        parts.push(format!("resize: {side}, crop: {crop}"));
    }
    let decoded = (transform.decodes && channels == 3).then_some(Color::Bgr);
    let color = given.color.or(decoded);
    parts.extend(color.map(|color| format!("color: {}", color.word())));
    let mean = match given.mean.is_empty() {
        true => &transform.mean,
        false => &given.mean,
    };
    if mean.len() > 1 && mean.len() != channels as usize {
        return Err(format!(
            "the mean has {} numbers, the input {channels} channels",
            mean.len()
        ));
    }
    let scale = given.scale.or(transform.scale);
    parts.extend(scale.map(|scale| format!("scale: {scale}")));
    let mean: Vec<String> = mean
        .iter()
        .map(|mean| (mean * scale.unwrap_or(1.0)).to_string())
        .collect();
    match &mean[..] {
        [] => {}
        [one] => parts.push(format!("mean: {one}")),
        list => parts.push(format!("mean: [{}]", list.join(", "))),
    }
    let mut lines = Vec::new();
    if !parts.is_empty() {
        lines.push(format!("preprocess: {{{}}}", parts.join(", ")));
    }
    if let Some(labels) = &options.labels {
        lines.push(preamble::labels(labels)?);
    }
    Ok(lines)
}
