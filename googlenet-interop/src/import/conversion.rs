//! The conversion of images: what a file says about it, what the caller asks for, and what a graph begins with.

use super::images::TransformParam;
use googlenet_dsl::value::Color;

/// Conversion of images, for the entry `preprocess` of a description.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Conversion {
    /// The size to which images are resized: one number for the shorter side, or height and width.
    pub(crate) resize: Option<Vec<u32>>,
    /// Whether the input's size is cut out of the middle.
    pub(crate) crop: bool,
    pub(crate) color: Color,
    pub(crate) scale: f64,
    pub(crate) mean: Vec<f64>,
    pub(crate) std: Vec<f64>,
}

/// What a graph does to its images first, which became part of their conversion.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Beginning<'n> {
    /// Factors and summands, each one for all channels or one for each, in the network's order.
    pub(crate) normalisation: Option<[&'n [f64]; 2]>,
    /// Whether the network reads the channels in the other order than the file does.
    pub(crate) reversed: bool,
}

/// Returns the conversion of images that a file says, `given`, with what the caller asks for in its place, followed by
/// that with which the graph begins; `None` if there is none of them. The input has this height, width and channels,
/// which are those of images of the order `color`.
///
/// # Errors
/// Returns the reason why what the caller asks for does not suit the input.
pub(crate) fn conversion(
    given: Option<Conversion>,
    asked: &TransformParam,
    beginning: Beginning<'_>,
    color: Color,
    input: [u32; 3],
    warnings: &mut Vec<String>,
) -> Result<Option<Conversion>, String> {
    asked.check([input[0], input[1]])?;
    let given = overridden(given, asked, color)?;
    let affine = match beginning.normalisation {
        Some(affine) => {
            warnings.push(
                "the normalisation with which the graph begins became `preprocess`: the network itself reads normalised \
                 values"
                    .to_owned(),
            );
            affine
        }
        None if beginning.reversed => [&[1.0][..], &[0.0][..]],
        None => return Ok(given),
    };
    let [factor, shift] = affine_channels(affine, input[2] as usize);
    let given = given.unwrap_or_else(|| Conversion {
        resize: None,
        crop: false,
        color,
        scale: if is_of_bytes(&factor, &shift) {
            1.0
        } else {
            1.0 / 255.0
        },
        mean: vec![0.0; factor.len()],
        std: vec![1.0; factor.len()],
    });
    let given = match beginning.reversed {
        true => {
            let given = given.reversed();
            warnings.push(format!(
                "the exchange of red and blue with which the graph begins became `preprocess`: the network itself reads \
                 channels in the order `{}`",
                given.color.as_str()
            ));
            given
        }
        false => given,
    };
    let std: Vec<f64> = given
        .std
        .iter()
        .zip(&factor)
        .map(|(std, factor)| std / factor)
        .collect();
    let mean = given
        .mean
        .iter()
        .zip(std.iter().zip(&shift))
        .map(|(mean, (std, shift))| mean - shift * std);
    Ok(Some(Conversion {
        mean: mean.collect(),
        std,
        ..given
    }))
}

/// Returns the conversion `of_file` with what the caller asks for in its place; `None` if there is neither.
fn overridden(
    of_file: Option<Conversion>,
    asked: &TransformParam,
    color: Color,
) -> Result<Option<Conversion>, String> {
    if *asked == TransformParam::default() {
        return Ok(of_file);
    }
    let channels = color.channels() as usize;
    let mut made = of_file.unwrap_or_else(|| Conversion {
        resize: None,
        crop: false,
        color,
        scale: 1.0,
        mean: vec![0.0; channels],
        std: vec![1.0; channels],
    });
    if let Some(side) = asked.resize {
        (made.resize, made.crop) = (Some(vec![side]), true);
    }
    made.color = asked.color.unwrap_or(made.color);
    if !asked.mean.is_empty() || asked.scale.is_some() {
        let scale = asked.scale.unwrap_or(1.0);
        let mean = match asked.mean[..] {
            [] => vec![0.0; channels],
            [one] => vec![one; channels],
            _ => asked.mean.clone(),
        };
        if mean.len() != channels {
            let reason = format!(
                "the mean has {} numbers, the input {channels} channels",
                mean.len()
            );
            return Err(reason);
        }
        made.scale = scale;
        made.mean = mean.iter().map(|mean| mean * scale).collect();
        made.std = vec![1.0; channels];
    }
    Ok(Some(made))
}

fn affine_channels(affine: [&[f64]; 2], channels: usize) -> [Vec<f64>; 2] {
    affine.map(|list| match list {
        [one] => vec![*one; channels],
        _ => list.to_vec(),
    })
}

/// Returns whether a normalisation is one of values from 0 to 255, not from 0 to 1: its mean is above 1, or, without a
/// mean, its factor is small.
fn is_of_bytes(factor: &[f64], shift: &[f64]) -> bool {
    let means = factor
        .iter()
        .zip(shift)
        .map(|(factor, shift)| (shift / factor).abs());
    let largest = means.fold(0.0, f64::max);
    match largest > 0.0 {
        true => largest > 1.0,
        false => factor.iter().all(|factor| *factor < 0.1),
    }
}

impl Conversion {
    /// Returns the conversion to images with their channels in the other order.
    fn reversed(mut self) -> Conversion {
        self.color = match self.color {
            Color::Rgb => Color::Bgr,
            Color::Bgr => Color::Rgb,
            other => other,
        };
        self.mean.reverse();
        self.std.reverse();
        self
    }

    /// Formats the conversion as the value of `preprocess`, for an input of this height and width.
    pub(crate) fn text(&self, [height, width, _]: [u32; 3]) -> String {
        let size = |size: &[u32]| match size {
            [one] => one.to_string(),
            [a, b] if a == b => format!("[{a}, {b}]"),
            list => format!("{list:?}"),
        };
        let list = |list: &[f64]| match list {
            [first, rest @ ..] if rest.iter().all(|other| other == first) => first.to_string(),
            list => {
                let list: Vec<String> = list.iter().map(f64::to_string).collect();
                format!("[{}]", list.join(", "))
            }
        };
        let mut parts = Vec::new();
        parts.extend(
            self.resize
                .as_ref()
                .map(|resize| format!("resize: {}", size(resize))),
        );
        if self.crop {
            let crop = if height == width {
                height.to_string()
            } else {
                format!("[{height}, {width}]")
            };
            parts.push(format!("crop: {crop}"));
        }
        parts.push(format!("color: {}", self.color.as_str()));
        parts.push(format!("scale: {}", self.scale));
        if self.mean.iter().any(|mean| *mean != 0.0) {
            parts.push(format!("mean: {}", list(&self.mean)));
        }
        if self.std.iter().any(|std| *std != 1.0) {
            parts.push(format!("std: {}", list(&self.std)));
        }
        format!("{{{}}}", parts.join(", "))
    }
}
