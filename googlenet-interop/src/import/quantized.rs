//! The quantised form of an imported network, with the scales of the file.

use super::imported::Imported;
use googlenet_dsl::diagnostic::Style;
use googlenet_dsl::graph::INPUT;
use googlenet_dsl::value::Preprocess;
use googlenet_runtime::dynamic::Model;
use googlenet_runtime::quantize::{GivenWeights, Quantization, QuantizeError, Quantized, Warning};
use googlenet_runtime::{Error, LoadOptions, Network};
use std::collections::HashMap;
use std::fmt;

/// The quantised form of an imported network, with the scales of the file.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct QuantizedImport {
    /// The network.
    pub quantized: Quantized,
    /// What differs from the file, one line each.
    pub warnings: Vec<String>,
}

/// Reason why an imported network has no quantised form with the scales of the file.
#[derive(Debug)]
#[non_exhaustive]
pub enum QuantizedImportError {
    /// The file has no scales of the kernel's output channels, but of another axis.
    Axis {
        /// Name of the kernel.
        name: String,
    },
    /// The description does not compile.
    Description {
        /// The mistakes, for the message.
        reason: String,
    },
    /// The network cannot be quantised with the scales of the file.
    Quantize(QuantizeError),
}

impl From<QuantizeError> for QuantizedImportError {
    fn from(error: QuantizeError) -> QuantizedImportError {
        QuantizedImportError::Quantize(error)
    }
}

impl From<Error> for QuantizedImportError {
    fn from(error: Error) -> QuantizedImportError {
        QuantizedImportError::Quantize(error.into())
    }
}

impl fmt::Display for QuantizedImportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            QuantizedImportError::Axis { name } => write!(
                f,
                "`{name}`: expected scales of output channels, got scales along another axis; help: quantise weights per \
                 output channel or per tensor"
            ),
            QuantizedImportError::Description { reason } => f.write_str(reason),
            QuantizedImportError::Quantize(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for QuantizedImportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            QuantizedImportError::Quantize(error) => Some(error),
            _ => None,
        }
    }
}

impl Imported<'_> {
    /// Returns whether the file is that of a quantised network: whether kernels of convolutions in one group or of dense
    /// layers are integers with scales there.
    pub fn is_quantized(&self) -> bool {
        self.is_quantized
    }

    /// Returns the network in quantised form, with the integers and scales of the file: convolutions in one group and dense
    /// layers whose kernels are integers there have these, all others stay in `f32`. Results that the file rounds have its
    /// scales. [`Quantized::with_scales`] says what is changed where sessions cannot compute so.
    ///
    /// # Errors
    /// [`QuantizedImportError::Axis`], or an error of [`Quantized::with_scales`] or of weights that are not finite.
    pub fn quantized(&self) -> Result<QuantizedImport, QuantizedImportError> {
        let compiled = Model::from_text(&format!("{}.yaml", self.name), &self.spec);
        let mut model = compiled.map_err(|mistakes| QuantizedImportError::Description {
            reason: mistakes.render(Style::Plain),
        })?;
        LoadOptions::new().load_reader(&mut model, self.read_weights()?)?;
        let graph = model.graph();
        let given: HashMap<&str, Quantization> = self
            .results
            .iter()
            .map(|(path, own)| (path.as_str(), *own))
            .collect();
        let mut results: Vec<Option<Quantization>> = graph
            .ids()
            .map(|id| given.get(&*graph.layer(id).name).copied())
            .collect();
        let is_derived = results[0].is_none();
        if is_derived {
            results[0] = model.preprocess().map(|images| of_images(&images));
        }
        let tensors: HashMap<&str, usize> = (self.tensors.iter().enumerate())
            .map(|(at, (name, _))| (name.as_str(), at))
            .collect();
        let mut weights = Vec::new();
        for layer in graph.ids().skip(1) {
            let is_product = graph.op(layer).is_product();
            let of = |end: &str| {
                let at = tensors.get(format!("{}.{end}", graph.layer(layer).name).as_str())?;
                Some(&self.tensors[*at])
            };
            let kernel = of("kernel").filter(|_| is_product);
            let Some((name, scales)) =
                kernel.and_then(|(name, kernel)| Some((name, kernel.scales()?)))
            else {
                continue;
            };
            let Some(scales) = of_outputs(&scales, graph.shape(layer).channels()) else {
                return Err(QuantizedImportError::Axis { name: name.clone() });
            };
            let bias = of("bias").and_then(|(_, bias)| bias.integers());
            let bias = bias.and_then(|bias| {
                bias.into_iter()
                    .map(|bias| i32::try_from(bias).ok())
                    .collect()
            });
            weights.push(GivenWeights {
                layer,
                scales,
                bias,
            });
        }
        let (quantized, mut warnings) = Quantized::with_scales(&model, &results, &weights)?;
        let places = quantized.places(&graph);
        let is_rounded = places.stored[0].is_some() || places.read[0].is_some();
        if is_derived && results[0].is_some() && is_rounded {
            let layer = INPUT.to_owned();
            warnings.insert(0, Warning::Derived { layer });
        }
        Ok(QuantizedImport {
            quantized,
            warnings: warnings.iter().map(ToString::to_string).collect(),
        })
    }
}

/// Returns the scale of each of the `outputs` along the last axis; `None` if values of one have different ones.
fn of_outputs(scales: &[u8], outputs: usize) -> Option<Vec<f32>> {
    let (scales, _) = scales.as_chunks::<4>();
    let first: Vec<[u8; 4]> = scales.get(..outputs)?.to_vec();
    let mut rows = scales.chunks(outputs);
    let is_same = rows.all(|row| row == first);
    is_same.then(|| first.into_iter().map(f32::from_le_bytes).collect())
}

/// Returns the quantisation of an input that is made of images of bytes.
fn of_images(images: &Preprocess) -> Quantization {
    let channels = images.mean.iter().zip(&*images.std);
    let ends = channels.flat_map(|(mean, std)| {
        [0.0, 255.0].map(|value| ((value * images.scale - mean) / std) as f32)
    });
    let ends: Vec<f32> = ends.filter(|end| end.is_finite()).collect();
    let low = ends.iter().copied().fold(0.0, f32::min);
    let high = ends.iter().copied().fold(0.0, f32::max);
    Quantization::of([low, high], low >= 0.0)
}
