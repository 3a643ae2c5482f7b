//! A bounded queue of jobs, first in, first out.

use super::ticket::Cancel;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A job with the promise of its result, to be called once. The result becomes available when the closure is dropped.
pub(super) type Task<S> = Box<dyn FnMut(&mut S) + Send>;

pub(super) struct Queue<S> {
    state: Mutex<State<S>>,
    /// Signalled when a job is added or the queue is closed; workers wait for it.
    filled: Condvar,
    /// Signalled when a place becomes free or the queue is closed; submitters wait for it.
    emptied: Condvar,
    pub(super) capacity: usize,
}

struct State<S> {
    /// Waiting jobs with their numbers, in ascending order.
    tasks: VecDeque<(u64, Task<S>)>,
    next: u64,
    running: usize,
    closed: bool,
}

/// The reason why a job cannot be added.
pub(super) enum Refused {
    Full,
    Closed,
}

/// A free place in the queue, which holds the queue's lock until it is filled.
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

    /// Returns a free place. If there is none, waits for one, or returns [`Refused::Full`] if `wait` is `false`.
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

    /// Waits for the next job, removes it from the queue and counts it as running. Returns `None` if the queue is
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

    /// Stops counting a job as running.
    pub(super) fn finished(&self) {
        self.state().running -= 1;
    }

    /// Refuses all further jobs, and wakes all waiting threads.
    pub(super) fn close(&self) {
        self.state().closed = true;
        self.filled.notify_all();
        self.emptied.notify_all();
    }

    /// Drops the jobs that have not begun.
    pub(super) fn clear(&self) {
        let tasks = std::mem::take(&mut self.state().tasks);
        self.emptied.notify_all();
        // The lock is free here, as the values that a job owns may use the pool when they are dropped.
        drop(tasks);
    }

    /// Returns the number of waiting jobs and the number of running jobs.
    pub(super) fn counts(&self) -> (usize, usize) {
        let state = self.state();
        (state.tasks.len(), state.running)
    }
}

impl<S> Room<'_, S> {
    /// Adds a job and returns its number.
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
        // The lock is free here, as in `clear`.
        drop(task);
    }
}
