//! Batches of inputs, prepared beside the training.

mod feed;
mod options;
mod slot;
mod worker;

pub use options::LoaderOptions;

use super::dataset::Dataset;
use super::task::Task;
use crate::Error;
use crate::error::DataError;
use feed::Feed;
use slot::Slot;
use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use worker::Worker;

/// Batches of a data set, epoch after epoch, each in an order of its own, prepared by threads of their own while the
/// caller computes. Batches come in order, and their bits do not depend on the number of threads.
///
/// Each thread prepares a whole batch; there is memory for one batch more than threads, which is used again. Nothing is
/// allocated for batches of arrays after the first ones, unless images are resized, as parts of them that are cut out at
/// random are: then there are small tables for each image.
pub struct Loader {
    shared: Arc<Shared>,
    threads: Vec<JoinHandle<()>>,
    /// What prepares batches where there are no threads.
    own: Option<Worker>,
    /// The batch that the caller has.
    current: Option<Box<Slot>>,
    next_step: u64,
    problems: Vec<Problem>,
    told: HashSet<u32>,
}

/// Some items of a data set as inputs of a network.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Batch<'l> {
    /// Number of the batch among all, from 0.
    pub step: u64,
    /// Number of the epoch, from 0.
    pub epoch: u64,
    /// Whether it is the last one of its epoch.
    pub is_last: bool,
    /// Inputs of the items, one behind the other: height, width, channels.
    pub images: &'l [f32],
    /// Labels of the items.
    pub labels: &'l [u32],
    /// The items, by their indices in the data set.
    pub indices: &'l [u32],
}

/// An item that could not be read when its batch was prepared, and is missing in it.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Problem {
    /// Index of the item in the data set.
    pub index: u32,
    /// What the item is called in messages.
    pub name: String,
    /// Why it cannot be read.
    pub message: String,
}

/// What the threads of a loader share.
struct Shared {
    feed: Mutex<Feed>,
    /// There is a free slot, or the loader ends.
    free: Condvar,
    /// A batch is ready.
    ready: Condvar,
}

impl Shared {
    fn feed(&self) -> MutexGuard<'_, Feed> {
        self.feed.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Loader {
    /// Creates a loader of a data set, and starts its threads, which begin to prepare batches. Whether the data fit the
    /// network is for [`Dataset::check`] and [`check_training`](super::check_training) to say.
    ///
    /// # Errors
    /// Those of [`Dataset::check`].
    pub fn new(dataset: &Dataset, task: &Task, options: LoaderOptions) -> Result<Loader, Error> {
        dataset.check(task, &options.augment)?;
        let count = options.threads.max(1);
        let slots = if options.threads == 0 { 1 } else { count + 1 };
        let shared = Arc::new(Shared {
            feed: Mutex::new(Feed::new(dataset.clone(), &options, slots, task.values())),
            free: Condvar::new(),
            ready: Condvar::new(),
        });
        let worker = || Worker::new(dataset.clone(), task, &options);
        let start = |number: usize| {
            let (worker, shared) = (worker(), Arc::clone(&shared));
            let builder = thread::Builder::new().name(format!("loader-{number}"));
            builder.spawn(move || worker.work(&shared)).ok()
        };
        let threads: Vec<JoinHandle<()>> = (0..options.threads).map_while(start).collect();
        Ok(Loader {
            own: threads.is_empty().then(worker),
            shared,
            threads,
            current: None,
            next_step: options.first_step,
            problems: Vec::new(),
            told: HashSet::new(),
        })
    }

    /// Returns the next batch, and waits for it if it is not ready; `None` behind the last epoch. Items that cannot be
    /// read any more are missing in it, and among [`Loader::take_problems`].
    ///
    /// # Errors
    /// [`Error::Data`] if no item of the batch can be read. The next call returns the next batch.
    pub fn next_batch(&mut self) -> Result<Option<Batch<'_>>, Error> {
        let mut feed = self.shared.feed();
        if let Some(slot) = self.current.take() {
            feed.give_back(slot);
            self.shared.free.notify_one();
        }
        if !feed.has(self.next_step) {
            return Ok(None);
        }
        let slot = match &mut self.own {
            Some(worker) => {
                let mut slot = feed.assign().expect("a free slot, as there is no thread");
                drop(feed);
                worker.prepare(&mut slot);
                slot
            }
            None => loop {
                if let Some(slot) = feed.take_ready(self.next_step) {
                    break slot;
                }
                let waited = self.shared.ready.wait(feed);
                feed = waited.unwrap_or_else(PoisonError::into_inner);
            },
        };
        self.next_step += 1;
        let slot = self.current.insert(slot);
        let first = slot.problems.first().map(|problem| problem.message.clone());
        for problem in slot.problems.drain(..) {
            if self.told.insert(problem.index) {
                self.problems.push(problem);
            }
        }
        match first {
            Some(first) if slot.labels.is_empty() => Err(Error::Data {
                origin: slot.origin.clone(),
                error: DataError::Unreadable { first },
            }),
            _ => Ok(Some(slot.batch())),
        }
    }

    /// Returns the items that could not be read since the last call, each item once.
    pub fn take_problems(&mut self) -> Vec<Problem> {
        std::mem::take(&mut self.problems)
    }

    /// Returns the number of the batch that the next call of [`Loader::next_batch`] returns, counted from the beginning of
    /// the first epoch.
    #[must_use]
    pub fn next_step(&self) -> u64 {
        self.next_step
    }

    /// Returns the number of batches of an epoch. The last one has the items that are left.
    #[must_use]
    pub fn steps(&self) -> u64 {
        self.shared.feed().steps()
    }
}

impl Drop for Loader {
    fn drop(&mut self) {
        self.shared.feed().stop();
        self.shared.free.notify_all();
        for thread in self.threads.drain(..) {
            // A thread catches the panics of what it calls.
            let _ended = thread.join();
        }
    }
}

impl fmt::Debug for Loader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Loader")
            .field("threads", &self.threads.len())
            .field("next_step", &self.next_step)
            .finish_non_exhaustive()
    }
}
