//! How far a run is: the note beside the state of the trainer.

use crate::failure::Failure;
use googlenet_runtime::train::Metrics;
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
    /// Whether training has ended before the last epoch, as validation had not become better.
    pub(super) is_stopped: bool,
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
            ..Position::default()
        };
        let back = Position::read(&position.note()).expect("a note");
        assert_eq!(back, position);
        assert_eq!(Metrics::from(back.sums), metrics);
        assert!(Position::read("{").is_err());
    }
}
