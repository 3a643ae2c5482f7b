//! A bounded queue of jobs, first in, first out, between the threads that submit jobs and the workers of a pool.

use super::ticket::Cancel;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A job with the promise of its result, to be called once with the worker's session. The result becomes available to
/// the ticket when the closure is dropped.
pub(super) type Task<S> = Box<dyn FnMut(&mut S) + Send>;

pub(super) struct Queue<S> {
    state: Mutex<State<S>>,
    /// Signalled when a job is added or the queue is closed; idle workers wait for the signal.
    filled: Condvar,
    /// Signalled when there is room for a job again or the queue is closed; threads that submit jobs to a full queue
    /// wait for the signal.
    emptied: Condvar,
    pub(super) capacity: usize,
}

struct State<S> {
    /// Jobs that have not begun, with their numbers, in ascending order of the numbers.
    tasks: VecDeque<(u64, Task<S>)>,
    /// Number of the next job that is added, counted from 0.
    next: u64,
    /// Number of jobs that workers have taken and not finished.
    running: usize,
    closed: bool,
}

/// The reason why a job cannot be added: the queue is full, or closed.
pub(super) enum Refused {
    Full,
    Closed,
}

/// Room for one job in the queue. Holds the lock of the queue, so that the room stays free until the job is added.
pub(super) struct Room<'q, S> {
    queue: &'q Queue<S>,
    state: MutexGuard<'q, State<S>>,
}

impl<S> Queue<S> {
    pub(super) fn new(capacity: usize) -> Queue<S> {
        let state = State {
            tasks: VecDeque::new(),
            next: 0,
            running: 0,
            closed: false,
        };
        Queue {
            state: Mutex::new(state),
            filled: Condvar::new(),
            emptied: Condvar::new(),
            capacity: capacity.max(1),
        }
    }

    fn state(&self) -> MutexGuard<'_, State<S>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns room for one job. If the queue is full, waits for room or, if `wait` is `false`, returns
    /// [`Refused::Full`]. Returns [`Refused::Closed`] if the queue is closed.
    pub(super) fn room(&self, wait: bool) -> Result<Room<'_, S>, Refused> {
        let mut state = self.state();
        loop {
            match (state.closed, state.tasks.len() < self.capacity) {
                (true, _) => return Err(Refused::Closed),
                (false, true) => return Ok(Room { queue: self, state }),
                (false, false) if !wait => return Err(Refused::Full),
                (false, false) => {
                    let woken = self.emptied.wait(state);
                    state = woken.unwrap_or_else(PoisonError::into_inner);
                }
            }
        }
    }

    /// Waits for a job, removes the first one from the queue and counts it as running. Returns `None` if the queue is
    /// closed and empty.
    pub(super) fn next(&self) -> Option<Task<S>> {
        let mut state = self.state();
        loop {
            if let Some((_, task)) = state.tasks.pop_front() {
                state.running += 1;
                drop(state);
                self.emptied.notify_one();
                return Some(task);
            }
            if state.closed {
                return None;
            }
            let woken = self.filled.wait(state);
            state = woken.unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Decrements the number of running jobs; called once for each job that [`Queue::next`] returned.
    pub(super) fn finished(&self) {
        self.state().running -= 1;
    }

    /// Refuses all further jobs, and wakes all waiting threads. Jobs in the queue stay there.
    pub(super) fn close(&self) {
        self.state().closed = true;
        self.filled.notify_all();
        self.emptied.notify_all();
    }

    /// Drops the jobs that have not begun, which cancels them.
    pub(super) fn clear(&self) {
        let tasks = std::mem::take(&mut self.state().tasks);
        self.emptied.notify_all();
        // The lock is released before, as the values that a job owns may use the pool when they are dropped.
        drop(tasks);
    }

    /// Returns the number of jobs that have not begun and the number of running jobs.
    pub(super) fn counts(&self) -> (usize, usize) {
        let state = self.state();
        (state.tasks.len(), state.running)
    }
}

impl<S> Room<'_, S> {
    /// Adds a job to the end of the queue and returns its number.
    pub(super) fn fill(mut self, task: Task<S>) -> u64 {
        let number = self.state.next;
        self.state.next += 1;
        self.state.tasks.push_back((number, task));
        drop(self.state);
        self.queue.filled.notify_one();
        number
    }
}

impl<S> Cancel for Queue<S> {
    fn cancel(&self, job: u64) {
        let mut state = self.state();
        let found = state
            .tasks
            .binary_search_by_key(&job, |(number, _)| *number);
        let Ok(at) = found else { return };
        let task = state.tasks.remove(at);
        drop(state);
        self.emptied.notify_one();
        // The lock is released before, as in `clear`.
        drop(task);
    }
}
