//! The best epoch of a training.

use super::metrics::{EpochMetrics, Metrics};

/// The best epoch of a training so far, by [`EpochMetrics::is_better_than`].
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct BestEpoch {
    result: Option<EpochMetrics>,
    /// Number of epochs up to the latest of those that were added.
    epochs: u64,
}

impl BestEpoch {
    /// Adds an epoch, and returns whether it is the best so far.
    pub(crate) fn add(&mut self, result: EpochMetrics) -> bool {
        self.epochs = self.epochs.max(result.epoch.saturating_add(1));
        let is_best = self.result.is_none_or(|best| result.is_better_than(&best));
        if is_best {
            self.result = Some(result);
        }
        is_best
    }

    pub(crate) fn result(&self) -> Option<EpochMetrics> {
        self.result
    }

    /// Returns whether as many epochs as `patience` says were added since the best one.
    pub(crate) fn is_late(&self, patience: Option<u32>) -> bool {
        let since = |best: EpochMetrics| self.epochs.saturating_sub(best.epoch.saturating_add(1));
        let waited = self.result.map(since);
        waited
            .zip(patience)
            .is_some_and(|(waited, patience)| waited >= patience.into())
    }

    /// Returns the best epoch as a text of numbers, from which it comes back to the bit; empty if there is none.
    pub(crate) fn to_text(self) -> String {
        let Some(result) = self.result else {
            return String::new();
        };
        let metrics = [Some(result.training), result.validation];
        let numbers = metrics.into_iter().flatten().flat_map(numbers);
        let all = [self.epochs, result.epoch].into_iter().chain(numbers);
        let words: Vec<String> = all.map(|number| format!("{number:x}")).collect();
        words.join(" ")
    }

    /// Reads a text of [`BestEpoch::to_text`]; `None` if it is none.
    pub(crate) fn from_text(text: &str) -> Option<BestEpoch> {
        let numbers: Result<Vec<u64>, _> = text
            .split_whitespace()
            .map(|word| u64::from_str_radix(word, 16))
            .collect();
        let numbers = numbers.ok()?;
        let [epochs, epoch, metrics @ ..] = &numbers[..] else {
            return numbers.is_empty().then(BestEpoch::default);
        };
        let (training, validation) = metrics.split_at_checked(NUMBERS)?;
        let validation = match validation {
            [] => None,
            numbers => Some(of_numbers(numbers)?),
        };
        (epoch < epochs).then_some(())?;
        Some(BestEpoch {
            result: Some(EpochMetrics::new(*epoch, of_numbers(training)?, validation)),
            epochs: *epochs,
        })
    }
}

/// Numbers of [`Metrics`].
const NUMBERS: usize = 7;

/// Returns metrics as whole numbers, bits of others.
fn numbers(metrics: Metrics) -> [u64; NUMBERS] {
    [
        metrics.images,
        metrics.loss.to_bits(),
        metrics.output_loss.to_bits(),
        metrics.accuracy.to_bits(),
        metrics.top_5.to_bits(),
        metrics.gradient_norm.to_bits(),
        metrics.learning_rate.to_bits(),
    ]
}

fn of_numbers(numbers: &[u64]) -> Option<Metrics> {
    let [images, values @ ..] = <[u64; NUMBERS]>::try_from(numbers).ok()?;
    let [
        loss,
        output_loss,
        accuracy,
        top_5,
        gradient_norm,
        learning_rate,
    ] = values.map(f64::from_bits);
    Some(Metrics {
        images,
        loss,
        output_loss,
        accuracy,
        top_5,
        gradient_norm,
        learning_rate,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn result(epoch: u64, loss: f64, validation: Option<f64>) -> EpochMetrics {
        let metrics = |loss| Metrics {
            images: 7,
            loss,
            accuracy: 1.0 / 3.0,
            ..Metrics::default()
        };
        EpochMetrics::new(epoch, metrics(loss), validation.map(metrics))
    }

    #[test]
    fn patience_is_counted_from_the_best_epoch_to_the_last_that_was_added() {
        let mut best = BestEpoch::default();
        assert!(!best.is_late(Some(1)));
        let losses = [0.5, 0.4, 0.4, 0.45];
        let added = (0..).zip(losses).map(|(epoch, loss)| {
            let is_best = best.add(result(epoch, loss, None));
            (is_best, best.is_late(Some(2)), best.is_late(None))
        });
        let added: Vec<_> = added.collect();
        assert_eq!(
            added,
            [
                (true, false, false),
                (true, false, false),
                (false, false, false),
                (false, true, false)
            ]
        );
        assert_eq!(best.result().map(|best| best.epoch), Some(1));
    }

    #[test]
    fn the_best_epoch_comes_back_to_the_bit() {
        let mut best = BestEpoch::default();
        assert_eq!(BestEpoch::from_text(&best.to_text()), Some(best));
        for validation in [None, Some(0.1 + 0.2)] {
            best.add(result(3, 0.1, validation));
            best.add(result(4, 0.7, validation.map(|loss| loss + 1.0)));
            assert_eq!(BestEpoch::from_text(&best.to_text()), Some(best));
        }
        for text in [
            "1",
            "1 0 3",
            "x",
            "1 1 0 0 0 0 0 0 0",
            "2 1 0 0 0 0 0 0 0 0",
        ] {
            assert_eq!(BestEpoch::from_text(text), None, "{text}");
        }
    }
}
