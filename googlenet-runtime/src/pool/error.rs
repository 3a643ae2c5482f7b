//! Errors of submitting jobs and of waiting for their results.

use std::any::Any;
use std::error::Error;
use std::fmt;
use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};

/// The refusal of a job by a pool. The error contains the job, which has not run.
#[non_exhaustive]
pub enum SubmitError<J> {
    /// The queue is full; only [`SessionPool::try_submit`](super::SessionPool::try_submit) returns this error.
    Full(J),
    /// The pool was closed by [`SessionPool::close`](super::SessionPool::close).
    Closed(J),
}

impl<J> SubmitError<J> {
    /// Returns the refused job.
    pub fn into_job(self) -> J {
        match self {
            SubmitError::Full(job) | SubmitError::Closed(job) => job,
        }
    }
}

impl<J> fmt::Debug for SubmitError<J> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SubmitError::Full(_) => "Full(..)",
            SubmitError::Closed(_) => "Closed(..)",
        })
    }
}

impl<J> fmt::Display for SubmitError<J> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            SubmitError::Full(_) => "the queue of the pool is full",
            SubmitError::Closed(_) => "the pool is closed",
        })
    }
}

impl<J> Error for SubmitError<J> {}

/// The reason why a submitted job has no result.
#[derive(Debug)]
#[non_exhaustive]
pub enum JobError {
    /// The job began and panicked.
    Panicked(JobPanic),
    /// The job never began: the pool was dropped while the job was in the queue or, for an item of
    /// [`SessionPool::map_ordered`](super::SessionPool::map_ordered), was closed before the job was submitted.
    Cancelled,
}

impl fmt::Display for JobError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            JobError::Panicked(panic) => write!(f, "a job panicked: {}", panic.message()),
            JobError::Cancelled => f.write_str("a job was cancelled: its pool is closed"),
        }
    }
}

impl Error for JobError {}

/// The panic of a job, with its payload (the value that it was raised with).
pub struct JobPanic(Mutex<Box<dyn Any + Send>>);

impl JobPanic {
    pub(super) fn new(payload: Box<dyn Any + Send>) -> JobPanic {
        JobPanic(Mutex::new(payload))
    }

    /// Returns the panic message; `a panic payload that is no text` if the payload is neither `&str` nor `String`.
    pub fn message(&self) -> String {
        let payload = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let text = payload.downcast_ref::<&str>().copied();
        let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
        text.unwrap_or("a panic payload that is no text").to_owned()
    }

    /// Panics on the calling thread with the original payload, without calling the panic hook (see [`resume_unwind`]).
    pub fn resume(self) -> ! {
        resume_unwind(self.0.into_inner().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for JobPanic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("JobPanic").field(&self.message()).finish()
    }
}
