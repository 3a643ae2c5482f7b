//! The number of processors.

/// Returns how many processors the process may use: the number of threads where the caller gives none.
pub(crate) fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}
