//! The list of weights: names, sizes and types, and the files in which they lie.

use crate::tensors::{Array, Element, NamedTensor};
use serde_json::Value;
use std::borrow::Cow;

/// Largest number of axes of a tensor.
const MAX_AXES: usize = 32;

/// Weights that lie one behind the other in the files of `paths`.
pub(super) struct Group {
    pub(super) paths: Vec<String>,
    pub(super) weights: Vec<Weight>,
}

/// A weight as the list has it.
pub(super) struct Weight {
    pub(super) name: String,
    dims: Vec<usize>,
    /// Number of values.
    len: u64,
    form: Form,
}

/// How the values of a weight are stored.
#[derive(Clone, Copy)]
enum Form {
    Plain(Element),
    /// Integers of 1 or 2 bytes that are `value * scale + min`.
    Quantized {
        bytes: u64,
        scale: f64,
        min: f64,
    },
    /// No floats; each of this many bytes.
    Other(&'static str, u64),
}

/// Reads the list.
///
/// # Errors
/// A reason in words that follow the file's name.
pub(super) fn read(json: &str) -> Result<Vec<Group>, String> {
    let list: Result<Vec<Value>, _> = serde_json::from_str(json);
    let list = list
        .map_err(|error| format!("its `weightsManifest` is no list that can be read: {error}"))?;
    list.iter().map(group).collect()
}

fn group(value: &Value) -> Result<Group, String> {
    let list = |key: &str| {
        let list = value.get(key).and_then(Value::as_array);
        list.ok_or_else(|| format!("its `weightsManifest` has a group without a list of `{key}`"))
    };
    let paths: Option<Vec<String>> = list("paths")?
        .iter()
        .map(|path| Some(path.as_str()?.to_owned()))
        .collect();
    let paths = paths.ok_or("its `weightsManifest` has `paths` that are no texts")?;
    let weights: Result<Vec<Weight>, String> = list("weights")?.iter().map(weight).collect();
    Ok(Group {
        paths,
        weights: weights?,
    })
}

fn weight(value: &Value) -> Result<Weight, String> {
    let name = value.get("name").and_then(Value::as_str);
    let name = name.ok_or("its `weightsManifest` has a weight without a `name`")?;
    let fault = |reason: String| format!("the weight `{name}`: {reason}");
    let sizes = value.get("shape").and_then(Value::as_array);
    let dims: Option<Vec<usize>> = sizes.and_then(|sizes| {
        let sizes = sizes.iter();
        sizes
            .map(|size| usize::try_from(size.as_u64()?).ok())
            .collect()
    });
    let dims = dims.filter(|dims| dims.len() <= MAX_AXES);
    let product = |dims: &Vec<usize>| {
        let mut sizes = dims.iter();
        sizes.try_fold(1u64, |product, size| product.checked_mul(*size as u64))
    };
    // A value takes at most 8 bytes.
    let len = dims.as_ref().and_then(product);
    let len = len.filter(|len| *len <= u64::MAX / 8);
    let (Some(dims), Some(len)) = (dims, len) else {
        let shape = value.get("shape").unwrap_or(&Value::Null);
        return Err(fault(format!("its sizes {shape} are out of range")));
    };
    let form = form(value).map_err(fault)?;
    Ok(Weight {
        name: name.to_owned(),
        dims,
        len,
        form,
    })
}

fn form(value: &Value) -> Result<Form, String> {
    let word =
        |value: &Value, key: &str| -> Option<String> { Some(value.get(key)?.as_str()?.to_owned()) };
    let dtype = word(value, "dtype").ok_or("it has no `dtype`")?;
    let quantization = value.get("quantization").filter(|found| !found.is_null());
    let Some(quantization) = quantization else {
        return match dtype.as_str() {
            "float32" => Ok(Form::Plain(Element::F32)),
            "float16" => Ok(Form::Plain(Element::F16)),
            "int32" => Ok(Form::Other("int32", 4)),
            "bool" => Ok(Form::Other("bool", 1)),
            "uint8" => Ok(Form::Other("uint8", 1)),
            "uint16" => Ok(Form::Other("uint16", 2)),
            "complex64" => Ok(Form::Other("complex64", 8)),
            other => Err(format!(
                "its type {other:?} cannot be read; expected float32, int32, bool, complex64"
            )),
        };
    };
    let stored = word(quantization, "dtype").ok_or("its `quantization` has no `dtype`")?;
    let bytes = match stored.as_str() {
        "float16" if dtype == "float32" => return Ok(Form::Plain(Element::F16)),
        "uint8" => 1,
        "uint16" => 2,
        other => {
            return Err(format!(
                "it is quantised as {other:?}; expected float16, uint8, uint16"
            ));
        }
    };
    match dtype.as_str() {
        "float32" => {}
        "int32" => return Ok(Form::Other("int32", bytes)),
        other => return Err(format!("its type {other:?} cannot be quantised")),
    }
    let number = |key: &str| {
        let number = quantization.get(key).and_then(Value::as_f64);
        number.ok_or_else(|| format!("its `quantization` has no number `{key}`"))
    };
    Ok(Form::Quantized {
        bytes,
        scale: number("scale")?,
        min: number("min")?,
    })
}

impl Group {
    /// Returns the number of bytes of all weights.
    pub(super) fn bytes(&self) -> Result<u64, String> {
        let mut weights = self.weights.iter();
        let sum = weights.try_fold(0u64, |sum, weight| sum.checked_add(weight.bytes()));
        sum.ok_or_else(|| "the sizes of its weights are out of range".to_owned())
    }
}

impl Weight {
    /// Returns the number of bytes.
    pub(super) fn bytes(&self) -> u64 {
        let each = match self.form {
            Form::Plain(element) => element.bytes().unwrap_or(0) as u64,
            Form::Quantized { bytes, .. } | Form::Other(_, bytes) => bytes,
        };
        self.len * each
    }

    /// Makes the tensor of its bytes.
    pub(super) fn tensor(&self, bytes: Vec<u8>) -> Result<NamedTensor<'static>, String> {
        let (element, bytes) = match self.form {
            Form::Plain(element) => (element, bytes),
            Form::Other(word, _) => (Element::Other(word), Vec::new()),
            Form::Quantized {
                bytes: each,
                scale,
                min,
            } => {
                let value = |stored: u16| ((f64::from(stored) * scale + min) as f32).to_le_bytes();
                let values = match each {
                    1 => bytes
                        .iter()
                        .flat_map(|byte| value(u16::from(*byte)))
                        .collect(),
                    _ => {
                        let (values, _) = bytes.as_chunks::<2>();
                        let values = values.iter();
                        values
                            .flat_map(|bytes| value(u16::from_le_bytes(*bytes)))
                            .collect()
                    }
                };
                (Element::F32, values)
            }
        };
        let array = Array::new(self.dims.clone(), element, Cow::Owned(bytes))?;
        Ok(NamedTensor {
            name: self.name.clone(),
            element,
            stored: Box::new(array),
        })
    }
}
