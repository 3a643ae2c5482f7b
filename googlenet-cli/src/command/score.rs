//! How well a network classifies images with labels.

use crate::failure::Failure;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::labels::activation_of;
use googlenet_dsl::value::Activation;
use googlenet_runtime::train::data::{Dataset, Loader, LoaderOptions, Problem, Task};
use googlenet_runtime::{DynSession, check_finite};

/// Images that are prepared at a time, for each thread.
const IMAGES_A_THREAD: usize = 8;

/// What the values of the first output are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Values {
    /// Probabilities that sum to one.
    Probabilities,
    /// Scores, of which softmax makes probabilities.
    Scores,
    /// A probability for each class by itself.
    Sigmoids,
    /// The probability of the second of two classes.
    One,
}

/// Sums over images.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Score {
    pub(super) images: u64,
    loss: f64,
    first: u64,
    fifth: u64,
}

impl Score {
    fn mean(&self, sum: f64) -> f64 {
        sum / self.images.max(1) as f64
    }

    /// Returns the mean loss: the cross entropy of the first output, without smoothing of labels, L2 and heads.
    pub(super) fn loss(&self) -> f64 {
        self.mean(self.loss)
    }

    /// Returns the share of images whose class is the most probable one.
    pub(super) fn top_1(&self) -> f64 {
        self.mean(self.first as f64)
    }

    /// Returns the share of images whose class is among the five most probable ones.
    pub(super) fn top_5(&self) -> f64 {
        self.mean(self.fifth as f64)
    }
}

/// An image with what the network says about it.
pub(super) struct Answer<'a> {
    /// Index in the data set.
    pub(super) index: usize,
    pub(super) label: usize,
    /// The most probable class, the first of several.
    pub(super) class: usize,
    /// Probabilities of the classes.
    pub(super) probabilities: &'a [f32],
}

/// A session with what its first output is.
pub(super) struct Scorer {
    session: DynSession,
    values: Values,
    output: String,
}

impl Scorer {
    /// Creates a scorer of the network of `graph`, whose session `session` is.
    pub(super) fn new(graph: &Graph, mut session: DynSession) -> Scorer {
        let output = &graph.outputs()[0];
        let values = match activation_of(graph, output.layer) {
            Activation::Softmax => Values::Probabilities,
            Activation::Sigmoid if graph.shape(output.layer).len() == 1 => Values::One,
            Activation::Sigmoid => Values::Sigmoids,
            _ => Values::Scores,
        };
        session.set_batch(session.threads());
        Scorer {
            session,
            values,
            output: output.name.to_string(),
        }
    }

    /// Runs the network over all images in their order, and calls `each` with the answer for each. Ends early, without a
    /// score, when `each` returns `false`. Images that cannot be read are among the problems that come back.
    ///
    /// # Errors
    /// [`Failure::Message`] if results are not finite, or no image of a batch can be read.
    pub(super) fn run(
        &mut self,
        dataset: &Dataset,
        task: &Task,
        mut each: impl FnMut(Answer<'_>) -> bool,
    ) -> Result<(Option<Score>, Vec<Problem>), Failure> {
        let threads = self.session.threads();
        let options = LoaderOptions::in_order(IMAGES_A_THREAD * threads).with_threads(threads);
        let mut loader = Loader::new(dataset, task, options).map_err(Failure::message)?;
        let (mut score, mut outputs) = (Score::default(), Vec::new());
        loop {
            let batch = match loader.next_batch() {
                Ok(Some(batch)) => batch,
                Ok(None) => break,
                // The images of the batch are among the problems.
                Err(_) => continue,
            };
            self.session
                .run(batch.images, &mut outputs)
                .map_err(Failure::message)?;
            let len = outputs.len() / batch.labels.len();
            let what = format!("the output `{}`", self.output);
            check_finite(what, &outputs, &[len]).map_err(Failure::message)?;
            let images = outputs
                .chunks_exact(len)
                .zip(batch.labels.iter().zip(batch.indices));
            for (values, (label, index)) in images {
                let (probabilities, label) = (self.probabilities(values), *label as usize);
                score.images += 1;
                score.loss += self.loss(&probabilities, label);
                let above = probabilities
                    .iter()
                    .filter(|value| **value > probabilities[label])
                    .count();
                let largest = |best: usize, at: usize| match probabilities[at] > probabilities[best]
                {
                    true => at,
                    false => best,
                };
                let class = (0..probabilities.len()).fold(0, largest);
                score.first += u64::from(class == label);
                score.fifth += u64::from(above < 5);
                let answer = Answer {
                    index: *index as usize,
                    label,
                    class,
                    probabilities: &probabilities,
                };
                if !each(answer) {
                    return Ok((None, loader.take_problems()));
                }
            }
        }
        Ok((Some(score), loader.take_problems()))
    }

    fn probabilities(&self, values: &[f32]) -> Vec<f32> {
        match self.values {
            Values::Probabilities | Values::Sigmoids => values.to_vec(),
            Values::One => vec![1.0 - values[0], values[0]],
            Values::Scores => softmax(values),
        }
    }

    fn loss(&self, probabilities: &[f32], label: usize) -> f64 {
        let of = |probability: f32| -f64::from(probability.max(f32::MIN_POSITIVE)).ln();
        match self.values {
            Values::Probabilities | Values::Scores | Values::One => of(probabilities[label]),
            Values::Sigmoids => {
                let classes = probabilities.iter().enumerate();
                let losses = classes.map(|(class, probability)| match class == label {
                    true => of(*probability),
                    false => of(1.0 - probability),
                });
                losses.sum::<f64>() / probabilities.len() as f64
            }
        }
    }
}

/// Returns the softmax of scores.
pub(super) fn softmax(scores: &[f32]) -> Vec<f32> {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    let powers: Vec<f64> = scores
        .iter()
        .map(|score| f64::from(score - most).exp())
        .collect();
    let sum: f64 = powers.iter().sum();
    powers.iter().map(|power| (power / sum) as f32).collect()
}
