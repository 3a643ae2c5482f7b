//! Sessions: a network, threads, and the memory for its activations.

mod executor;
mod fill;
mod profile;
mod program;
mod steps;
mod tap;
mod typed;

pub use executor::Executor;
pub(crate) use fill::Origin;
pub use profile::{Profile, ProfiledStep};
pub(crate) use program::Program;
#[cfg(test)]
pub(crate) use steps::{Part, Steps};
pub use typed::Session;
