//! What a file says about a network beside its graph: the names of its classes, and the conversion of images.

use super::error::Error;
use crate::onnx::keys::{NAMES, PREPROCESS};
use crate::onnx::proto::StringStringEntryProto;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::labels::expected_lines;
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::{Color, Preprocess};
use serde_json::Value;

/// What a file says about a network beside its graph, as entries of `metadata_props`.
///
/// Besides [`NAMES`] and [`PREPROCESS`], a file has ONNX's own entries about images if their words say exactly what the
/// conversion does: `Image.BitmapPixelFormat` (`Rgb8`, `Bgr8` or `Gray8`), `Image.ColorSpaceGamma` (`SRGB`) and
/// `Image.NominalPixelRange` (`NominalRange_0_255`, `Normalized_0_1` or `Normalized_1_1`). Its input is then denoted as
/// `IMAGE`. With other means and factors, such as those of ImageNet, it has none of the three.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Metadata {
    /// Names of the classes in the order of the first output's values; `None` if they have none.
    pub labels: Option<Vec<String>>,
    /// Conversion of images to the network's input; `None` if the description gives none.
    pub preprocess: Option<Preprocess>,
}

impl Metadata {
    /// Checks that class names and preprocessing fit a network.
    ///
    /// # Errors
    /// [`Error::Labels`] or [`Error::Preprocess`].
    pub(super) fn check(&self, graph: &Graph) -> Result<(), Error> {
        if let Some(labels) = &self.labels {
            let (expected, got) = (expected_lines(graph), labels.len());
            if !expected
                .as_ref()
                .is_some_and(|expected| expected.contains(&got))
            {
                return Err(Error::Labels { expected, got });
            }
        }
        match &self.preprocess {
            Some(preprocess) if !fits(preprocess, graph.shape(0)) => Err(Error::Preprocess),
            _ => Ok(()),
        }
    }

    /// Returns the entries, in a fixed order.
    pub(super) fn entries(&self) -> Vec<StringStringEntryProto> {
        let labels = self.labels.as_ref();
        let names = labels.map(|labels| (NAMES, Value::from(labels.clone()).to_string()));
        let preprocess = self.preprocess.as_ref();
        let own = preprocess.map(|preprocess| (PREPROCESS, preprocess.written()));
        let image = preprocess.and_then(image).into_iter().flatten();
        let image = image.map(|(key, word)| (key, word.to_owned()));
        let all = names.into_iter().chain(own).chain(image);
        all.map(|(key, value)| StringStringEntryProto {
            key: Some(key.to_owned()),
            value: Some(value),
        })
        .collect()
    }

    /// Returns whether ONNX's words for images say what the conversion does.
    pub(super) fn is_image(&self) -> bool {
        self.preprocess.as_ref().and_then(image).is_some()
    }
}

/// Returns whether a conversion makes values of an input's shape, with numbers that can be written.
fn fits(preprocess: &Preprocess, input: Shape) -> bool {
    let Preprocess {
        crop: [high, wide],
        color,
        scale,
        mean,
        std,
        ..
    } = preprocess;
    let made = Shape::Map {
        height: *high as usize,
        width: *wide as usize,
        channels: color.channels() as usize,
    };
    let numbers = mean.iter().chain(&**std).chain([scale]);
    input == made
        && [mean.len(), std.len()] == [color.channels() as usize; 2]
        && numbers.into_iter().all(|number| number.is_finite())
}

/// Returns ONNX's entries about images; `None` if it has no word for the range of the input's values.
fn image(preprocess: &Preprocess) -> Option<[(&'static str, &'static str); 3]> {
    const RANGES: [(&str, [f64; 2]); 3] = [
        ("NominalRange_0_255", [0.0, 255.0]),
        ("Normalized_0_1", [0.0, 1.0]),
        ("Normalized_1_1", [-1.0, 1.0]),
    ];
    /// Largest difference to a bound, as a share of the range, so that 0.0039216 counts as 1/255.
    const NEAR: f64 = 1e-4;
    let range = RANGES.iter().find(|(_, bounds)| {
        let near = NEAR * (bounds[1] - bounds[0]);
        let channels = preprocess.mean.iter().zip(&*preprocess.std);
        channels.into_iter().all(|(mean, std)| {
            [0.0, 255.0].iter().zip(bounds).all(|(value, bound)| {
                ((value * preprocess.scale - mean) / std - bound).abs() <= near
            })
        })
    });
    let format = match preprocess.color {
        Color::Rgb => "Rgb8",
        Color::Bgr => "Bgr8",
        Color::Grey => "Gray8",
        _ => googlenet_dsl::no_other_variant!(Color, 3),
    };
    Some([
        ("Image.BitmapPixelFormat", format),
        ("Image.ColorSpaceGamma", "SRGB"),
        ("Image.NominalPixelRange", range?.0),
    ])
}
