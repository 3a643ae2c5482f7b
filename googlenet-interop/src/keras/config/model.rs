//! A model of an architecture, and its layers, one behind the other, or connected in any way. A layer may be a model.

use super::call::{Call, TensorAt, calls, tensor};
use super::place::Fault;
use serde_json::{Map, Value};

/// Largest number of models around a layer.
const MAX_DEPTH: usize = 32;
/// Largest size of the name of a layer or class in bytes.
const MAX_NAME: usize = 1024;

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

/// What a layer is.
#[derive(Debug)]
pub(in crate::keras) enum Body<'j> {
    /// A layer of a class, with its settings.
    Layer(&'j Map<String, Value>),
    /// A model that is used as a layer.
    Model(ModelConfig<'j>),
}

/// A layer of an architecture.
#[derive(Debug)]
pub(in crate::keras) struct LayerConfig<'j> {
    pub(in crate::keras) name: &'j str,
    /// Name of the class, without that of its package: `Conv2D`.
    pub(in crate::keras) class: &'j str,
    /// Python module of the class, which Keras 3 states.
    pub(in crate::keras) module: Option<&'j str>,
    /// Package of a class that is not of Keras, where the file tells it.
    pub(in crate::keras) package: Option<&'j str>,
    pub(in crate::keras) body: Body<'j>,
    pub(in crate::keras) calls: Vec<Call<'j>>,
    /// Whether the calls are written as Keras 3 does.
    pub(in crate::keras) is_keras_3: bool,
    /// Whether it is an operation, such as `x + y`, and no layer.
    pub(in crate::keras) is_operation: bool,
    /// Whether training changes its weights.
    pub(in crate::keras) is_trainable: bool,
    /// Path of the layer in the JSON.
    pub(in crate::keras) place: String,
}

/// Returns whether the class is one of models.
fn is_model(class: &str) -> bool {
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
fn model<'j>(
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

/// Reads a layer at a place.
///
/// # Errors
/// What is read is not as Keras writes it.
fn layer<'j>(value: &'j Value, place: String, depth: usize) -> Result<LayerConfig<'j>, Fault> {
    let Some(object) = value.as_object() else {
        return Err(Fault::new(
            &place,
            "",
            "expected a layer, an object with `class_name` and `config`",
        ));
    };
    let config = object.get("config");
    let named = |value: Option<&'j Value>| value?.get("name")?.as_str();
    let name = named(Some(value))
        .or_else(|| named(config))
        .unwrap_or_default();
    let Some(full) = object.get("class_name").and_then(Value::as_str) else {
        return Err(Fault::new(
            &place,
            name,
            "expected `class_name`, the name of its class",
        ));
    };
    if let Some(long) = [name, full].iter().find(|word| word.len() > MAX_NAME) {
        let reason = format!(
            "a name of {} bytes, at most {MAX_NAME} are read",
            long.len()
        );
        return Err(Fault::new(&place, "", reason));
    }
    // A class that a package has registered is called `PACKAGE>CLASS`.
    let (package, class) = match full.split_once('>') {
        Some((package, class)) => (Some(package), class),
        None => (None, full),
    };
    let registered = object.get("registered_name").and_then(Value::as_str);
    let package = package.or_else(|| Some(registered?.split_once('>')?.0));
    let is_model = is_model(class) || config.is_some_and(|config| config.get("layers").is_some());
    let body = match (is_model, config) {
        (true, Some(config)) => {
            let read = model(class, config, format!("{place}.config"), name, depth)?;
            Body::Model(read)
        }
        (_, Some(Value::Object(config))) => Body::Layer(config),
        _ => {
            return Err(Fault::new(
                &place,
                name,
                "expected `config`, an object with its settings",
            ));
        }
    };
    let module = object.get("module").and_then(Value::as_str);
    let nodes = object.get("inbound_nodes");
    let first = nodes.and_then(|nodes| nodes.as_array()?.first());
    let is_keras_3 = first.is_some_and(Value::is_object);
    let is_operation = match module {
        Some(module) => {
            let words = ["keras.src.ops", "keras.ops"];
            words.iter().any(|word| module.starts_with(word))
        }
        // HDF5 files of Keras 3 do not tell the module; all layers have this setting.
        None => {
            is_keras_3
                && !is_model
                && config.is_some_and(|config| config.get("trainable").is_none())
        }
    };
    let of_config = config.and_then(|config| config.get("trainable"));
    let calls = calls(nodes, &format!("{place}.inbound_nodes"), name)?;
    Ok(LayerConfig {
        name,
        class,
        module,
        package,
        body,
        calls,
        is_keras_3,
        is_operation,
        is_trainable: of_config.and_then(Value::as_bool).unwrap_or(true),
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
