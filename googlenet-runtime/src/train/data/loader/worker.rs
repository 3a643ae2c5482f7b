//! The preparation of batches.

use super::slot::Slot;
use super::{LoaderOptions, Problem, Shared};
use crate::train::data::dataset::Dataset;
use crate::train::data::prepare::Preparation;
use crate::train::data::task::Task;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::PoisonError;

pub(super) struct Worker {
    dataset: Dataset,
    preparation: Preparation,
    /// Values of an input.
    values: usize,
}

impl Worker {
    pub(super) fn new(dataset: Dataset, task: &Task, options: &LoaderOptions) -> Worker {
        Worker {
            dataset,
            preparation: Preparation::new(task, &options.augment, options.seed),
            values: task.values(),
        }
    }

    /// Prepares batches until there are no more.
    pub(super) fn work(mut self, shared: &Shared) {
        let mut feed = shared.feed();
        while feed.is_open() {
            let Some(mut slot) = feed.assign() else {
                let waited = shared.free.wait(feed);
                feed = waited.unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            drop(feed);
            self.prepare(&mut slot);
            feed = shared.feed();
            feed.put_ready(slot);
            shared.ready.notify_one();
        }
    }

    /// Makes inputs of the items of a slot. Those that cannot be read are taken out of it.
    pub(super) fn prepare(&mut self, slot: &mut Slot) {
        let Slot {
            epoch,
            images,
            labels,
            indices,
            problems,
            ..
        } = slot;
        labels.clear();
        problems.clear();
        images.resize(indices.len() * self.values, 0.0);
        indices.retain(|index| {
            let at = *index as usize;
            let to = &mut images[labels.len() * self.values..][..self.values];
            let write = || self.preparation.write(&self.dataset, at, *epoch, to);
            let message = match catch_unwind(AssertUnwindSafe(write)) {
                Ok(Ok(())) => {
                    labels.push(self.dataset.label(at));
                    return true;
                }
                Ok(Err(error)) => error.to_string(),
                Err(_) => format!("cannot use {}: its decoder panicked", self.dataset.name(at)),
            };
            problems.push(Problem {
                index: *index,
                name: self.dataset.name(at).into_owned(),
                message,
            });
            false
        });
        images.truncate(labels.len() * self.values);
    }
}
