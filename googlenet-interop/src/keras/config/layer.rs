//! A layer of an architecture.

use super::call::{Call, calls};
use super::model::{self, ModelConfig};
use super::place::Fault;
use serde_json::{Map, Value};

/// Largest size of the name of a layer or class in bytes.
const MAX_NAME: usize = 1024;

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

/// Reads a layer at a place.
///
/// # Errors
/// What is read is not as Keras writes it.
pub(super) fn layer<'j>(
    value: &'j Value,
    place: String,
    depth: usize,
) -> Result<LayerConfig<'j>, Fault> {
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
    let is_model =
        model::is_model(class) || config.is_some_and(|config| config.get("layers").is_some());
    let body = match (is_model, config) {
        (true, Some(config)) => {
            let read = model::model(class, config, format!("{place}.config"), name, depth)?;
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
