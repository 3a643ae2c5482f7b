//! The work: threads that decode pictures and classify them, each with a session of its own.
//!
//! A thread that decodes a picture does not wait for another that runs the network, so that decoding overlaps inference
//! without threads beyond the cores. Where pictures are fewer than threads, sessions have several.

use crate::failure::Failure;
use googlenet_runtime::picture::{Class, Classifier, Picture};
use googlenet_runtime::{Error, dynamic};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::sync_channel;
use std::thread;

/// Results that wait to be printed, for each session.
const WAITING: usize = 64;

/// How threads are shared out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Plan {
    sessions: usize,
    /// Threads that the sessions have together.
    threads: usize,
}

impl Plan {
    pub(super) fn new(threads: usize, pictures: usize) -> Plan {
        Plan {
            sessions: threads.min(pictures).max(1),
            threads,
        }
    }

    /// A classifier for each session; those that come first have one thread more where threads are left over.
    pub(super) fn classifiers(self, model: &dynamic::Model) -> Result<Vec<Classifier>, Error> {
        let Plan { sessions, threads } = self;
        (0..sessions)
            .map(|at| {
                let more = usize::from(at < threads % sessions);
                Classifier::new(model, threads / sessions + more)
            })
            .collect()
    }
}

/// What a picture shows, or why it is not known.
pub(super) type Answer = Result<Vec<Class>, Error>;

/// Classifies pictures, and hands over the results in the order of the pictures.
pub(super) fn classify(
    pictures: &[PathBuf],
    classifiers: Vec<Classifier>,
    top: usize,
    mut done: impl FnMut(&Path, Answer) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let next = AtomicUsize::new(0);
    let stop = AtomicBool::new(false);
    let (sender, results) = sync_channel(WAITING * classifiers.len());
    thread::scope(|scope| {
        for mut classifier in classifiers {
            let sender = sender.clone();
            let (next, stop) = (&next, &stop);
            scope.spawn(move || {
                while !stop.load(Ordering::Relaxed) {
                    let at = next.fetch_add(1, Ordering::Relaxed);
                    let Some(path) = pictures.get(at) else { break };
                    let answer = answer(path, &mut classifier, top);
                    if sender.send((at, answer)).is_err() {
                        break;
                    }
                }
            });
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut shown = 0;
        for (at, answer) in results {
            waiting.insert(at, answer);
            while let Some(answer) = waiting.remove(&shown) {
                if let Err(failure) = done(&pictures[shown], answer) {
                    stop.store(true, Ordering::Relaxed);
                    return Err(failure);
                }
                shown += 1;
            }
        }
        Ok(())
    })
}

fn answer(path: &Path, classifier: &mut Classifier, top: usize) -> Answer {
    let picture = Picture::open(path)?;
    let classes = classifier.classify(&picture, top);
    classes.map_err(|error| match error {
        Error::Picture { reason } => Error::Picture {
            reason: format!("`{}`: {reason}", path.display()),
        },
        other => other,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_are_shared_out() {
        let plan = |threads, pictures| {
            let Plan { sessions, threads } = Plan::new(threads, pictures);
            (sessions, threads)
        };
        assert_eq!(plan(2, 200), (2, 2));
        assert_eq!(plan(8, 3), (3, 8));
        assert_eq!(plan(4, 0), (1, 4));
    }
}
