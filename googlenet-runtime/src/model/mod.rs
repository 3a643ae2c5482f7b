//! Networks with weights: their traits, builders of sessions, weight files, packed weights, class names and
//! reproducible weights.

mod builder;
mod file;
pub(crate) mod generated;
mod labels;
mod load_options;
mod network;
mod packed;
mod seed;

pub use builder::SessionBuilder;
pub use file::{
    LoadReport, StoredTensor, TensorReader, ZeroTail, non_finite, read_tensors, save_tensors,
    write_tensors, zero_tail,
};
#[cfg(feature = "quantize")]
pub(crate) use file::{QUANTIZED_FORMAT, RawTensor, RawTensors};
pub use labels::Labels;
pub use load_options::LoadOptions;
pub use network::{Network, Sealed, TypedNetwork};
pub use packed::{PackedNetwork, TypedPacked};
pub use seed::formula;
pub(crate) use seed::seed;
