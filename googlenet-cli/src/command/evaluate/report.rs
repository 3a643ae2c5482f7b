//! The report of an evaluation: as text, and as JSON.

use crate::json::measured;
use crate::output::plain;
use googlenet_dsl::number::grouped;
use googlenet_runtime::train::Metrics;
use googlenet_view::report::{ClassScore, Confusion};
use serde_json::{Value, json};
use std::fmt::Write;

pub(super) struct Report<'a> {
    pub(super) network: &'a str,
    /// Part of the data that is measured, if they have parts.
    pub(super) part: Option<&'a str>,
    pub(super) metrics: Metrics,
    pub(super) confusion: &'a Confusion,
    pub(super) left_out: usize,
    pub(super) seconds: f64,
}

impl Report<'_> {
    pub(super) fn text(&self) -> String {
        let Report {
            network, metrics, ..
        } = self;
        let part = self.part.map_or(String::new(), |part| format!("{part} "));
        let mut text = format!(
            "{network}: {} {part}images, top-1 {}, ",
            grouped(metrics.images),
            percent(Some(metrics.accuracy))
        );
        let names = self.confusion.classes();
        if names.len() > 5 {
            let _ = write!(text, "top-5 {}, ", percent(Some(metrics.top_5)));
        }
        let _ = writeln!(text, "loss {:.4}\n", metrics.loss);
        let scores = self.confusion.scores();
        let width = names
            .iter()
            .map(|name| name.chars().count())
            .max()
            .unwrap_or(0)
            .clamp(5, 40);
        let _ = writeln!(
            text,
            "{:width$}  {:>7}  {:>7}  {:>9}  {:>7}  {:>7}  most confused with",
            "class", "images", "correct", "precision", "recall", "F1"
        );
        for (name, score) in names.iter().zip(&scores) {
            let with = match score.confused_with {
                Some((class, count)) => format!("{} ({count})", names[class]),
                None => String::new(),
            };
            let line = format!(
                "{:width$}  {:>7}  {:>7}  {:>9}  {:>7}  {:>7}  {with}",
                short(name, width),
                score.images,
                score.correct,
                percent(score.precision),
                percent(score.recall),
                percent(score.f1)
            );
            let _ = writeln!(text, "{}", plain(line.trim_end()));
        }
        text
    }

    pub(super) fn object(&self) -> String {
        let names = self.confusion.classes();
        let scores = self.confusion.scores();
        let share = |share: Option<f64>| share.map_or(Value::Null, measured);
        let class = |(index, (name, score)): (usize, (&String, &ClassScore))| {
            json!({
                "index": index,
                "label": name,
                "images": score.images,
                "correct": score.correct,
                "precision": share(score.precision),
                "recall": share(score.recall),
                "f1": share(score.f1),
            })
        };
        let classes: Vec<Value> = names.iter().zip(&scores).enumerate().map(class).collect();
        let row = |label: usize| -> Vec<u64> {
            (0..names.len())
                .map(|prediction| self.confusion.count(label, prediction))
                .collect()
        };
        let report = json!({
            "network": self.network,
            "part": self.part,
            "images": self.metrics.images,
            "left_out": self.left_out,
            "top_1": measured(self.metrics.accuracy),
            "top_5": measured(self.metrics.top_5),
            "loss": measured(self.metrics.loss),
            "seconds": measured(self.seconds),
            "classes": classes,
            "confusion": (0..names.len()).map(row).collect::<Vec<_>>(),
        });
        format!("{report}\n")
    }
}

fn percent(share: Option<f64>) -> String {
    share.map_or("-".to_owned(), |share| format!("{:.2} %", 100.0 * share))
}

fn short(name: &str, width: usize) -> String {
    match name.chars().count() > width {
        true => name.chars().take(width - 1).chain(['…']).collect(),
        false => name.to_owned(),
    }
}
