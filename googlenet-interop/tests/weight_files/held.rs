//! An allocator that counts, for each thread, the bytes in use and their maximum: tests run side by side.

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

struct Held;

thread_local! {
    static HELD: Cell<isize> = const { Cell::new(0) };
    static MOST: Cell<isize> = const { Cell::new(0) };
}

fn add(bytes: isize) {
    // A thread that ends has no counters any more.
    let _ = HELD.try_with(|held| {
        held.set(held.get() + bytes);
        let _ = MOST.try_with(|most| most.set(most.get().max(held.get())));
    });
}

// SAFETY: every call is forwarded to the system's allocator unchanged.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Held {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        add(layout.size() as isize);
        // SAFETY: the caller upholds the contract of `GlobalAlloc::alloc`.
        unsafe { System.alloc(layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        add(layout.size() as isize);
        // SAFETY: the caller upholds the contract of `GlobalAlloc::alloc_zeroed`.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        add(-(layout.size() as isize));
        // SAFETY: the caller upholds the contract of `GlobalAlloc::dealloc`.
        unsafe { System.dealloc(block, layout) }
    }
}

#[global_allocator]
static ALLOCATOR: Held = Held;

/// Largest number of bytes that a reader may allocate beside twice the tensors.
pub(crate) const LIMIT: usize = 64 << 20;
/// Number of mutated files; a longer run has `GOOGLENET_CASES` of them.
const CASES: usize = 2_000;

pub(crate) fn cases() -> usize {
    let asked = std::env::var("GOOGLENET_CASES");
    let number = asked.map(|text| text.parse().expect("`GOOGLENET_CASES` is a number"));
    number.unwrap_or(CASES)
}

/// Runs `work`, and returns its result and the largest number of bytes in use meanwhile, less those in use before.
pub(crate) fn most<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let start = HELD.get();
    MOST.set(start);
    let result = work();
    (result, (MOST.get() - start) as usize)
}

/// Numbers that look random and are the same each time.
pub(crate) struct Numbers(pub(crate) u64);

impl Numbers {
    pub(crate) fn next(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % below
    }
}

/// Changes some bytes: bits, bytes that mean something, words of ones, words from elsewhere, and sometimes the end.
pub(crate) fn changed(bytes: &[u8], numbers: &mut Numbers) -> Vec<u8> {
    let mut changed = bytes.to_vec();
    for _ in 0..=numbers.next(4) {
        let at = numbers.next(changed.len());
        let rest = changed.len() - at;
        match numbers.next(4) {
            0 => changed[at] = [0, 1, 2, 8, 16, 0x7f, 0x80, 0xff][numbers.next(8)],
            1 => changed[at] ^= 1 << numbers.next(8),
            2 => {
                let count = [2, 4, 8][numbers.next(3)].min(rest);
                changed[at..at + count].fill(0xff);
            }
            _ => {
                let from = numbers.next(bytes.len());
                let count = 8.min(rest).min(bytes.len() - from);
                changed[at..at + count].copy_from_slice(&bytes[from..from + count]);
            }
        }
    }
    if numbers.next(10) == 0 {
        changed.truncate(numbers.next(bytes.len()));
    }
    changed
}

/// Asserts that opening bytes ends, and takes no more memory than it may; returns whether they are a weight file.
pub(crate) fn sound(bytes: &[u8]) -> bool {
    let (size, used) = most(|| {
        let file = crate::kit::opened(bytes).ok()?;
        let size = file.tensors().map(|(name, dims, _)| {
            let values = file.values(name);
            assert!(values.is_some_and(
                |values| values.is_empty() || values.len() == dims.iter().product::<usize>()
            ));
            4 * dims.iter().product::<usize>()
        });
        Some(size.sum::<usize>())
    });
    let limit = LIMIT + 2 * size.unwrap_or(0);
    assert!(used <= limit, "{used} bytes for {size:?} bytes of tensors");
    size.is_some()
}

/// Asserts that changed files of these end; returns how many were still weight files.
pub(crate) fn all_sound(files: &[&str], seed: u64) -> usize {
    let files: Vec<Vec<u8>> = files.iter().map(|file| crate::kit::fixture(file)).collect();
    let mut numbers = Numbers(seed);
    let changes = (0..cases()).map(|case| changed(&files[case % files.len()], &mut numbers));
    changes.filter(|bytes| sound(bytes)).count()
}
