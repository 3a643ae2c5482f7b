//! The memory of a batch.

use super::{Batch, Problem};
use crate::error::Origin;

/// A batch, or memory for one.
#[derive(Debug)]
pub(super) struct Slot {
    pub(super) origin: Origin,
    pub(super) step: u64,
    pub(super) epoch: u64,
    pub(super) is_last: bool,
    pub(super) images: Vec<f32>,
    pub(super) labels: Vec<u32>,
    pub(super) indices: Vec<u32>,
    pub(super) problems: Vec<Problem>,
}

impl Slot {
    /// Makes memory for `items` inputs of `values` values each.
    pub(super) fn new(origin: Origin, items: usize, values: usize) -> Slot {
        Slot {
            origin,
            step: 0,
            epoch: 0,
            is_last: false,
            images: Vec::with_capacity(items * values),
            labels: Vec::with_capacity(items),
            indices: Vec::with_capacity(items),
            problems: Vec::new(),
        }
    }

    pub(super) fn batch(&self) -> Batch<'_> {
        Batch {
            step: self.step,
            epoch: self.epoch,
            is_last: self.is_last,
            images: &self.images,
            labels: &self.labels,
            indices: &self.indices,
        }
    }
}
