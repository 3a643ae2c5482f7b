//! Global allocator that measures the memory held by the process.

use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Allocator that counts the bytes held and records their maximum, to be the `#[global_allocator]` of a test. The
/// counters are those of the whole process, so such a test must be the only one in its file.
#[derive(Debug)]
pub struct Held;

static HELD: AtomicUsize = AtomicUsize::new(0);
static MOST: AtomicUsize = AtomicUsize::new(0);

impl Held {
    /// Runs `work`, and returns its result with the largest number of bytes that were held during the call beyond those
    /// held before.
    pub fn most_during<T>(work: impl FnOnce() -> T) -> (T, usize) {
        let start = HELD.load(Ordering::Relaxed);
        MOST.store(start, Ordering::Relaxed);
        let made = work();
        (made, MOST.load(Ordering::Relaxed) - start)
    }

    /// Does the same for work whose threads may free memory a moment after it has failed, for which it waits.
    ///
    /// # Panics
    /// Panics if the memory is not freed within ten seconds.
    pub fn most_of_attempt<T, E>(work: impl FnOnce() -> Result<T, E>) -> (Result<T, E>, usize) {
        let start = HELD.load(Ordering::Relaxed);
        let (made, _) = Held::most_during(work);
        for _ in 0..100_000 {
            // The error itself may hold some bytes.
            if made.is_ok() || HELD.load(Ordering::Relaxed) <= start + (4 << 10) {
                return (made, MOST.load(Ordering::Relaxed) - start);
            }
            std::thread::sleep(std::time::Duration::from_micros(100));
        }
        panic!("memory is still held");
    }

    fn add(size: usize) {
        let held = HELD.fetch_add(size, Ordering::Relaxed) + size;
        MOST.fetch_max(held, Ordering::Relaxed);
    }
}

// SAFETY: every method passes its arguments unchanged to the system's allocator.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Held {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        Held::add(layout.size());
        // SAFETY: the caller upholds the contract of `GlobalAlloc::alloc`.
        unsafe { System.alloc(layout) }
    }

    // The default method would write zeros to the memory. The system provides large zeroed blocks without touching
    // them.
    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        Held::add(layout.size());
        // SAFETY: the caller upholds the contract of `GlobalAlloc::alloc_zeroed`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        HELD.fetch_sub(layout.size(), Ordering::Relaxed);
        // SAFETY: the caller upholds the contract of `GlobalAlloc::dealloc`.
        unsafe { System.dealloc(block, layout) }
    }
}
