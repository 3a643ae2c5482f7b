//! How a data set becomes batches.

use googlenet_dsl::value::training::Augment;

/// How a [`Loader`](super::Loader) makes batches of a data set.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct LoaderOptions {
    /// Items of a batch, at least 1. The last batch of an epoch has the items that are left.
    pub batch: usize,
    /// Number of epochs; `None` for no end.
    pub epochs: Option<u64>,
    /// Whether each epoch has an order of its own. Otherwise items are in the order of the data set.
    pub shuffle: bool,
    /// How images are changed at random.
    pub augment: Augment,
    /// What orders and augmentation depend on, beside epoch and item.
    pub seed: u64,
    /// Number of the first batch, counted from the beginning of the first epoch: training goes on there.
    pub first_step: u64,
    /// Number of threads that prepare batches. Without one, [`Loader::next_batch`](super::Loader::next_batch) does so
    /// on the caller's.
    pub threads: usize,
}

impl LoaderOptions {
    /// Creates the options for training in batches of `batch` items: shuffled, without end, from the first step on,
    /// with one thread.
    #[must_use]
    pub fn new(batch: usize) -> LoaderOptions {
        LoaderOptions {
            batch,
            epochs: None,
            shuffle: true,
            augment: Augment::default(),
            seed: 0,
            first_step: 0,
            threads: 1,
        }
    }

    /// Creates the options for one pass over a data set in its order, in batches of `batch` items, with one thread.
    #[must_use]
    pub fn in_order(batch: usize) -> LoaderOptions {
        LoaderOptions {
            epochs: Some(1),
            shuffle: false,
            ..LoaderOptions::new(batch)
        }
    }

    /// Sets how images are changed at random.
    #[must_use]
    pub fn with_augment(mut self, augment: Augment) -> LoaderOptions {
        self.augment = augment;
        self
    }

    /// Sets what orders and augmentation depend on.
    #[must_use]
    pub fn with_seed(mut self, seed: u64) -> LoaderOptions {
        self.seed = seed;
        self
    }

    /// Sets the number of epochs.
    #[must_use]
    pub fn with_epochs(mut self, epochs: u64) -> LoaderOptions {
        self.epochs = Some(epochs);
        self
    }

    /// Sets the number of the first batch.
    #[must_use]
    pub fn with_first_step(mut self, step: u64) -> LoaderOptions {
        self.first_step = step;
        self
    }

    /// Sets the number of threads.
    #[must_use]
    pub fn with_threads(mut self, threads: usize) -> LoaderOptions {
        self.threads = threads;
        self
    }
}
