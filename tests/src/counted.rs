//! Global allocator that counts the allocations of the process.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Allocator that counts allocations, to be the `#[global_allocator]` of a test. The counters are those of the whole
/// process, so such a test must be the only one in its file.
#[derive(Debug)]
pub struct Counted;

static COUNT: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);

impl Counted {
    /// Runs `work`, and returns its result with the number of allocations during the call and their bytes.
    pub fn during<T>(work: impl FnOnce() -> T) -> (T, [usize; 2]) {
        let now = || [COUNT.load(Ordering::SeqCst), BYTES.load(Ordering::SeqCst)];
        let before = now();
        let made = work();
        let after = now();
        (made, [after[0] - before[0], after[1] - before[1]])
    }

    fn add(size: usize) {
        COUNT.fetch_add(1, Ordering::SeqCst);
        BYTES.fetch_add(size, Ordering::SeqCst);
    }
}

// SAFETY: every method passes its arguments unchanged to the system's allocator.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Counted {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Counted::add(layout.size());
        // SAFETY: the caller upholds the contract of `GlobalAlloc::alloc`.
        unsafe { System.alloc(layout) }
    }

    // The default method would write zeros to the memory.
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        Counted::add(layout.size());
        // SAFETY: the caller upholds the contract of `GlobalAlloc::alloc_zeroed`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        Counted::add(size);
        // SAFETY: the caller upholds the contract of `GlobalAlloc::realloc`.
        unsafe { System.realloc(block, layout, size) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller upholds the contract of `GlobalAlloc::dealloc`.
        unsafe { System.dealloc(block, layout) }
    }
}
