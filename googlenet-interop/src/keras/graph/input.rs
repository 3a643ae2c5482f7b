//! The input of a network, as its model states it.

use crate::keras::config::{Body, Fault, LayerConfig, ModelConfig, Wiring};
use serde_json::Value;

/// The input of a network.
#[derive(Debug, Clone)]
pub(in crate::keras) struct InputSpec<'j> {
    /// Name of the layer that states it.
    pub(in crate::keras) name: &'j str,
    /// Sizes without the number of images; `None` where the file leaves one open.
    pub(in crate::keras) sizes: Vec<Option<u32>>,
    /// Path of the sizes in the JSON.
    pub(in crate::keras) place: String,
}

/// The keys under which generations of Keras keep the sizes of inputs.
const KEYS: [&str; 2] = ["batch_shape", "batch_input_shape"];

/// Returns the input that a model states.
///
/// # Errors
/// The model states none, or several.
pub(super) fn input_of<'j>(model: &'j ModelConfig<'j>) -> Result<InputSpec<'j>, Fault> {
    match &model.wiring {
        Wiring::Graph { inputs, .. } => {
            if inputs.len() != 1 {
                let names: Vec<&str> = inputs.iter().map(|input| input.layer).collect();
                let reason = format!(
                    "the network has {} inputs ({}), expected one, of images",
                    inputs.len(),
                    names.join(", ")
                );
                return Err(Fault::new(
                    &format!("{}.input_layers", model.place),
                    "",
                    reason,
                ));
            }
            let layer = model
                .layers
                .iter()
                .find(|layer| layer.name == inputs[0].layer);
            match layer {
                Some(layer) => of_layer(layer),
                None => Err(missing(model, inputs[0].layer)),
            }
        }
        Wiring::Chain => {
            let stated = model.layers.first().map(of_layer);
            match (stated, model.built) {
                (Some(Ok(spec)), _) => Ok(spec),
                (_, Some(built)) => sizes(built, "", format!("{}.build_input_shape", model.place)),
                (Some(Err(fault)), None) => Err(fault),
                (None, None) => {
                    let reason = "the model has no layers";
                    Err(Fault::new(&model.place, model.name, reason))
                }
            }
        }
    }
}

/// Returns the fault of a layer that the model lacks.
pub(super) fn missing(model: &ModelConfig<'_>, layer: &str) -> Fault {
    let names = model.layers.iter().map(|layer| layer.name);
    let near = googlenet_dsl::nearest::nearest(layer, names);
    let near = near.map_or(String::new(), |near| format!("; did you mean {near:?}?"));
    Fault::new(
        &model.place,
        "",
        format!("there is no layer {layer:?}{near}"),
    )
}

fn of_layer<'j>(layer: &'j LayerConfig<'j>) -> Result<InputSpec<'j>, Fault> {
    let settings = match &layer.body {
        Body::Model(model) => return input_of(model),
        Body::Layer(settings) => *settings,
    };
    let found = KEYS
        .iter()
        .find_map(|key| Some((*key, settings.get(*key)?)));
    match found {
        Some((key, value)) => sizes(value, layer.name, format!("{}.config.{key}", layer.place)),
        None => {
            let reason = "expected the sizes of the input (`batch_shape`), and nothing states them; help: build the \
                          model before it is saved (`model.build((None, 224, 224, 3))`)";
            Err(Fault::new(&layer.place, layer.name, reason))
        }
    }
}

fn sizes<'j>(value: &'j Value, name: &'j str, place: String) -> Result<InputSpec<'j>, Fault> {
    // Some versions write a list of the shapes of all inputs, of which there is one.
    let value = match value.as_array().map(Vec::as_slice) {
        Some([one @ Value::Array(_)]) => one,
        _ => value,
    };
    let list = value.as_array().map(Vec::as_slice);
    let read = list.and_then(|list| {
        let own = list.get(1..)?.iter().map(|size| match size {
            Value::Null => Some(None),
            size => {
                let size = u32::try_from(size.as_u64()?).ok()?;
                (size > 0).then_some(Some(size))
            }
        });
        own.collect::<Option<Vec<_>>>()
    });
    match read {
        Some(sizes) => Ok(InputSpec { name, sizes, place }),
        None => {
            let reason = format!(
                "expected sizes, as [null, 224, 224, 3], got {}",
                short(value)
            );
            Err(Fault::new(&place, name, reason))
        }
    }
}

/// Largest number of bytes of a value in a message.
const SHOWN: usize = 80;

/// Returns a value as JSON, shortened.
pub(in crate::keras) fn short(value: &Value) -> String {
    let mut text = String::new();
    write(value, &mut text);
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}

/// Appends a value as JSON, up to a part that is too much.
fn write(value: &Value, text: &mut String) {
    match value {
        _ if text.len() > SHOWN => {}
        Value::Array(list) => {
            text.push('[');
            for (at, part) in list.iter().take(SHOWN).enumerate() {
                text.push_str(if at > 0 { "," } else { "" });
                write(part, text);
            }
            text.push(']');
        }
        Value::Object(object) => {
            text.push('{');
            for (at, (key, part)) in object.iter().take(SHOWN).enumerate() {
                let key: String = key.chars().take(SHOWN).collect();
                text.push_str(if at > 0 { "," } else { "" });
                text.push_str(&format!("{key:?}:"));
                write(part, text);
            }
            text.push('}');
        }
        Value::String(word) => {
            let word: String = word.chars().take(SHOWN).collect();
            text.push_str(&format!("{word:?}"));
        }
        other => text.push_str(&other.to_string()),
    }
}
