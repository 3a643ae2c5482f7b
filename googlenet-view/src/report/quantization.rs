//! The page of a quantisation.

use super::page::{Cell, Page, about, section, table};
use super::words::{figure, percent};
use crate::write::svg::escape;
use googlenet_dsl::number::{bytes, grouped};
use serde_json::Value;

/// What became of a network when it was quantised, as a page.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantization {
    /// Heading, such as the name of the network.
    pub title: String,
    /// Name and value of each line of the description, such as `weights` and `w.safetensors`.
    pub about: Vec<(String, String)>,
    /// How ranges were chosen, such as `minmax`.
    pub method: String,
    /// Number of images that the network was calibrated on.
    pub images: u64,
    /// Number of images with the same class as in `f32`, and of those that were compared; `None` if none were.
    pub agreement: Option<(u64, u64)>,
    /// The steps of the network, in order.
    pub steps: Vec<QuantizedStep>,
    /// What is to be known, a sentence each.
    pub warnings: Vec<String>,
}

/// What became of a step.
#[derive(Debug, Clone, PartialEq)]
pub struct QuantizedStep {
    /// Names of the layers of the step.
    pub name: String,
    /// Its weights, if it has some.
    pub weights: Option<QuantizedWeights>,
    /// Its result, if it was looked at.
    pub result: Option<QuantizedResult>,
}

/// What became of weights.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuantizedWeights {
    /// Size in `f32`, in bytes.
    pub f32_bytes: u64,
    /// Size as they are now, in bytes.
    pub bytes: u64,
    /// Whether the kernel is quantised.
    pub is_quantized: bool,
    /// Ratio of signal to noise in decibels, infinite if nothing is lost.
    pub snr_db: Option<f64>,
}

/// What became of a result.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct QuantizedResult {
    /// Smallest and largest value that was seen.
    pub range: [f64; 2],
    /// Smallest and largest value that can be stored.
    pub limits: [f64; 2],
    /// What 0 is stored as.
    pub zero_point: u8,
    /// Whether the result is stored in 8 bits.
    pub is_quantized: bool,
    /// Share of the values that are clipped, from 0 to 1.
    pub clipped: f64,
    /// Ratio of signal to noise in decibels, infinite if nothing is lost.
    pub snr_db: Option<f64>,
}

impl Quantization {
    /// Returns a page with the numbers of the quantisation, its warnings and a table of the steps, which can be sorted.
    pub fn html(&self) -> String {
        let weights = || self.steps.iter().filter_map(|step| step.weights);
        let before: u64 = weights().map(|weights| weights.f32_bytes).sum();
        let after: u64 = weights().map(|weights| weights.bytes).sum();
        let mut numbers = vec![
            ("method".to_owned(), self.method.clone()),
            ("images".to_owned(), grouped(self.images)),
            ("weights in f32".to_owned(), bytes(before)),
            ("weights now".to_owned(), bytes(after)),
        ];
        if let Some((same, images)) = self.agreement {
            let share = same as f64 / images.max(1) as f64;
            numbers.push(("classes as f32".to_owned(), percent(share)));
        }
        let warnings = self.warnings.iter();
        let warnings: String = warnings
            .map(|text| format!("<li>{}</li>\n", escape(text)))
            .collect();
        let warnings = match warnings.is_empty() {
            true => String::new(),
            false => format!("<ul>\n{warnings}</ul>\n"),
        };
        let mut body = section("Result", "tiles", &about(&numbers));
        body += &section("About", "about", &about(&self.about));
        body += &section("Warnings", "warnings", &warnings);
        body += &section("Steps", "steps", &self.table());
        let summary = match self.agreement {
            Some((same, images)) => format!(
                "{} of {} images have the class of f32",
                grouped(same),
                grouped(images)
            ),
            None => format!("calibrated on {} images", grouped(self.images)),
        };
        let page = Page {
            title: &self.title,
            summary: &summary,
            body: &body,
            data: &Value::Null,
            script: "",
        };
        page.text()
    }

    fn table(&self) -> String {
        if self.steps.is_empty() {
            return String::new();
        }
        let columns = [
            ("step", false),
            ("weights in f32", true),
            ("weights now", true),
            ("weights, dB", true),
            ("min", true),
            ("max", true),
            ("low", true),
            ("high", true),
            ("clipped", true),
            ("result, dB", true),
            ("zero point", true),
        ];
        let row = |step: &QuantizedStep| {
            let mut cells = vec![text(step.name.clone())];
            cells.extend(match step.weights {
                None => [(); 3].map(|()| text(String::new())),
                Some(weights) => [
                    size(weights.f32_bytes),
                    size(weights.bytes),
                    match weights.is_quantized {
                        true => decibels(weights.snr_db),
                        false => text("f32".to_owned()),
                    },
                ],
            });
            let numbers = |[low, high]: [f64; 2]| [number(low), number(high)];
            match step.result {
                None => cells.extend([(); 7].map(|()| text(String::new()))),
                Some(result) => {
                    cells.extend(numbers(result.range));
                    match result.is_quantized {
                        false => {
                            cells.extend(
                                ["f32", "f32", "", "", ""].map(|word| text(word.to_owned())),
                            );
                        }
                        true => {
                            cells.extend(numbers(result.limits));
                            cells.push(Cell {
                                text: percent(result.clipped),
                                order: Some(result.clipped),
                            });
                            cells.push(decibels(result.snr_db));
                            cells.push(number(result.zero_point.into()));
                        }
                    }
                }
            }
            ("", cells)
        };
        let rows: Vec<_> = self.steps.iter().map(row).collect();
        table("steps-table", &columns, &rows)
    }
}

fn text(text: String) -> Cell {
    Cell { text, order: None }
}

fn number(value: f64) -> Cell {
    Cell {
        text: figure(value),
        order: Some(value),
    }
}

fn size(size: u64) -> Cell {
    Cell {
        text: bytes(size),
        order: Some(size as f64),
    }
}

fn decibels(snr: Option<f64>) -> Cell {
    Cell {
        text: match snr {
            None => "–".to_owned(),
            Some(snr) if snr.is_infinite() => "exact".to_owned(),
            Some(snr) => format!("{snr:.1}"),
        },
        order: snr.map(|snr| snr.min(1e9)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_has_its_steps_and_warnings() {
        let quantization = Quantization {
            title: "Digits <8>".to_owned(),
            about: Vec::new(),
            method: "minmax".to_owned(),
            images: 1200,
            agreement: Some((359, 360)),
            steps: vec![
                QuantizedStep {
                    name: "conv".to_owned(),
                    weights: Some(QuantizedWeights {
                        f32_bytes: 4096,
                        bytes: 1088,
                        is_quantized: true,
                        snr_db: Some(41.26),
                    }),
                    result: Some(QuantizedResult {
                        range: [0.0, 6.5],
                        limits: [0.0, 6.5],
                        zero_point: 0,
                        is_quantized: true,
                        clipped: 0.0,
                        snr_db: Some(f64::INFINITY),
                    }),
                },
                QuantizedStep {
                    name: "classes".to_owned(),
                    weights: None,
                    result: None,
                },
            ],
            warnings: vec!["the result of `a & b` is 0".to_owned()],
        };
        let page = quantization.html();
        for expected in [
            "<title>Digits &lt;8&gt;</title>",
            "359 of 360 images have the class of f32",
            "<dd>1,200</dd>",
            "<li>the result of `a &amp; b` is 0</li>",
            "<td class=\"number\" data-order=\"41.26\">41.3</td>",
            ">exact</td>",
            "99.72%",
        ] {
            assert!(page.contains(expected), "{expected}: {page}");
        }
    }
}
