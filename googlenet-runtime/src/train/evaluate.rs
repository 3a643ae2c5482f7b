//! How well a network classifies images with labels.

use super::data::{Dataset, Loader, LoaderOptions, Problem, Task};
use super::error::TrainError;
use super::metrics::Metrics;
use super::scores::Reading;
use crate::kernel::ImageLoss;
use crate::{DynSession, Error, check_finite};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::value::training::Loss;
use std::fmt;
use std::ops::ControlFlow;

/// Images that are prepared at a time, for each thread.
const IMAGES_A_THREAD: usize = 8;

/// What a network says about an image.
#[derive(Debug, Clone, Copy)]
#[non_exhaustive]
pub struct Answer<'a> {
    /// Index of the image in the data set.
    pub index: usize,
    /// The image's class, an index of [`Answer::probabilities`].
    pub label: usize,
    /// The most probable class, the first of several, as such an index.
    pub class: usize,
    /// Probabilities of the classes: two of a single sigmoid, of which the value is that of the second class.
    pub probabilities: &'a [f32],
}

/// What an evaluation came to.
#[derive(Debug, Clone, Default)]
#[non_exhaustive]
pub struct Evaluation {
    /// Means over the images. The losses are that of the first output, without smoothing of labels, L2 and heads; gradient
    /// and learning rate are 0.
    pub metrics: Metrics,
    /// The images that cannot be read, and are not counted.
    pub problems: Vec<Problem>,
    /// Whether all images were evaluated: the caller did not end the evaluation.
    pub is_complete: bool,
}

/// A session of a network, whose first output is compared with labels.
pub struct Evaluator {
    session: DynSession,
    output: String,
    reading: Reading,
    scores: Vec<f64>,
    probabilities: Vec<f32>,
}

impl Evaluator {
    /// Creates an evaluator for the network of `graph` with a session of it. The values of its first output are
    /// probabilities if it ends with softmax or sigmoid, otherwise scores. `loss` is that with which it is trained;
    /// `None` for [`Loss::for_activation`].
    ///
    /// Losses of scores are exact. Probabilities are so near to 0 and 1 only as an `f32` is: of a probability that became 0
    /// the loss is 103.3, and of a sigmoid that became 1 for an image of the other class it is 17.3, the least that it can
    /// be.
    pub fn new(graph: &Graph, mut session: DynSession, loss: Option<Loss>) -> Evaluator {
        let output = &graph.outputs()[0];
        session.set_batch(session.threads());
        Evaluator {
            session,
            output: output.name.to_string(),
            reading: Reading::new(graph, output.layer, loss),
            scores: Vec::new(),
            probabilities: Vec::new(),
        }
    }

    /// Runs the network over all images in their order, prepared as `task` says, and calls `each` with what it says about
    /// each. Ends early when `each` returns [`ControlFlow::Break`].
    ///
    /// # Errors
    /// [`TrainError::Runtime`] if the images do not fit the network, no image can be read, or values are not finite;
    /// [`TrainError::Label`] if a label is beyond the network's classes.
    pub fn run(
        &mut self,
        images: &Dataset,
        task: &Task,
        mut each: impl FnMut(Answer<'_>) -> ControlFlow<()>,
    ) -> Result<Evaluation, TrainError> {
        let threads = self.session.threads();
        let options = LoaderOptions::in_order(IMAGES_A_THREAD * threads).with_threads(threads);
        let mut loader = Loader::new(images, task, options)?;
        let (mut sums, mut outputs) = (Sums::default(), Vec::new());
        let mut unread: Option<Error> = None;
        let mut is_complete = true;
        'all: loop {
            let batch = match loader.next_batch() {
                Ok(Some(batch)) => batch,
                Ok(None) => break,
                // The images of the batch are among the problems.
                Err(error) => {
                    unread = unread.or(Some(error));
                    continue;
                }
            };
            self.session.run(batch.images, &mut outputs)?;
            let len = outputs.len() / batch.labels.len();
            let what = format!("the output `{}`", self.output);
            check_finite(what, &outputs, &[len])?;
            let classes = self.reading.loss.classes(len);
            let wrong = batch
                .labels
                .iter()
                .position(|label| *label as usize >= classes);
            if let Some(image) = wrong {
                return Err(TrainError::Label {
                    image: batch.indices[image] as usize,
                    label: batch.labels[image],
                    classes,
                    output: self.output.clone(),
                });
            }
            let items = batch.labels.iter().zip(batch.indices);
            for (values, (label, index)) in outputs.chunks_exact(len).zip(items) {
                let label = *label as usize;
                self.reading.scores(values, &mut self.scores);
                let probabilities = &mut self.probabilities;
                self.reading.probabilities(values, probabilities);
                let scores = self.scores.iter().copied();
                sums.add(ImageLoss::of(self.reading.loss, scores, label));
                let answer = Answer {
                    index: *index as usize,
                    label,
                    class: self.reading.class(&self.scores),
                    probabilities: &self.probabilities,
                };
                if each(answer).is_break() {
                    is_complete = false;
                    break 'all;
                }
            }
        }
        match unread {
            Some(error) if sums.images == 0 => Err(error.into()),
            _ => Ok(Evaluation {
                metrics: sums.metrics(),
                problems: loader.take_problems(),
                is_complete,
            }),
        }
    }
}

impl fmt::Debug for Evaluator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evaluator")
            .field("output", &self.output)
            .finish_non_exhaustive()
    }
}

/// Sums over images, of which [`Metrics`] are the means.
#[derive(Debug, Default)]
struct Sums {
    images: u64,
    loss: f64,
    first: u64,
    fifth: u64,
}

impl Sums {
    fn add(&mut self, loss: ImageLoss) {
        self.images += 1;
        self.loss += loss.loss;
        self.first += u64::from(loss.rank == 0);
        self.fifth += u64::from(loss.rank < 5);
    }

    fn metrics(&self) -> Metrics {
        let mean = |sum: f64| sum / self.images.max(1) as f64;
        Metrics {
            images: self.images,
            loss: mean(self.loss),
            output_loss: mean(self.loss),
            accuracy: mean(self.first as f64),
            top_5: mean(self.fifth as f64),
            ..Metrics::default()
        }
    }
}
