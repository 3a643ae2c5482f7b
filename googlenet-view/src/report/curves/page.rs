//! The page of a training.

use super::draw::{Shown, shown};
use super::{Curves, Epoch};
use crate::report::page::{Cell, Page, about, section, table};
use crate::report::svg::inline;
use crate::report::words::{duration, figure, percent, rate};
use googlenet_dsl::number::grouped;
use serde_json::{Value, json};

const SCRIPT: &str = include_str!("curves.js");
/// Ids of the charts.
const IDS: [&str; 2] = ["loss", "accuracy"];

/// Returns the page of a training.
pub(super) fn write(curves: &Curves) -> String {
    let shown = shown(curves);
    let charts: String = shown
        .charts
        .iter()
        .zip(IDS)
        .map(|(chart, id)| inline(&chart.picture(), id))
        .collect();
    let mut body = format!("<section class=\"charts\">\n{charts}</section>\n");
    body += &section("Run", "about", &about(&curves.about));
    body += &section("Epochs", "epochs", &epochs(&shown));
    let page = Page {
        title: &curves.title,
        summary: &shown.summary,
        body: &body,
        data: &data(&shown),
        script: SCRIPT,
    };
    page.text()
}

fn epochs(shown: &Shown<'_>) -> String {
    if shown.epochs.is_empty() {
        return String::new();
    }
    let has = |value: fn(&Epoch) -> bool| shown.epochs.iter().any(|epoch| value(epoch));
    let validated = has(|epoch| epoch.validation_loss.is_some())
        || has(|epoch| epoch.validation_accuracy.is_some());
    let number = |text: String, order: f64| Cell {
        text,
        order: Some(order),
    };
    let maybe = |value: Option<f64>, words: fn(f64) -> String| Cell {
        text: value.map_or("–".to_owned(), words),
        order: value,
    };
    let mut columns = vec![
        ("epoch", true),
        ("step", true),
        ("learning rate", true),
        ("loss", true),
        ("accuracy", true),
    ];
    if validated {
        columns.extend([("validation loss", true), ("validation accuracy", true)]);
    }
    columns.extend([("images/s", true), ("time", true)]);
    let rows = shown.epochs.iter().enumerate().map(|(at, epoch)| {
        let mut cells = vec![
            number(grouped(epoch.epoch), epoch.epoch as f64),
            number(grouped(epoch.step), epoch.step as f64),
            number(figure(epoch.learning_rate), epoch.learning_rate),
            number(figure(epoch.loss), epoch.loss),
            number(percent(epoch.accuracy), epoch.accuracy),
        ];
        if validated {
            cells.push(maybe(epoch.validation_loss, figure));
            cells.push(maybe(epoch.validation_accuracy, percent));
        }
        cells.push(number(
            rate(epoch.images_per_second),
            epoch.images_per_second,
        ));
        cells.push(number(duration(epoch.seconds), epoch.seconds));
        let class = if shown.marked == Some(at) { "best" } else { "" };
        (class, cells)
    });
    let rows: Vec<_> = rows.collect();
    let mut html = table("epochs", &columns, &rows);
    if shown.epochs.len() < shown.count {
        html += &format!(
            "<p class=\"note\">{} of {} epochs: those with the lowest and the highest values of each part of the training</p>\n",
            grouped(shown.epochs.len() as u64),
            grouped(shown.count as u64)
        );
    }
    html
}

/// Returns for each chart its rectangle, the x coordinates of the epochs, and of each curve its colour and y coordinates,
/// `null` where it has no point.
fn data(shown: &Shown<'_>) -> Value {
    let tenth = |value: f64| (value * 10.0).round() / 10.0;
    let charts = shown.charts.iter().zip(IDS).map(|(chart, id)| {
        let inside = chart.inside();
        let curves = chart.curves.iter().map(|curve| {
            let rows = curve.values.iter();
            json!({
                "color": curve.tint.variable(),
                "y": rows.map(|value| chart.row(*value).map(tenth)).collect::<Vec<_>>(),
            })
        });
        json!({
            "id": id,
            "top": inside.y,
            "bottom": inside.y + inside.height,
            "x": chart.columns().into_iter().map(tenth).collect::<Vec<_>>(),
            "curves": curves.collect::<Vec<_>>(),
        })
    });
    json!({ "charts": charts.collect::<Vec<_>>() })
}
