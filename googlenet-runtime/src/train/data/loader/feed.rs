//! Which batch is prepared next, and which are ready.

use super::LoaderOptions;
use super::slot::Slot;
use crate::train::data::dataset::Dataset;
use crate::train::data::order;

/// The state that the threads of a loader share, under one lock.
pub(super) struct Feed {
    dataset: Dataset,
    batch: usize,
    shuffle: bool,
    seed: u64,
    /// Number behind the last batch.
    end: u64,
    /// Number of the batch that is prepared next.
    next: u64,
    /// The order of the epoch of the batch that was assigned last.
    order: Vec<u32>,
    epoch: Option<u64>,
    // Slots are passed from thread to thread, as addresses.
    #[allow(clippy::vec_box)]
    free: Vec<Box<Slot>>,
    #[allow(clippy::vec_box)]
    ready: Vec<Box<Slot>>,
}

impl Feed {
    /// Creates the feed of `slots` slots for inputs of `values` values.
    pub(super) fn new(
        dataset: Dataset,
        options: &LoaderOptions,
        slots: usize,
        values: usize,
    ) -> Feed {
        let batch = options.batch.max(1);
        let items = batch.min(dataset.len());
        let slot = || Box::new(Slot::new(dataset.origin().clone(), items, values));
        let mut feed = Feed {
            free: (0..slots).map(|_| slot()).collect(),
            ready: Vec::with_capacity(slots),
            batch,
            shuffle: options.shuffle,
            seed: options.seed,
            end: u64::MAX,
            next: options.first_step,
            order: Vec::with_capacity(dataset.len()),
            epoch: None,
            dataset,
        };
        if let Some(epochs) = options.epochs {
            feed.end = epochs.saturating_mul(feed.steps());
        }
        feed
    }

    /// Returns the number of batches of an epoch.
    pub(super) fn steps(&self) -> u64 {
        self.dataset.len().div_ceil(self.batch) as u64
    }

    pub(super) fn has(&self, step: u64) -> bool {
        step < self.end
    }

    /// Lets no further batch be prepared.
    pub(super) fn stop(&mut self) {
        self.end = 0;
    }

    /// Returns whether batches are left that nobody prepares.
    pub(super) fn is_open(&self) -> bool {
        self.next < self.end
    }

    /// Returns a free slot with the items of the next batch; `None` if there is no slot or no batch.
    pub(super) fn assign(&mut self) -> Option<Box<Slot>> {
        if !self.is_open() {
            return None;
        }
        let mut slot = self.free.pop()?;
        let (steps, len) = (self.steps(), self.dataset.len());
        slot.step = self.next;
        slot.epoch = self.next / steps;
        let step = self.next % steps;
        slot.is_last = step + 1 == steps;
        self.next += 1;
        if self.epoch != Some(slot.epoch) {
            self.epoch = Some(slot.epoch);
            match self.shuffle {
                true => order::fill(&mut self.order, len, self.seed, slot.epoch),
                false => order::in_turn(&mut self.order, len),
            }
        }
        let first = step as usize * self.batch;
        let items = &self.order[first..(first + self.batch).min(len)];
        slot.indices.clear();
        slot.indices.extend_from_slice(items);
        Some(slot)
    }

    pub(super) fn give_back(&mut self, slot: Box<Slot>) {
        self.free.push(slot);
    }

    pub(super) fn put_ready(&mut self, slot: Box<Slot>) {
        self.ready.push(slot);
    }

    pub(super) fn take_ready(&mut self, step: u64) -> Option<Box<Slot>> {
        let place = self.ready.iter().position(|slot| slot.step == step)?;
        Some(self.ready.swap_remove(place))
    }
}
