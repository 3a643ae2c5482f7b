//! Tests of pools whose sessions run networks.

use super::super::{JobError, SessionPool, share_threads};
use super::within;
use crate::{DynSession, Network, Tensor, googlenet_model};
use std::time::Duration;

googlenet_model! {
    NestedSmall = "../specs/nested_small.yaml";
}

fn image(number: usize) -> Tensor<nested_small::Input> {
    Tensor::from_fn(1, |at| ((at * (number + 3)) % 101) as f32 / 50.0 - 1.0)
}

#[test]
fn threads_are_shared_out() {
    let shares = |threads, sessions| share_threads(threads, sessions).collect::<Vec<_>>();
    assert_eq!(shares(2, 200), [1, 1]);
    assert_eq!(shares(8, 3), [3, 3, 2]);
    assert_eq!(shares(4, 0), [4]);
    assert_eq!(shares(0, 0), [1]);
    for threads in 1..20 {
        for sessions in 1..20 {
            let shares = shares(threads, sessions);
            assert_eq!(shares.len(), sessions.min(threads));
            assert_eq!(shares.iter().sum::<usize>(), threads);
            assert!(shares.is_sorted_by(|one, next| one >= next && one - next <= 1));
            assert!(shares[0] - shares[shares.len() - 1] <= 1);
        }
    }
}

#[test]
fn sessions_have_their_threads() {
    within(|| {
        let model = NestedSmall::seeded(1);
        let sessions = share_threads(5, 2).map(|threads| model.session(threads));
        let sessions = SessionPool::new(sessions, 1).join();
        let threads = sessions.iter().map(crate::Session::threads);
        assert!(threads.eq([3, 2]));
    });
}

#[test]
fn results_are_the_same_bits_whatever_the_pool() {
    within(|| {
        let model = NestedSmall::seeded(3);
        let mut alone = model.session(1);
        let mut expected = |number| {
            let result = alone.run(&image(number)).expect("an image");
            bits(result.as_slice())
        };
        let expected: Vec<_> = (0..20).map(&mut expected).collect();
        for (threads, sessions, capacity) in [(1, 1, 1), (3, 2, 1), (4, 4, 64)] {
            let sessions = share_threads(threads, sessions).map(|threads| model.session(threads));
            let pool = SessionPool::new(sessions, capacity);
            let results = pool.map_ordered(0..20, |session, number| {
                session.run(&image(number)).map(|it| bits(it.as_slice()))
            });
            let results = results.map(|result| result.expect("no panic").expect("an image"));
            assert!(results.eq(expected.iter().cloned()), "{threads} threads");
        }
    });
}

#[test]
fn a_session_is_usable_after_a_panic_in_a_run() {
    within(|| {
        let model = NestedSmall::seeded(5);
        let run = |session: &mut DynSession| {
            let mut output = Vec::new();
            session
                .run(image(2).as_slice(), &mut output)
                .map(|()| bits(&output))
        };
        let expected = run(&mut model.dyn_session(1)).expect("an image");
        for threads in [1, 3] {
            let pool = SessionPool::new([model.dyn_session(threads)], 1);
            let steps = pool.submit(|session| session.program.steps.list().len());
            let steps = steps.expect("open").wait().expect("a number");
            for last in 0..steps {
                let interrupted = pool.submit(move |session| {
                    // The list of times lacks the entry of this step, so that one thread panics after the step.
                    let mut times = vec![Duration::ZERO; last];
                    let other = image(last + 40);
                    let (input, times) = (other.as_slice(), Some(&mut *times));
                    session.run_chunk::<Vec<f32>>(input, 0..1, &mut [], &Vec::as_mut_slice, times);
                });
                let interrupted = interrupted.expect("open").wait();
                assert!(matches!(interrupted, Err(JobError::Panicked(_))));
                let behind = pool.submit(run).expect("open").wait();
                assert_eq!(behind.expect("no panic").expect("an image"), expected);
            }
        }
    });
}

fn bits(values: &[f32]) -> Vec<u32> {
    values.iter().map(|value| value.to_bits()).collect()
}
