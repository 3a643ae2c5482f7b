use super::super::{JobError, SessionPool, SubmitError};
use super::{Dropped, Held, wait, within};
use std::sync::Arc;
use std::sync::mpsc::channel;
use std::thread;

#[test]
fn a_dropped_pool_cancels_what_has_not_begun() {
    within(|| {
        let (dropped, drops) = channel();
        let pool = SessionPool::new([Dropped(dropped)], 2);
        let held = Held::by(&pool);
        let queued = [1, 2].map(|number| pool.submit(move |_| number).expect("open"));
        let ends = thread::spawn(move || drop(pool));
        for ticket in queued {
            assert!(matches!(ticket.wait(), Err(JobError::Cancelled)));
        }
        // The pool waits for the running job.
        assert!(!ends.is_finished() && drops.try_recv().is_err());
        held.end();
        ends.join().expect("no panic");
        assert!(drops.try_recv().is_ok(), "threads are joined");
    });
}

#[test]
fn a_pool_without_work_ends() {
    within(|| {
        let (dropped, drops) = channel();
        let sessions = (0..4).map(|_| Dropped(dropped.clone()));
        drop(SessionPool::new(sessions, 1));
        assert_eq!(drops.try_iter().count(), 4);
    });
}

#[test]
fn a_closed_pool_finishes_its_queue() {
    within(|| {
        let pool = SessionPool::new([0], 4);
        let held = Held::by(&pool);
        let add = |number: i32| move |sum: &mut i32| *sum += number;
        let ticket = pool.submit(add(1)).expect("open");
        pool.submit(add(10)).expect("open").detach();
        pool.close();
        pool.close();
        let refused = pool.submit(add(100)).expect_err("closed");
        assert!(matches!(refused, SubmitError::Closed(_)), "{refused}");
        let refused = pool.try_submit(add(100)).expect_err("closed");
        assert!(matches!(refused, SubmitError::Closed(_)), "{refused}");
        held.end();
        ticket.wait().expect("done");
        assert_eq!(pool.join(), [11]);
    });
}

#[test]
fn who_waits_for_room_hears_of_the_end() {
    within(|| {
        let pool = SessionPool::new([()], 1);
        let held = Held::by(&pool);
        let queued = pool.submit(|()| ()).expect("open");
        thread::scope(|scope| {
            let submit = || pool.submit(|()| ()).map(super::super::Ticket::detach);
            let waiting = [scope.spawn(submit), scope.spawn(submit)];
            (0..1000).for_each(|_| thread::yield_now());
            pool.close();
            for refused in waiting {
                let refused = refused.join().expect("no panic");
                assert!(matches!(refused, Err(SubmitError::Closed(_))));
            }
        });
        held.end();
        queued.wait().expect("done");
    });
}

#[test]
fn tickets_outlive_the_pool() {
    within(|| {
        let pool = SessionPool::new([()], 2);
        let held = Held::by(&pool);
        let done = pool.submit(|()| 8).expect("open");
        held.end();
        assert_eq!(pool.join().len(), 1);
        assert!(done.is_done());
        assert_eq!(done.wait().expect("a number"), 8);

        let pool = SessionPool::new([()], 2);
        let (done, other) = (pool.submit(|()| 8), pool.submit(|()| 9));
        drop(pool);
        drop(done);
        drop(other);
    });
}

#[test]
fn a_job_may_hold_its_pool_last() {
    within(|| {
        for sessions in [1, 3] {
            let (dropped, drops) = channel();
            let all = (0..sessions).map(|_| Dropped(dropped.clone()));
            let pool = Arc::new(SessionPool::new(all, 4));
            let (release, released) = channel::<()>();
            let own = Arc::clone(&pool);
            let last = pool.submit(move |_| {
                wait(&released);
                let last = Arc::into_inner(own);
                last.is_some()
            });
            drop(pool);
            drop(release);
            assert!(last.expect("open").wait().expect("no panic"));
            (0..sessions).for_each(|_| wait(&drops));
        }
    });
}

#[test]
fn a_job_in_the_queue_may_hold_a_ticket() {
    within(|| {
        let pool = SessionPool::new([()], 4);
        let held = Held::by(&pool);
        let held_by = |ticket| pool.submit(move |()| drop(ticket)).expect("open");
        let chain = || held_by(Some(pool.submit(|()| ()).expect("open")));
        // The inner job is cancelled when the job that holds its ticket is cancelled.
        drop(chain());
        assert_eq!(pool.stats().queued, 0);
        // The inner job is cancelled with the pool too.
        let last = chain();
        let ends = thread::spawn(move || drop(pool));
        assert!(matches!(last.wait(), Err(JobError::Cancelled)));
        held.end();
        ends.join().expect("no panic");
    });
}

#[test]
#[should_panic(expected = "a pool takes at least one session and one thread")]
fn there_is_no_pool_without_sessions() {
    drop(SessionPool::new([(); 0], 1));
}
