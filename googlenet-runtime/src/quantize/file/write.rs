//! Writing of files of quantised networks.

use super::{
    BIAS, FLOAT_LAYERS, KERNEL, KERNEL_SCALE, QUANTIZED_FORMAT, RESULT_SCALE, RESULT_ZERO_POINT,
    VERSION,
};
use crate::Error;
use crate::model::{RawTensor, RawTensors};
use crate::quantize::Quantized;
use safetensors::Dtype;
use std::collections::{BTreeMap, HashMap};
use std::io::{self, Write};
use std::path::Path;

impl Quantized {
    /// Writes the quantised network to a safetensors file, as a whole: equal networks give equal bytes.
    ///
    /// # Errors
    /// [`Error::File`] if the file cannot be written; an existing file is then left as it was.
    pub fn save(&self, path: impl AsRef<Path>) -> Result<(), Error> {
        self.tensors().save(path.as_ref())
    }

    /// Writes the content of the file of [`Quantized::save`] to any writer.
    ///
    /// # Errors
    /// Returns the first error of the writer.
    pub fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        self.tensors().write(to)
    }

    fn tensors(&self) -> RawTensors {
        let mut tensors = BTreeMap::new();
        let mut put = |name: String, dtype, shape: &[usize], bytes| {
            let shape = shape.to_vec();
            tensors.insert(
                name,
                RawTensor {
                    dtype,
                    shape,
                    bytes,
                },
            );
        };
        for weights in &self.weights {
            let name = |end| format!("{}.{end}", weights.name);
            let outputs = [weights.outputs()];
            let kernel = weights.kernel.iter().map(|weight| weight.to_le_bytes()[0]);
            put(name(KERNEL), Dtype::I8, &weights.shape, kernel.collect());
            put(
                name(KERNEL_SCALE),
                Dtype::F32,
                &outputs,
                floats(&weights.scales),
            );
            let bias = weights.bias.iter().flat_map(|bias| bias.to_le_bytes());
            put(name(BIAS), Dtype::I32, &outputs, bias.collect());
        }
        for weight in &self.floats {
            put(
                weight.name.clone(),
                Dtype::F32,
                &weight.shape,
                floats(&weight.values),
            );
        }
        for (layer, result) in self.layers.iter().zip(&self.results) {
            if let Some(result) = result {
                let name = |end| format!("{layer}.{end}");
                put(
                    name(RESULT_SCALE),
                    Dtype::F32,
                    &[1],
                    floats(&[result.scale]),
                );
                put(
                    name(RESULT_ZERO_POINT),
                    Dtype::U8,
                    &[1],
                    vec![result.zero_point],
                );
            }
        }
        let metadata = [
            ("format", QUANTIZED_FORMAT.to_owned()),
            ("version", VERSION.to_owned()),
            ("network", self.network.clone()),
            ("method", self.method.to_string()),
            ("images", self.images.to_string()),
        ];
        let mut metadata: HashMap<String, String> =
            metadata.map(|(key, value)| (key.to_owned(), value)).into();
        if !self.float_layers.is_empty() {
            let paths = self
                .float_layers
                .iter()
                .filter_map(|id| self.layers.get(*id));
            let paths: Vec<&str> = paths.map(String::as_str).collect();
            metadata.insert(FLOAT_LAYERS.to_owned(), paths.join(","));
        }
        RawTensors { metadata, tensors }
    }
}

fn floats(values: &[f32]) -> Vec<u8> {
    values
        .iter()
        .flat_map(|value| value.to_le_bytes())
        .collect()
}
