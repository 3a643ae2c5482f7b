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
    /// Receives three values for each image of the batch: its loss with the factor of its class, the number of values
    /// that are larger than that of its label or as large and before it, and 1. Of a single value of two classes the second
    /// is larger if the value is above 0.
    pub(crate) results: SharedValues<'a>,
}

/// Computes the loss of each image of this thread's share of the run, the rank of its label among the values, and the
/// gradient of the values. Exponentials are of differences from the largest value, so that nothing overflows.
///
/// # Panics
/// Panics if a label is not below the number of values, or if the results are too short.
pub(crate) fn loss(worker: &Worker<'_>, kind: Loss, targets: Targets<'_>, output: LossOutput<'_>) {
    let run = worker.run;
    for image in worker.part(run.images()) {
        let index = run.first() + image;
        let label = targets.labels[index] as usize;
        let value = run.view::<f32>(output.value, image);
        let channels = &value.layout.channels;
        let count = channels.count();
        let classes = kind.classes(count);
        assert!(label < classes, "the label is one of the output's");
        // Of a single value of two classes, the place of the second class.
        let hot = if classes > count {
            label.wrapping_sub(1)
        } else {
            label
        };
        let weight = targets.class_weights.get(label).copied().unwrap_or(1.0);
        let values = || {
            channels.iter().flat_map(|block| {
                let lanes = &value.pixel(block.block, 0, 0)[..block.len];
                lanes.iter().map(|value| f64::from(*value))
            })
        };
        let of_label = values().nth(hot).unwrap_or_default();
        let rank = match classes > count {
            true => usize::from((values().next() > Some(0.0)) != (label == 1)),
            false => {
                let before = values()
                    .enumerate()
                    .filter(|(at, value)| *value > of_label || *value == of_label && *at < label);
                before.count()
            }
        };
        let most = values().fold(f64::NEG_INFINITY, f64::max);
        let smoothing = f64::from(kind.label_smoothing());
        let (loss, sum) = match kind {
            Loss::CrossEntropy { .. } => {
                let sum: f64 = values().map(|value| (value - most).exp()).sum();
                let log = sum.ln() + most;
                let mean = values().map(|value| log - value).sum::<f64>() / count as f64;
                let own = log - of_label;
                ((1.0 - smoothing) * own + smoothing * mean, sum)
            }
            Loss::BinaryCrossEntropy { .. } => {
                let of = |(at, value): (usize, f64)| {
                    let target = binary(at == hot, smoothing);
                    value.max(0.0) - value * target + (-value.abs()).exp().ln_1p()
                };
                (
                    values().enumerate().map(of).sum::<f64>() / count as f64,
                    0.0,
                )
            }
            _ => googlenet_dsl::no_other_variant!(Loss, 2),
        };
        let finite = values().all(f64::is_finite);
        let loss = if finite { loss } else { f64::NAN };
        // SAFETY: each image is computed by one thread only.
        let results = unsafe { output.results.get_mut(3 * index..3 * index + 3) };
        results.copy_from_slice(&[(loss * f64::from(weight)) as f32, rank as f32, 1.0]);
        let Some(gradient) = output.gradient else {
            continue;
        };
        let target = run.output::<f32>(gradient, image, &[]);
        let factor = f64::from(output.scale) * f64::from(weight);
        for block in channels.iter() {
            let from = &value.pixel(block.block, 0, 0)[..block.len];
            // SAFETY: each image is computed by one thread only.
            let to = unsafe { target.pixel_mut(block.block, 0, 0, block.len) };
            for (lane, (to, from)) in to.iter_mut().zip(from).enumerate() {
                let is_label = block.first + lane == hot;
                let value = f64::from(*from);
                let difference = match kind {
                    Loss::CrossEntropy { .. } => {
                        let wanted = match is_label {
                            true => 1.0 - smoothing,
                            false => 0.0,
                        };
                        (value - most).exp() / sum - wanted - smoothing / count as f64
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
