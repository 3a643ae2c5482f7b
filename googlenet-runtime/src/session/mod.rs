//! Sessions: a network, threads, and the memory for its activations.

mod executor;
mod typed;

pub use executor::Executor;
pub use typed::Session;
