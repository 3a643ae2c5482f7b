//! Threads that wait for work: static partition, bounded spin, then park.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::atomic::{AtomicBool, AtomicPtr, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// How often a thread looks for work before it sleeps.
const SPINS: usize = 4_000;

/// A team of threads, the caller among them. With one thread there is no other, and running work is a plain call.
pub(crate) struct Pool {
    shared: Arc<Shared>,
    workers: Vec<JoinHandle<()>>,
}

struct Shared {
    /// Counts the jobs; a change is the signal to start.
    generation: AtomicUsize,
    /// The job, a pointer to a [`Call`] on the caller's stack.
    job: AtomicPtr<Call<'static>>,
    /// Workers that have not finished the job.
    working: AtomicUsize,
    asleep: Vec<AtomicBool>,
    stop: AtomicBool,
    panic: Mutex<Option<Box<dyn Any + Send>>>,
}

type WorkFn<'a> = &'a (dyn Fn(usize) + Sync);

struct Call<'a> {
    work: WorkFn<'a>,
}

impl Pool {
    /// A team of `threads`, at least one.
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
        // Where the system gives fewer threads than wanted, the team is smaller; results do not depend on it.
        let workers = (0..workers).map_while(spawn).collect();
        Pool { shared, workers }
    }

    /// The size of the team.
    pub(crate) fn threads(&self) -> usize {
        self.workers.len() + 1
    }

    /// Calls `work` once for each thread with its number, and returns when all are done.
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
        // The job lives on this stack: nothing may leave before every worker is done with it.
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
            // SAFETY: the generation changed, so the caller has stored a job, and it stays until `working` is 0, which
            // takes this worker's decrement below.
            let work = unsafe { (*job).work };
            if let Err(panic) = catch_unwind(AssertUnwindSafe(|| work(worker + 1))) {
                *self.panic.lock().unwrap_or_else(PoisonError::into_inner) = Some(panic);
            }
            self.working.fetch_sub(1, Ordering::Release);
        }
    }

    /// Returns once the generation is no longer the one that was seen.
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
            // A worker catches the panics of its jobs, so there is nothing to learn from its end.
            let _ = worker.join();
        }
    }
}

/// A place inside a job where threads wait until all have come.
#[derive(Debug, Default)]
pub(crate) struct Barrier {
    /// Threads that have come, over all rounds.
    arrived: AtomicUsize,
    /// A thread has panicked and will not come.
    broken: AtomicBool,
}

/// Breaks the barrier where its thread unwinds, so that the others do not wait for it.
pub(crate) struct Breaks<'b>(&'b Barrier);

impl Barrier {
    /// Where no job is under way: begins to count anew.
    pub(crate) fn reset(&mut self) {
        *self = Barrier::default();
    }

    /// For as long as it is held, a panic of the thread breaks the barrier.
    pub(crate) fn guard(&self) -> Breaks<'_> {
        Breaks(self)
    }

    /// Waits for the other threads; `round` counts the calls, from 1, alike on all threads. Whether all came: if not,
    /// one has panicked, and there is nothing left to do.
    #[must_use]
    pub(crate) fn wait(&self, round: usize, threads: usize) -> bool {
        if threads == 1 {
            return true;
        }
        // Whoever was refused once is refused for good, and counts no further.
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
                // There are more threads than processors free for them.
                std::thread::yield_now();
            }
        }
        !self.broken.load(Ordering::Relaxed)
    }
}

impl Drop for Breaks<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.broken.store(true, Ordering::Relaxed);
        }
    }
}
