//! The work: sessions that decode images and classify them.
//!
//! A thread that decodes an image does not wait for another that runs the network, so that decoding overlaps inference
//! without threads beyond the cores. Where images are fewer than threads, sessions have several.

use crate::failure::Failure;
use googlenet_runtime::image::{Class, Classifier, Image};
use googlenet_runtime::{Error, dynamic};

use googlenet_runtime::pool::{JobError, SessionPool, share_threads};
use std::path::{Path, PathBuf};

/// Images that wait to be classified or printed, for each session.
const WAITING: usize = 64;

/// What an image shows, or why it is not known.
pub(super) type Answer = Result<Vec<Class>, Error>;

/// Sessions for so many images, with so many threads in all.
pub(super) fn pool(
    model: &dynamic::Model,
    threads: usize,
    images: usize,
) -> Result<SessionPool<Classifier>, Error> {
    let shares = share_threads(threads, images);
    let classifiers: Result<Vec<Classifier>, Error> = shares
        .map(|threads| Classifier::new(model, threads))
        .collect();
    let classifiers = classifiers?;
    let capacity = WAITING * classifiers.len();
    Ok(SessionPool::new(classifiers, capacity))
}

/// Classifies images, and hands over the results in the order of the images.
pub(super) fn classify(
    images: Vec<PathBuf>,
    pool: &SessionPool<Classifier>,
    top: usize,
    mut done: impl FnMut(&Path, Answer) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let answers = pool.map_ordered(images, move |classifier, path| {
        let answer = answer(&path, classifier, top);
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

fn answer(path: &Path, classifier: &mut Classifier, top: usize) -> Answer {
    let image = Image::open(path)?;
    let classes = classifier.classify(&image, top);
    classes.map_err(|error| match error {
        Error::Image { path: None, error } => Error::Image {
            path: Some(path.to_owned()),
            error,
        },
        other => other,
    })
}
