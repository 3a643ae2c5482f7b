//! What a step of training, or an evaluation, measures.

/// Means over the images of one step, or of several: losses, and shares of the images that are classified rightly.
/// Class weights are factors of the losses in training, and not in evaluation.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[non_exhaustive]
pub struct Metrics {
    /// Number of images.
    pub images: u64,
    /// Mean of the loss that is minimised: the losses of all outputs with their weights, and the L2 penalty. Of several
    /// steps, the mean over the images.
    pub loss: f64,
    /// Mean of the loss of the first output alone.
    pub output_loss: f64,
    /// Share of the images, from 0 to 1, for which no value of the first output is above that of the label; among equal
    /// values the first counts as the largest.
    pub accuracy: f64,
    /// Share of the images, from 0 to 1, for which fewer than five values of the first output come before that of the
    /// label: larger ones, and equal ones of classes before it.
    pub top_5: f64,
    /// Euclidean norm of the gradients of all weights before they were limited; of several steps, that of the last.
    pub gradient_norm: f64,
    /// Learning rate; of several steps, that of the last.
    pub learning_rate: f64,
}

impl Metrics {
    /// Returns the metrics over the images of both.
    #[must_use]
    pub fn and(self, later: Metrics) -> Metrics {
        let images = self.images + later.images;
        let mean = |a: f64, b: f64| match images {
            0 => 0.0,
            _ => (a * self.images as f64 + b * later.images as f64) / images as f64,
        };
        Metrics {
            images,
            loss: mean(self.loss, later.loss),
            output_loss: mean(self.output_loss, later.output_loss),
            accuracy: mean(self.accuracy, later.accuracy),
            top_5: mean(self.top_5, later.top_5),
            gradient_norm: later.gradient_norm,
            learning_rate: later.learning_rate,
        }
    }
}

/// What an epoch of a training measured.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub struct EpochMetrics {
    /// Number of the epoch, from 0.
    pub epoch: u64,
    /// Means over the images of training.
    pub training: Metrics,
    /// Means over the images of validation, if there are some.
    pub validation: Option<Metrics>,
}

impl EpochMetrics {
    /// Creates the metrics of an epoch.
    #[must_use]
    pub fn new(epoch: u64, training: Metrics, validation: Option<Metrics>) -> EpochMetrics {
        EpochMetrics {
            epoch,
            training,
            validation,
        }
    }

    /// Returns whether the weights of this epoch are better than those of another one: by the accuracy of validation, of
    /// equal ones by its loss; without validation by the loss of training.
    #[must_use]
    pub fn is_better_than(&self, other: &EpochMetrics) -> bool {
        match (self.validation, other.validation) {
            (Some(own), Some(other)) => {
                let is_equal = own.accuracy == other.accuracy;
                own.accuracy > other.accuracy || (is_equal && own.loss < other.loss)
            }
            _ => self.training.loss < other.training.loss,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_epoch_is_that_of_validation_first() {
        let metrics = |loss, accuracy| Metrics {
            loss,
            accuracy,
            ..Metrics::default()
        };
        let of = |loss, accuracy| {
            let validation = Some(metrics(loss, accuracy));
            EpochMetrics::new(0, Metrics::default(), validation)
        };
        assert!(of(2.0, 0.8).is_better_than(&of(1.0, 0.7)));
        assert!(of(0.5, 0.7).is_better_than(&of(1.0, 0.7)));
        assert!(!of(1.0, 0.7).is_better_than(&of(1.0, 0.7)));
        let of = |loss, accuracy| EpochMetrics::new(0, metrics(loss, accuracy), None);
        assert!(of(0.5, 0.1).is_better_than(&of(1.0, 0.7)));
        assert!(!of(f64::NAN, 0.1).is_better_than(&of(1.0, 0.7)));
    }
}
