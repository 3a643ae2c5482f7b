//! Sessions: a network, threads, and the memory for its activations.

mod executor;
mod pack;
mod planned;
mod pool;
mod profile;
mod program;
mod steps;
mod tap;
mod typed;

pub use executor::Executor;
pub(crate) use pack::WeightSource;
#[doc(hidden)]
pub use planned::{PlannedStep, planned};
pub use pool::{
    JobError, JobPanic, Ordered, PoolStats, SessionPool, SubmitError, Ticket, share_threads,
};
pub use profile::{Profile, ProfiledStep};
pub(crate) use program::Program;
#[cfg(test)]
pub(crate) use steps::{StepSource, Steps};
pub use typed::Session;
