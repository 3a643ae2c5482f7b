//! Files of quantised networks: safetensors files with metadata, as the documentation of [`quantize`](crate::quantize) describes them.

mod read;
mod write;

use crate::model::QUANTIZED_FORMAT;

/// What the metadata call the version of the format.
const VERSION: &str = "1";

/// Key of the metadata with the paths of the layers of [`Quantized::float_layers`](super::Quantized::float_layers), if
/// there are any.
const FLOAT_LAYERS: &str = "float_layers";

/// Ends of the names of tensors, behind the path of their layer.
const KERNEL: &str = "kernel";
const KERNEL_SCALE: &str = "kernel_scale";
const BIAS: &str = "bias";
const RESULT_SCALE: &str = "result_scale";
const RESULT_ZERO_POINT: &str = "result_zero_point";
