//! The conversion of images, from what a file says about it beside its graph, and from what the graph begins with.

use super::error::ImportError;
use crate::import::TransformParam;
use crate::import::conversion::{self, Beginning, Conversion};
use crate::onnx::keys::PREPROCESS;
use googlenet_dsl::value::Color;
use serde_json::Value;

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
    let made = conversion::conversion(given, asked, beginning, color, input, warnings);
    made.map_err(|reason| ImportError::Description { reason })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_normalisation_stands_behind_the_conversion() {
        let beginning = Beginning {
            normalisation: Some([&[2.0], &[-1.0]]),
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
