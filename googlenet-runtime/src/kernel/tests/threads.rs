//! Tests of the thread pool and the barrier.

use crate::kernel::{Barrier, Pool};
use std::sync::atomic::{AtomicUsize, Ordering};

#[test]
fn every_thread_gets_every_job_once() {
    for threads in [1, 2, 5] {
        let mut pool = Pool::new(threads);
        for round in 1..=300 {
            let counts: Vec<AtomicUsize> = (0..threads).map(|_| AtomicUsize::new(0)).collect();
            pool.run(&|thread| {
                counts[thread].fetch_add(round, Ordering::Relaxed);
            });
            assert!(
                counts
                    .iter()
                    .all(|count| count.load(Ordering::Relaxed) == round)
            );
            if round % 100 == 0 {
                // Long enough for the other threads to park.
                std::thread::sleep(std::time::Duration::from_millis(5));
            }
        }
    }
}

#[test]
fn a_panic_in_a_job_reaches_the_caller_and_leaves_the_pool_usable() {
    let mut pool = Pool::new(3);
    for guilty in 0..3 {
        let job = |thread: usize| assert_ne!(thread, guilty, "guilty");
        let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| pool.run(&job)));
        assert!(result.is_err());
        pool.run(&|_| {});
    }
}

#[test]
fn threads_meet_at_a_barrier() {
    for threads in [1, 2, 5] {
        let mut pool = Pool::new(threads);
        let barrier = Barrier::default();
        let sum = AtomicUsize::new(0);
        pool.run(&|_| {
            for round in 1..=50 {
                sum.fetch_add(1, Ordering::Relaxed);
                assert!(barrier.wait(2 * round - 1, threads));
                assert_eq!(sum.load(Ordering::Relaxed), threads * round);
                assert!(barrier.wait(2 * round, threads));
            }
        });
    }
}

#[test]
fn a_panic_between_barriers_reaches_the_caller() {
    let mut pool = Pool::new(3);
    let barrier = Barrier::default();
    let job = |thread: usize| {
        let _guard = barrier.guard();
        assert_ne!(thread, 1, "guilty");
        assert!(!barrier.wait(1, 3), "one will not come");
    };
    let result = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| pool.run(&job)));
    assert!(result.is_err());
}
