use super::super::{JobError, SessionPool};
use super::{Log, wait, within};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, Mutex};

#[test]
fn results_are_in_order_whoever_is_slow() {
    within(|| {
        let pool = SessionPool::new([(); 3], 2);
        // Every third input waits for the next two.
        let ways: Vec<_> = (0..100).map(|_| channel::<()>()).collect();
        let (tell, hear): (Vec<_>, Vec<_>) = ways.into_iter().unzip();
        let hear: Vec<_> = hear.into_iter().map(Mutex::new).collect();
        let tell: Vec<_> = tell
            .into_iter()
            .map(|tell| Mutex::new(Some(tell)))
            .collect();
        let results = pool.map_ordered(0..100_usize, move |(), number| {
            tell[number].lock().expect("no panic").take();
            if number % 3 == 0 {
                for later in &hear[number + 1..(number + 3).min(100)] {
                    wait(&later.lock().expect("no panic"));
                }
            }
            number
        });
        assert!(results.map(|number| number.expect("a number")).eq(0..100));
        assert_eq!((pool.stats().queued, pool.stats().running), (0, 0));
        let mut none = pool.map_ordered(0..0, |(), number: usize| number);
        assert!(none.next().is_none() && none.next().is_none());
    });
}

/// A value that decrements a counter when it is dropped.
struct Counted(Arc<AtomicUsize>);

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

#[test]
fn memory_is_bounded_when_the_first_input_is_slow() {
    within(|| {
        const LIMIT: usize = 2 + 3;
        let pool = SessionPool::new([(); 2], 3);
        let (alive, taken) = (Arc::new(AtomicUsize::new(0)), AtomicUsize::new(0));
        let most = AtomicUsize::new(0);
        let inputs = (0..100).map(|number| {
            taken.fetch_add(1, Ordering::SeqCst);
            let alive = Arc::clone(&alive);
            most.fetch_max(alive.fetch_add(1, Ordering::SeqCst) + 1, Ordering::SeqCst);
            (number, Counted(alive))
        });
        let (tell, hear) = channel();
        let (tell, hear) = (Mutex::new(Some(tell)), Mutex::new(hear));
        // Each result contains its input, so that the count of live inputs includes results.
        let mut results = pool.map_ordered(inputs, move |(), (number, input)| {
            match number {
                // The first job waits until all inputs that may be taken meanwhile are done.
                0 => wait(&hear.lock().expect("no panic")),
                _ if number == LIMIT - 1 => {
                    *tell.lock().expect("no panic") = None::<super::Sender<()>>
                }
                _ => {}
            }
            (number, input)
        });
        for expected in 0..100 {
            let (number, _input) = results.next().expect("100 results").expect("no panic");
            assert_eq!(number, expected);
            let ahead = taken.load(Ordering::SeqCst) - expected;
            assert!(ahead <= LIMIT, "{ahead} inputs are taken at {expected}");
        }
        assert!(results.next().is_none());
        drop(results);
        // One result has been returned and is alive while the next inputs are taken.
        assert!(most.load(Ordering::SeqCst) <= LIMIT + 1);
        assert_eq!(alive.load(Ordering::SeqCst), 0);
    });
}

#[test]
fn what_has_not_begun_is_cancelled_with_the_iterator() {
    within(|| {
        let (pool, log) = (SessionPool::new([()], 4), Log::default());
        let (begin, begun) = channel();
        let (release, released) = channel::<()>();
        let released = Mutex::new(released);
        let ran = log.clone();
        let mut results = pool.map_ordered(0..100, move |(), number| {
            ran.add(number.to_string());
            if number == 3 {
                begin.send(()).expect("somebody waits");
                wait(&released.lock().expect("no panic"));
            }
            number
        });
        let failure = results.try_for_each(|number| match number.expect("a number") {
            2 => Err("enough"),
            _ => Ok(()),
        });
        assert_eq!(failure, Err("enough"));
        wait(&begun);
        drop(results);
        // Dropping the iterator does not wait for the running job, and the pool remains usable.
        assert_eq!((pool.stats().queued, pool.stats().running), (0, 1));
        drop(release);
        pool.submit(|()| ()).expect("open").wait().expect("done");
        assert_eq!(log.all(), ["0", "1", "2", "3"]);
    });
}

#[test]
fn a_panic_stands_in_its_place() {
    within(|| {
        let pool = SessionPool::new([(); 2], 4);
        let results = pool.map_ordered(0..20, |(), number| match number {
            7 | 13 => panic!("at {number}"),
            _ => number,
        });
        let shown = results.map(|result| match result {
            Ok(number) => number.to_string(),
            Err(error) => error.to_string(),
        });
        let expected = (0..20).map(|number| match number {
            7 | 13 => format!("a job panicked: at {number}"),
            _ => number.to_string(),
        });
        assert!(shown.eq(expected));
    });
}

#[test]
fn a_closed_pool_ends_the_results() {
    within(|| {
        let pool = SessionPool::new([()], 2);
        let mut taken = 0;
        let inputs = (0..100).inspect(|number| taken = number + 1);
        let mut results = pool.map_ordered(inputs, |(), number| number);
        assert_eq!(results.next().expect("a result").expect("a number"), 0);
        pool.close();
        let rest: Vec<_> = results.by_ref().collect();
        // Jobs that were submitted before are finished; the next input is refused.
        let (last, rest) = rest.split_last().expect("the one that is refused");
        assert!(matches!(last, Err(JobError::Cancelled)));
        assert!(
            rest.iter()
                .map(|it| *it.as_ref().expect("a number"))
                .eq([1, 2])
        );
        assert!(results.next().is_none());
        drop(results);
        assert_eq!(taken, 4);
    });
}

#[test]
fn several_callers_share_a_pool() {
    within(|| {
        let pool = SessionPool::new([(); 2], 2);
        std::thread::scope(|scope| {
            for caller in 0..3 {
                let pool = &pool;
                scope.spawn(move || {
                    let results = pool.map_ordered(0..200, move |(), number| (caller, number));
                    let results = results.map(|result| result.expect("no panic"));
                    assert!(results.eq((0..200).map(|number| (caller, number))));
                });
            }
        });
    });
}
