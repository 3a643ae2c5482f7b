//! Calls of layers: on which results of other layers, and with which arguments.

use super::place::Fault;
use serde_json::{Map, Value};

/// A result of a layer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::keras) struct TensorAt<'j> {
    pub(in crate::keras) layer: &'j str,
    /// Number of the call of that layer, as the file counts it.
    pub(in crate::keras) call: usize,
    /// Number of the result of that call.
    pub(in crate::keras) result: usize,
    /// Whether the calls of a model are counted from 1, as the model itself is the first.
    pub(in crate::keras) counts_model: bool,
}

/// An argument of a call.
#[derive(Debug, Clone)]
pub(in crate::keras) enum Argument<'j> {
    Tensor(TensorAt<'j>),
    List(Vec<Argument<'j>>),
    Plain(&'j Value),
}

/// A call of a layer.
#[derive(Debug, Clone, Default)]
pub(in crate::keras) struct Call<'j> {
    pub(in crate::keras) arguments: Vec<Argument<'j>>,
    pub(in crate::keras) named: Vec<(&'j str, Argument<'j>)>,
}

impl<'j> Argument<'j> {
    /// Adds all results that the argument holds, in order.
    pub(in crate::keras) fn tensors<'a>(&'a self, to: &mut Vec<&'a TensorAt<'j>>) {
        match self {
            Argument::Tensor(tensor) => to.push(tensor),
            Argument::List(list) => list.iter().for_each(|part| part.tensors(to)),
            Argument::Plain(_) => {}
        }
    }
}

impl<'j> Call<'j> {
    /// Returns all results that the call reads, in order.
    pub(in crate::keras) fn tensors(&self) -> Vec<&TensorAt<'j>> {
        let mut all = Vec::new();
        let named = self.named.iter().map(|(_, argument)| argument);
        for argument in self.arguments.iter().chain(named) {
            argument.tensors(&mut all);
        }
        all
    }
}

/// Reads the calls of a layer, its `inbound_nodes`.
///
/// # Errors
/// The value is no list of calls.
pub(super) fn calls<'j>(
    value: Option<&'j Value>,
    place: &str,
    layer: &str,
) -> Result<Vec<Call<'j>>, Fault> {
    let Some(value) = value else {
        return Ok(Vec::new());
    };
    let Some(list) = value.as_array() else {
        return Err(Fault::new(place, layer, "expected a list of calls"));
    };
    let calls = list.iter().enumerate().map(|(at, call)| match call {
        Value::Object(call) => Ok(called(call)),
        Value::Array(call) => listed(call, &format!("{place}[{at}]"), layer),
        _ => Err(Fault::new(
            &format!("{place}[{at}]"),
            layer,
            "expected a call",
        )),
    });
    calls.collect()
}

/// Reads a call of Keras 3: `{"args": […], "kwargs": {…}}`.
fn called(call: &Map<String, Value>) -> Call<'_> {
    let arguments = match call.get("args") {
        Some(Value::Array(list)) => list.iter().map(of_keras_3).collect(),
        _ => Vec::new(),
    };
    let named = match call.get("kwargs") {
        Some(Value::Object(named)) => {
            let named = named.iter();
            named
                .map(|(name, value)| (name.as_str(), of_keras_3(value)))
                .collect()
        }
        _ => Vec::new(),
    };
    Call { arguments, named }
}

fn of_keras_3(value: &Value) -> Argument<'_> {
    match value {
        Value::Array(list) => Argument::List(list.iter().map(of_keras_3).collect()),
        Value::Object(object) => {
            let class = object.get("class_name").and_then(Value::as_str);
            let config = object.get("config");
            match class {
                Some("__keras_tensor__") => {
                    let history = config.and_then(|config| config.get("keras_history"));
                    let history = history.and_then(Value::as_array);
                    let tensor = history.and_then(|list| tensor(list, false));
                    tensor.map_or(Argument::Plain(value), Argument::Tensor)
                }
                Some("__tuple__") => match config.and_then(|_| object.get("items")) {
                    Some(Value::Array(list)) => {
                        Argument::List(list.iter().map(of_keras_3).collect())
                    }
                    _ => tuple(object, value),
                },
                _ => Argument::Plain(value),
            }
        }
        _ => Argument::Plain(value),
    }
}

fn tuple<'j>(object: &'j Map<String, Value>, value: &'j Value) -> Argument<'j> {
    match object.get("items") {
        Some(Value::Array(list)) => Argument::List(list.iter().map(of_keras_3).collect()),
        _ => Argument::Plain(value),
    }
}

/// Reads `[LAYER, CALL, RESULT]`, which may go on with arguments.
pub(super) fn tensor(list: &[Value], counts_model: bool) -> Option<TensorAt<'_>> {
    let [layer, call, result, ..] = list else {
        return None;
    };
    Some(TensorAt {
        layer: layer.as_str()?,
        call: usize::try_from(call.as_u64()?).ok()?,
        result: usize::try_from(result.as_u64()?).ok()?,
        counts_model,
    })
}

/// Reads a call of Keras 2: a list of `[LAYER, CALL, RESULT, {…}]`, or one of them alone.
fn listed<'j>(call: &'j [Value], place: &str, layer: &str) -> Result<Call<'j>, Fault> {
    let entries: Vec<&'j [Value]> = match call.first() {
        Some(Value::String(_)) => vec![call],
        _ => {
            let lists = call.iter().map(|entry| entry.as_array().map(Vec::as_slice));
            let lists: Option<Vec<_>> = lists.collect();
            lists.ok_or_else(|| {
                Fault::new(place, layer, "expected lists of layer, call and result")
            })?
        }
    };
    let single = matches!(call.first(), Some(Value::String(_)));
    let mut read = Vec::with_capacity(entries.len());
    let mut named = Vec::new();
    for entry in entries {
        // A constant stands in the place of a result: its number is -1.
        let is_constant = matches!(entry, [Value::String(word), ..] if word == "_CONSTANT_VALUE");
        match (is_constant, tensor(entry, true)) {
            (true, _) if entry.len() >= 3 => read.push(Argument::Plain(&entry[2])),
            (_, Some(tensor)) => read.push(Argument::Tensor(tensor)),
            _ => {
                let reason = "expected `[LAYER, CALL, RESULT]` of whole numbers from 0";
                return Err(Fault::new(place, layer, reason));
            }
        }
        if let Some(Value::Object(further)) = entry.get(3) {
            named = further
                .iter()
                .map(|(name, value)| (name.as_str(), of_keras_2(value)))
                .collect();
        }
    }
    let arguments = match (single, read.len()) {
        (_, 1) | (true, _) => read,
        _ => vec![Argument::List(read)],
    };
    Ok(Call { arguments, named })
}

/// An argument by name in Keras 2, where results are `[LAYER, CALL, RESULT]`.
fn of_keras_2(value: &Value) -> Argument<'_> {
    let Value::Array(list) = value else {
        return Argument::Plain(value);
    };
    match tensor(list, true).filter(|_| list.len() == 3) {
        Some(tensor) => Argument::Tensor(tensor),
        None if list.iter().any(Value::is_array) => {
            Argument::List(list.iter().map(of_keras_2).collect())
        }
        None => Argument::Plain(value),
    }
}
