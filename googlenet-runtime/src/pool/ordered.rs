//! The processing of many inputs by a pool, with results in the order of the inputs.

use super::error::JobError;
use super::ticket::{Promise, Ticket};
use super::workers::SessionPool;
use std::collections::VecDeque;
use std::fmt;
use std::iter::FusedIterator;
use std::sync::Arc;

/// Iterator over the results of jobs in the order of their inputs, returned by [`SessionPool::map_ordered`].
pub struct Ordered<'p, S, I: Iterator, R, F> {
    pool: &'p SessionPool<S>,
    /// Inputs that were not submitted yet; `None` when they are exhausted or the pool is closed.
    inputs: Option<I>,
    /// Function that is called with a session and an input.
    work: Arc<F>,
    /// Tickets of the submitted inputs whose results were not returned yet, in the order of the inputs.
    tickets: VecDeque<Ticket<R>>,
    /// Largest number of tickets: the sessions and the capacity of the queue together.
    limit: usize,
}

impl<S: Send + 'static> SessionPool<S> {
    /// Calls `work` with each input on any of the sessions, each call as a job of the pool, and returns an iterator
    /// over the results in the order of the inputs. Nothing is submitted before the first call of `next`.
    ///
    /// Each call of `next` first takes inputs and submits them, on the calling thread, until there are as many jobs
    /// whose results were not returned as sessions and places in the queue together; then it waits for the oldest job.
    /// So memory is bounded even if one input or the caller is slow. Other callers may use the pool at the same time.
    ///
    /// Dropping the iterator cancels its jobs that have not begun, and does not wait for running ones.
    ///
    /// # Errors
    /// An item is [`JobError::Panicked`] if its job panicked; the other jobs are not affected. If the pool is closed,
    /// jobs that were submitted before still have results; the item of the next input is [`JobError::Cancelled`], and
    /// no further items follow.
    pub fn map_ordered<I, R, F>(&self, inputs: I, work: F) -> Ordered<'_, S, I::IntoIter, R, F>
    where
        I: IntoIterator<Item: Send + 'static>,
        R: Send + 'static,
        F: Fn(&mut S, I::Item) -> R + Send + Sync + 'static,
    {
        let stats = self.stats();
        Ordered {
            pool: self,
            inputs: Some(inputs.into_iter()),
            work: Arc::new(work),
            tickets: VecDeque::new(),
            limit: stats.capacity + stats.sessions,
        }
    }
}

impl<S, I, R, F> Iterator for Ordered<'_, S, I, R, F>
where
    S: Send + 'static,
    I: Iterator<Item: Send + 'static>,
    R: Send + 'static,
    F: Fn(&mut S, I::Item) -> R + Send + Sync + 'static,
{
    type Item = Result<R, JobError>;

    fn next(&mut self) -> Option<Result<R, JobError>> {
        while self.tickets.len() < self.limit
            && let Some(inputs) = &mut self.inputs
        {
            let Some(input) = inputs.next() else {
                self.inputs = None;
                break;
            };
            let work = Arc::clone(&self.work);
            let taken = self.pool.submit(move |session| work(session, input));
            let ticket = taken.unwrap_or_else(|_| {
                self.inputs = None;
                Promise::new().ticket()
            });
            self.tickets.push_back(ticket);
        }
        self.tickets.pop_front().map(Ticket::wait)
    }
}

impl<S, I, R, F> FusedIterator for Ordered<'_, S, I, R, F>
where
    S: Send + 'static,
    I: Iterator<Item: Send + 'static>,
    R: Send + 'static,
    F: Fn(&mut S, I::Item) -> R + Send + Sync + 'static,
{
}

impl<S, I: Iterator, R, F> fmt::Debug for Ordered<'_, S, I, R, F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let waiting = self.tickets.len();
        f.debug_struct("Ordered")
            .field("waiting", &waiting)
            .finish()
    }
}
