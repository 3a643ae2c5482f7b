//! Quantisation of networks to 8-bit integers: calibration on images, quantised weights, and the file that holds them.
//!
//! A [`Calibration`] runs a network over the same images in several passes: the first finds the range of each result, the
//! second counts values in histograms if the [`Method`] asks for them, the next measures what is lost, and gathers what layers
//! read to round their weights ([`Rounding`]), as far as 256 MiB hold it; further ones gather what is left. Rounding at the
//! end of such a pass takes as much memory again, and minutes for layers with thousands of inputs. What is held does not grow
//! with the number of images.
//!
//! ```
//! # use googlenet_runtime::{Network, quantize::{Calibration, QuantizeError, QuantizeOptions}};
//! # fn quantized(network: &dyn Network, images: &[Vec<f32>]) -> Result<(), QuantizeError> {
//! let mut calibration = Calibration::new(network, &QuantizeOptions::default())?;
//! loop {
//!     for image in images {
//!         calibration.observe(image)?;
//!     }
//!     if !calibration.next_pass()? {
//!         break;
//!     }
//! }
//! let (quantized, report) = calibration.finish()?;
//! println!("{} warnings", report.warnings.len());
//! quantized.save("quantized.safetensors")?;
//! # Ok(())
//! # }
//! ```
//!
//! # Numbers
//!
//! Results are integers without sign, one scale for each result ([`Quantization`]). Calibration chooses the zero point 0 where it follows
//! from the operations that values are never negative (behind ReLU, sigmoid and softmax, and pools, concats and sums of
//! such), otherwise 128 in the middle of a symmetric range. Results between which values are only moved (branches of a
//! concat, maximum pooling, views) share a scale. Weights are integers from -127 to 127 with a scale for each output
//! channel ([`QuantizedWeights`]). Convolutions that read the network's input keep theirs, unless
//! [`QuantizeOptions::quantize_first`] is set. Outputs of the network stay in `f32`
//! ([`Graph::float_results`](crate::graph::Graph::float_results)).
//!
//! # Files
//!
//! [`Quantized::save`] writes a safetensors file, which [`Quantized::open`] reads:
//!
//! | tensor | type | shape |
//! |---|---|---|
//! | `LAYER.kernel` | I8, from -127 to 127 | that of the layer's kernel, output channels last |
//! | `LAYER.kernel_scale` | F32, normal and above 0 | output channels |
//! | `LAYER.bias` | I32, in units of the input's scale times that of the kernel | output channels |
//! | `LAYER.result_scale` | F32, normal and above 0 | 1 |
//! | `LAYER.result_zero_point` | U8 | 1 |
//! | `LAYER.WEIGHT` | F32, finite: weights that are not quantised | that of the weight |
//!
//! Every layer whose result is stored, or shares the scale of one that is, has its scale and zero point, `$input` those of
//! the network's input; results within a step have none. What is folded into a quantised kernel, as a batch normalisation, has no
//! weights of its own. The metadata are `format` (`googlenet-int8`), `version` (`1`), `network`, `method` (the
//! word of the [`Method`]; `given` where another program chose the scales), `images`, and `float_layers`: the paths, with commas, of
//! [`Quantized::float_layers`] if there are any.

mod bounds;
mod calibration;
mod check;
mod compensation;
mod convert;
mod correction;
mod entropy;
mod error;
mod file;
mod first;
mod given;
mod group;
mod histogram;
mod inputs;
mod keep;
mod kept;
mod method;
mod moments;
mod mse;
mod noise;
mod patches;
mod percentile;
mod places;
mod quantization;
mod quantized;
mod reading;
mod report;
mod rounding;
mod session;
#[cfg(any(test, feature = "reference"))]
mod simulation;
mod structure;
mod warning;
mod weights;

pub use calibration::{Calibration, QuantizeOptions};
pub use error::QuantizeError;
pub use given::GivenWeights;
pub use kept::Kept;
pub use method::Method;
pub use places::Places;
pub use quantization::Quantization;
pub use quantized::{FloatWeight, Quantized};
pub use report::{LayerReport, QuantizationReport, ResultReport, WeightReport};
pub use rounding::Rounding;
#[cfg(any(test, feature = "reference"))]
pub use simulation::{Simulation, Stored};
pub use warning::Warning;
pub use weights::QuantizedWeights;
