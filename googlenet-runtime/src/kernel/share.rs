//! Shares: which part of a step a thread computes.

use std::ops::Range;

/// Number of threads from which on a session has many: steps are then divided into the smallest units that the kernels
/// have, by pixels and channels, and the steps of a phase are computed side by side. With fewer threads the largest
/// share exceeds the mean by little either way, and longer runs of one kernel on one map are faster.
pub(crate) const MANY: usize = 4;

/// A thread's part of the work of a step: a range of fractions of it. The shares of all threads in a step together are
/// the whole step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Share {
    start: u64,
    end: u64,
    /// What `start` and `end` are fractions of, not 0.
    whole: u64,
    /// Number of threads that divide the step, about; the same in all shares of the step.
    threads: usize,
    /// `true` if the step is divided into the smallest units that its kernel has; the same in all shares of the step.
    is_fine: bool,
}

impl Share {
    /// Returns the share of thread `thread` of `threads` that divide a step evenly.
    pub(crate) fn even(thread: usize, threads: usize) -> Share {
        Share {
            start: thread as u64,
            end: thread as u64 + 1,
            whole: threads as u64,
            threads,
            is_fine: threads >= MANY,
        }
    }

    /// Returns the share of a thread of several that divide a step evenly into the units of few threads.
    #[cfg(all(test, feature = "dynamic"))]
    pub(crate) fn coarse(thread: usize, threads: usize) -> Share {
        Share {
            is_fine: false,
            ..Share::even(thread, threads)
        }
    }

    /// Returns the share of the only thread.
    pub(crate) fn all() -> Share {
        Share::even(0, 1)
    }

    /// Returns the share of a thread that computes the fractions `range` of `whole`, which is not 0, of a step that about
    /// `threads` threads divide into small units.
    pub(crate) fn of(range: Range<u64>, whole: u64, threads: usize) -> Share {
        Share {
            start: range.start,
            end: range.end,
            whole,
            threads,
            is_fine: true,
        }
    }

    /// Returns `true` if the thread has nothing to do.
    pub(crate) fn is_empty(self) -> bool {
        self.start >= self.end
    }

    pub(super) fn is_fine(self) -> bool {
        self.is_fine
    }

    pub(super) fn threads(self) -> usize {
        self.threads
    }

    /// Divides `len` work items, in order, and returns the range of the indices of this thread's; empty if there are too
    /// few.
    pub(crate) fn part(self, len: usize) -> Range<usize> {
        let bound = |at: u64| (u128::from(at) * len as u128 / u128::from(self.whole)) as usize;
        bound(self.start)..bound(self.end)
    }

    /// Divides a grid of `rows` rows and `columns` columns, row by row and each row from column to column.
    pub(super) fn grid(self, rows: usize, columns: usize) -> GridPart {
        GridPart {
            part: self.part(rows * columns),
            columns,
        }
    }
}

/// A thread's part of a grid: items one after the other, row by row.
#[derive(Debug, Clone)]
pub(super) struct GridPart {
    part: Range<usize>,
    columns: usize,
}

impl GridPart {
    /// Returns the rows that the part has of a column.
    pub(super) fn rows(&self, column: usize) -> Range<usize> {
        let row = |bound: usize| bound.saturating_sub(column).div_ceil(self.columns);
        row(self.part.start)..row(self.part.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shares_of_all_threads_are_the_whole() {
        for (threads, rows, columns) in [(1, 7, 3), (4, 7, 1), (5, 1, 13), (16, 14, 12), (40, 4, 3)]
        {
            let mut counts = vec![0; rows * columns];
            let mut next = 0;
            for thread in 0..threads {
                let share = Share::even(thread, threads);
                assert_eq!(share.part(rows * columns).start, next);
                next = share.part(rows * columns).end;
                let grid = share.grid(rows, columns);
                for column in 0..columns {
                    for row in grid.rows(column) {
                        counts[row * columns + column] += 1;
                    }
                }
            }
            assert_eq!(next, rows * columns);
            assert!(counts.iter().all(|count| *count == 1), "{threads} threads");
        }
    }

    #[test]
    fn shares_of_unequal_fractions_meet() {
        let bounds = [0u64, 3, 3, 10, 17];
        let shares = bounds
            .windows(2)
            .map(|pair| Share::of(pair[0]..pair[1], 17, 4));
        let mut next = 0;
        for share in shares {
            let part = share.part(100);
            assert_eq!(part.start, next);
            assert_eq!(share.is_empty(), part.is_empty());
            next = part.end;
        }
        assert_eq!(next, 100);
    }
}
