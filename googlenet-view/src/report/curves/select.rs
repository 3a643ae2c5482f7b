//! Which epochs are shown, and which one is the best.

use super::Epoch;
use crate::report::axis::is_drawn;
use std::collections::BTreeSet;

/// Parts of equal length of which the extremes are drawn if there are too many epochs.
const PARTS: usize = 200;
/// Number of epochs up to which all are shown.
pub(super) const ALL: usize = 1000;
/// Number of epochs above which curves have means, and the number of these.
const LONG: usize = 400;
const MEANS: usize = 100;

/// Returns the first epoch with the greatest validation accuracy; see [`super::Curves::best`].
pub(super) fn best<'e>(epochs: &[&'e Epoch]) -> Option<&'e Epoch> {
    let orders: [fn(&Epoch) -> f64; 4] = [
        |epoch| epoch.validation_accuracy.unwrap_or(f64::NAN),
        |epoch| -epoch.validation_loss.unwrap_or(f64::NAN),
        |epoch| epoch.accuracy,
        |epoch| -epoch.loss,
    ];
    orders.iter().find_map(|worth| {
        let rated = epochs.iter().filter(|epoch| worth(epoch).is_finite());
        // Of equal ones, `max_by` returns the last.
        rated
            .rev()
            .max_by(|a, b| worth(a).total_cmp(&worth(b)))
            .copied()
    })
}

/// Returns the indices of the epochs that are shown: all up to [`ALL`], otherwise the first and the last one, the one to be
/// marked, and of each of [`PARTS`] parts those with the lowest and the highest value of each curve, and with the first
/// gap.
pub(super) fn shown(epochs: &[&Epoch], marked: Option<usize>) -> Vec<usize> {
    if epochs.len() <= ALL {
        return (0..epochs.len()).collect();
    }
    let mut shown = BTreeSet::from([0, epochs.len() - 1]);
    shown.extend(marked);
    let curves: [fn(&Epoch) -> Option<f64>; 4] = [
        |epoch| Some(epoch.loss),
        |epoch| epoch.validation_loss,
        |epoch| Some(epoch.accuracy),
        |epoch| epoch.validation_accuracy,
    ];
    for part in 0..PARTS {
        let part = part * epochs.len() / PARTS..(part + 1) * epochs.len() / PARTS;
        for curve in curves {
            let values = part
                .clone()
                .filter_map(|at| curve(epochs[at]).map(|value| (at, value)));
            shown.extend(
                values
                    .clone()
                    .find(|(_, value)| !value.is_finite())
                    .map(|(at, _)| at),
            );
            let finite = values.filter(|(_, value)| value.is_finite());
            let order = |a: &(usize, f64), b: &(usize, f64)| a.1.total_cmp(&b.1);
            shown.extend(finite.clone().min_by(order).map(|(at, _)| at));
            shown.extend(finite.max_by(order).map(|(at, _)| at));
        }
    }
    shown.into_iter().collect()
}

/// Returns how many epochs a mean of a curve stands for; `None` if there are so few that curves have no means.
pub(super) fn mean_length(count: usize) -> Option<usize> {
    (count > LONG).then(|| count.div_ceil(MEANS))
}

/// Returns the means of a curve over parts of [`mean_length`] epochs, each with the mean of their numbers; NaN where no
/// value is finite, and nothing for parts without values.
pub(super) fn means(epochs: &[&Epoch], curve: impl Fn(&Epoch) -> Option<f64>) -> Vec<[f64; 2]> {
    let Some(length) = mean_length(epochs.len()) else {
        return Vec::new();
    };
    let mut means = Vec::new();
    for part in epochs.chunks(length) {
        let values: Vec<f64> = part.iter().filter_map(|epoch| curve(epoch)).collect();
        if values.is_empty() {
            continue;
        }
        let numbers = part.iter().map(|epoch| epoch.epoch as f64);
        let number = numbers.sum::<f64>() / part.len() as f64;
        let (mut sum, mut count) = (0.0, 0.0);
        for value in values.into_iter().filter(|value| is_drawn(*value)) {
            sum += value;
            count += 1.0;
        }
        means.push([number, if count > 0.0 { sum / count } else { f64::NAN }]);
    }
    means
}
