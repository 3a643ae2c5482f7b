//! Jobs in the order in which they came, at most so many.

use super::ticket::Cancel;
use std::collections::VecDeque;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// A job with the way of its result: called once; the result is handed over when it is dropped.
pub(super) type Task<S> = Box<dyn FnMut(&mut S) + Send>;

pub(super) struct Queue<S> {
    state: Mutex<State<S>>,
    /// Workers wait here for a job, or for the end.
    filled: Condvar,
    /// Who submits waits here for room, or for the end.
    emptied: Condvar,
    pub(super) capacity: usize,
}

struct State<S> {
    /// With their numbers, which rise.
    tasks: VecDeque<(u64, Task<S>)>,
    next: u64,
    running: usize,
    closed: bool,
}

/// Why there is no room.
pub(super) enum Refused {
    Full,
    Closed,
}

/// A place in the queue, to be filled.
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

    /// A place for a job, which may be waited for.
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

    /// Waits for the next job, which is running from now on; none where the queue is closed and empty.
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

    /// A job is no longer running.
    pub(super) fn finished(&self) {
        self.state().running -= 1;
    }

    /// Takes no further jobs.
    pub(super) fn close(&self) {
        self.state().closed = true;
        self.filled.notify_all();
        self.emptied.notify_all();
    }

    /// Drops the jobs that have not begun.
    pub(super) fn clear(&self) {
        let tasks = std::mem::take(&mut self.state().tasks);
        self.emptied.notify_all();
        // What jobs hold may call the pool when it is dropped, so that the state is free by now.
        drop(tasks);
    }

    /// How many jobs wait, and how many are running.
    pub(super) fn counts(&self) -> (usize, usize) {
        let state = self.state();
        (state.tasks.len(), state.running)
    }
}

impl<S> Room<'_, S> {
    /// Fills the place; the job's number.
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
        // As in `clear`.
        drop(task);
    }
}
