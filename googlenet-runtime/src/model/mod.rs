//! Networks with weights.

mod file;
mod network;
mod seed;

pub use file::{LoadReport, Misfit};
pub use network::{Network, TypedNetwork};
pub use seed::formula;
pub(crate) use seed::seed;
