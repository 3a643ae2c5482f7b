//! Networks with weights.

mod file;
mod network;
mod packed;
mod seed;
mod tensors;

pub use file::{LoadReport, Misfit};
pub use network::{Network, TypedNetwork};
pub use packed::{PackedNetwork, TypedPacked};
pub use seed::formula;
pub(crate) use seed::seed;
