//! The report of a quantisation: as text, as JSON, and as a page.

use crate::json::measured;
use crate::output::plain;
use googlenet_dsl::number::{bytes, grouped};
use googlenet_runtime::quantize::{Kept, LayerReport, QuantizationReport};
use googlenet_view::report::{Quantization, QuantizedResult, QuantizedStep, QuantizedWeights};
use serde_json::{Value, json};
use std::fmt::Write;

pub(super) struct Report<'a> {
    pub(super) outcome: &'a QuantizationReport,
    pub(super) measured: Measured,
    pub(super) left_out: usize,
}

/// What runs of the quantised network over the images gave.
#[derive(Debug, Clone, Copy)]
pub(super) struct Measured {
    pub(super) agreement: Agreement,
    /// Milliseconds of the fastest run over an image, in `f32` and in 8 bits.
    pub(super) ms: [f64; 2],
    pub(super) threads: usize,
}

/// How many images have the same class in 8 bits as in `f32`.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Agreement {
    images: u64,
    same: u64,
}

impl Agreement {
    /// Adds an image, which has the same class in 8 bits as in `f32` or not.
    pub(super) fn add(&mut self, is_same: bool) {
        self.images += 1;
        self.same += u64::from(is_same);
    }

    /// Returns the share of the images that have another class.
    pub(super) fn drop(self) -> f64 {
        (self.images - self.same) as f64 / self.images.max(1) as f64
    }

    fn share(self) -> f64 {
        self.same as f64 / self.images.max(1) as f64
    }
}

/// Returns the index of the largest value, the first of several. Of a single value the class is on which side of 1/2 it lies.
pub(super) fn class(values: &[f32]) -> usize {
    if let [value] = values {
        return usize::from(*value > 0.5);
    }
    let mut best = 0;
    for (at, value) in values.iter().enumerate() {
        if *value > values[best] {
            best = at;
        }
    }
    best
}

impl Report<'_> {
    /// Returns the layers with weights to quantise that keep theirs in `f32`, and why.
    fn kept(&self) -> impl Iterator<Item = (&str, Kept)> {
        let layers = self.outcome.layers.iter();
        layers.filter_map(|layer| Some((layer.layers[0].as_str(), layer.weights?.kept?)))
    }

    /// Returns these layers as a list, empty if there are none.
    fn kept_list(&self) -> String {
        let reason = |(layer, why): (&str, Kept)| format!("{layer} ({})", why.reason());
        let kept = self.kept().map(reason);
        kept.collect::<Vec<_>>().join(", ")
    }

    pub(super) fn text(&self) -> String {
        let outcome = self.outcome;
        let name = |layer: &LayerReport| layer.layers.join(" + ");
        let longest = outcome
            .layers
            .iter()
            .map(|layer| name(layer).chars().count())
            .max();
        let width = longest.unwrap_or(0).max(4);
        let mut text = format!(
            "{:width$}  {:>10}  {:>10}  {:>8}  {:>10}  {:>10}  {:>10}  {:>8}  {:>7}  {:>5}\n",
            "step", "f32", "int8", "weights", "min", "max", "high", "clipped", "result", "zero"
        );
        for layer in &outcome.layers {
            let sizes = layer.weights.map(|weights| {
                let int8 = if weights.is_quantized {
                    bytes(weights.bytes as u64)
                } else {
                    "f32".to_owned()
                };
                [
                    bytes(weights.f32_bytes as u64),
                    int8,
                    decibels(weights.snr_db),
                ]
            });
            let [f32, int8, weights] = sizes.unwrap_or_default();
            let _ = write!(
                text,
                "{:width$}  {f32:>10}  {int8:>10}  {weights:>8}",
                name(layer)
            );
            if let Some(result) = layer.result {
                let [min, max] = result.range.map(number);
                let shown = match result.is_quantized {
                    true => [
                        number(result.limits[1]),
                        format!("{:.3} %", 100.0 * result.clipped),
                        decibels(result.snr_db),
                        result.zero_point.to_string(),
                    ],
                    false => ["f32", "", "", ""].map(str::to_owned),
                };
                let [high, clipped, snr, zero] = shown;
                let _ = write!(
                    text,
                    "  {min:>10}  {max:>10}  {high:>10}  {clipped:>8}  {snr:>7}  {zero:>5}"
                );
            }
            text.truncate(text.trim_end().len());
            text.push('\n');
        }
        let [before, after] = outcome.bytes().map(|size| bytes(size as u64));
        let images = match outcome.images {
            1 => "1 image".to_owned(),
            images => format!("{} images", grouped(images)),
        };
        let _ = write!(
            text,
            "\n{}: {}, {images}; weights {before} in f32, {after} now\n",
            outcome.network, outcome.method
        );
        let Measured {
            agreement,
            ms: [f32, int8],
            threads,
        } = self.measured;
        let threads = match threads {
            1 => "1 thread".to_owned(),
            threads => format!("{threads} threads"),
        };
        let kept = self.kept_list();
        if !kept.is_empty() {
            let _ = writeln!(text, "kept in floating point: {kept}");
        }
        let _ = writeln!(
            text,
            "{int8:.3} ms an image, {f32:.3} in f32, on {threads}\n\
             {} of {} images have the class of f32, {:.2} %",
            grouped(agreement.same),
            grouped(agreement.images),
            100.0 * agreement.share()
        );
        text
    }

    pub(super) fn object(&self) -> String {
        let outcome = self.outcome;
        let decibels = |snr: Option<f64>| snr.map_or(Value::Null, measured);
        let layer = |layer: &LayerReport| {
            let weights = layer.weights.map(|weights| {
                json!({
                    "f32_bytes": weights.f32_bytes,
                    "int8_bytes": weights.bytes,
                    "quantized": weights.is_quantized,
                    "snr_db": decibels(weights.snr_db),
                })
            });
            let result = layer.result.map(|result| {
                json!({
                    "min": result.range[0],
                    "max": result.range[1],
                    "low": result.limits[0],
                    "high": result.limits[1],
                    "scale": result.scale,
                    "zero_point": result.zero_point,
                    "quantized": result.is_quantized,
                    "clipped": measured(result.clipped),
                    "snr_db": decibels(result.snr_db),
                })
            });
            json!({ "layers": layer.layers, "weights": weights, "result": result })
        };
        let Measured {
            agreement,
            ms,
            threads,
        } = self.measured;
        let agreement = json!({
            "images": agreement.images,
            "same": agreement.same,
            "share": measured(agreement.share()),
        });
        let [f32_ms, int8_ms] = ms.map(measured);
        let [before, after] = outcome.bytes();
        let kept = (self.kept()).map(|(layer, why)| json!({ "layer": layer, "why": why.as_str() }));
        let warnings = outcome.warnings.iter();
        let report = json!({
            "network": outcome.network,
            "method": outcome.method.as_str(),
            "images": outcome.images,
            "left_out": self.left_out,
            "f32_bytes": before,
            "int8_bytes": after,
            "agreement": agreement,
            "f32_ms": f32_ms,
            "int8_ms": int8_ms,
            "threads": threads,
            "kept": kept.collect::<Vec<_>>(),
            "layers": outcome.layers.iter().map(layer).collect::<Vec<_>>(),
            "warnings": warnings.map(ToString::to_string).collect::<Vec<_>>(),
        });
        format!("{report}\n")
    }

    /// Returns the report as a page, with these lines of its description.
    pub(super) fn page(&self, mut about: Vec<(String, String)>) -> String {
        let outcome = self.outcome;
        let kept = self.kept_list();
        if !kept.is_empty() {
            about.push(("kept in floating point".to_owned(), plain(&kept)));
        }
        let step = |layer: &LayerReport| QuantizedStep {
            name: layer.layers.join(" + "),
            weights: layer.weights.map(|weights| QuantizedWeights {
                f32_bytes: weights.f32_bytes as u64,
                bytes: weights.bytes as u64,
                is_quantized: weights.is_quantized,
                snr_db: weights.snr_db,
            }),
            result: layer.result.map(|result| QuantizedResult {
                range: result.range.map(f64::from),
                limits: result.limits.map(f64::from),
                zero_point: result.zero_point,
                is_quantized: result.is_quantized,
                clipped: result.clipped,
                snr_db: result.snr_db,
            }),
        };
        let quantization = Quantization {
            title: format!("{} in 8 bits", outcome.network),
            about,
            method: outcome.method.to_string(),
            images: outcome.images,
            agreement: Some((self.measured.agreement.same, self.measured.agreement.images)),
            steps: outcome.layers.iter().map(step).collect(),
            warnings: outcome.warnings.iter().map(ToString::to_string).collect(),
        };
        quantization.html()
    }
}

fn decibels(snr: Option<f64>) -> String {
    match snr {
        Some(snr) if snr.is_finite() => format!("{snr:.1} dB"),
        Some(_) => "exact".to_owned(),
        None => "–".to_owned(),
    }
}

/// Formats a value with four significant digits.
fn number(value: f32) -> String {
    match value.abs() {
        0.0 => "0".to_owned(),
        size if (0.001..10_000.0).contains(&size) => {
            let digits = 3 - size.log10().floor() as i32;
            format!("{value:.*}", digits.max(0) as usize)
        }
        _ => format!("{value:.3e}"),
    }
}
