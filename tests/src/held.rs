//! An allocator that counts what is held.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Counts what is held and remembers the most; to be a test's `#[global_allocator]`. The counters are the whole
/// process's, so that such a test is alone in its file.
#[derive(Debug)]
pub struct Held;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

impl Held {
    /// Does something, and says how many bytes more than before were held at most.
    pub fn most_during<T>(work: impl FnOnce() -> T) -> (T, usize) {
        let start = HELD.load(Ordering::Relaxed);
        MOST.store(start, Ordering::Relaxed);
        let made = work();
        (made, MOST.load(Ordering::Relaxed) - start)
    }

    fn add(size: usize) {
        let held = HELD.fetch_add(size, Ordering::Relaxed) + size;
        MOST.fetch_max(held, Ordering::Relaxed);
    }
}

// SAFETY: every call goes to the system's allocator as it came.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Held {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Held::add(layout.size());
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    // Of its own, as the system gives large blocks that are zero without touching them.
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        Held::add(layout.size());
        // SAFETY: the caller's promise.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(block, layout) }
    }
}
