//! A pool of sessions for programs that run many jobs: worker threads that each own a session and take jobs from one
//! bounded queue, and tickets with which to wait for results.

mod error;
mod ordered;
mod queue;
mod share;
#[cfg(test)]
mod tests;
mod ticket;
mod workers;

pub use error::{JobError, JobPanic, SubmitError};
pub use ordered::Ordered;
pub use share::share_threads;
pub use ticket::Ticket;
pub use workers::{PoolStats, SessionPool};
