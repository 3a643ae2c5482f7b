//! Reading of files of quantised networks: everything is checked before it is used.

use super::{
    BIAS, FLOAT_LAYERS, KERNEL, KERNEL_SCALE, QUANTIZED_FORMAT, RESULT_SCALE, RESULT_ZERO_POINT,
    VERSION,
};
use crate::error::{Error, Origin, QuantizedFileError, QuantizedMisfit};
use crate::model::{RawTensor, RawTensors};
use crate::quantize::structure::Structure;
use crate::quantize::weights::LARGEST;
use crate::quantize::{FloatWeight, Method, Quantization, Quantized, QuantizedWeights};
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::Weight;
use safetensors::Dtype;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;

impl Quantized {
    /// Reads the file of a quantised network, which must be that of `graph`.
    ///
    /// # Errors
    /// [`Error::File`] if it cannot be read, [`Error::WeightFile`] if it is no safetensors file, [`Error::Quantized`] with
    /// everything that does not fit the network or is beyond what it can be.
    pub fn open(graph: &Graph, path: impl AsRef<Path>) -> Result<Quantized, Error> {
        let path = path.as_ref();
        read(graph, path.into(), RawTensors::open(path)?)
    }

    /// Returns `true` if a file says of itself that it is one of a quantised network; `false` also for one that cannot be
    /// read.
    pub fn is_file(path: impl AsRef<Path>) -> bool {
        let metadata = RawTensors::metadata_of(path.as_ref());
        metadata.is_ok_and(|metadata| {
            metadata.get("format").map(String::as_str) == Some(QUANTIZED_FORMAT)
        })
    }

    /// Reads the content of a file as [`Quantized::open`] does.
    ///
    /// # Errors
    /// Those of [`Quantized::open`].
    pub fn from_bytes(graph: &Graph, bytes: &[u8]) -> Result<Quantized, Error> {
        read(graph, Origin::Bytes, RawTensors::of_bytes(bytes)?)
    }
}

fn read(graph: &Graph, origin: Origin, file: RawTensors) -> Result<Quantized, Error> {
    let wrong = |error| Error::Quantized {
        origin: origin.clone(),
        error,
    };
    let metadata = Metadata(&file.metadata);
    let known = |key, known: &str| {
        metadata.value(key, format!("`{known}`"), |value| {
            (value == known).then_some(())
        })
    };
    known("format", QUANTIZED_FORMAT).map_err(wrong)?;
    known("version", VERSION).map_err(wrong)?;
    let methods = Method::ALL.map(|method| format!("`{method}`")).join(", ");
    let methods = format!("{methods} or `{}`", Method::Given);
    let method = metadata
        .value("method", methods, |word| match word {
            word if word == Method::Given.as_str() => Some(Method::Given),
            word => word.parse().ok(),
        })
        .map_err(wrong)?;
    let images = metadata.value("images", "a number of images".to_owned(), |value| {
        value.parse().ok()
    });
    let images = images.map_err(wrong)?;
    let float_layers = match file.metadata.get(FLOAT_LAYERS) {
        None => Vec::new(),
        Some(paths) => float_layers(graph, paths).map_err(wrong)?,
    };
    let mut reader = Reader {
        structure: Structure::of(graph.clone(), &float_layers),
        tensors: file.tensors,
        misfits: Vec::new(),
    };
    let results = reader.results();
    let (weights, floats) = reader.weights(&results);
    let unknown = reader
        .tensors
        .into_keys()
        .map(|name| QuantizedMisfit::Unknown { name });
    reader.misfits.extend(unknown);
    match reader.misfits.is_empty() {
        true => Ok(Quantized {
            network: graph.name().to_owned(),
            method,
            images,
            layers: graph
                .ids()
                .map(|id| graph.layer(id).name.to_string())
                .collect(),
            results,
            weights,
            floats,
            float_layers,
        }),
        false => Err(wrong(QuantizedFileError::Misfits(reader.misfits))),
    }
}

/// Returns the layers with these paths, which commas separate: convolutions in one group and dense layers, in ascending order.
fn float_layers(graph: &Graph, paths: &str) -> Result<Vec<LayerId>, QuantizedFileError> {
    let mut layers = Vec::new();
    for path in paths.split(',') {
        let id = graph.find(path).filter(|id| {
            graph.op(*id).is_product() && layers.last().is_none_or(|before| before < id)
        });
        match id {
            Some(id) => layers.push(id),
            None => {
                return Err(QuantizedFileError::Metadata {
                    key: FLOAT_LAYERS,
                    expected: "paths of convolutions and dense layers in the order of the network, with commas".to_owned(),
                    got: Some(paths.to_owned()),
                });
            }
        }
    }
    Ok(layers)
}

struct Metadata<'m>(&'m HashMap<String, String>);

impl Metadata<'_> {
    fn value<T>(
        &self,
        key: &'static str,
        expected: String,
        read: impl FnOnce(&str) -> Option<T>,
    ) -> Result<T, QuantizedFileError> {
        let got = self.0.get(key);
        got.and_then(|value| read(value))
            .ok_or_else(|| QuantizedFileError::Metadata {
                key,
                expected,
                got: got.cloned(),
            })
    }
}

/// Tensors that are left, and what was wrong with others.
struct Reader {
    structure: Structure,
    tensors: BTreeMap<String, RawTensor>,
    misfits: Vec<QuantizedMisfit>,
}

impl Reader {
    /// Takes the quantisation of all results; that of results with faults means nothing.
    fn results(&mut self) -> Vec<Option<Quantization>> {
        let has_scale = self.structure.has_scale();
        let ids = self.structure.graph.ids();
        let results: Vec<Option<Quantization>> = ids
            .map(|id| has_scale[id].then(|| self.result(id)))
            .collect();
        for (id, result) in results.iter().enumerate() {
            let group = self.structure.groups[id];
            if results[group] != *result {
                let names = [group, id].map(|id| self.structure.name(id).to_owned());
                self.misfits.push(QuantizedMisfit::Apart { names });
            }
        }
        results
    }

    fn result(&mut self, id: LayerId) -> Quantization {
        let name = |end| format!("{}.{end}", self.structure.name(id));
        let [scale, zero_point] = [RESULT_SCALE, RESULT_ZERO_POINT].map(name);
        let scales = self.scales(&scale, 1);
        let points = self
            .take(&zero_point, Dtype::U8, &[1])
            .unwrap_or_else(|| vec![0]);
        Quantization {
            scale: scales[0],
            zero_point: points[0],
        }
    }

    /// Takes the weights of all layers, quantised ones and floats.
    fn weights(
        &mut self,
        results: &[Option<Quantization>],
    ) -> (Vec<QuantizedWeights>, Vec<FloatWeight>) {
        let (mut quantized, mut floats) = (Vec::new(), Vec::new());
        let mut is_folded = vec![false; self.structure.graph.len()];
        let ids = self.structure.graph.ids().skip(1);
        let firsts: Vec<Vec<LayerId>> = self
            .structure
            .steps
            .iter()
            .map(|step| step.layers.to_vec())
            .collect();
        for layers in firsts {
            let layer = layers[0];
            let kernel = format!("{}.{KERNEL}", self.structure.name(layer));
            let is_float = self
                .tensors
                .get(&kernel)
                .is_none_or(|kernel| kernel.dtype == Dtype::F32);
            if self.structure.is_product(layer) && !is_float {
                layers.iter().for_each(|id| is_folded[*id] = true);
                let input = self.structure.graph.inputs(layer)[0];
                quantized.extend(results[input].and_then(|input| self.quantized(layer, input)));
            }
        }
        for id in ids.filter(|id| !is_folded[*id]) {
            for weight in self.structure.graph.weights(id) {
                let name = format!("{}.{}", self.structure.name(id), weight.name);
                let values = self.floats(&name, &weight);
                floats.extend(values.map(|values| FloatWeight {
                    layer: id,
                    name,
                    shape: weight.shape,
                    values,
                }));
            }
        }
        quantized.sort_by_key(|weights| weights.layer);
        (quantized, floats)
    }

    fn quantized(&mut self, layer: LayerId, input: Quantization) -> Option<QuantizedWeights> {
        let path = self.structure.name(layer).to_owned();
        let weights = self.structure.graph.weights(layer);
        let shape = weights
            .iter()
            .find(|weight| weight.name == KERNEL)?
            .shape
            .clone();
        let outputs = *shape.last()?;
        let [kernel, scale, bias] = [KERNEL, KERNEL_SCALE, BIAS].map(|end| format!("{path}.{end}"));
        let values = self.take(&kernel, Dtype::I8, &shape);
        let scales = self.scales(&scale, outputs);
        let biases = self.take(&bias, Dtype::I32, &[outputs]);
        let values: Vec<i8> = values?
            .iter()
            .map(|byte| i8::from_le_bytes([*byte]))
            .collect();
        self.check(&kernel, &values, "a number from -127 to 127", |weight| {
            *weight >= -LARGEST
        });
        let biases = biases?;
        let (biases, _) = biases.as_chunks::<4>();
        let weights = QuantizedWeights {
            layer,
            name: path.clone(),
            shape,
            kernel: values,
            scales,
            bias: biases
                .iter()
                .map(|bytes| i32::from_le_bytes(*bytes))
                .collect(),
        };
        match weights.overflow(input) {
            Some(channel) => {
                let layer = path;
                self.misfits
                    .push(QuantizedMisfit::Overflow { layer, channel });
                None
            }
            None => Some(weights),
        }
    }

    fn floats(&mut self, name: &str, weight: &Weight) -> Option<Vec<f32>> {
        let values = self.take(name, Dtype::F32, &weight.shape)?;
        let values = floats(&values);
        self.check(name, &values, "a finite number", |value| value.is_finite());
        Some(values)
    }

    /// Takes scales, one for each of `count` channels; ones if they are missing.
    fn scales(&mut self, name: &str, count: usize) -> Vec<f32> {
        let scales = self.take(name, Dtype::F32, &[count]);
        let scales = scales.map_or_else(|| vec![1.0; count], |bytes| floats(&bytes));
        let is_scale = |scale: &f32| scale.is_normal() && *scale > 0.0;
        self.check(name, &scales, "a normal number above 0", is_scale);
        scales
    }

    /// Takes the bytes of a tensor; `None` if it is missing, or of another type or shape.
    fn take(&mut self, name: &str, dtype: Dtype, shape: &[usize]) -> Option<Vec<u8>> {
        let misfit = match self.tensors.remove(name) {
            None => QuantizedMisfit::Missing {
                name: name.to_owned(),
            },
            Some(tensor) if tensor.dtype != dtype => QuantizedMisfit::Type {
                name: name.to_owned(),
                expected: match dtype {
                    Dtype::I8 => "I8",
                    Dtype::U8 => "U8",
                    Dtype::I32 => "I32",
                    _ => "F32",
                },
                got: format!("{:?}", tensor.dtype),
            },
            Some(tensor) if tensor.shape != shape => QuantizedMisfit::Shape {
                name: name.to_owned(),
                expected: shape.to_vec(),
                got: tensor.shape,
            },
            Some(tensor) => return Some(tensor.bytes),
        };
        self.misfits.push(misfit);
        None
    }

    /// Notes the first value that is not one of those expected.
    fn check<T: std::fmt::Display>(
        &mut self,
        name: &str,
        values: &[T],
        expected: &'static str,
        is_one: impl Fn(&T) -> bool,
    ) {
        if let Some(at) = values.iter().position(|value| !is_one(value)) {
            self.misfits.push(QuantizedMisfit::Value {
                name: name.to_owned(),
                at,
                expected,
                got: values[at].to_string(),
            });
        }
    }
}

fn floats(bytes: &[u8]) -> Vec<f32> {
    let (numbers, _) = bytes.as_chunks::<4>();
    numbers
        .iter()
        .map(|number| f32::from_le_bytes(*number))
        .collect()
}
