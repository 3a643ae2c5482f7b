//! Weight tensors and the files that hold them.
//!
//! Weight files are [safetensors](https://github.com/huggingface/safetensors) with `f32` tensors named by the layer's
//! path and the weight: `inception_3a.conv_1x1.kernel`. Kernels of convolutions are height x width x input channels of a
//! group x output channels, those of dense layers inputs x outputs; all other weights are vectors of the output channels.

pub use crate::error::Misfit;
pub use crate::layer::Weight;
pub use crate::model::{LoadReport, StoredTensor, formula, save_tensors};
