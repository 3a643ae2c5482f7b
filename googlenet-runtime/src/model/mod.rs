//! Networks with weights.

mod file;
mod labels;
mod network;
mod packed;
mod seed;

pub use file::{LoadReport, StoredTensor, save_tensors};
pub use labels::Labels;
pub use network::{Network, TypedNetwork};
pub use packed::{PackedNetwork, TypedPacked};
pub use seed::formula;
pub(crate) use seed::seed;
