//! Classification of images by a pool of sessions, each of which decodes its own images.
//!
//! While one session decodes an image another one can run the network, so that decoding and inference overlap without
//! more threads than requested. If there are fewer batches than threads, sessions have several threads.

use super::crops::Crops;
use crate::command::GivenLabels;
use crate::failure::Failure;
use crate::input;
use googlenet_runtime::Error;
use googlenet_runtime::image::{Class, Classifier, Classify, DecodeOptions, Image};
use googlenet_runtime::pool::{JobError, SessionPool, share_threads};
use std::path::{Path, PathBuf};

/// Largest number of batches that wait in the queue of the pool, per session of the pool.
const WAITING: usize = 64;

/// Most likely classes of an image, the most likely first, or the message about its decoding or classification.
pub(super) type Answer = Result<Vec<Class>, String>;

/// How images are classified.
#[derive(Clone, Copy)]
pub(super) struct Work {
    pub(super) threads: usize,
    /// Number of images that run through the network together.
    pub(super) batch: usize,
    /// Number of classes of each image.
    pub(super) top: usize,
    pub(super) options: DecodeOptions,
    pub(super) crops: Crops,
}

impl Work {
    /// Returns a pool of sessions for `images` images: one session a thread or, if there are fewer batches than
    /// threads, one session a batch, among which the threads are divided. `labels` replace those of the network.
    ///
    /// # Errors
    /// The errors of [`Classifier::new`] and [`Classifier::with_labels`].
    pub(super) fn pool(
        self,
        network: &impl Classify,
        images: usize,
        labels: Option<&GivenLabels>,
    ) -> Result<SessionPool<Classifier>, Failure> {
        let shares = share_threads(self.threads, images.div_ceil(self.batch));
        let classifier = |threads| {
            let classifier = Classifier::new(network, threads).map_err(Failure::message)?;
            let classifier = classifier.with_batch(self.batch);
            match labels {
                Some(given) => {
                    let named = classifier.with_labels(&given.labels);
                    named.map_err(|error| given.failure(error))
                }
                None => Ok(classifier),
            }
        };
        let classifiers = shares
            .map(classifier)
            .collect::<Result<Vec<_>, Failure>>()?;
        let capacity = WAITING * classifiers.len();
        Ok(SessionPool::new(classifiers, capacity))
    }

    /// Classifies images, and calls `done` with the path and the answer of each, in the order of `images`, on the
    /// calling thread.
    ///
    /// # Errors
    /// Returns the first error of `done`, which ends the classification, and an error if the pool was closed.
    ///
    /// # Panics
    /// Continues the panic of a job that panicked.
    pub(super) fn classify(
        self,
        images: Vec<PathBuf>,
        pool: &SessionPool<Classifier>,
        mut done: impl FnMut(&Path, Answer) -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        let batches: Vec<Vec<PathBuf>> = images.chunks(self.batch).map(<[_]>::to_vec).collect();
        let answers = pool.map_ordered(batches, move |classifier, paths| {
            let answers = self.answers(&paths, classifier);
            (paths, answers)
        });
        for answer in answers {
            match answer {
                Ok((paths, answers)) => {
                    for (path, answer) in paths.iter().zip(answers) {
                        done(path, answer)?;
                    }
                }
                Err(JobError::Panicked(panic)) => panic.resume(),
                Err(error) => return Err(Failure::message(error)),
            }
        }
        Ok(())
    }

    /// Classifies the images of a batch together. If that fails, as one of them has no finite result, each alone.
    fn answers(self, paths: &[PathBuf], classifier: &mut Classifier) -> Vec<Answer> {
        if paths.len() == 1 || self.crops == Crops::Ten {
            let answers = paths.iter().map(|path| self.answer(path, classifier));
            return answers.collect();
        }
        let images: Vec<_> = paths.iter().map(|path| self.open(path)).collect();
        let (mut inputs, mut count) = (Vec::new(), 0);
        for image in images.iter().flatten() {
            if let Ok(input) = image.input(classifier.preprocess()) {
                inputs.extend(input);
                count += 1;
            }
        }
        let together = match count == images.iter().flatten().count() && count > 0 {
            true => classifier.classify_inputs(&inputs, self.top).ok(),
            false => None,
        };
        let mut together = together.map(Vec::into_iter);
        let answers = paths.iter().zip(images).map(|(path, image)| {
            let image = image?;
            match together.as_mut().and_then(Iterator::next) {
                Some(classes) => Ok(classes),
                None => self.classes(path, &image, classifier),
            }
        });
        answers.collect()
    }

    fn answer(self, path: &Path, classifier: &mut Classifier) -> Answer {
        self.classes(path, &self.open(path)?, classifier)
    }

    fn open(self, path: &Path) -> Result<Image, String> {
        input::image(path, self.options)
    }

    fn classes(self, path: &Path, image: &Image, classifier: &mut Classifier) -> Answer {
        let classes = match self.crops {
            Crops::Centre => classifier.classify(image, self.top),
            Crops::Ten => classifier.classify_crops(image, self.top),
        };
        classes.map_err(|error| match input::of_image(path, error) {
            error @ Error::Image { .. } => error.to_string(),
            other => format!("cannot classify `{}`: {other}", input::name(path)),
        })
    }
}
