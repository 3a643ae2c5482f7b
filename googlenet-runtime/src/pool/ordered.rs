//! Many inputs, with their results in order.

use super::error::JobError;
use super::ticket::{Promise, Ticket};
use super::workers::SessionPool;
use std::collections::VecDeque;
use std::fmt;
use std::iter::FusedIterator;
use std::sync::Arc;

/// Results in the order of their inputs: what [`SessionPool::map_ordered`] gives.
pub struct Ordered<'p, S, I: Iterator, R, F> {
    pool: &'p SessionPool<S>,
    /// `None` once there are no more.
    inputs: Option<I>,
    work: Arc<F>,
    /// In the order of the inputs.
    tickets: VecDeque<Ticket<R>>,
    /// As many tickets are held at most.
    limit: usize,
}

impl<S: Send + 'static> SessionPool<S> {
    /// Computes something of each input, on all sessions, and gives the results in the order of the inputs.
    ///
    /// At most as many inputs are taken ahead of the result that is waited for as there are sessions and places in the
    /// queue, so that memory is bounded however slow one of the inputs is, or the caller. Whenever a result is asked for,
    /// inputs are taken up to that number, on the caller's thread, and submitted. Others may use the pool meanwhile.
    ///
    /// Dropping the iterator cancels what has not begun, and does not wait for what is running.
    ///
    /// # Errors
    /// A job that panicked is an error in its place, and the others go on. Where the pool is closed meanwhile, the next
    /// input is [`JobError::Cancelled`], and the last.
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
