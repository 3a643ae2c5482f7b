//! The page of an evaluation.

use super::{Confusion, share, thumbnail};
use crate::report::page::{Cell, Page, about, section, table};
use crate::report::svg::inline;
use crate::report::words::{figure, percent};
use crate::write::svg::escape;
use googlenet_dsl::number::grouped;
use serde_json::{Value, json};

const SCRIPT: &str = include_str!("matrix.js");

/// Image that was taken for another class than its own.
#[derive(Debug, Clone, PartialEq)]
pub struct Mistake {
    /// Name of the image, such as its file's.
    pub name: String,
    /// Bytes of a PNG of the image, of any size; without any there is no picture.
    pub png: Vec<u8>,
    /// Index of its class.
    pub label: usize,
    /// Index of the class that it was taken for.
    pub prediction: usize,
    /// Probability of `prediction`, from 0 to 1.
    pub probability: f64,
    /// Probability of `label`, from 0 to 1, if it is to be shown.
    pub label_probability: Option<f64>,
}

/// What an evaluation came to, as a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// Heading, such as the names of the network and of the images.
    pub title: String,
    /// Name and value of each line of the evaluation's description, such as `weights` and `best.safetensors`.
    pub about: Vec<(String, String)>,
    /// Which classes the images were taken for; the number of images and the top-1 accuracy come from it.
    pub confusion: Confusion,
    /// Share of images whose class is among the five most probable ones, from 0 to 1; `None` if it was not measured.
    pub top_5: Option<f64>,
    /// Mean loss; `None` if it was not measured.
    pub loss: Option<f64>,
    /// Mistakes that the page shows, the worst first. One whose classes do not exist is shown with their numbers.
    pub mistakes: Vec<Mistake>,
}

impl Evaluation {
    /// Returns a page with the numbers of the evaluation, the confusion matrix, which shows the counts under the pointer,
    /// the mistakes and a table of the classes, which can be sorted.
    pub fn html(&self) -> String {
        let matrix = &self.confusion;
        let images = matrix.images();
        let (picture, cells) = matrix.picture("");
        let mut body = section("Result", "tiles", &about(&self.numbers(images)));
        body += &section("About", "about", &about(&self.about));
        body += &section("Confusion matrix", "matrix", &inline(&picture, "matrix"));
        body += &section("Worst mistakes", "mistakes-section", &self.thumbnails());
        body += &section("Classes", "classes", &self.classes());
        let [x, y] = cells.at;
        let data = json!({
            "names": matrix.classes(),
            "x": x,
            "y": y,
            "side": cells.side,
            "classes": cells.classes,
            "rows": (0..matrix.classes().len()).map(|label| row(matrix.row(label))).collect::<Vec<_>>(),
        });
        let wrong = images - matrix.correct();
        let summary = match images {
            0 => "no images".to_owned(),
            _ => format!(
                "{} of {} images are right, {} wrong",
                grouped(matrix.correct()),
                grouped(images),
                grouped(wrong)
            ),
        };
        let page = Page {
            title: &self.title,
            summary: &summary,
            body: &body,
            data: &data,
            script: SCRIPT,
        };
        page.text()
    }

    fn numbers(&self, images: u64) -> Vec<(String, String)> {
        let numbers = [
            ("top-1", self.confusion.accuracy().map(percent)),
            ("top-5", self.top_5.map(percent)),
            ("loss", self.loss.map(figure)),
            ("images", Some(grouped(images))),
            (
                "classes",
                Some(grouped(self.confusion.classes().len() as u64)),
            ),
        ];
        let shown = numbers.into_iter();
        shown
            .filter_map(|(name, value)| Some((name.to_owned(), value?)))
            .collect()
    }

    fn thumbnails(&self) -> String {
        if self.mistakes.is_empty() {
            return String::new();
        }
        let figures = self.mistakes.iter().map(|mistake| {
            let class = |class: usize| match self.confusion.classes().get(class) {
                Some(name) => escape(name),
                None => format!("class {class}"),
            };
            let (label, prediction) = (class(mistake.label), class(mistake.prediction));
            let image = match mistake.png.is_empty() {
                true => String::new(),
                false => thumbnail::image(&mistake.png),
            };
            let of_label = match mistake.label_probability {
                Some(probability) => format!(" <i>{}</i>", percent(probability)),
                None => String::new(),
            };
            format!(
                "<figure><div class=\"thumbnail\">{image}</div><figcaption>\
                 <span><i>label</i> {label}{of_label}</span>\
                 <span><i>taken for</i> {prediction} <i>{}</i></span>\
                 <span><i>{}</i></span></figcaption></figure>\n",
                percent(mistake.probability),
                escape(&mistake.name)
            )
        });
        format!(
            "<div class=\"mistakes\">\n{}</div>\n",
            figures.collect::<String>()
        )
    }

    fn classes(&self) -> String {
        let columns = [
            ("class", false),
            ("images", true),
            ("precision", true),
            ("recall", true),
            ("F1", true),
            ("most confused with", false),
            ("images confused", true),
        ];
        let text = |text: String| Cell { text, order: None };
        let count = |count: u64| Cell {
            text: grouped(count),
            order: Some(count as f64),
        };
        let rate = |share: Option<f64>| Cell {
            text: share.map_or("–".to_owned(), percent),
            order: share,
        };
        let scores = self.confusion.scores();
        let mut rows = Vec::new();
        for (name, score) in self.confusion.classes().iter().zip(&scores) {
            let other = score.confused_with.map_or(String::new(), |(other, _)| {
                self.confusion.classes()[other].clone()
            });
            let confused = match score.confused_with {
                Some((_, images)) => Cell {
                    text: format!(
                        "{} ({})",
                        grouped(images),
                        percent(share(images, score.images))
                    ),
                    order: Some(images as f64),
                },
                None => text("–".to_owned()),
            };
            let cells = vec![
                text(name.clone()),
                count(score.images),
                rate(score.precision),
                rate(score.recall),
                rate(score.f1),
                text(other),
                confused,
            ];
            rows.push(("", cells));
        }
        if rows.is_empty() {
            return String::new();
        }
        let mean = |shares: Vec<f64>| match shares.len() {
            0 => None,
            count => Some(shares.iter().sum::<f64>() / count as f64),
        };
        let means = vec![
            text("mean of the classes".to_owned()),
            count(self.confusion.images()),
            rate(mean(
                scores.iter().filter_map(|score| score.precision).collect(),
            )),
            rate(mean(
                scores.iter().filter_map(|score| score.recall).collect(),
            )),
            rate(mean(scores.iter().filter_map(|score| score.f1).collect())),
            text(String::new()),
            text(String::new()),
        ];
        rows.push(("mean", means));
        table("scores", &columns, &rows)
    }
}

/// Returns the columns and counts of a row that are not 0.
fn row(counts: &[u64]) -> Value {
    let counts = counts.iter().enumerate().filter(|(_, count)| **count > 0);
    json!(
        counts
            .map(|(column, count)| [column as u64, *count])
            .collect::<Vec<_>>()
    )
}
