//! The type of the pool, and its worker threads, each of which owns a session.

use super::error::{JobError, JobPanic, SubmitError};
use super::queue::{Queue, Refused, Task};
use super::ticket::{Promise, Ticket};
use crate::DynSession;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

/// A pool of worker threads that each own a session and take jobs from one bounded queue: for programs that compute
/// more than one session can, such as a service or the processing of a folder of images.
///
/// A session is the value that jobs receive: a [`DynSession`], a [`Session`](crate::Session), a classifier, or any
/// other value that can be sent to a thread. Jobs begin in the order in which they were submitted, each on the first
/// worker that is free. All sessions of a network compute the same bits, whatever their number of threads, so results
/// do not depend on the pool.
///
/// ```
/// use googlenet_runtime::pool::{SessionPool, share_threads};
/// use googlenet_runtime::{Tensor, TypedNetwork, googlenet_model};
///
/// googlenet_model! {
///     pub LabelsSmall = "../specs/labels_small.yaml";
/// }
///
/// fn main() -> Result<(), Box<dyn std::error::Error>> {
///     let model = LabelsSmall::seeded(42);
///     // Three threads over two sessions; up to 64 jobs wait.
///     let sessions = share_threads(3, 2).map(|threads| model.session(threads));
///     let pool = SessionPool::new(sessions, 64);
///
///     // A job, with a ticket to wait for its result.
///     let image: Tensor<labels_small::Input> = Tensor::zeros(1);
///     let ticket = pool.submit(move |session| Ok(session.run(&image)?.top(0, 2)))?;
///     let top: Result<_, googlenet_runtime::Error> = ticket.wait()?;
///     assert_eq!(top?.len(), 2);
///
///     // Many inputs, with their results in order.
///     let images = (1..=100).map(Tensor::<labels_small::Input>::zeros);
///     let counts = pool.map_ordered(images, |session, image| {
///         session.run(&image).map(|probabilities| probabilities.batch())
///     });
///     for (count, expected) in counts.zip(1..) {
///         assert_eq!(count??, expected);
///     }
///     Ok(())
/// }
/// ```
///
/// # Panics in jobs
///
/// The panic of a job is reported by its ticket alone, as [`JobError::Panicked`]: the worker continues with the next
/// job and the same session. Every run of a session of this crate first writes all memory that it reads, so that the
/// session remains usable after a panic and computes the same bits as before. Session types of other crates should have
/// this property too.
///
/// # Closing and dropping
///
/// [`SessionPool::close`] refuses further jobs; jobs in the queue still run. [`SessionPool::join`] also waits for them
/// and returns the sessions. Dropping the pool cancels jobs that have not begun, waits for running ones, and ends the
/// threads. Tickets may be dropped before or after the pool, and a job of the pool may hold and drop the last reference
/// to the pool.
///
/// A job that waits for another job of its own pool, or for room in its queue, may wait forever, because all workers
/// may be occupied by such jobs; [`SessionPool::try_submit`] never waits for room.
pub struct SessionPool<S> {
    pub(super) queue: Arc<Queue<S>>,
    workers: Vec<JoinHandle<S>>,
}

/// The numbers of sessions and jobs of a pool at one moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolStats {
    /// Number of sessions, each with a worker thread.
    pub sessions: usize,
    /// Largest number of jobs in the queue; running jobs do not count.
    pub capacity: usize,
    /// Number of jobs in the queue, which are those that have not begun.
    pub queued: usize,
    /// Number of jobs that have begun and are not done.
    pub running: usize,
}

impl<S: Send + 'static> SessionPool<S> {
    /// Creates a pool of sessions with a queue for `capacity` jobs (one if that is 0), which wait besides the running
    /// ones. [`share_threads`](crate::pool::share_threads) returns the number of threads that each session should have.
    ///
    /// Each session gets a worker thread, which calls the jobs with the session and so is one of the threads that the
    /// session computes on. If the system refuses to start a thread, that session and the remaining ones are dropped.
    ///
    /// # Panics
    /// Panics if there is no session, or if no thread can be started.
    pub fn new(sessions: impl IntoIterator<Item = S>, capacity: usize) -> SessionPool<S> {
        let queue = Arc::new(Queue::new(capacity));
        let spawn = |(at, session): (usize, S)| {
            let queue = Arc::clone(&queue);
            let name = format!("session-{at}");
            let worker = thread::Builder::new().name(name);
            worker.spawn(move || work(&queue, session)).ok()
        };
        let sessions = sessions.into_iter().enumerate();
        let workers: Vec<JoinHandle<S>> = sessions.map_while(spawn).collect();
        assert!(
            !workers.is_empty(),
            "a pool takes at least one session and one thread"
        );
        SessionPool { queue, workers }
    }

    /// Adds a job to the end of the queue; if the queue is full, blocks until there is room. Returns the ticket with
    /// which to wait for the job's result.
    ///
    /// # Errors
    /// [`SubmitError::Closed`], which contains the job, if the pool is closed, or becomes closed before there is room.
    pub fn submit<R, J>(&self, job: J) -> Result<Ticket<R>, SubmitError<J>>
    where
        R: Send + 'static,
        J: FnOnce(&mut S) -> R + Send + 'static,
    {
        self.put(job, true)
    }

    /// Adds a job to the end of the queue if there is room; never waits for room. Returns the ticket with which to wait
    /// for the job's result.
    ///
    /// # Errors
    /// [`SubmitError::Full`] if the queue is full, [`SubmitError::Closed`] if the pool is closed. Both contain the job.
    pub fn try_submit<R, J>(&self, job: J) -> Result<Ticket<R>, SubmitError<J>>
    where
        R: Send + 'static,
        J: FnOnce(&mut S) -> R + Send + 'static,
    {
        self.put(job, false)
    }

    /// Adds a job to the queue; if the queue is full, waits for room or, if `wait` is `false`, fails.
    fn put<R, J>(&self, job: J, wait: bool) -> Result<Ticket<R>, SubmitError<J>>
    where
        R: Send + 'static,
        J: FnOnce(&mut S) -> R + Send + 'static,
    {
        match self.queue.room(wait) {
            Ok(room) => {
                let promise = Promise::new();
                let ticket = promise.ticket();
                let number = room.fill(task(job, promise));
                Ok(ticket.of(self.queue.clone(), number))
            }
            Err(Refused::Full) => Err(SubmitError::Full(job)),
            Err(Refused::Closed) => Err(SubmitError::Closed(job)),
        }
    }

    /// Refuses further jobs, waits until all jobs in the queue and running ones are done, and returns the sessions in
    /// the order in which [`SessionPool::new`] got them.
    pub fn join(mut self) -> Vec<S> {
        self.close();
        // Workers catch the panics of their jobs, so every worker returns its session.
        let workers = self.workers.drain(..);
        workers.filter_map(|worker| worker.join().ok()).collect()
    }
}

impl<S> SessionPool<S> {
    /// Refuses further jobs from now on, without waiting for any. Jobs in the queue still run; calls of
    /// [`SessionPool::submit`] that wait for room fail.
    pub fn close(&self) {
        self.queue.close();
    }

    /// Returns the numbers of sessions and jobs at this moment.
    pub fn stats(&self) -> PoolStats {
        let (queued, running) = self.queue.counts();
        PoolStats {
            sessions: self.workers.len(),
            capacity: self.queue.capacity,
            queued,
            running,
        }
    }
}

/// Wraps a job for the queue: the returned closure calls `job` once, catches its panic, and puts the outcome into
/// `promise`.
fn task<S, R, J>(job: J, mut promise: Promise<R>) -> Task<S>
where
    R: Send + 'static,
    J: FnOnce(&mut S) -> R + Send + 'static,
{
    let mut job = Some(job);
    Box::new(move |session| {
        if let Some(job) = job.take() {
            let outcome = catch_unwind(AssertUnwindSafe(|| job(session)));
            promise.keep(outcome.map_err(|panic| JobError::Panicked(JobPanic::new(panic))));
        }
    })
}

/// Runs one worker: calls jobs of the queue with `session` until the queue is closed and empty, then returns `session`.
fn work<S>(queue: &Queue<S>, mut session: S) -> S {
    while let Some(mut task) = queue.next() {
        task(&mut session);
        queue.finished();
        // The result becomes available to its ticket here. If there is no ticket any more, the result is dropped, and
        // its destructor may panic.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(task)));
    }
    session
}

impl<S> Drop for SessionPool<S> {
    fn drop(&mut self) {
        self.queue.close();
        self.queue.clear();
        let own = thread::current().id();
        // A job may drop the pool, so the current thread may be one of the workers, which cannot wait for itself.
        let others = self.workers.drain(..);
        for worker in others.filter(|worker| worker.thread().id() != own) {
            let _ = worker.join();
        }
    }
}

impl<S> fmt::Debug for SessionPool<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let stats = self.stats();
        f.debug_tuple("SessionPool").field(&stats).finish()
    }
}

/// Check at compile time that sessions can be sent to workers, and that pools, tickets and errors can be shared by
/// threads.
const _: () = {
    const fn is_send<T: Send>() {}
    const fn is_shared<T: Send + Sync>() {}
    is_send::<DynSession>();
    is_send::<crate::Session<crate::Flat<1>, (crate::Flat<1>, crate::Flat<2>)>>();
    is_shared::<SessionPool<DynSession>>();
    is_shared::<Ticket<Vec<f32>>>();
    is_shared::<JobError>();
};
