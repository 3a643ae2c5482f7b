//! How far a run is: the note beside the state of the trainer.

use crate::failure::Failure;
use googlenet_runtime::train::{EpochMetrics, Metrics};
use serde::{Deserialize, Serialize};

/// How far a run is.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Position {
    /// Number of epochs that are complete, with their validation.
    pub(super) epoch: u64,
    /// Number of the next batch, from the beginning of the first epoch.
    pub(super) batch: u64,
    /// Sums of the epoch that has begun.
    pub(super) sums: Sums,
    /// Seconds of the epoch that has begun, and of the whole run.
    pub(super) epoch_seconds: f64,
    pub(super) seconds: f64,
    pub(super) best: Option<Best>,
    /// Whether training has ended before the last epoch, as validation had not become better.
    pub(super) is_stopped: bool,
}

/// The epoch with the best weights.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Best {
    /// Number of the epoch, from 1.
    pub(super) epoch: u64,
    /// Loss and accuracy of validation, or of training without validation, as bits.
    loss: u64,
    accuracy: u64,
    has_validation: bool,
}

impl Best {
    /// Returns what is kept of an epoch: of its validation where there is one.
    pub(super) fn of(result: &EpochMetrics) -> Best {
        let metrics = result.validation.unwrap_or(result.training);
        Best {
            epoch: result.epoch + 1,
            loss: metrics.loss.to_bits(),
            accuracy: metrics.accuracy.to_bits(),
            has_validation: result.validation.is_some(),
        }
    }

    pub(super) fn loss(&self) -> f64 {
        f64::from_bits(self.loss)
    }

    pub(super) fn accuracy(&self) -> f64 {
        f64::from_bits(self.accuracy)
    }

    /// Returns whether these weights are better, as [`EpochMetrics::is_better_than`] says.
    pub(super) fn is_better_than(&self, other: &Best) -> bool {
        self.result().is_better_than(&other.result())
    }

    fn result(&self) -> EpochMetrics {
        let mut metrics = Metrics::default();
        metrics.loss = self.loss();
        metrics.accuracy = self.accuracy();
        let validation = self.has_validation.then_some(metrics);
        EpochMetrics::new(self.epoch.saturating_sub(1), metrics, validation)
    }
}

/// Means of the steps of an epoch, as bits, so that they come back as they were.
#[derive(Debug, Clone, Copy, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Sums {
    images: u64,
    values: [u64; 6],
}

impl From<Metrics> for Sums {
    fn from(metrics: Metrics) -> Sums {
        let values = [
            metrics.loss,
            metrics.output_loss,
            metrics.accuracy,
            metrics.top_5,
            metrics.gradient_norm,
            metrics.learning_rate,
        ];
        Sums {
            images: metrics.images,
            values: values.map(f64::to_bits),
        }
    }
}

impl From<Sums> for Metrics {
    fn from(sums: Sums) -> Metrics {
        let [
            loss,
            output_loss,
            accuracy,
            top_5,
            gradient_norm,
            learning_rate,
        ] = sums.values.map(f64::from_bits);
        let mut metrics = Metrics::default();
        metrics.images = sums.images;
        metrics.loss = loss;
        metrics.output_loss = output_loss;
        metrics.accuracy = accuracy;
        metrics.top_5 = top_5;
        metrics.gradient_norm = gradient_norm;
        metrics.learning_rate = learning_rate;
        metrics
    }
}

impl Position {
    /// Returns whether as many epochs as `patience` says have passed since the best one.
    pub(super) fn is_late(&self, patience: Option<u32>) -> bool {
        let best = self.best.map(|best| best.epoch);
        best.zip(patience)
            .is_some_and(|(best, patience)| self.epoch.saturating_sub(best) >= patience.into())
    }

    pub(super) fn note(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    /// Reads a note.
    ///
    /// # Errors
    /// [`Failure::Message`] if it is none.
    pub(super) fn read(note: &str) -> Result<Position, Failure> {
        serde_json::from_str(note).map_err(|error| {
            Failure::Message(format!(
                "the state of the run is none of `googlenet train`: {error}; help: begin a new run in another folder"
            ))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_come_back_to_the_bit() {
        let mut metrics = Metrics::default();
        metrics.images = 7;
        metrics.loss = 0.1 + 0.2;
        metrics.accuracy = 1.0 / 3.0;
        let position = Position {
            epoch: 2,
            batch: 11,
            sums: metrics.into(),
            best: Some(Best::of(&EpochMetrics::new(0, metrics, Some(metrics)))),
            ..Position::default()
        };
        let back = Position::read(&position.note()).expect("a note");
        assert_eq!(back, position);
        assert_eq!(Metrics::from(back.sums), metrics);
        assert!(Position::read("{").is_err());
    }
}
