//! The way of a job's result from the worker to who waits for it.

use super::error::JobError;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A job that a pool has taken: waits for its result.
///
/// Dropping it cancels the job where it has not begun: it leaves the queue at once, and never runs. A job that has begun
/// goes on to its end, and its result is dropped.
#[must_use = "a job is cancelled when its ticket is dropped"]
pub struct Ticket<R> {
    slot: Arc<Slot<R>>,
    /// The queue that the job may still be in, and its number there.
    queued: Option<(Arc<dyn Cancel>, u64)>,
}

/// A queue that jobs can be taken out of.
pub(super) trait Cancel: Send + Sync {
    /// Takes out a job where it has not begun.
    fn cancel(&self, job: u64);
}

struct Slot<R> {
    outcome: Mutex<Option<Result<R, JobError>>>,
    done: Condvar,
}

impl<R> Slot<R> {
    fn lock(&self) -> MutexGuard<'_, Option<Result<R, JobError>>> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The worker's end: hands over the outcome when it is dropped, so that whatever becomes of the job, nobody waits forever.
pub(super) struct Promise<R> {
    slot: Arc<Slot<R>>,
    outcome: Option<Result<R, JobError>>,
}

impl<R> Promise<R> {
    pub(super) fn new() -> Promise<R> {
        let slot = Slot {
            outcome: Mutex::new(None),
            done: Condvar::new(),
        };
        Promise {
            slot: Arc::new(slot),
            outcome: None,
        }
    }

    pub(super) fn keep(&mut self, outcome: Result<R, JobError>) {
        self.outcome = Some(outcome);
    }

    /// The other end, of a job in no queue.
    pub(super) fn ticket(&self) -> Ticket<R> {
        Ticket {
            slot: Arc::clone(&self.slot),
            queued: None,
        }
    }
}

impl<R> Drop for Promise<R> {
    fn drop(&mut self) {
        let outcome = self.outcome.take().unwrap_or(Err(JobError::Cancelled));
        *self.slot.lock() = Some(outcome);
        self.slot.done.notify_all();
    }
}

impl<R> Ticket<R> {
    /// The same ticket, of a job in a queue.
    pub(super) fn of(mut self, queue: Arc<dyn Cancel>, job: u64) -> Ticket<R> {
        self.queued = Some((queue, job));
        self
    }

    /// Waits until the job is done.
    ///
    /// # Errors
    /// The job panicked, or the pool was closed or dropped before it began.
    pub fn wait(mut self) -> Result<R, JobError> {
        loop {
            match self.wait_timeout(Duration::MAX) {
                Ok(outcome) => return outcome,
                Err(ticket) => self = ticket,
            }
        }
    }

    /// The same, for no longer than `timeout`; the ticket again where the job is not done then.
    ///
    /// # Errors
    /// Inside, as [`Ticket::wait`]; outside, the job is not done.
    pub fn wait_timeout(mut self, timeout: Duration) -> Result<Result<R, JobError>, Ticket<R>> {
        let (outcome, done) = (self.slot.lock(), &self.slot.done);
        let waited = done.wait_timeout_while(outcome, timeout, |outcome| outcome.is_none());
        let outcome = waited.unwrap_or_else(PoisonError::into_inner).0.take();
        match outcome {
            Some(outcome) => {
                self.queued = None;
                Ok(outcome)
            }
            None => Err(self),
        }
    }

    /// Whether the job is done, so that nobody who asks for its result waits.
    pub fn is_done(&self) -> bool {
        self.slot.lock().is_some()
    }

    /// Lets the job run though nobody waits for it.
    pub fn detach(mut self) {
        self.queued = None;
    }
}

impl<R> Drop for Ticket<R> {
    fn drop(&mut self) {
        if let Some((queue, job)) = self.queued.take() {
            queue.cancel(job);
        }
    }
}

impl<R> fmt::Debug for Ticket<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let is_done = self.is_done();
        f.debug_struct("Ticket").field("is_done", &is_done).finish()
    }
}
