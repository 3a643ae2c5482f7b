//! What `googlenet run` says about the outputs of a run.

use crate::json::{measured, single};
use crate::output::plain;
use googlenet_dsl::shape::Shape;
use serde_json::{Value, json};
use std::fmt::Write;
use std::time::Duration;

/// An output of the network, with its name, its shape for one image, and its values for all images of the run.
pub(super) struct OutputValues<'a> {
    pub(super) name: String,
    /// Path of the layer whose result is the output, which `--tap` takes.
    pub(super) layer: String,
    pub(super) shape: Shape,
    pub(super) values: Vec<f32>,
    /// Name of each value of a vector; `None` if there are none.
    pub(super) labels: Option<&'a [String]>,
}

/// A run with its outputs.
pub(super) struct Ran<'a> {
    pub(super) images: usize,
    /// Paths of the images; `None` if they have none.
    pub(super) paths: Option<&'a [String]>,
    pub(super) threads: usize,
    pub(super) time: Duration,
    pub(super) outputs: Vec<OutputValues<'a>>,
    /// Number of the largest values of an image that are shown.
    pub(super) top: usize,
}

impl Ran<'_> {
    /// Returns the run for programs. `name` is the network's.
    pub(super) fn object(&self, name: &str) -> String {
        let outputs = self.outputs.iter().map(|output| self.output_object(output));
        let object = json!({
            "network": name,
            "images": self.images,
            "threads": self.threads,
            "ms": measured(self.time.as_secs_f64() * 1e3),
            "outputs": outputs.collect::<Vec<_>>(),
        });
        format!("{object:#}\n")
    }

    /// Formats the run for people: a line with the shape of the output, or with the number of outputs and their shapes
    /// below, then for each output that is a vector and each image the largest values with their indices.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        let head = head(self.images, self.threads, self.time);
        if let [output] = &self.outputs[..] {
            let shape = output.shape;
            let _ = writeln!(text, "{head}, output {shape}");
            if matches!(shape, Shape::Map { .. }) {
                text += "the output is a map: write it with --output Y.npy\n";
            }
            self.largest(&mut text, "", output);
            return text;
        }
        let _ = writeln!(text, "{head}, {} outputs", self.outputs.len());
        for (at, output) in self.outputs.iter().enumerate() {
            let OutputValues {
                name, layer, shape, ..
            } = output;
            let tap = match at {
                0 => String::new(),
                _ => format!(" (--tap {layer})"),
            };
            let _ = writeln!(text, "{name}, {shape}{tap}");
            self.largest(&mut text, "  ", output);
        }
        text += "--output Y.npz writes all outputs, --output Y.npy with --tap one of them\n";
        text
    }

    /// Appends a line to `text` for each of the largest values of an output, the largest first, for each image; nothing
    /// if the output is a map.
    fn largest(&self, text: &mut String, indent: &str, output: &OutputValues<'_>) {
        if matches!(output.shape, Shape::Map { .. }) {
            return;
        }
        let len = output.shape.len();
        for (at, image) in output.values.chunks_exact(len).enumerate() {
            match self.paths {
                _ if self.images == 1 => {}
                Some(paths) => {
                    let _ = writeln!(text, "{indent}{}", plain(&paths[at]));
                }
                None => {
                    let _ = writeln!(text, "{indent}image {at}");
                }
            }
            for (class, value) in descending(image).take(self.top) {
                let label = output.labels.map_or(String::new(), |labels| {
                    format!("  {}", plain(&labels[class]))
                });
                let _ = writeln!(text, "{indent}  class {class:>5}  {value:.6}{label}");
            }
        }
    }

    /// Returns an output for programs: of each image the largest values, and its path, or null for `images` if it is a
    /// map.
    fn output_object(&self, output: &OutputValues<'_>) -> Value {
        let value = |(class, value): (usize, f32)| {
            json!({
                "index": class,
                "label": output.labels.map(|labels| &labels[class]),
                "value": single(value),
            })
        };
        let image = |(at, values): (usize, &[f32])| {
            let top: Vec<Value> = descending(values).take(self.top).map(value).collect();
            json!({ "path": self.paths.map(|paths| &paths[at]), "top": top })
        };
        let images = match output.shape {
            Shape::Map { .. } => None,
            shape => {
                let images = output.values.chunks_exact(shape.len()).enumerate();
                Some(images.map(image).collect::<Vec<_>>())
            }
        };
        json!({
            "name": output.name,
            "layer": output.layer,
            "shape": output.shape.dims(),
            "images": images,
        })
    }
}

fn head(images: usize, threads: usize, time: Duration) -> String {
    let milliseconds = time.as_secs_f64() * 1e3;
    let threads = if threads == 1 {
        "1 thread".to_owned()
    } else {
        format!("{threads} threads")
    };
    let plural = if images == 1 { "" } else { "s" };
    format!("{images} image{plural} in {milliseconds:.1} ms on {threads}")
}

/// Returns the values of an image with their indices, the largest first, and NaN after all numbers.
fn descending(image: &[f32]) -> impl Iterator<Item = (usize, f32)> {
    let mut order: Vec<(usize, f32)> = image.iter().copied().enumerate().collect();
    let nan = |value: f32| value.is_nan();
    order.sort_by(|a, b| nan(a.1).cmp(&nan(b.1)).then(b.1.total_cmp(&a.1)));
    order.into_iter()
}
