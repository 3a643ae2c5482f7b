//! Tests of the pool. They wait for events instead of sleeping.

mod end;
mod jobs;
mod ordered;
mod queue;
mod sessions;

use super::{SessionPool, Ticket};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

/// Runs a test on another thread. Panics if the test panics or takes longer than a minute.
fn within(test: impl FnOnce() + Send + 'static) {
    let (ended, end) = channel();
    let test = thread::spawn(move || {
        let _ended: Sender<()> = ended;
        test();
    });
    let waited = end.recv_timeout(Duration::from_secs(60));
    assert!(
        !matches!(waited, Err(std::sync::mpsc::RecvTimeoutError::Timeout)),
        "it hangs"
    );
    if let Err(panic) = test.join() {
        std::panic::resume_unwind(panic);
    }
}

/// A list of events in the order in which they were added; clones add to the same list.
#[derive(Clone, Default)]
struct Log(Arc<Mutex<Vec<String>>>);

impl Log {
    fn add(&self, what: impl Into<String>) {
        self.0.lock().expect("no panic").push(what.into());
    }

    fn all(&self) -> Vec<String> {
        self.0.lock().expect("no panic").clone()
    }
}

/// A job that is running and occupies a session until `end` is called or this value is dropped.
struct Held {
    ticket: Ticket<()>,
    release: Sender<()>,
}

impl Held {
    /// Submits a job that occupies a session of `pool` until it is released, and waits until the job runs.
    fn by<S: Send + 'static>(pool: &SessionPool<S>) -> Held {
        let (release, released) = channel::<()>();
        let (begin, begun) = channel();
        let job = move |_: &mut S| {
            begin.send(()).expect("somebody waits");
            wait(&released);
        };
        let ticket = pool.submit(job).expect("the pool is open");
        wait(&begun);
        Held { ticket, release }
    }

    /// Ends the job, and waits until it is done.
    fn end(self) {
        drop(self.release);
        self.ticket.wait().expect("it does not panic");
    }
}

/// Waits for a message, or until its sender is dropped.
fn wait(word: &Receiver<()>) {
    let _ = word.recv();
}

/// A value that sends a message when it is dropped.
struct Dropped(Sender<()>);

impl Drop for Dropped {
    fn drop(&mut self) {
        let _ = self.0.send(());
    }
}
