//! What an output's values are scores and probabilities of.

use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::labels::activation_of;
use googlenet_dsl::value::Activation;
use googlenet_dsl::value::training::Loss;

/// The least probability above 0 of an `f32`: that of a value of 0, which stands for all smaller ones.
const LEAST: f64 = f32::from_bits(1) as f64;

/// Half the distance from 1 to the `f32` below it: what is missing to 1 at most where a sigmoid's value is 1.
const LEAST_MISSING: f64 = f32::EPSILON as f64 / 4.0;

/// What makes scores and probabilities of the values of an output.
#[derive(Debug, Clone, Copy)]
pub(super) struct Reading {
    /// The loss, without smoothing of labels.
    pub(super) loss: Loss,
    /// Whether the values are probabilities, as the network ends with a softmax or a sigmoid; otherwise they are scores.
    are_probabilities: bool,
}

impl Reading {
    /// Creates what reads the values of that layer of a network that is trained with `loss`; `None` for
    /// [`Loss::for_activation`].
    pub(super) fn new(graph: &Graph, layer: LayerId, loss: Option<Loss>) -> Reading {
        let activation = activation_of(graph, layer);
        let loss = loss.unwrap_or_else(|| Loss::for_activation(activation));
        let is_same = |other: &&Loss| other.as_str() == loss.as_str();
        Reading {
            loss: *Loss::ALL.iter().find(is_same).unwrap_or(&loss),
            are_probabilities: matches!(activation, Activation::Softmax | Activation::Sigmoid),
        }
    }

    fn is_binary(self) -> bool {
        matches!(self.loss, Loss::BinaryCrossEntropy { .. })
    }

    /// Sets `scores` to those of an image, whose softmax or sigmoids the probabilities are: the values themselves, or the
    /// logarithms of probabilities, by which no loss is larger than 103.3, and that of a class that is absent though a
    /// sigmoid's value is 1 is 17.3.
    pub(super) fn scores(self, values: &[f32], scores: &mut Vec<f64>) {
        let score = |value: &f32| {
            let value = f64::from(*value);
            let log = value.max(LEAST).ln();
            match (self.are_probabilities, self.is_binary()) {
                (false, _) => value,
                (true, false) => log,
                (true, true) => log - (1.0 - value).max(LEAST_MISSING).ln(),
            }
        };
        scores.clear();
        scores.extend(values.iter().map(score));
    }

    /// Returns the class with the largest score, the first of several.
    pub(super) fn class(self, scores: &[f64]) -> usize {
        let is_single = self.loss.classes(scores.len()) > scores.len();
        let first = is_single.then_some(&0.0);
        let mut all = first.into_iter().chain(scores).enumerate();
        let begin = all.next().unwrap_or((0, &0.0));
        let largest = |best: (usize, _), other: (usize, _)| match other.1 > best.1 {
            true => other,
            false => best,
        };
        all.fold(begin, largest).0
    }

    /// Sets `probabilities` to those of the classes of an image.
    pub(super) fn probabilities(self, values: &[f32], probabilities: &mut Vec<f32>) {
        probabilities.clear();
        match (self.are_probabilities, self.is_binary()) {
            (true, _) => probabilities.extend_from_slice(values),
            (false, true) => {
                let sigmoid = |score: &f32| 1.0 / (1.0 + (-score).exp());
                probabilities.extend(values.iter().map(sigmoid));
            }
            (false, false) => probabilities.extend(softmax(values)),
        }
        if self.loss.classes(values.len()) > values.len() {
            probabilities.insert(0, 1.0 - probabilities[0]);
        }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::ImageLoss;

    const CROSS_ENTROPY: Loss = Loss::ALL[0];
    const BINARY: Loss = Loss::ALL[1];

    fn of(loss: Loss, are_probabilities: bool, values: &[f32], label: usize) -> ImageLoss {
        let reading = Reading {
            loss,
            are_probabilities,
        };
        let mut scores = Vec::new();
        reading.scores(values, &mut scores);
        ImageLoss::of(loss, scores.iter().copied(), label)
    }

    #[track_caller]
    fn near(got: f64, expected: f64) {
        assert!(
            (got - expected).abs() < 1e-6 * expected.max(1.0),
            "{got}, not {expected}"
        );
    }

    #[test]
    fn losses_of_probabilities_are_those_of_their_scores() {
        for scores in [[0.5_f32, -1.0, 2.0], [3.0, 3.0, -40.0], [-6.0, 8.0, 0.0]] {
            let softmax = softmax(&scores);
            let sigmoids = scores.map(|score| 1.0 / (1.0 + (-score).exp()));
            for label in 0..3 {
                for (loss, probabilities) in [(CROSS_ENTROPY, &softmax[..]), (BINARY, &sigmoids)] {
                    let exact = of(loss, false, &scores, label);
                    let got = of(loss, true, probabilities, label);
                    assert!(
                        (got.loss - exact.loss).abs() < 2e-4,
                        "{loss} {scores:?} {label}"
                    );
                    assert_eq!(got.rank, exact.rank, "{loss} {scores:?} {label}");
                }
            }
        }
    }

    #[test]
    fn saturated_values_lose_as_little_as_they_may() {
        for (score, label, expected) in [(25.0, 0, 25.0), (300.0, 0, 300.0), (-300.0, 1, 300.0)] {
            near(of(BINARY, false, &[score], label).loss, expected);
        }
        // A sigmoid's value is 1 from a score of 17.3 on, and 0 from -103.3 on.
        near(of(BINARY, true, &[1.0], 0).loss, 25.0 * 2.0_f64.ln());
        near(of(BINARY, true, &[0.0], 1).loss, 149.0 * 2.0_f64.ln());
        near(of(BINARY, true, &[1e-40], 1).loss, 40.0 * 10.0_f64.ln());
        near(
            of(CROSS_ENTROPY, true, &[0.0, 1.0], 0).loss,
            149.0 * 2.0_f64.ln(),
        );
        near(
            of(CROSS_ENTROPY, true, &[1e-40, 1.0], 0).loss,
            40.0 * 10.0_f64.ln(),
        );
        assert_eq!(of(CROSS_ENTROPY, true, &[0.0, 1.0], 1).loss, 0.0);
    }

    #[test]
    fn a_single_value_has_a_rank_beside_the_other_class() {
        let ranks = |value, are_probabilities| {
            [0, 1].map(|label| of(BINARY, are_probabilities, &[value], label).rank)
        };
        assert_eq!(ranks(0.3, false), [1, 0]);
        assert_eq!(ranks(0.0, false), [0, 1]);
        assert_eq!(ranks(-0.3, false), [0, 1]);
        assert_eq!(ranks(0.51, true), [1, 0]);
        assert_eq!(ranks(0.5, true), [0, 1]);
        assert_eq!(ranks(0.49, true), [0, 1]);
    }
}
