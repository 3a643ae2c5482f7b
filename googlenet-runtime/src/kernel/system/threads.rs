//! Pool of threads that call the same function at once, each with its own number, and a barrier for use inside that
//! function. Threads that wait poll for a bounded time, then sleep.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicUsize, Ordering};
use std::sync::{Arc, Condvar, Mutex, OnceLock, PoisonError};
use std::thread::JoinHandle;

/// Number of times that a thread polls for an event before it yields.
const SPINS: usize = 4_000;

/// Number of times that a thread polls if there are more threads than processors, so that another one can run.
const FEW_SPINS: usize = 20;

/// Number of times that a thread then lets other threads of its processor run and polls again before it sleeps.
const YIELDS: usize = 100;

/// Returns how often one of `threads` threads polls before it yields.
fn spins(threads: usize) -> usize {
    static PROCESSORS: OnceLock<usize> = OnceLock::new();
    match threads <= *PROCESSORS.get_or_init(crate::processors::processors) {
        true => SPINS,
        false => FEW_SPINS,
    }
}

/// Threads that sleep until an event. Neither waiting nor waking allocates memory where the system's locks do not.
#[derive(Debug, Default)]
struct Sleepers {
    /// Number of threads that sleep or are about to.
    count: AtomicUsize,
    lock: Mutex<()>,
    event: Condvar,
}

impl Sleepers {
    /// Blocks until `happened` returns `true`: polls `spins` times, yields some times, then sleeps. What makes it
    /// `true` must be stored with [`Ordering::SeqCst`], as `happened` must read it, and be followed by
    /// [`Sleepers::wake`].
    fn wait(&self, spins: usize, happened: impl Fn() -> bool) {
        for _ in 0..spins {
            if happened() {
                return;
            }
            std::hint::spin_loop();
        }
        for _ in 0..YIELDS {
            if happened() {
                return;
            }
            std::thread::yield_now();
        }
        self.count.fetch_add(1, Ordering::SeqCst);
        let mut held = self.lock.lock().unwrap_or_else(PoisonError::into_inner);
        while !happened() {
            held = self
                .event
                .wait(held)
                .unwrap_or_else(PoisonError::into_inner);
        }
        drop(held);
        self.count.fetch_sub(1, Ordering::SeqCst);
    }

    /// Wakes the threads that sleep.
    fn wake(&self) {
        if self.count.load(Ordering::SeqCst) > 0 {
            // A thread that found that nothing had happened sleeps before the lock is free.
            drop(self.lock.lock().unwrap_or_else(PoisonError::into_inner));
            self.event.notify_all();
        }
    }
}

/// Pool of threads that run one job together, the calling thread included. A job is a function that each thread calls
/// once with its number. A pool of one thread spawns none and calls the function directly.
pub(crate) struct Pool {
    shared: Arc<Shared>,
    /// Spawned threads; the calling thread is not among them.
    workers: Vec<JoinHandle<()>>,
}

/// State that the calling thread and the spawned threads (workers) share.
struct Shared {
    /// Number of jobs started so far, plus one when the pool is dropped; a worker starts when the number changes.
    generation: AtomicUsize,
    /// Pointer to the current job, a [`Call`] on the stack of [`Pool::run`].
    job: AtomicPtr<Call<'static>>,
    /// Number of workers that have not finished the current job.
    working: AtomicUsize,
    /// Workers that wait for a job.
    idle: Sleepers,
    /// The caller of [`Pool::run`], which waits for the workers.
    caller: Sleepers,
    /// Number of times that each thread polls before it yields.
    spins: usize,
    /// `true` once the pool is dropped; workers then exit.
    stop: AtomicBool,
    /// Payload of the last panic in a worker during the current job, rethrown on the calling thread.
    panic: Mutex<Option<Box<dyn Any + Send>>>,
}

/// Function of a job, which every thread of the pool calls once with its number.
type WorkFn<'a> = &'a (dyn Fn(usize) + Sync);

/// The function of one job, in a struct of known size, so that [`Shared::job`] can be a thin pointer to it.
struct Call<'a> {
    work: WorkFn<'a>,
}

impl Pool {
    /// Creates a pool of `threads` threads (one if that is 0), the calling thread included. The pool is smaller if the
    /// system refuses to spawn that many; see [`Pool::threads`].
    pub(crate) fn new(threads: usize) -> Pool {
        let workers = threads.max(1) - 1;
        let shared = Arc::new(Shared {
            generation: AtomicUsize::new(0),
            job: AtomicPtr::new(std::ptr::null_mut()),
            working: AtomicUsize::new(0),
            idle: Sleepers::default(),
            caller: Sleepers::default(),
            spins: spins(workers + 1),
            stop: AtomicBool::new(false),
            panic: Mutex::new(None),
        });
        let spawn = |worker: usize| {
            let shared = Arc::clone(&shared);
            let name = format!("googlenet-{}", worker + 1);
            std::thread::Builder::new()
                .name(name)
                .spawn(move || shared.serve(worker))
                .ok()
        };
        // Results do not depend on the number of threads, so a smaller pool is no error.
        let workers = (0..workers).map_while(spawn).collect();
        Pool { shared, workers }
    }

    /// Returns the number of threads, the calling thread included.
    pub(crate) fn threads(&self) -> usize {
        self.workers.len() + 1
    }

    /// Calls `work` once on each thread with the thread's number, from 0 (the calling thread) to one less than
    /// [`Pool::threads`]. Returns when all calls have returned.
    ///
    /// # Panics
    /// Rethrows a panic of `work` on any thread, after all threads have finished. The pool stays usable.
    pub(crate) fn run(&mut self, work: WorkFn<'_>) {
        if self.workers.is_empty() {
            return work(0);
        }
        let shared = &*self.shared;
        let job = Call { work };
        shared
            .job
            .store((&raw const job).cast_mut().cast(), Ordering::Relaxed);
        shared.working.store(self.workers.len(), Ordering::Relaxed);
        shared.generation.fetch_add(1, Ordering::SeqCst);
        shared.idle.wake();
        let own = catch_unwind(AssertUnwindSafe(|| work(0)));
        // The job lies on this stack, so this function must not return or unwind before every worker has finished.
        let finished = || shared.working.load(Ordering::SeqCst) == 0;
        shared.caller.wait(shared.spins, finished);
        let theirs = shared
            .panic
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(panic) = own.err().or(theirs) {
            resume_unwind(panic);
        }
    }
}

impl Shared {
    /// Runs jobs on worker `worker`, an index from 0, until the pool is dropped. The worker's thread number is one
    /// more.
    fn serve(&self, worker: usize) {
        let mut seen = 0;
        loop {
            let started = || self.generation.load(Ordering::SeqCst) != seen;
            self.idle.wait(self.spins, started);
            seen += 1;
            if self.stop.load(Ordering::Acquire) {
                return;
            }
            let job = self.job.load(Ordering::Acquire);
            // SAFETY: the generation has changed, so the caller has stored a job. The job lives until `working` is 0,
            // which includes this worker's decrement below.
            let work = unsafe { (*job).work };
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(worker + 1))) {
                *self.panic.lock().unwrap_or_else(PoisonError::into_inner) = Some(panic);
            }
            if self.working.fetch_sub(1, Ordering::SeqCst) == 1 {
                self.caller.wake();
            }
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::Release);
        self.shared.generation.fetch_add(1, Ordering::SeqCst);
        self.shared.idle.wake();
        for worker in self.workers.drain(..) {
            // A worker catches the panics of its jobs, so the join result carries no information.
            let _ = worker.join();
        }
    }
}

/// Barrier inside a job of a [`Pool`], at which each thread waits until all threads have arrived. A panic of one thread
/// releases the others.
#[derive(Debug, Default)]
pub(crate) struct Barrier {
    /// Number of calls of [`Barrier::wait`] by all threads together since the barrier was created or reset.
    arrived: AtomicUsize,
    /// `true` once a thread has panicked and will not arrive.
    broken: AtomicBool,
    waiting: Sleepers,
}

/// Guard that marks the barrier as broken if it is dropped during a panic, so that the other threads stop waiting.
pub(crate) struct BarrierGuard<'b>(&'b Barrier);

impl Barrier {
    /// Resets the barrier for a new job, in which rounds count from 1 again. No job that uses the barrier may be
    /// running.
    pub(crate) fn reset(&mut self) {
        *self.arrived.get_mut() = 0;
        *self.broken.get_mut() = false;
    }

    /// Returns a guard that marks the barrier as broken if the current thread panics while holding the guard. Every
    /// thread of a job needs one; otherwise a panic makes the others wait forever.
    pub(crate) fn guard(&self) -> BarrierGuard<'_> {
        BarrierGuard(self)
    }

    /// Blocks until `threads` threads have called this function `round` times each. `round` is the number of this
    /// thread's call since the last reset, from 1. Returns `false` if a thread has panicked; the caller must then stop
    /// working. With one thread, returns `true` at once.
    #[must_use]
    pub(crate) fn wait(&self, round: usize, threads: usize) -> bool {
        if threads == 1 {
            return true;
        }
        // A thread that has been refused once is refused in all later rounds and is not counted.
        if self.broken.load(Ordering::Relaxed) {
            return false;
        }
        if self.arrived.fetch_add(1, Ordering::SeqCst) + 1 == round * threads {
            self.waiting.wake();
            return !self.broken.load(Ordering::SeqCst);
        }
        self.waiting.wait(spins(threads), || {
            self.arrived.load(Ordering::SeqCst) >= round * threads
                || self.broken.load(Ordering::SeqCst)
        });
        !self.broken.load(Ordering::SeqCst)
    }
}

impl Drop for BarrierGuard<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.broken.store(true, Ordering::SeqCst);
            self.0.waiting.wake();
        }
    }
}
