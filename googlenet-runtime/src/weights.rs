//! Weight tensors of layers, the files that hold them, and the formula of reproducible weights.
//!
//! Weight files are [safetensors](https://github.com/huggingface/safetensors) with `f32` tensors, each named by the
//! path of its layer and the name of the weight: `inception_3a.conv_1x1.kernel`. The kernel of a convolution is laid
//! out as height x width x input channels of a group x output channels, that of a dense layer as inputs x outputs, last
//! axis innermost. All other weights are vectors with one value for each output channel.

pub use crate::error::Misfit;
pub use crate::layer::Weight;
pub use crate::model::{
    LoadReport, StoredTensor, TensorReader, ZeroTail, formula, non_finite, read_tensors,
    save_tensors, write_tensors, zero_tail,
};
