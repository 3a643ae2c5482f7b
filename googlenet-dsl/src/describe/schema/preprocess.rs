//! The part of the JSON Schema for `preprocess`, the conversion of images to the network's input.

use super::{Json, MAX_COUNT, object, words};
use crate::value::Color;

/// Returns the schema of the value of `preprocess`. The schema does not check that `crop`, `color`, `mean` and `std`
/// fit the network's input.
pub(super) fn preprocess() -> Json {
    let size = |description: &str| {
        let count =
            || object! { "type": "integer", "minimum": 1.0, "maximum": f64::from(MAX_COUNT) };
        object! {
            "description": description,
            "anyOf": vec![
                count(),
                object! { "type": "array", "items": count(), "minItems": 2.0, "maxItems": 2.0 },
            ],
        }
    };
    let fraction = || object! { "type": "string", "pattern": "^[0-9.]+ ?/ ?[0-9.]+$" };
    let numbers = |description: &str, number: fn() -> Json| {
        let items = object! { "anyOf": vec![number(), fraction()] };
        object! {
            "description": description,
            "anyOf": vec![
                number(),
                fraction(),
                object! { "type": "array", "items": items, "minItems": 1.0, "maxItems": 3.0 },
            ],
        }
    };
    let any = || object! { "type": "number" };
    let above_zero = || object! { "type": "number", "exclusiveMinimum": 0.0 };
    object! {
        "description": "How images become the input: decoded, turned upright, in the colours of `color`, resized, cut, then (value * scale - mean) / std.",
        "type": "object",
        "additionalProperties": false,
        "properties": object! {
            "resize": size("Pixels of the shorter side, or [height, width]; the input's size unless given, with `crop` the image's own."),
            "crop": size("The input's height and width, which are cut out around the centre."),
            "color": object! {
                "description": "The channels of the network's input and their order.",
                "enum": words::<Color>(),
            },
            "scale": object! {
                "description": "What values from 0 to 255 are multiplied by first, such as 1/255.",
                "anyOf": vec![above_zero(), fraction()],
                "default": 1.0,
            },
            "mean": numbers("What is subtracted then, channel by channel in the network's order.", any),
            "std": numbers("What is divided by then, channel by channel in the network's order.", above_zero),
        },
    }
}
