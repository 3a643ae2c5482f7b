//! Layers models of TensorFlow.js: `model.json` with the architecture, and shards of weights in files beside it.

mod manifest;
mod shards;

use super::tensor::LeftOut;
use super::text::text;
use crate::keras::file::{KerasFile, Variables};
use crate::tensors::NamedTensor;
use crate::wire::Folder;
use manifest::Group;
use serde_json::Value;
use serde_json::value::RawValue;
use shards::Shards;
use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

type Fields<'a> = HashMap<Cow<'a, str>, &'a RawValue>;

/// Reads a model.
///
/// # Errors
/// A reason in words that follow the file's name.
pub(super) fn read<'a>(bytes: &'a [u8], folder: Option<&Path>) -> Result<KerasFile<'a>, String> {
    let fields = fields(text(bytes)?, "it")?;
    let format = fields.get("format").and_then(|format| word(format));
    let topology = fields.get("modelTopology").copied();
    let topology = topology.filter(|topology| topology.get() != "null");
    let inner = match topology {
        Some(topology) => self::fields(topology.get(), "its `modelTopology`")?,
        None => Fields::new(),
    };
    if format.as_deref() == Some("graph-model") || inner.contains_key("node") {
        return Err(
            "it is a graph model of TensorFlow.js: TensorFlow's operations, without layers; expected a layers model; \
             help: convert the Keras model that it was made of, or that file itself"
                .to_owned(),
        );
    }
    let config = inner.get("model_config").copied().or(topology);
    let version = inner.get("keras_version").and_then(|version| word(version));
    let mut file = KerasFile {
        config: config.map(|config| Cow::Borrowed(config.get())),
        version,
        ..KerasFile::default()
    };
    let Some(manifest) = fields.get("weightsManifest") else {
        return Ok(file);
    };
    let groups = manifest::read(manifest.get())?;
    let mut left_out = LeftOut::default();
    let folder = Folder::new(folder);
    let mut tensors = Vec::new();
    for group in &groups {
        tensors.extend(group.tensors(&folder, &mut left_out)?);
    }
    file.warnings.extend(left_out.warning());
    file.variables = Some(Variables::Names(tensors));
    Ok(file)
}

/// Returns the fields of a JSON object, whose values are not looked into.
fn fields<'a>(json: &'a str, what: &str) -> Result<Fields<'a>, String> {
    let fields: Result<Fields<'a>, _> = serde_json::from_str(json);
    fields.map_err(|error| format!("{what} is no JSON object that can be read: {error}"))
}

/// Returns a text.
fn word(value: &RawValue) -> Option<String> {
    match serde_json::from_str(value.get()) {
        Ok(Value::String(text)) => Some(text),
        _ => None,
    }
}

impl Group {
    /// Reads the tensors of a group, whose bytes lie one behind the other in its shards.
    fn tensors(
        &self,
        folder: &Folder,
        left_out: &mut LeftOut,
    ) -> Result<Vec<NamedTensor<'static>>, String> {
        let mut shards = Shards::open(&self.paths, folder, self.bytes()?)?;
        let mut tensors = Vec::with_capacity(self.weights.len());
        for weight in &self.weights {
            let bytes = shards.take(weight.bytes())?;
            let tensor = weight.tensor(bytes);
            let tensor =
                tensor.map_err(|reason| format!("the weight `{}`: {reason}", weight.name))?;
            if !left_out.takes(&tensor) {
                tensors.push(tensor);
            }
        }
        Ok(tensors)
    }
}
