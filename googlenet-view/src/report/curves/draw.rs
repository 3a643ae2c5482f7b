//! The two charts of a training, and the picture of both.

use super::chart::{self, Chart, Series};
use super::{Curves, Epoch, select};
use crate::font::Weight;
use crate::report::axis::Axis;
use crate::report::picture::{Anchor, Picture, shortened, text};
use crate::report::tint::Tint;
use crate::report::words::{duration, figure, percent};
use googlenet_dsl::number::grouped;

/// Distance of the charts from the edges and half of that from each other, in pixels.
const MARGIN: f64 = 24.0;
const TITLE: f64 = 18.0;
const SIZE: f64 = 12.0;

/// What is shown of a training.
pub(super) struct Shown<'c> {
    /// The epochs that are shown, by their numbers.
    pub(super) epochs: Vec<&'c Epoch>,
    /// Number of all epochs.
    pub(super) count: usize,
    /// Index in `epochs` of the one that is marked.
    pub(super) marked: Option<usize>,
    /// Charts of the loss and of the accuracy.
    pub(super) charts: [Chart; 2],
    /// Sentence about the training.
    pub(super) summary: String,
}

/// Returns what is shown of a training.
pub(super) fn shown(curves: &Curves) -> Shown<'_> {
    let all = curves.sorted();
    let best = curves.best().map(|best| best.epoch);
    let place = |epochs: &[&Epoch]| {
        best.and_then(|best| epochs.iter().position(|epoch| epoch.epoch == best))
    };
    let epochs: Vec<&Epoch> = (select::shown(&all, place(&all)).into_iter())
        .map(|at| all[at])
        .collect();
    let marked = place(&epochs);
    let chart = |name, training: fn(&Epoch) -> f64, validation: fn(&Epoch) -> Option<f64>| {
        let series =
            |name, [tint, pale]: [Tint; 2], value: &dyn Fn(&Epoch) -> Option<f64>| Series {
                name,
                tint,
                values: epochs.iter().map(|epoch| value(epoch)).collect(),
                means: select::means(&all, value),
                pale,
            };
        let of_training = [Tint::Training, Tint::PaleTraining];
        let of_validation = [Tint::Validation, Tint::PaleValidation];
        let curves = vec![
            series("training", of_training, &|epoch| Some(training(epoch))),
            series("validation", of_validation, &validation),
        ];
        let values = curves
            .iter()
            .flat_map(|curve| curve.values.iter().flatten().copied());
        let values = match name {
            "Loss" => Axis::losses(values),
            _ => Axis::shares(values),
        };
        Chart {
            name,
            mean_length: select::mean_length(all.len()),
            epochs: epochs.iter().map(|epoch| epoch.epoch).collect(),
            marked,
            curves,
            values,
        }
    };
    let charts = [
        chart("Loss", |epoch| epoch.loss, |epoch| epoch.validation_loss),
        chart(
            "Accuracy",
            |epoch| epoch.accuracy,
            |epoch| epoch.validation_accuracy,
        ),
    ];
    Shown {
        count: all.len(),
        marked,
        charts,
        summary: summary(&all, marked.map(|at| epochs[at])),
        epochs,
    }
}

fn summary(epochs: &[&Epoch], best: Option<&Epoch>) -> String {
    let number = match epochs.len() {
        0 => return "no epochs".to_owned(),
        1 => "1 epoch".to_owned(),
        count => format!("{} epochs", grouped(count as u64)),
    };
    let seconds = epochs.iter().map(|epoch| epoch.seconds);
    let seconds: f64 = seconds.filter(|seconds| seconds.is_finite()).sum();
    let mut summary = match seconds > 0.0 {
        true => format!("{number} in {}", duration(seconds)),
        false => number,
    };
    if let Some(best) = best {
        summary += &format!("; epoch {} is the best", grouped(best.epoch));
        let measured = [
            (best.validation_accuracy.map(percent), "validation accuracy"),
            (best.validation_loss.map(figure), "validation loss"),
        ];
        let measured: Vec<String> = measured
            .into_iter()
            .filter_map(|(value, name)| Some(format!("{name} {}", value?)))
            .collect();
        if !measured.is_empty() {
            summary += &format!(": {}", measured.join(", "));
        }
    }
    summary
}

/// Returns the picture of both charts side by side.
pub(super) fn picture(curves: &Curves) -> Picture {
    let shown = shown(curves);
    let width = 2.0 * chart::WIDTH + 2.5 * MARGIN;
    let most = width - 2.0 * MARGIN;
    let title = shortened(&curves.title, most, TITLE, Weight::SemiBold);
    let mut picture = Picture {
        width,
        height: 78.0 + chart::HEIGHT + 8.0,
        title: format!("{}: {}", curves.title, shown.summary),
        shapes: vec![
            text(
                &title,
                [MARGIN, 32.0],
                Anchor::Start,
                TITLE,
                Weight::SemiBold,
                Tint::Ink,
            ),
            text(
                &shown.summary,
                [MARGIN, 52.0],
                Anchor::Start,
                SIZE,
                Weight::Regular,
                Tint::Soft,
            ),
        ],
    };
    let [loss, accuracy] = shown.charts;
    picture.put(loss.picture(), [MARGIN, 78.0]);
    picture.put(accuracy.picture(), [MARGIN * 1.5 + chart::WIDTH, 78.0]);
    picture
}
