//! Thread pool with static partitioning. Idle threads spin for a bounded time, then park.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// Number of times that a thread polls for its event before it parks or yields the processor.
const SPINS: usize = 4_000;

/// Pool of threads that run one job together, the calling thread included. A pool of one thread spawns none and calls
/// the job directly.
pub(crate) struct Pool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
}

struct Shared {
    /// Number of jobs started so far; workers start when the number changes.
    generation: AtomicUsize,
    /// Pointer to the current job, a [`Call`] on the caller's stack.
    job: AtomicPtr<Call<'static>>,
    /// Number of workers that have not finished the current job.
    working: AtomicUsize,
    /// Flag of each worker: `true` while the worker is parked or about to park.
    asleep: Vec<AtomicBool>,
    /// Set when the pool is dropped; workers then exit.
    stop: AtomicBool,
    /// Payload of a panic in a worker, which is rethrown on the calling thread.
    panic: Mutex<Option<Box<dyn Any + Send>>>,
}

type WorkFn<'a> = &'a (dyn Fn(usize) + Sync);

struct Call<'a> {
    work: WorkFn<'a>,
}

impl Pool {
    /// Creates a pool of `threads` threads, at least one, the calling thread included. The pool is smaller if the
    /// system refuses to spawn that many.
    pub(crate) fn new(threads: usize) -> Pool {
        let workers = threads.max(1) - 1;
        let shared = Arc::new(Shared {
            generation: AtomicUsize::new(0),
            job: AtomicPtr::new(std::ptr::null_mut()),
            working: AtomicUsize::new(0),
            asleep: (0..workers).map(|_| AtomicBool::new(false)).collect(),
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

    /// Calls `work` once on each thread, with the thread's number from 0 on, and returns when all calls have returned.
    /// The calling thread has number 0.
    ///
    /// # Panics
    /// Rethrows a panic of `work` on any thread.
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
        for (worker, asleep) in self.workers.iter().zip(&shared.asleep) {
            if asleep.swap(false, Ordering::SeqCst) {
                worker.thread().unpark();
            }
        }
        let own = catch_unwind(AssertUnwindSafe(|| work(0)));
        // The job lies on this stack, so this function must not return or unwind before every worker has finished.
        let mut spins = 0;
        while shared.working.load(Ordering::Acquire) > 0 {
            spins += 1;
            if spins < SPINS {
                std::hint::spin_loop();
            } else {
                std::thread::yield_now();
            }
        }
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
    fn serve(&self, worker: usize) {
        let mut seen = 0;
        loop {
            self.wait(worker, seen);
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
            self.working.fetch_sub(1, Ordering::Release);
        }
    }

    /// Blocks until `generation` differs from `seen`.
    fn wait(&self, worker: usize, seen: usize) {
        let started = || self.generation.load(Ordering::SeqCst) != seen;
        for _ in 0..SPINS {
            if started() {
                return;
            }
            std::hint::spin_loop();
        }
        while !started() {
            self.asleep[worker].store(true, Ordering::SeqCst);
            if started() {
                self.asleep[worker].store(false, Ordering::SeqCst);
                return;
            }
            std::thread::park();
        }
    }
}

impl Drop for Pool {
    fn drop(&mut self) {
        self.shared.stop.store(true, Ordering::Release);
        self.shared.generation.fetch_add(1, Ordering::SeqCst);
        for worker in self.workers.drain(..) {
            worker.thread().unpark();
            // A worker catches the panics of its jobs, so the join result carries no information.
            let _ = worker.join();
        }
    }
}

/// Barrier inside a job, at which each thread waits until all threads have arrived.
#[derive(Debug, Default)]
pub(crate) struct Barrier {
    /// Number of arrivals of all threads in all rounds.
    arrived: AtomicUsize,
    /// Set when a thread has panicked and will not arrive.
    broken: AtomicBool,
}

/// Guard that marks the barrier as broken when dropped during a panic, so that the other threads stop waiting.
pub(crate) struct BarrierGuard<'b>(&'b Barrier);

impl Barrier {
    /// Resets the barrier for a new job. No job may be running.
    pub(crate) fn reset(&mut self) {
        *self = Barrier::default();
    }

    /// Returns a guard that marks the barrier as broken if the current thread panics while holding the guard.
    pub(crate) fn guard(&self) -> BarrierGuard<'_> {
        BarrierGuard(self)
    }

    /// Waits for the other threads. `round` is the number of the call, from 1, the same on all threads. Returns `false`
    /// if a thread has panicked; the caller must then stop working.
    #[must_use]
    pub(crate) fn wait(&self, round: usize, threads: usize) -> bool {
        if threads == 1 {
            return true;
        }
        // A thread that has been refused once is refused in all later rounds and is not counted.
        if self.broken.load(Ordering::Relaxed) {
            return false;
        }
        self.arrived.fetch_add(1, Ordering::AcqRel);
        let mut spins = 0;
        while self.arrived.load(Ordering::Acquire) < round * threads {
            if self.broken.load(Ordering::Relaxed) {
                return false;
            }
            spins += 1;
            if spins < SPINS {
                std::hint::spin_loop();
            } else {
                // There may be more threads than free processors.
                std::thread::yield_now();
            }
        }
        !self.broken.load(Ordering::Relaxed)
    }
}

impl Drop for BarrierGuard<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.broken.store(true, Ordering::Relaxed);
        }
    }
}
