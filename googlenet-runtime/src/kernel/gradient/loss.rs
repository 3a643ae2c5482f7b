//! Kernel of the losses: loss and gradient of an output in one step.

use super::SharedValues;
use crate::kernel::Worker;
use googlenet_dsl::plan::Region;
use googlenet_dsl::value::training::Loss;

/// The targets of a batch, and the weights of their losses.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Targets<'a> {
    /// Class of each image.
    pub(crate) labels: &'a [u32],
    /// Factor of the loss of each class; empty for ones.
    pub(crate) class_weights: &'a [f32],
}

/// Where the results for one output lie, and how they are scaled.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LossOutput<'a> {
    /// Values, as a vector or a map of one pixel.
    pub(crate) value: &'a Region,
    /// Where the gradient of the values goes; `None` for the loss alone.
    pub(crate) gradient: Option<&'a Region>,
    pub(crate) accumulate: bool,
    /// Factor of the gradients: the weight of the output over the number of images of the batch.
    pub(crate) scale: f32,
    /// Receives three values for each image of the batch: its loss with the factor of its class, its label's
    /// [`rank`], and 1. Beside a single value of two classes, that of the first is 0.
    pub(crate) results: SharedValues<'a>,
}

/// The loss of an image, and what comes with it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct ImageLoss {
    /// The loss; NaN if a score is not finite.
    pub(crate) loss: f64,
    /// Number of scores that come before that of the label: larger ones, and equal ones of classes before it.
    pub(crate) rank: usize,
    /// The largest score.
    most: f64,
    /// Sum of `exp(score - most)`.
    sum: f64,
}

impl ImageLoss {
    /// Computes the loss of an image of the class `label`, whose scores are `scores`. Exponentials are of differences from
    /// the largest score, so that nothing overflows.
    ///
    /// # Panics
    /// Panics if the label is not below the number of classes.
    pub(crate) fn of(
        kind: Loss,
        scores: impl Iterator<Item = f64> + Clone,
        label: usize,
    ) -> ImageLoss {
        let count = scores.clone().count();
        let classes = kind.classes(count);
        assert!(label < classes, "the label is one of the output's");
        let most = scores.clone().fold(f64::NEG_INFINITY, f64::max);
        let smoothing = f64::from(kind.label_smoothing());
        let (loss, sum) = match kind {
            Loss::CrossEntropy { .. } => {
                let sum: f64 = scores.clone().map(|score| (score - most).exp()).sum();
                let log = sum.ln() + most;
                let mean = scores.clone().map(|score| log - score).sum::<f64>() / count as f64;
                let own = log - scores.clone().nth(label).unwrap_or_default();
                ((1.0 - smoothing) * own + smoothing * mean, sum)
            }
            Loss::BinaryCrossEntropy { .. } => {
                let hot = hot(label, classes, count);
                let of = |(at, score): (usize, f64)| {
                    let target = binary(Some(at) == hot, smoothing);
                    score.max(0.0) - score * target + (-score.abs()).exp().ln_1p()
                };
                let sum: f64 = scores.clone().enumerate().map(of).sum();
                (sum / count as f64, 0.0)
            }
            _ => googlenet_dsl::no_other_variant!(Loss, 2),
        };
        let finite = scores.clone().all(f64::is_finite);
        // Beside a single score of two classes, that of the first is 0.
        let first = (classes > count).then_some(0.0);
        ImageLoss {
            loss: if finite { loss } else { f64::NAN },
            rank: rank(first.into_iter().chain(scores), label),
            most,
            sum,
        }
    }
}

/// Returns the number of values that come before that of the label: larger ones, and equal ones before it.
fn rank(values: impl Iterator<Item = f64> + Clone, label: usize) -> usize {
    let of_label = values.clone().nth(label).unwrap_or_default();
    let is_before =
        |(at, value): &(usize, f64)| *value > of_label || *value == of_label && *at < label;
    values.enumerate().filter(is_before).count()
}

/// Returns the place of the value of a class: of a single value of two classes that of the second.
fn hot(label: usize, classes: usize, values: usize) -> Option<usize> {
    label.checked_sub(classes - values)
}

/// Computes the loss of each image of this thread's share of the run, the rank of its label among the values, and the
/// gradient of the values.
///
/// # Panics
/// Panics if a label is not below the number of classes, or if the results are too short.
pub(crate) fn loss(worker: &Worker<'_>, kind: Loss, targets: Targets<'_>, output: LossOutput<'_>) {
    let run = worker.run;
    for image in worker.part(run.images()) {
        let index = run.first() + image;
        let label = targets.labels[index] as usize;
        let value = run.view::<f32>(output.value, image);
        let channels = &value.layout.channels;
        let count = channels.count();
        let weight = targets.class_weights.get(label).copied().unwrap_or(1.0);
        let scores = channels.iter().flat_map(|block| {
            let lanes = &value.pixel(block.block, 0, 0)[..block.len];
            lanes.iter().map(|value| f64::from(*value))
        });
        let of_image = ImageLoss::of(kind, scores, label);
        let (loss, rank) = (of_image.loss * f64::from(weight), of_image.rank);
        // SAFETY: each image is computed by one thread only.
        let results = unsafe { output.results.get_mut(3 * index..3 * index + 3) };
        results.copy_from_slice(&[loss as f32, rank as f32, 1.0]);
        let Some(gradient) = output.gradient else {
            continue;
        };
        let target = run.output::<f32>(gradient, image, &[]);
        let factor = f64::from(output.scale) * f64::from(weight);
        let smoothing = f64::from(kind.label_smoothing());
        let hot = hot(label, kind.classes(count), count);
        for block in channels.iter() {
            let from = &value.pixel(block.block, 0, 0)[..block.len];
            // SAFETY: each image is computed by one thread only.
            let to = unsafe { target.pixel_mut(block.block, 0, 0, block.len) };
            for (lane, (to, from)) in to.iter_mut().zip(from).enumerate() {
                let is_label = Some(block.first + lane) == hot;
                let value = f64::from(*from);
                let difference = match kind {
                    Loss::CrossEntropy { .. } => {
                        let wanted = match is_label {
                            true => 1.0 - smoothing,
                            false => 0.0,
                        };
                        (value - of_image.most).exp() / of_image.sum
                            - wanted
                            - smoothing / count as f64
                    }
                    Loss::BinaryCrossEntropy { .. } => {
                        (1.0 / (1.0 + (-value).exp()) - binary(is_label, smoothing)) / count as f64
                    }
                    _ => googlenet_dsl::no_other_variant!(Loss, 2),
                };
                let made = (difference * factor) as f32;
                *to = if output.accumulate { *to + made } else { made };
            }
        }
    }
}

fn binary(is_label: bool, smoothing: f64) -> f64 {
    let target = f64::from(u8::from(is_label));
    target * (1.0 - smoothing) + smoothing / 2.0
}
