//! Division of a number of threads among the sessions of a pool.

/// Divides `threads` threads (one if that is 0) among `sessions` sessions (one if that is 0), and returns the number of
/// threads of each session. The first sessions have one thread more if the division leaves a remainder. Every session
/// has at least one thread, so there are fewer sessions than requested if there are fewer threads.
///
/// A worker's thread is one of its session's threads, so that a [`SessionPool`](crate::pool::SessionPool) of these
/// sessions computes on `threads` threads in total.
///
/// ```
/// use googlenet_runtime::pool::share_threads;
///
/// assert!(share_threads(8, 3).eq([3, 3, 2]));
/// assert!(share_threads(2, 200).eq([1, 1]));
/// ```
pub fn share_threads(threads: usize, sessions: usize) -> impl ExactSizeIterator<Item = usize> {
    let threads = threads.max(1);
    let sessions = sessions.clamp(1, threads);
    (0..sessions).map(move |at| threads / sessions + usize::from(at < threads % sessions))
}
