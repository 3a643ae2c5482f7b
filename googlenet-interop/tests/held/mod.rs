//! An allocator that counts the bytes in use, and what tests of memory share. The counters belong to the whole process.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// An allocator that counts the bytes in use and records their maximum.
struct Held;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);
/// Lock for one test at a time, as the counters belong to the whole process.
static ONE: Mutex<()> = Mutex::new(());

// SAFETY: every call is forwarded to the system's allocator unchanged.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Held {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.fetch_add(layout.size(), Ordering::Relaxed) + layout.size();
        MOST.fetch_max(held, Ordering::Relaxed);
        // SAFETY: the caller upholds the contract of `GlobalAlloc::alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller upholds the contract of `GlobalAlloc::dealloc`.
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Held = Held;

/// Waits for the other tests of the process; none runs until the guard is dropped.
pub(crate) fn alone() -> MutexGuard<'static, ()> {
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Returns the number of mutated files: `number`, or `GOOGLENET_CASES` for a longer run.
pub(crate) fn cases(number: usize) -> usize {
    let asked = std::env::var("GOOGLENET_CASES");
    let asked = asked.map(|text| text.parse().expect("`GOOGLENET_CASES` is a number"));
    asked.unwrap_or(number)
}

/// Runs `work`, and returns its result and the largest number of bytes in use meanwhile, less those in use before.
pub(crate) fn most<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let start = HELD.load(Ordering::Relaxed);
    MOST.store(start, Ordering::Relaxed);
    let result = work();
    (result, MOST.load(Ordering::Relaxed) - start)
}
