//! The conversion of images, from what a file says about it beside its graph, and from what the graph begins with.

use super::error::ImportError;
use super::item::Affine;
use crate::import::TransformParam;
use crate::onnx::keys::PREPROCESS;
use googlenet_dsl::value::Color;
use serde_json::Value;

/// Conversion of images, for the entry `preprocess` of a description.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Conversion {
    /// The size to which images are resized: one number for the shorter side, or height and width.
    pub(super) resize: Option<Vec<u32>>,
    /// Whether the input's size is cut out of the middle.
    pub(super) crop: bool,
    pub(super) color: Color,
    pub(super) scale: f64,
    pub(super) mean: Vec<f64>,
    pub(super) std: Vec<f64>,
}

/// What a graph does to its images first, which became part of their conversion.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Beginning<'n> {
    /// Factors and summands of the channels, in the network's order.
    pub(super) normalisation: Option<&'n Affine>,
    /// Whether the network reads the channels in the other order than the file does.
    pub(super) reversed: bool,
}

/// Returns the conversion of images for an input of this height, width and channels: that of the file, followed by that
/// with which the graph begins; `None` if there is neither.
pub(super) fn conversion(
    metadata: &[(&str, &str)],
    asked: &TransformParam,
    beginning: Beginning<'_>,
    input: [u32; 3],
    warnings: &mut Vec<String>,
) -> Result<Option<Conversion>, ImportError> {
    let Some(color) = Color::of_channels(input[2]) else {
        return match *asked == TransformParam::default() {
            true => Ok(None),
            false => Err(ImportError::Description {
                reason: format!("no image has the input's {} channels", input[2]),
            }),
        };
    };
    let own = metadata.iter().find(|(key, _)| *key == PREPROCESS);
    let read = own.and_then(|(_, text)| {
        let read = json(text, input);
        if read.is_none() {
            warnings.push(format!(
                "the preprocessing of the file (`{PREPROCESS}`) cannot be read"
            ));
        }
        read
    });
    let given = read.or_else(|| words(metadata, input[2]));
    let fits = asked.check([input[0], input[1]]);
    fits.map_err(|reason| ImportError::Description { reason })?;
    let given = overridden(given, asked, color)?;
    let none = Affine {
        factor: vec![1.0],
        shift: vec![0.0],
    };
    let affine = match beginning.normalisation {
        Some(affine) => {
            warnings.push(
                "the normalisation with which the graph begins became `preprocess`: the network itself reads normalised \
                 values"
                    .to_owned(),
            );
            affine
        }
        None if beginning.reversed => &none,
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
) -> Result<Option<Conversion>, ImportError> {
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
            return Err(ImportError::Description { reason });
        }
        made.scale = scale;
        made.mean = mean.iter().map(|mean| mean * scale).collect();
        made.std = vec![1.0; channels];
    }
    Ok(Some(made))
}

fn affine_channels(affine: &Affine, channels: usize) -> [Vec<f64>; 2] {
    [&affine.factor, &affine.shift].map(|list| match list[..] {
        [one] => vec![one; channels],
        _ => list.clone(),
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

/// Reads a conversion as our exports write it.
fn json(text: &str, [height, width, channels]: [u32; 3]) -> Option<Conversion> {
    let value: Value = serde_json::from_str(text).ok()?;
    let numbers = |value: &Value| -> Option<Vec<f64>> {
        let list = value
            .as_array()?
            .iter()
            .map(|number| number.as_f64().filter(|number| number.is_finite()));
        list.collect()
    };
    let size = |value: &Value| {
        u32::try_from(value.as_u64()?)
            .ok()
            .filter(|size| (1..=100_000).contains(size))
    };
    let resize = match value.get("resize") {
        None => None,
        Some(Value::Array(list)) if list.len() == 2 => {
            Some(list.iter().map(size).collect::<Option<Vec<u32>>>()?)
        }
        Some(one) => Some(vec![size(one)?]),
    };
    let crop: Vec<u32> = value
        .get("crop")?
        .as_array()?
        .iter()
        .map(size)
        .collect::<Option<_>>()?;
    let color = match value.get("color")?.as_str()? {
        "rgb" => Color::Rgb,
        "bgr" => Color::Bgr,
        "grey" => Color::Grey,
        _ => return None,
    };
    let (mean, std) = (numbers(value.get("mean")?)?, numbers(value.get("std")?)?);
    let scale = value
        .get("scale")?
        .as_f64()
        .filter(|scale| scale.is_finite() && *scale > 0.0)?;
    let fits = [mean.len(), std.len(), color.channels() as usize] == [channels as usize; 3];
    if !fits || std.iter().any(|std| *std <= 0.0) {
        return None;
    }
    // The sizes are those of the file's input, which another one may have taken the place of.
    let is_own = crop == [height, width];
    Some(Conversion {
        resize: resize.filter(|_| is_own),
        crop: is_own,
        color,
        scale,
        mean,
        std,
    })
}

/// Reads ONNX's own entries about images.
fn words(metadata: &[(&str, &str)], channels: u32) -> Option<Conversion> {
    let word = |key: &str| {
        metadata
            .iter()
            .find(|(own, _)| *own == key)
            .map(|(_, word)| *word)
    };
    let (scale, mean) = match word("Image.NominalPixelRange")? {
        "NominalRange_0_255" => (1.0, 0.0),
        "Normalized_0_1" => (1.0 / 255.0, 0.0),
        "Normalized_1_1" => (1.0 / 127.5, 1.0),
        _ => return None,
    };
    let color = match word("Image.BitmapPixelFormat") {
        Some("Rgb8") => Color::Rgb,
        Some("Bgr8") => Color::Bgr,
        Some("Gray8") => Color::Grey,
        _ => return None,
    };
    (color.channels() == channels).then(|| Conversion {
        resize: None,
        crop: false,
        color,
        scale,
        mean: vec![mean; channels as usize],
        std: vec![1.0; channels as usize],
    })
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
    pub(super) fn text(&self, [height, width, _]: [u32; 3]) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_normalisation_stands_behind_the_conversion() {
        let affine = Affine {
            factor: vec![2.0],
            shift: vec![-1.0],
        };
        let beginning = Beginning {
            normalisation: Some(&affine),
            reversed: false,
        };
        let none = TransformParam::default();
        let made = conversion(&[], &none, beginning, [8, 8, 1], &mut Vec::new());
        let made = made.expect("an order").expect("one");
        assert_eq!(
            made.text([8, 8, 1]),
            "{color: grey, scale: 0.00392156862745098, mean: 0.5, std: 0.5}"
        );
        let range = [
            ("Image.NominalPixelRange", "Normalized_1_1"),
            ("Image.BitmapPixelFormat", "Gray8"),
        ];
        let made = conversion(&range, &none, beginning, [8, 8, 1], &mut Vec::new());
        let made = made.expect("an order").expect("one");
        // ((v / 127.5 - 1) * 2 - 1 is (v / 127.5 - 1.5) / 0.5.
        assert_eq!((made.mean, made.std), (vec![1.5], vec![0.5]));
    }
}
