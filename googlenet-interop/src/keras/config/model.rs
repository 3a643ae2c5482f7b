//! A model of an architecture: layers one behind the other, or connected in any way.

use super::call::{TensorAt, tensor};
use super::layer::{LayerConfig, layer};
use super::place::Fault;
use serde_json::Value;

/// Largest number of models around a layer.
const MAX_DEPTH: usize = 32;

/// How the layers of a model are connected.
#[derive(Debug)]
pub(in crate::keras) enum Wiring<'j> {
    /// Each reads the one before it.
    Chain,
    /// By the calls of the layers.
    Graph {
        inputs: Vec<TensorAt<'j>>,
        outputs: Vec<TensorAt<'j>>,
    },
}

/// A model of an architecture.
#[derive(Debug)]
pub(in crate::keras) struct ModelConfig<'j> {
    /// Name of the model; empty if it has none.
    pub(in crate::keras) name: &'j str,
    pub(in crate::keras) layers: Vec<LayerConfig<'j>>,
    pub(in crate::keras) wiring: Wiring<'j>,
    /// Sizes of the input with which a chain of layers was built, the number of images first.
    pub(in crate::keras) built: Option<&'j Value>,
    /// Path of the model's settings in the JSON.
    pub(in crate::keras) place: String,
}

/// Returns whether the class is one of models.
pub(super) fn is_model(class: &str) -> bool {
    matches!(
        class,
        "Model" | "Functional" | "Sequential" | "Network" | "Container" | "Graph"
    )
}

/// Reads the model that a file holds.
///
/// # Errors
/// What is read is not as Keras writes it, or is no model of layers.
pub(in crate::keras) fn read(value: &Value) -> Result<ModelConfig<'_>, Fault> {
    let class = value.get("class_name").and_then(Value::as_str);
    let (Some(class), Some(config)) = (class, value.get("config")) else {
        let reason = "expected a model of Keras, an object with `class_name` and `config`";
        return Err(Fault::new("", "", reason));
    };
    let name = config
        .get("name")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let class = class.split_once('>').map_or(class, |(_, class)| class);
    model(class, config, "config".to_owned(), name, 0)
}

/// Reads the settings of a model at a place. `depth` is the number of models around it.
pub(super) fn model<'j>(
    class: &str,
    config: &'j Value,
    place: String,
    name: &'j str,
    depth: usize,
) -> Result<ModelConfig<'j>, Fault> {
    if depth > MAX_DEPTH {
        let reason = format!("more than {MAX_DEPTH} models in models");
        return Err(Fault::new(&place, name, reason));
    }
    // Before Keras 2.2.3 the settings of a chain were the list of its layers.
    let (list, at) = match config {
        Value::Array(list) => (Some(list), place.clone()),
        _ => (
            config.get("layers").and_then(Value::as_array),
            format!("{place}.layers"),
        ),
    };
    let Some(list) = list else {
        let reason = match is_model(class) {
            true => "expected `layers`, the list of its layers".to_owned(),
            false => format!(
                "the model is of the class `{class}`, whose layers are Python code that the file does not hold; help: \
                 export it to ONNX (`model.export(\"model.onnx\", format=\"onnx\")`) and import that"
            ),
        };
        return Err(Fault::new(&place, name, reason));
    };
    let layers = list.iter().enumerate();
    let layers = layers.map(|(index, value)| layer(value, format!("{at}[{index}]"), depth + 1));
    let layers: Vec<LayerConfig<'_>> = layers.collect::<Result<_, _>>()?;
    let is_chain = class == "Sequential"
        || config.get("output_layers").is_none() && config.get("input_layers").is_none();
    let wiring = match is_chain {
        true => Wiring::Chain,
        false => {
            let ends = |key: &str| ends(config.get(key), &format!("{place}.{key}"), name);
            Wiring::Graph {
                inputs: ends("input_layers")?,
                outputs: ends("output_layers")?,
            }
        }
    };
    Ok(ModelConfig {
        name,
        layers,
        wiring,
        built: config.get("build_input_shape"),
        place,
    })
}

/// Reads the inputs or outputs of a model: one, a list, or an object of them by name.
fn ends<'j>(value: Option<&'j Value>, place: &str, name: &str) -> Result<Vec<TensorAt<'j>>, Fault> {
    let mut found = Vec::new();
    let all = value.is_some_and(|value| collect(value, &mut found));
    match all && !found.is_empty() {
        true => Ok(found),
        false => {
            let reason = "expected `[LAYER, CALL, RESULT]` or a list of them";
            Err(Fault::new(place, name, reason))
        }
    }
}

fn collect<'j>(value: &'j Value, to: &mut Vec<TensorAt<'j>>) -> bool {
    match value {
        Value::Array(list) => match tensor(list, true) {
            Some(tensor) => {
                to.push(tensor);
                true
            }
            None => list.iter().all(|part| collect(part, to)),
        },
        Value::Object(named) => named.values().all(|part| collect(part, to)),
        _ => false,
    }
}
