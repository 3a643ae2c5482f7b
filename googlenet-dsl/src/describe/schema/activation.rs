//! The schema of activations.

use super::super::json::{Json, object};
use super::words;
use crate::value::{Activation, Parameter};

/// Returns the schema of the values of the type [`Activation`]: words, and maps of words to parameters.
pub(super) fn activation() -> Json {
    let with_parameters = Activation::ALL.iter().copied().filter_map(parameters);
    let forms = std::iter::once(object! { "enum": words::<Activation>() }).chain(with_parameters);
    object! {
        "description": "A function applied to each element.",
        "anyOf": forms.collect::<Vec<Json>>(),
    }
}

/// Returns the schema of an activation with its parameters, as in `{leaky_relu: 0.1}`; `None` if it has none.
fn parameters(activation: Activation) -> Option<Json> {
    let known = activation.parameters();
    let number = || object! { "type": "number" };
    let ty = |value: &Parameter| match value {
        Parameter::Number(_) => number(),
        Parameter::Flag(_) => object! { "type": "boolean" },
    };
    let named = || {
        let properties = known
            .iter()
            .map(|(name, value)| ((*name).to_owned(), ty(value)));
        object! {
            "type": "object",
            "minProperties": 1.0,
            "additionalProperties": false,
            "properties": Json::Object(properties.collect()),
        }
    };
    let value = match known.as_slice() {
        [] => return None,
        [(_, Parameter::Number(_))] => object! {
            "description": "The factor of negative inputs.",
            "type": "number",
        },
        [_] => named(),
        all => {
            let len = all.len() as f64;
            let list =
                object! { "type": "array", "items": number(), "minItems": len, "maxItems": len };
            object! { "anyOf": vec![list, named()] }
        }
    };
    let word = activation.as_str();
    Some(object! {
        "type": "object",
        "required": vec![word.into()],
        "additionalProperties": false,
        "properties": Json::Object(vec![(word.to_owned(), value)]),
    })
}
