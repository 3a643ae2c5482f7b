//! Classification of images by a pool of sessions, each of which decodes its own images.
//!
//! While one session decodes an image another one can run the network, so that decoding and inference overlap without
//! more threads than requested. If there are fewer images than threads, sessions have several threads.

use crate::failure::Failure;
use googlenet_runtime::Error;
use googlenet_runtime::image::{Class, Classifier, Classify, DecodeOptions};

use googlenet_runtime::pool::{JobError, SessionPool, share_threads};
use std::path::{Path, PathBuf};

/// Largest number of images that wait in the queue of the pool, per session of the pool.
const WAITING: usize = 64;

/// Most likely classes of an image, the most likely first, or the message about its decoding or classification.
pub(super) type Answer = Result<Vec<Class>, String>;

/// Returns a pool of sessions for `images` images that compute on `threads` threads in all: one session a thread or, if
/// there are fewer images than threads, one session an image, among which the threads are divided.
///
/// # Errors
/// Returns the errors of [`Classifier::new`].
pub(super) fn pool(
    network: &impl Classify,
    threads: usize,
    images: usize,
) -> Result<SessionPool<Classifier>, Error> {
    let shares = share_threads(threads, images);
    let classifiers: Result<Vec<Classifier>, Error> = shares
        .map(|threads| Classifier::new(network, threads))
        .collect();
    let classifiers = classifiers?;
    let capacity = WAITING * classifiers.len();
    Ok(SessionPool::new(classifiers, capacity))
}

/// Classifies images, decoded within the limits of `options`, and calls `done` with the path and the answer (`top`
/// classes, or an error) of each, in the order
/// of `images`, on the calling thread.
///
/// # Errors
/// Returns the first error of `done`, which ends the classification, and an error if the pool was closed.
///
/// # Panics
/// Continues the panic of a job that panicked.
pub(super) fn classify(
    images: Vec<PathBuf>,
    pool: &SessionPool<Classifier>,
    options: DecodeOptions,
    top: usize,
    mut done: impl FnMut(&Path, Answer) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let answers = pool.map_ordered(images, move |classifier, path| {
        let answer = answer(&path, options, classifier, top);
        (path, answer)
    });
    for answer in answers {
        match answer {
            Ok((path, answer)) => done(&path, answer)?,
            Err(JobError::Panicked(panic)) => panic.resume(),
            Err(error) => return Err(Failure::message(error)),
        }
    }
    Ok(())
}

fn answer(path: &Path, options: DecodeOptions, classifier: &mut Classifier, top: usize) -> Answer {
    let image = options.open(path).map_err(|error| error.to_string())?;
    let classes = classifier.classify(&image, top);
    classes.map_err(|error| match error {
        Error::Image { path: None, error } => {
            let path = Some(path.to_owned());
            Error::Image { path, error }.to_string()
        }
        other => format!("cannot classify `{}`: {other}", path.display()),
    })
}
