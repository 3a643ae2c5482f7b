//! What a matrix says about each class.

use super::Confusion;
use std::cmp::Reverse;

/// What a matrix says about a class. Shares are from 0 to 1.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct ClassScore {
    /// Images of the class.
    pub images: u64,
    /// Images that were taken for this class, rightly or not.
    pub predicted: u64,
    /// Images of the class that were taken for this class.
    pub correct: u64,
    /// Share of `correct` in `predicted`; `None` if nothing was taken for this class.
    pub precision: Option<f64>,
    /// Share of `correct` in `images`; `None` if the class has no images.
    pub recall: Option<f64>,
    /// Harmonic mean of precision and recall, 0 if none is correct; `None` if the class has no images and nothing was taken
    /// for it.
    pub f1: Option<f64>,
    /// The class for which most of the other images of this class were taken, the first of several, with their number.
    pub confused_with: Option<(usize, u64)>,
}

/// Images of one class that were taken for another one.
#[derive(Debug, Clone, PartialEq)]
#[non_exhaustive]
pub struct Pair {
    /// Index of the class of the images.
    pub label: usize,
    /// Index of the class that they were taken for.
    pub prediction: usize,
    /// Number of images.
    pub images: u64,
    /// Their share of the images of `label`, from 0 to 1.
    pub share: f64,
}

impl Confusion {
    /// Returns the number of images.
    pub fn images(&self) -> u64 {
        sum(self.counts.iter())
    }

    /// Returns the number of images that were taken for their class.
    pub fn correct(&self) -> u64 {
        sum(self.counts.iter().step_by(self.classes.len() + 1))
    }

    /// Returns the share of images that were taken for their class, from 0 to 1; `None` without images.
    pub fn accuracy(&self) -> Option<f64> {
        ratio(self.correct(), self.images())
    }

    /// Returns the score of each class.
    pub fn scores(&self) -> Vec<ClassScore> {
        let classes = self.classes.len();
        let mut predicted = vec![0u64; classes];
        for label in 0..classes {
            for (sum, count) in predicted.iter_mut().zip(self.row(label)) {
                *sum = sum.saturating_add(*count);
            }
        }
        let score = |(label, predicted): (usize, u64)| {
            let row = self.row(label);
            let (images, correct) = (sum(row.iter()), row[label]);
            let others = row.iter().copied().enumerate();
            ClassScore {
                images,
                predicted,
                correct,
                precision: ratio(correct, predicted),
                recall: ratio(correct, images),
                f1: ratio(correct, images.saturating_add(predicted)).map(|half| 2.0 * half),
                confused_with: others
                    .filter(|(other, count)| *other != label && *count > 0)
                    .max_by_key(|(other, count)| (*count, Reverse(*other))),
            }
        };
        predicted.into_iter().enumerate().map(score).collect()
    }

    /// Returns the `most` pairs of different classes with the most images, of those with equally many the ones with the
    /// greater share first.
    pub fn worst_pairs(&self, most: usize) -> Vec<Pair> {
        let mut pairs = Vec::new();
        for label in 0..self.classes.len() {
            let row = self.row(label);
            let images = sum(row.iter());
            for (prediction, count) in row.iter().copied().enumerate() {
                if prediction != label && count > 0 {
                    pairs.push(Pair {
                        label,
                        prediction,
                        images: count,
                        share: super::share(count, images),
                    });
                }
            }
        }
        pairs.sort_by(|a, b| b.images.cmp(&a.images).then(b.share.total_cmp(&a.share)));
        pairs.truncate(most);
        pairs
    }
}

fn sum<'c>(counts: impl Iterator<Item = &'c u64>) -> u64 {
    counts.fold(0, |sum, count| sum.saturating_add(*count))
}

fn ratio(part: u64, whole: u64) -> Option<f64> {
    (whole > 0).then(|| part as f64 / whole as f64)
}
