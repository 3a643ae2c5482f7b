//! Global allocator that counts the allocations of the process and the bytes that it holds.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Allocator that counts allocations and bytes, to be the `#[global_allocator]` of a test. The counters are those of the
/// whole process, so such a test must be the only one in its file that looks at them.
#[derive(Debug)]
pub struct Counted;

static COUNT: AtomicUsize = AtomicUsize::new(0);
static BYTES: AtomicUsize = AtomicUsize::new(0);
static LARGEST: AtomicUsize = AtomicUsize::new(0);
static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

impl Counted {
    /// Runs `work`, and returns its result with the number of allocations during the call and their bytes.
    pub fn during<T>(work: impl FnOnce() -> T) -> (T, [usize; 2]) {
        let now = || [COUNT.load(Ordering::SeqCst), BYTES.load(Ordering::SeqCst)];
        let before = now();
        let made = work();
        let after = now();
        (made, [after[0] - before[0], after[1] - before[1]])
    }

    /// Runs `work`, and returns its result with the bytes of the largest allocation during the call.
    pub fn largest_during<T>(work: impl FnOnce() -> T) -> (T, usize) {
        LARGEST.store(0, Ordering::SeqCst);
        let made = work();
        (made, LARGEST.load(Ordering::SeqCst))
    }

    /// Returns the number of bytes that are held.
    pub fn held() -> usize {
        HELD.load(Ordering::SeqCst)
    }

    /// Runs `work`, and returns its result with the largest number of bytes that were held during the call beyond those
    /// held before.
    pub fn most_during<T>(work: impl FnOnce() -> T) -> (T, usize) {
        let start = Counted::held();
        MOST.store(start, Ordering::SeqCst);
        let made = work();
        (made, MOST.load(Ordering::SeqCst) - start)
    }

    /// Does the same for work whose threads may free memory a moment after it has failed, for which it waits.
    ///
    /// # Panics
    /// Panics if the memory is not freed within ten seconds.
    pub fn most_of_attempt<T, E>(work: impl FnOnce() -> Result<T, E>) -> (Result<T, E>, usize) {
        let start = Counted::held();
        let (made, _) = Counted::most_during(work);
        for _ in 0..100_000 {
            // The error itself may hold some bytes.
            if made.is_ok() || Counted::held() <= start + (4 << 10) {
                return (made, MOST.load(Ordering::SeqCst) - start);
            }
            std::thread::sleep(std::time::Duration::from_micros(100));
        }
        panic!("memory is still held");
    }

    fn add(size: usize) {
        COUNT.fetch_add(1, Ordering::SeqCst);
        BYTES.fetch_add(size, Ordering::SeqCst);
        LARGEST.fetch_max(size, Ordering::SeqCst);
        let held = HELD.fetch_add(size, Ordering::SeqCst) + size;
        MOST.fetch_max(held, Ordering::SeqCst);
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

    // The default method would write zeros to the memory. The system provides large zeroed blocks without touching
    // them.
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        Counted::add(layout.size());
        // SAFETY: the caller upholds the contract of `GlobalAlloc::alloc_zeroed`.
        unsafe { System.alloc_zeroed(layout) }
    }

    // Both blocks are held for a moment, as they may be.
    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        Counted::add(size);
        HELD.fetch_sub(layout.size(), Ordering::SeqCst);
        // SAFETY: the caller upholds the contract of `GlobalAlloc::realloc`.
        unsafe { System.realloc(block, layout, size) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::SeqCst);
        // SAFETY: the caller upholds the contract of `GlobalAlloc::dealloc`.
        unsafe { System.dealloc(block, layout) }
    }
}
