//! Parts of shared memory that threads claim one after the other.

use super::SharedValues;
use std::ops::Range;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Ranges of values of which no two overlap, in the order in which threads claim them.
#[derive(Debug, Clone, Default)]
pub(crate) struct DisjointRanges(Vec<Range<usize>>);

impl DisjointRanges {
    /// # Panics
    /// Panics if two of the ranges overlap.
    pub(crate) fn new(ranges: Vec<Range<usize>>) -> DisjointRanges {
        let mut sorted: Vec<&Range<usize>> = ranges.iter().collect();
        sorted.sort_by_key(|range| (range.start, range.end));
        let apart = sorted.windows(2).all(|pair| pair[0].end <= pair[1].start);
        assert!(apart, "ranges that threads claim do not overlap");
        DisjointRanges(ranges)
    }
}

/// The claims of one job: which of the ranges have been claimed. Every thread of the job calls [`Claims::each`].
pub(crate) struct Claims<'a> {
    ranges: &'a DisjointRanges,
    next: AtomicUsize,
}

impl<'a> Claims<'a> {
    pub(crate) fn new(ranges: &'a DisjointRanges) -> Claims<'a> {
        Claims {
            ranges,
            next: AtomicUsize::new(0),
        }
    }

    /// Claims ranges as long as there are any, and calls `work` with the index of each and that part of each of the
    /// memories; of a memory without values, an empty part. No thread gets a part that another one has claimed from
    /// these claims.
    ///
    /// # Panics
    /// Panics if a range lies outside of a memory that has values.
    pub(crate) fn each<const N: usize>(
        &self,
        memories: &ClaimedMemories<'_, N>,
        mut work: impl FnMut(usize, [&mut [f32]; N]),
    ) {
        loop {
            let at = self.next.fetch_add(1, Ordering::Relaxed);
            let Some(range) = self.ranges.0.get(at) else {
                return;
            };
            let parts = memories.0.map(|memory| {
                let range = if memory.len() == 0 {
                    0..0
                } else {
                    range.clone()
                };
                // SAFETY: the ranges do not overlap, each is claimed once, and the memories are borrowed for these
                // claims alone and are different ones, as `ClaimedMemories` took them as exclusive borrows.
                unsafe { memory.get_mut(range) }
            });
            work(at, parts);
        }
    }
}

/// Memories of which the threads of one job claim parts.
pub(crate) struct ClaimedMemories<'a, const N: usize>([SharedValues<'a>; N]);

impl<'a, const N: usize> ClaimedMemories<'a, N> {
    pub(crate) fn new(memories: [&'a mut [f32]; N]) -> ClaimedMemories<'a, N> {
        ClaimedMemories(memories.map(SharedValues::new))
    }
}
