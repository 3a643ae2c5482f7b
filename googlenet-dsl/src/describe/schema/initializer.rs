//! The part of the JSON Schema for `initializer`, which kinds with a kernel share.

use super::{Json, object, words};
use crate::value::Initializer;

/// Returns the schema of an initializer: its word, or `truncated_normal` with its standard deviation.
pub(super) fn initializer() -> Json {
    object! {
        "description": "How training draws the first values of a kernel.",
        "anyOf": vec![
            object! { "enum": words::<Initializer>() },
            object! {
                "type": "object",
                "required": vec!["truncated_normal".into()],
                "additionalProperties": false,
                "properties": object! {
                    "truncated_normal": object! {
                        "description": "The standard deviation.",
                        "type": "number",
                        "exclusiveMinimum": 0.0,
                    },
                },
            },
        ],
    }
}
