use super::super::{JobError, SessionPool};
use super::{Dropped, Held, Log, wait, within};
use std::panic::panic_any;
use std::sync::mpsc::channel;
use std::sync::{Arc, Barrier};
use std::time::Duration;

#[test]
fn a_panic_is_an_error_of_its_ticket_alone() {
    within(|| {
        let pool = SessionPool::new([10], 8);
        let held = Held::by(&pool);
        let before = pool.submit(|value: &mut i32| *value).expect("open");
        let panics = pool.submit(|value: &mut i32| -> i32 {
            *value += 1;
            panic!("no {}", *value)
        });
        let of_words = pool.submit(|_: &mut i32| -> i32 { panic!("words") });
        let of_a_value = pool.submit(|_: &mut i32| -> i32 { panic_any(7) });
        let behind = pool.submit(|value: &mut i32| *value).expect("open");
        held.end();
        assert_eq!(before.wait().expect("a value"), 10);
        let message = |ticket: super::super::Ticket<i32>| match ticket.wait() {
            Err(JobError::Panicked(panic)) => panic.message(),
            other => panic!("{other:?}"),
        };
        assert_eq!(message(panics.expect("open")), "no 11");
        assert_eq!(message(of_words.expect("open")), "words");
        assert_eq!(
            message(of_a_value.expect("open")),
            "a panic payload that is no text"
        );
        assert_eq!(behind.wait().expect("the worker goes on"), 11);
        let stats = pool.stats();
        assert_eq!((stats.sessions, stats.queued, stats.running), (1, 0, 0));
        assert_eq!(pool.join(), [11]);
    });
}

#[test]
fn a_panic_goes_on_where_it_is_wanted() {
    within(|| {
        let pool = SessionPool::new([()], 1);
        let ticket = pool.submit(|()| panic_any(7)).expect("open");
        let Err(JobError::Panicked(panic)) = ticket.wait() else {
            panic!("it has a result")
        };
        let caught = std::panic::catch_unwind(move || panic.resume());
        let payload = caught.expect_err("a panic");
        assert_eq!(payload.downcast_ref(), Some(&7));
    });
}

struct PanicsAtTheEnd;

impl Drop for PanicsAtTheEnd {
    fn drop(&mut self) {
        panic!("at the end");
    }
}

#[test]
fn a_result_that_nobody_wants_may_panic() {
    within(|| {
        let pool = SessionPool::new([()], 1);
        let (release, released) = channel();
        let (begin, begun) = channel();
        let ticket = pool.submit(move |()| {
            begin.send(()).expect("somebody waits");
            wait(&released);
            PanicsAtTheEnd
        });
        wait(&begun);
        drop(ticket);
        drop(release);
        let behind = pool.submit(|()| 3).expect("open");
        assert_eq!(behind.wait().expect("the worker goes on"), 3);
        assert_eq!(pool.join().len(), 1);
    });
}

#[test]
fn dropped_tickets_cancel_what_has_not_begun() {
    within(|| {
        let (pool, log) = (SessionPool::new([()], 3), Log::default());
        let held = Held::by(&pool);
        let add = |name: &'static str| {
            let log = log.clone();
            pool.try_submit(move |()| log.add(name)).expect("room")
        };
        let (first, cancelled, third) = (add("first"), add("cancelled"), add("third"));
        let (dropped, drops) = channel();
        let input = Dropped(dropped);
        let full = pool.try_submit(move |()| drop(input));
        assert!(full.is_err());
        drop(cancelled);
        // The place of the cancelled job is free at once.
        assert_eq!(pool.stats().queued, 2);
        let job = full.expect_err("it was full").into_job();
        let ticket = pool.try_submit(job).expect("room");
        assert!(drops.try_recv().is_err());
        drop(ticket);
        assert!(drops.try_recv().is_ok(), "what a job holds goes with it");
        add("detached").detach();
        held.end();
        first.wait().expect("done");
        third.wait().expect("done");
        pool.join();
        assert_eq!(log.all(), ["first", "third", "detached"]);
    });
}

#[test]
fn a_cancelled_job_makes_room_for_who_waits() {
    within(|| {
        let pool = SessionPool::new([()], 1);
        let held = Held::by(&pool);
        let queued = pool.submit(|()| ()).expect("open");
        std::thread::scope(|scope| {
            let waits = scope.spawn(|| pool.submit(|()| 5).expect("open"));
            (0..1000).for_each(|_| std::thread::yield_now());
            drop(queued);
            let ticket = waits.join().expect("no panic");
            assert_eq!(pool.stats().queued, 1);
            held.end();
            assert_eq!(ticket.wait().expect("a number"), 5);
        });
    });
}

#[test]
fn a_job_that_has_begun_goes_on_without_its_ticket() {
    within(|| {
        let pool = SessionPool::new([false], 1);
        let (begin, begun) = channel();
        let (release, released) = channel::<()>();
        let ticket = pool.submit(move |ended: &mut bool| {
            begin.send(()).expect("somebody waits");
            wait(&released);
            *ended = true;
        });
        wait(&begun);
        drop(ticket);
        drop(release);
        assert_eq!(pool.join(), [true]);
    });
}

#[test]
fn tickets_say_whether_they_are_done() {
    within(|| {
        let pool = SessionPool::new([()], 2);
        let held = Held::by(&pool);
        let ticket = pool.submit(|()| 4).expect("open");
        assert!(!ticket.is_done());
        let ticket = ticket
            .wait_timeout(Duration::from_millis(1))
            .expect_err("not done");
        let ticket = ticket.wait_timeout(Duration::ZERO).expect_err("not done");
        // A returned ticket has not cancelled its job.
        assert_eq!(pool.stats().queued, 1);
        held.end();
        pool.submit(|()| ()).expect("open").wait().expect("done");
        assert!(ticket.is_done());
        let outcome = ticket.wait_timeout(Duration::ZERO).expect("done");
        assert_eq!(outcome.expect("a number"), 4);
    });
}

#[test]
fn every_session_has_a_worker() {
    within(|| {
        let pool = SessionPool::new([(); 3], 1);
        let all = Arc::new(Barrier::new(3));
        let meet = || {
            let all = Arc::clone(&all);
            let job = move |_: &mut ()| all.wait().is_leader();
            pool.submit(job).expect("open")
        };
        let tickets = [meet(), meet(), meet()];
        let leaders = tickets.map(|ticket| usize::from(ticket.wait().expect("no panic")));
        assert_eq!(leaders.iter().sum::<usize>(), 1);
        assert_eq!(pool.stats().sessions, 3);
    });
}
