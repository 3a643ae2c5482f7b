use super::super::{SessionPool, SubmitError};
use super::{Held, Log, within};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

#[test]
fn a_full_queue_gives_the_job_back() {
    within(|| {
        let pool = SessionPool::new([()], 2);
        let held = Held::by(&pool);
        let job = |number: usize| move |_: &mut ()| number;
        let tickets = [1, 2].map(|number| pool.try_submit(job(number)).expect("room"));
        let refused = pool.try_submit(job(3)).expect_err("no room");
        assert!(matches!(refused, SubmitError::Full(_)), "{refused}");
        let stats = pool.stats();
        assert_eq!((stats.sessions, stats.capacity), (1, 2));
        assert_eq!((stats.queued, stats.running), (2, 1));
        held.end();
        for (ticket, number) in tickets.into_iter().zip(1..) {
            assert_eq!(ticket.wait().expect("a number"), number);
        }
        assert_eq!((pool.stats().queued, pool.stats().running), (0, 0));
        let again = pool.try_submit(refused.into_job()).expect("room again");
        assert_eq!(again.wait().expect("a number"), 3);
    });
}

#[test]
fn a_capacity_is_at_least_one() {
    within(|| {
        let pool = SessionPool::new([()], 0);
        assert_eq!(pool.stats().capacity, 1);
        pool.submit(|()| ()).expect("open").wait().expect("done");
    });
}

#[test]
fn submitting_waits_for_room() {
    within(|| {
        let (pool, log) = (SessionPool::new([()], 1), Log::default());
        let held = Held::by(&pool);
        let queued = {
            let log = log.clone();
            pool.submit(move |()| log.add("begun")).expect("open")
        };
        thread::scope(|scope| {
            let submitted = scope.spawn(|| {
                let ticket = pool.submit(|()| ()).expect("open");
                log.add("submitted");
                ticket
            });
            // This is usually long enough for a submission that does not wait; another test checks the bound itself.
            (0..1000).for_each(|_| thread::yield_now());
            log.add("released");
            held.end();
            let ticket = submitted.join().expect("no panic");
            ticket.wait().expect("done");
        });
        queued.wait().expect("done");
        assert_eq!(log.all()[0], "released", "{:?}", log.all());
    });
}

#[test]
fn room_is_there_for_every_producer_that_waits() {
    within(|| {
        const PRODUCERS: usize = 4;
        const JOBS: usize = 100;
        let pool = Arc::new(SessionPool::new([0_usize; 3], 2));
        let most = Arc::new(AtomicUsize::new(0));
        let sums = thread::scope(|scope| {
            let producers = (0..PRODUCERS).map(|producer| {
                let (pool, most) = (&pool, &most);
                scope.spawn(move || {
                    let submit = |number: usize| {
                        let (seen, most) = (Arc::clone(pool), Arc::clone(most));
                        let job = move |ran: &mut usize| {
                            *ran += 1;
                            most.fetch_max(seen.stats().queued, Ordering::Relaxed);
                            producer * JOBS + number
                        };
                        pool.submit(job).expect("open")
                    };
                    let tickets: Vec<_> = (0..JOBS).map(submit).collect();
                    let numbers = tickets.into_iter().map(|ticket| ticket.wait());
                    numbers
                        .map(|number| number.expect("a number"))
                        .sum::<usize>()
                })
            });
            let producers: Vec<_> = producers.collect();
            let sums = producers
                .into_iter()
                .map(|producer| producer.join().expect("no panic"));
            sums.sum::<usize>()
        });
        assert_eq!(sums, (0..PRODUCERS * JOBS).sum::<usize>());
        assert!(most.load(Ordering::Relaxed) <= 2);
        let pool = Arc::into_inner(pool).expect("all jobs are done");
        assert_eq!(pool.join().iter().sum::<usize>(), PRODUCERS * JOBS);
    });
}

#[test]
fn jobs_begin_in_their_order() {
    within(|| {
        let pool = SessionPool::new([Vec::new()], 100);
        let held = Held::by(&pool);
        for number in 0..100 {
            let job = move |ran: &mut Vec<usize>| ran.push(number);
            pool.submit(job).expect("open").detach();
        }
        held.end();
        assert!(pool.join()[0].iter().copied().eq(0..100));
    });
}
