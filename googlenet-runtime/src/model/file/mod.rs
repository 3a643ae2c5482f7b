//! Reading and writing of weight files: safetensors files whose tensors are named by the path of the layer and the name
//! of the weight.

mod bytes;
mod compare;
mod element;
mod finite;
mod header;
mod load;
mod save;
mod tail;
#[cfg(feature = "quantize")]
mod tensors;

pub use compare::LoadReport;
pub(super) use compare::Wanted;
pub use finite::non_finite;
pub(super) use load::{Input, Loading, Opened, load};
pub use save::{StoredTensor, TensorReader, read_tensors, save_tensors, write_tensors};
pub(super) use save::{save, write};
pub use tail::{ZeroTail, zero_tail};
#[cfg(feature = "quantize")]
pub(crate) use tensors::{RawTensor, RawTensors};

/// First eight bytes of every file of packed weights.
pub(super) const PACKED_MAGIC: [u8; 8] = *b"\x89GNPACK\n";

/// What the metadata of files of quantised networks call their format.
pub(crate) const QUANTIZED_FORMAT: &str = "googlenet-int8";
