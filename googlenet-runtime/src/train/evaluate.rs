//! How well a network classifies images with labels.

use super::data::{Dataset, Loader, LoaderOptions, Problem, Task};
use super::error::TrainError;
use super::metrics::Metrics;
use crate::{DynSession, Error, check_finite};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::labels::activation_of;
use googlenet_dsl::value::Activation;
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
    /// The image's class.
    pub label: usize,
    /// The most probable class, the first of several.
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
    makes: Makes,
    loss: Loss,
    probabilities: Vec<f32>,
}

/// What makes probabilities of the values of the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Makes {
    /// The values are probabilities.
    Nothing,
    Softmax,
    Sigmoid,
}

impl Evaluator {
    /// Creates an evaluator for the network of `graph` with a session of it. The values of its first output are
    /// probabilities if it ends with softmax or sigmoid, otherwise scores. `loss` is that with which it is trained;
    /// `None` for [`Loss::for_activation`].
    pub fn new(graph: &Graph, mut session: DynSession, loss: Option<Loss>) -> Evaluator {
        let output = &graph.outputs()[0];
        let activation = activation_of(graph, output.layer);
        let loss = loss.unwrap_or_else(|| Loss::for_activation(activation));
        let makes = match (activation, loss) {
            (Activation::Softmax | Activation::Sigmoid, _) => Makes::Nothing,
            (_, Loss::BinaryCrossEntropy { .. }) => Makes::Sigmoid,
            _ => Makes::Softmax,
        };
        session.set_batch(session.threads());
        Evaluator {
            session,
            output: output.name.to_string(),
            makes,
            loss,
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
            let classes = self.loss.classes(len);
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
                self.set_probabilities(values);
                let loss = self.loss(len, label);
                let class = sums.add(&self.probabilities, label, loss);
                let answer = Answer {
                    index: *index as usize,
                    label,
                    class,
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

    fn set_probabilities(&mut self, values: &[f32]) {
        let made = &mut self.probabilities;
        made.clear();
        match self.makes {
            Makes::Nothing => made.extend_from_slice(values),
            Makes::Sigmoid => made.extend(values.iter().map(|score| 1.0 / (1.0 + (-score).exp()))),
            Makes::Softmax => made.extend(softmax(values)),
        }
        if self.loss.classes(made.len()) > made.len() {
            made.insert(0, 1.0 - made[0]);
        }
    }

    /// Returns the loss of the probabilities, which were made of `values` values.
    fn loss(&self, values: usize, label: usize) -> f64 {
        let of = |probability: f32| -f64::from(probability.max(f32::MIN_POSITIVE)).ln();
        let classes = &self.probabilities;
        let is_binary = matches!(self.loss, Loss::BinaryCrossEntropy { .. });
        if !is_binary || values == 1 {
            return of(classes[label]);
        }
        let each = classes.iter().enumerate().map(|(class, probability)| {
            let is_there = class == label;
            of(if is_there {
                *probability
            } else {
                1.0 - probability
            })
        });
        each.sum::<f64>() / values as f64
    }
}

impl fmt::Debug for Evaluator {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Evaluator")
            .field("output", &self.output)
            .finish_non_exhaustive()
    }
}

/// Returns the softmax of scores, computed in double precision.
pub fn softmax(scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let power = |score: &f32| f64::from(score - most).exp();
    let sum: f64 = scores.iter().map(power).sum();
    let shares = scores.iter().map(|score| (power(score) / sum) as f32);
    shares.collect()
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
    /// Adds an image, and returns its most probable class.
    fn add(&mut self, probabilities: &[f32], label: usize, loss: f64) -> usize {
        let of_label = probabilities[label];
        let before = probabilities.iter().enumerate();
        let before =
            before.filter(|(at, other)| **other > of_label || **other == of_label && *at < label);
        let largest = |best: usize, at: usize| match probabilities[at] > probabilities[best] {
            true => at,
            false => best,
        };
        let class = (0..probabilities.len()).fold(0, largest);
        self.images += 1;
        self.loss += loss;
        self.first += u64::from(class == label);
        self.fifth += u64::from(before.count() < 5);
        class
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
