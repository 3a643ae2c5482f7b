//! What a session takes from the allocator.

use googlenet_runtime::{Network, Tensor, googlenet_model};
use std::alloc::{GlobalAlloc, Layout, System};
use std::sync::atomic::{AtomicUsize, Ordering};

googlenet_model! {
    InceptionV1 = "../specs/inception_v1.yaml";
    HeadsSmall = "../specs/heads_small.yaml";
}

/// Counts allocations and remembers the largest.
struct Counting;

static COUNT: AtomicUsize = AtomicUsize::new(0);
static LARGEST: AtomicUsize = AtomicUsize::new(0);

fn count(size: usize) {
    COUNT.fetch_add(1, Ordering::SeqCst);
    LARGEST.fetch_max(size, Ordering::SeqCst);
}

// SAFETY: every call goes to the system's allocator as it came.
#[allow(unsafe_code)]
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: the caller's promise.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, block: *mut u8, layout: Layout) {
        // SAFETY: the caller's promise.
        unsafe { System.dealloc(block, layout) }
    }

    unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
        count(layout.size());
        // SAFETY: the caller's promise.
        unsafe { System.alloc_zeroed(layout) }
    }

    unsafe fn realloc(&self, block: *mut u8, layout: Layout, size: usize) -> *mut u8 {
        count(size);
        // SAFETY: the caller's promise.
        unsafe { System.realloc(block, layout, size) }
    }
}

#[global_allocator]
static ALLOCATOR: Counting = Counting;

/// One test, as the counters are the whole process's.
#[test]
fn nothing_is_allocated_from_the_second_run_on() {
    let model = InceptionV1::seeded(1);
    // Packs the weights, which all sessions share.
    drop(model.session(1));
    let input: Tensor<inception_v1::Input> = Tensor::from_fn(2, |at| (at % 255) as f32 / 255.0);
    for threads in [1, 2] {
        LARGEST.store(0, Ordering::SeqCst);
        let mut session = model.session(threads);
        session.tap("inception_4c").expect("a layer");
        session.run(&input).expect("two pictures");
        let arena = InceptionV1::ARENA_BYTES as usize;
        assert!(
            LARGEST.load(Ordering::SeqCst) <= arena,
            "nothing larger than the arena holds activations"
        );
        assert_eq!(session.arena_bytes(), arena);
        let before = COUNT.load(Ordering::SeqCst);
        for _ in 0..3 {
            session.run(&input).expect("two pictures");
        }
        assert_eq!(COUNT.load(Ordering::SeqCst), before, "{threads} threads");
    }

    let model = HeadsSmall::seeded(1);
    let input: Tensor<heads_small::Input> = Tensor::from_fn(2, |at| (at % 7) as f32);
    let (mut session, mut executor) = (model.session(1), model.executor(1));
    let mut results = Vec::new();
    session.run(&input).expect("two pictures");
    let all = &mut results;
    executor
        .run_all(input.as_slice(), all)
        .expect("two pictures");
    let before = COUNT.load(Ordering::SeqCst);
    for _ in 0..3 {
        session.run(&input).expect("two pictures");
        executor
            .run_all(input.as_slice(), all)
            .expect("two pictures");
    }
    assert_eq!(COUNT.load(Ordering::SeqCst), before, "several outputs");
}
