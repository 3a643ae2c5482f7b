//! Transfer of a job's result from the worker, which has the promise, to the thread that has the ticket.

use super::error::JobError;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// A handle to a job that was submitted to a pool, with which to wait for the job's result.
///
/// Dropping the ticket cancels the job if it has not begun: the job is removed from the queue at once. A job that has
/// begun runs to its end, and its result is dropped.
#[must_use = "a job is cancelled when its ticket is dropped"]
pub struct Ticket<R> {
    slot: Arc<Slot<R>>,
    /// Queue that the job was added to, and the job's number there; `None` if dropping the ticket does not cancel the
    /// job.
    queued: Option<(Arc<dyn Cancel>, u64)>,
}

/// A queue from which jobs can be removed, whatever its type of sessions.
pub(super) trait Cancel: Send + Sync {
    /// Removes and drops the job with the number `job`, if it has not begun; otherwise does nothing.
    fn cancel(&self, job: u64);
}

/// Memory that a ticket and its promise share, for the outcome of the job.
struct Slot<R> {
    /// Outcome of the job; `None` until the job is done, and again once the outcome is taken.
    outcome: Mutex<Option<Result<R, JobError>>>,
    /// Signalled when the outcome is there.
    done: Condvar,
}

impl<R> Slot<R> {
    fn lock(&self) -> MutexGuard<'_, Option<Result<R, JobError>>> {
        self.outcome.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The worker's end of a ticket. Dropping the promise makes the outcome available to the ticket,
/// [`JobError::Cancelled`] if no outcome was set, so that waiting threads always wake up.
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

    /// Sets the outcome, which becomes available when the promise is dropped.
    pub(super) fn keep(&mut self, outcome: Result<R, JobError>) {
        self.outcome = Some(outcome);
    }

    /// Returns a ticket for the outcome. The ticket refers to no queue until [`Ticket::of`] sets one, so dropping it
    /// cancels nothing.
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
    /// Returns the ticket with the queue that its job was added to and the job's number there, so that dropping the
    /// ticket cancels the job.
    pub(super) fn of(mut self, queue: Arc<dyn Cancel>, job: u64) -> Ticket<R> {
        self.queued = Some((queue, job));
        self
    }

    /// Waits until the job is done or cancelled, and returns its result.
    ///
    /// # Errors
    /// [`JobError::Panicked`] if the job panicked, [`JobError::Cancelled`] if the pool was dropped before the job
    /// began.
    pub fn wait(mut self) -> Result<R, JobError> {
        loop {
            match self.wait_timeout(Duration::MAX) {
                Ok(outcome) => return outcome,
                Err(ticket) => self = ticket,
            }
        }
    }

    /// Waits until the job is done or cancelled, but no longer than `timeout`, and returns the outcome as the inner
    /// result.
    ///
    /// # Errors
    /// The outer error is the ticket itself, if the job is neither done nor cancelled by then. The inner errors are
    /// those of [`Ticket::wait`].
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

    /// Returns `true` if the job is done or cancelled, so that [`Ticket::wait`] would return at once.
    pub fn is_done(&self) -> bool {
        self.slot.lock().is_some()
    }

    /// Drops the ticket without cancelling the job, whose result is dropped when the job is done.
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
