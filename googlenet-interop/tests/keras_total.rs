//! Tests that imports of arbitrary architectures of Keras end without a panic and within their memory limit.

use googlenet_interop::{ModelFile, OpenOptions, open_files};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

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

/// Largest number of bytes that an import may allocate beyond its file.
const LIMIT: usize = 64 << 20;
/// Number of mutated architectures; a longer run has `GOOGLENET_CASES` of them.
const CASES: usize = 400;

fn cases() -> usize {
    let asked = std::env::var("GOOGLENET_CASES");
    let number = asked.map(|text| text.parse().expect("`GOOGLENET_CASES` is a number"));
    number.unwrap_or(CASES)
}

/// Opens an architecture, and returns whether it came in and the largest number of bytes in use meanwhile.
fn opened(bytes: &[u8]) -> (bool, usize) {
    let start = HELD.load(Ordering::Relaxed);
    MOST.store(start, Ordering::Relaxed);
    let name = "model.json";
    let came_in = {
        let opened = open_files(&[ModelFile { name, bytes }], &OpenOptions::default());
        match &opened {
            Ok(opened) => !opened.spec().is_empty(),
            Err(error) => {
                assert!(!error.to_string().is_empty());
                false
            }
        }
    };
    (came_in, MOST.load(Ordering::Relaxed) - start)
}

/// Numbers that look random, the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) as usize) % end
    }
}

/// What takes the place of a value of an architecture.
const OTHERS: &[&str] = &[
    "null",
    "0",
    "-1",
    "1",
    "2",
    "3",
    "7",
    "1000000",
    "4294967296",
    "1e300",
    "-0.5",
    "true",
    "\"same\"",
    "\"relu\"",
    "\"channels_first\"",
    "[]",
    "[1, 2]",
    "[null, 4, 4, 3]",
    "{}",
    "[[1, 1], [0, 2]]",
    "\"conv2d\"",
    "\"Lambda\"",
    "[\"conv2d\", 0, 0]",
    "\"Add\"",
    "\"Concatenate\"",
    "\"Flatten\"",
    "\"Dense\"",
    "\"Conv2D\"",
];

/// Returns the places of values in a JSON text: behind `:`, `[` and `,`, up to the next mark.
fn values(text: &str) -> Vec<[usize; 2]> {
    let marks: Vec<usize> = text
        .match_indices([':', '[', ',', ']', '}', '{'])
        .map(|(at, _)| at)
        .collect();
    let pairs = marks.windows(2).map(|pair| [pair[0] + 1, pair[1]]);
    pairs
        .filter(|[start, end]| !text[*start..*end].trim().is_empty())
        .collect()
}

#[test]
fn mutated_architectures_end() {
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let texts = [
        include_str!("keras/files/chain.json"),
        include_str!("keras/files/graph_2.json"),
        include_str!("keras/files/graph_3.json"),
    ];
    let mut random = Random(7);
    let (mut came_in, mut most) = (0, 0);
    for case in 0..cases() {
        let text = texts[case % texts.len()];
        let places = values(text);
        let mut changed = text.to_owned();
        for _ in 0..1 + random.below(2) {
            let [start, end] = places[random.below(places.len())];
            if end <= changed.len()
                && changed.is_char_boundary(start)
                && changed.is_char_boundary(end)
            {
                let other = OTHERS[random.below(OTHERS.len())];
                changed.replace_range(start..end, other);
            }
        }
        if random.below(8) == 0 {
            changed.truncate(random.below(changed.len()));
        }
        let (is_in, held) = opened(changed.as_bytes());
        came_in += usize::from(is_in);
        most = most.max(held);
        assert!(held <= LIMIT, "{held} bytes for\n{changed}");
    }
    // Most changes are to settings that nothing reads.
    assert!(came_in * 10 > cases(), "{came_in} of {} came in", cases());
    assert!(most > 0);
}

#[test]
fn large_architectures_take_no_more_memory() {
    let _one = ONE.lock().unwrap_or_else(PoisonError::into_inner);
    let head = r#"{"class_name": "Sequential", "config": ["#;
    let texts = [
        format!("{head}{}]}}", "[],".repeat(740_000)),
        format!("{head}{}1]}}", "{\"a\":1},".repeat(65_000)),
        format!("{head}{}", "[".repeat(1_000_000)),
        format!("{head}\"{}\"]}}", "a".repeat(20_000_000)),
    ];
    for text in texts {
        let (is_in, held) = opened(text.as_bytes());
        assert!(!is_in);
        assert!(held <= LIMIT, "{held} bytes for {} of text", text.len());
    }
}
