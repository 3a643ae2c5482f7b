//! How many threads each session has.

/// Shares out `threads` over `sessions`: the number of threads of each session, the first ones with one more where
/// threads are left over. There is at least one session, and no session without a thread: where threads are fewer than
/// sessions, so are the sessions.
///
/// A worker's own thread is one of its session's, so that a [`SessionPool`](crate::SessionPool) of such sessions computes
/// on `threads` threads in all.
///
/// ```
/// use googlenet_runtime::share_threads;
///
/// assert!(share_threads(8, 3).eq([3, 3, 2]));
/// assert!(share_threads(2, 200).eq([1, 1]));
/// ```
pub fn share_threads(threads: usize, sessions: usize) -> impl ExactSizeIterator<Item = usize> {
    let threads = threads.max(1);
    let sessions = sessions.clamp(1, threads);
    (0..sessions).map(move |at| threads / sessions + usize::from(at < threads % sessions))
}
