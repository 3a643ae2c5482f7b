//! The pool: threads that own a session each.

use super::error::{JobError, JobPanic, SubmitError};
use super::queue::{Queue, Refused, Task};
use super::ticket::{Promise, Ticket};
use crate::DynSession;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use std::thread::{self, JoinHandle};

/// Workers that own a session each and take jobs from one bounded queue, for whoever has more to compute than one
/// session: a service, or a folder of images.
///
/// A session is what a job gets: an [`DynSession`], a [`Session`](crate::Session), a classifier, or any value that can be
/// sent to a thread. Jobs begin in the order in which they were submitted, each on the first worker that is free. Sessions
/// of a network give the same bits whatever their number of threads, so a result does not depend on the pool.
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
/// A job that panics is an error at its ticket and nowhere else: the worker goes on with the next job and the same
/// session. A run begins by writing all that it reads, so that sessions of this crate are usable after a panic, and give
/// the same bits; a session of another type should be written so, too.
///
/// # The end
///
/// [`SessionPool::close`] refuses further jobs and lets those in the queue run. [`SessionPool::join`] waits for them as
/// well, and gives back the sessions. Dropping the pool cancels what has not begun, waits for what is running, and ends
/// the threads. Tickets may be dropped before or after the pool, and the last reference to a pool by one of its own jobs.
///
/// A job that waits for another job of its pool, or for room in its queue, may wait forever, as all workers may do so at
/// once; [`SessionPool::try_submit`] never waits.
pub struct SessionPool<S> {
    pub(super) queue: Arc<Queue<S>>,
    workers: Vec<JoinHandle<S>>,
}

/// What a pool is doing at the moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub struct PoolStats {
    /// Sessions, each with a worker.
    pub sessions: usize,
    /// Jobs that may wait in the queue.
    pub capacity: usize,
    /// Jobs that wait in the queue.
    pub queued: usize,
    /// Jobs that have begun and are not done.
    pub running: usize,
}

impl<S: Send + 'static> SessionPool<S> {
    /// A pool of sessions, with a queue for `capacity` jobs beside those that are running, at least one.
    /// [`share_threads`](crate::share_threads) says how many threads each session should have.
    ///
    /// Each session gets a thread that runs its jobs, which counts as one of the session's own. Where the system gives fewer
    /// threads than sessions, the other sessions are dropped.
    ///
    /// # Panics
    /// There is no session, or not one thread.
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

    /// Puts a job into the queue; while that is full, waits for room.
    ///
    /// # Errors
    /// [`SubmitError::Closed`], with the job: the pool is closed, perhaps since the wait began.
    pub fn submit<R, J>(&self, job: J) -> Result<Ticket<R>, SubmitError<J>>
    where
        R: Send + 'static,
        J: FnOnce(&mut S) -> R + Send + 'static,
    {
        self.put(job, true)
    }

    /// Puts a job into the queue where that has room.
    ///
    /// # Errors
    /// The queue is full or the pool is closed; with the job.
    pub fn try_submit<R, J>(&self, job: J) -> Result<Ticket<R>, SubmitError<J>>
    where
        R: Send + 'static,
        J: FnOnce(&mut S) -> R + Send + 'static,
    {
        self.put(job, false)
    }

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

    /// Waits until all jobs of the queue are done, takes no further ones, and gives back the sessions.
    pub fn join(mut self) -> Vec<S> {
        self.close();
        // A worker catches the panics of its jobs, so that each has its session to give.
        let workers = self.workers.drain(..);
        workers.filter_map(|worker| worker.join().ok()).collect()
    }
}

impl<S> SessionPool<S> {
    /// Takes no further jobs, and does not wait: those in the queue run, who waits for room is refused.
    pub fn close(&self) {
        self.queue.close();
    }

    /// How many jobs wait and are running at the moment.
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

fn work<S>(queue: &Queue<S>, mut session: S) -> S {
    while let Some(mut task) = queue.next() {
        task(&mut session);
        queue.finished();
        // A result that nobody waits for ends here, and may panic.
        let _ = catch_unwind(AssertUnwindSafe(|| drop(task)));
    }
    session
}

impl<S> Drop for SessionPool<S> {
    fn drop(&mut self) {
        self.queue.close();
        self.queue.clear();
        let own = thread::current().id();
        // A job may hold the pool, so that this may be one of the pool's threads.
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

/// Sessions can be sent to workers, pools and tickets be shared.
const _: () = {
    const fn is_send<T: Send>() {}
    const fn is_shared<T: Send + Sync>() {}
    is_send::<DynSession>();
    is_send::<crate::Session<crate::Flat<1>, (crate::Flat<1>, crate::Flat<2>)>>();
    is_shared::<SessionPool<DynSession>>();
    is_shared::<Ticket<Vec<f32>>>();
    is_shared::<JobError>();
};
