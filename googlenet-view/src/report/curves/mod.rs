//! Curves of a training over its epochs.

mod chart;
mod draw;
mod page;
mod select;

use crate::options::Theme;

/// What one epoch of a training came to. Values that are not finite are gaps in the curves.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Epoch {
    /// Number of the epoch, as the caller counts.
    pub epoch: u64,
    /// Steps of the optimizer up to the end of the epoch.
    pub step: u64,
    /// Learning rate of the last step.
    pub learning_rate: f64,
    /// Mean loss of the training images.
    pub loss: f64,
    /// Mean loss of the validation images; `None` if the epoch was not validated.
    pub validation_loss: Option<f64>,
    /// Share of training images that were classified rightly, from 0 to 1; NaN if the network does not classify.
    pub accuracy: f64,
    /// Share of validation images that were classified rightly, from 0 to 1; `None` if the epoch was not validated.
    pub validation_accuracy: Option<f64>,
    /// Training images per second.
    pub images_per_second: f64,
    /// Wall-clock seconds of the epoch, with its validation.
    pub seconds: f64,
}

/// Curves of a training, as a picture and as a page.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Curves {
    /// Heading, such as the name of the network.
    pub title: String,
    /// Name and value of each line of the run's description on the page, such as `optimizer` and `sgd, momentum 0.9`.
    pub about: Vec<(String, String)>,
    /// The epochs in any order; of those with equal numbers the last one counts.
    pub epochs: Vec<Epoch>,
    /// Number of the epoch to be marked as the best one; `None` for that of [`Curves::best`].
    pub best: Option<u64>,
}

impl Curves {
    /// Returns the epoch that is marked: that with the number `best` if there is one, otherwise the first one with the
    /// greatest validation accuracy; without any the least validation loss, then the greatest accuracy, then the least
    /// loss decides. `None` if no epoch has a finite value.
    pub fn best(&self) -> Option<&Epoch> {
        match self.best {
            Some(number) => self.epochs.iter().rev().find(|epoch| epoch.epoch == number),
            None => select::best(&self.sorted()),
        }
    }

    /// Returns the loss and the accuracy over the epochs as the text of an SVG file, 1116 x 416 pixels large. The axis of
    /// losses is logarithmic if the largest loss is 50 times the smallest. Of thousands of epochs, those with the lowest
    /// and highest values are drawn.
    pub fn svg(&self, theme: Theme) -> String {
        crate::report::svg::file(&draw::picture(self), theme)
    }

    /// Returns a page with the curves, which show their values under the pointer, the run's description and a table of the
    /// epochs.
    pub fn html(&self) -> String {
        page::write(self)
    }

    /// Returns the epochs by their numbers, each number once.
    fn sorted(&self) -> Vec<&Epoch> {
        let mut sorted: Vec<&Epoch> = self.epochs.iter().rev().collect();
        sorted.sort_by_key(|epoch| epoch.epoch);
        sorted.dedup_by_key(|epoch| epoch.epoch);
        sorted
    }
}
