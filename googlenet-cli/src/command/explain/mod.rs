//! The command `googlenet explain`, which shows which part of an image made a network choose a class.

mod area;
mod layer;

use super::loading::{Weights, with_weights};
use super::network::{Given, compile_strictly};
use crate::args::{Explain, ReportFormat};
use crate::failure::Failure;
use crate::input;
use crate::json::single;
use crate::output::{Destination, plain, print};
use area::Area;
use googlenet_dsl::labels::activation_of;
use googlenet_dsl::nearest::nearest;
use googlenet_dsl::value::Activation;
use googlenet_runtime::image::{Image, plain as plain_input};
use googlenet_runtime::train::data::Task;
use googlenet_runtime::train::{GradientSession, softmax};
use googlenet_runtime::{Network, check_finite, dynamic};
use googlenet_view::report::heat::{OPACITY, enlarge, grey_png, overlay, rgb_png, saliency};
use serde_json::{Value, json};
use std::fmt::Write;

/// Pixels of a side below which images are enlarged.
const SMALL: usize = 224;

pub(crate) fn run(args: &Explain) -> Result<(), Failure> {
    let format = args.format.get();
    let to = args.output.to().for_bytes()?;
    let given = Given::read(&args.spec.spec, &args.spec.size, args.weights.file())?;
    let described = compile_strictly(&given)?;
    described.warn_of_images();
    let weights = Weights::unpacked(&args.weights, &described)?;
    let model = with_weights(described.dynamic(), weights)?;
    let names = Names::of(&model, args.classes.labels.as_deref())?;
    let graph = model.graph();
    let class = args
        .class
        .as_deref()
        .map(|class| names.find(class))
        .transpose()?;
    let layer = match (&args.layer, args.saliency) {
        (_, true) => None,
        (Some(layer), _) => Some(layer::named(&graph, layer)?),
        (None, _) => Some(layer::last_map(&graph)?),
    };
    let preprocess = model
        .preprocess()
        .map_or_else(|| plain_input(graph.shape(0)), Ok);
    let preprocess = preprocess.map_err(Failure::message)?;
    let image = input::image(&args.image, args.limits.options()).map_err(Failure::Message)?;
    let values = image.input(&preprocess);
    let values = values.map_err(|error| Failure::message(input::of_image(&args.image, error)))?;

    let mut session = GradientSession::builder(&model)
        .threads(args.threads.count())
        .precision(args.exactness.over(model.precision()))
        .inference()
        .logits();
    for id in graph.training().ids().skip(1) {
        session = session.freeze(&*graph.training().layer(id).name);
    }
    session = match &layer {
        Some(layer) => session.keep(layer),
        None => session.input_gradient(),
    };
    let mut session = session.build().map_err(Failure::training)?;
    session.forward(&values).map_err(Failure::training)?;
    let scores = session.output(0);
    check_finite("the scores of the classes", &scores, &[scores.len()])
        .map_err(Failure::message)?;
    let probabilities = names.probabilities(&scores);
    let class = class.unwrap_or_else(|| {
        let largest = |best: usize, at: usize| {
            if probabilities[at] > probabilities[best] {
                at
            } else {
                best
            }
        };
        (0..probabilities.len()).fold(0, largest)
    });
    let gradients: Vec<Vec<f32>> = session
        .outputs()
        .map(|(_, shape)| vec![0.0; shape.len()])
        .collect();
    let mut gradients = gradients;
    // The score of the first of two classes of a single sigmoid is that of the other one with the other sign.
    match gradients[0].len() == probabilities.len() {
        true => gradients[0][class] = 1.0,
        false => gradients[0][0] = if class == 0 { -1.0 } else { 1.0 },
    }
    let gradients: Vec<&[f32]> = gradients.iter().map(Vec::as_slice).collect();
    session.backward(&gradients).map_err(Failure::training)?;

    let area = Area::new(&preprocess, [image.height(), image.width()]);
    let picture = match &layer {
        Some(layer) => {
            let kept = session.kept(layer);
            let (map, gradient) =
                kept.ok_or_else(|| Failure::Message(format!("the layer `{layer}` has no result")))?;
            let shape = layer::shape(&graph, layer);
            let heat = grad_cam(&map, &gradient, shape[2]);
            heat_map(&image, &heat, [shape[0], shape[1]], &area)
        }
        None => {
            let gradient = session.input_gradient().unwrap_or_default();
            let [height, width] = preprocess.crop.map(|side| side as usize);
            let channels = gradient.len() / (height * width).max(1);
            grey(&gradient, [height, width], channels)
        }
    }
    .map_err(|error| Failure::Message(error.to_string()))?;
    to.bytes(&picture)?;
    let answer = Answer {
        image: input::name(&args.image),
        layer: layer.as_deref(),
        class,
        top: names.top(&probabilities, args.classes.top()),
    };
    match (args.output.to(), format) {
        (Destination::Stdout, _) => Ok(()),
        (_, ReportFormat::Text) => print(&answer.text(&names)),
        (_, ReportFormat::Json) => print(&answer.object(&names)),
    }
}

/// Returns the sum of a map's channels, each times the mean of its gradients, without what is below 0.
fn grad_cam(map: &[f32], gradient: &[f32], channels: usize) -> Vec<f32> {
    let mut factors = vec![0.0_f64; channels];
    for pixel in gradient.chunks_exact(channels) {
        for (factor, value) in factors.iter_mut().zip(pixel) {
            *factor += f64::from(*value);
        }
    }
    let pixels = (map.len() / channels.max(1)).max(1) as f64;
    let sum = |pixel: &[f32]| {
        let products = pixel.iter().zip(&factors);
        let sum: f64 = products
            .map(|(value, factor)| f64::from(*value) * factor / pixels)
            .sum();
        sum.max(0.0) as f32
    };
    map.chunks_exact(channels).map(sum).collect()
}

fn heat_map(
    image: &Image,
    heat: &[f32],
    size: [usize; 2],
    area: &Area,
) -> Result<Vec<u8>, googlenet_view::report::Error> {
    let full = [image.height(), image.width()].map(|side| side as usize);
    let factor = factor(full);
    let rgb = enlarge(&image.rgb(), full, factor)?;
    let large = full.map(|side| side * factor);
    let heat = area.spread(heat, size, large);
    rgb_png(&overlay(&rgb, large, &heat, large, OPACITY)?, large)
}

fn grey(
    gradient: &[f32],
    size: [usize; 2],
    channels: usize,
) -> Result<Vec<u8>, googlenet_view::report::Error> {
    let strengths = saliency(gradient, size, channels)?;
    let factor = factor(size);
    let large = size.map(|side| side * factor);
    let row =
        |row: usize| (0..large[1]).map(move |column| (row / factor) * size[1] + column / factor);
    let pixels: Vec<u8> = (0..large[0])
        .flat_map(row)
        .map(|at| strengths[at])
        .collect();
    grey_png(&pixels, large)
}

/// Returns the factor by which a small image is enlarged.
fn factor(size: [usize; 2]) -> usize {
    SMALL.div_ceil(size[0].max(size[1]).max(1))
}

/// The classes of a network.
struct Names {
    names: Option<Vec<String>>,
    classes: usize,
    is_sigmoid: bool,
}

impl Names {
    fn of(model: &dynamic::Model, labels: Option<&std::path::Path>) -> Result<Names, Failure> {
        let graph = model.graph();
        let given = labels.map(super::GivenLabels::read).transpose()?;
        let labels = given
            .as_ref()
            .map_or_else(|| model.labels(), |given| given.labels.clone());
        let task = Task::of(&graph, model.preprocess(), &labels).map_err(|error| match &given {
            Some(given) => given.failure(error),
            None => Failure::message(error),
        })?;
        Ok(Names {
            names: task.labels().map(<[String]>::to_vec),
            classes: task.classes(),
            is_sigmoid: activation_of(&graph, graph.outputs()[0].layer) == Activation::Sigmoid,
        })
    }

    fn name(&self, class: usize) -> Option<&str> {
        self.names
            .as_ref()
            .and_then(|names| names.get(class))
            .map(String::as_str)
    }

    /// Returns the class that a word of the command line names: its number, its name, or a part of its name that no other
    /// one has.
    fn find(&self, word: &str) -> Result<usize, Failure> {
        if let Ok(number) = word.parse::<usize>() {
            return match number < self.classes {
                true => Ok(number),
                false => Err(Failure::Message(format!(
                    "there is no class {number}; help: the classes are those from 0 to {}",
                    self.classes - 1
                ))),
            };
        }
        let Some(names) = &self.names else {
            return Err(Failure::Message(format!(
                "there is no class `{word}`, as the network's classes have no names; help: give a number from 0 to {}, or \
                 `--labels FILE`",
                self.classes - 1
            )));
        };
        if let Some(class) = names.iter().position(|name| name == word) {
            return Ok(class);
        }
        let lower = word.to_lowercase();
        let with: Vec<usize> = (0..names.len())
            .filter(|at| names[*at].to_lowercase().contains(&lower))
            .collect();
        match with[..] {
            [class] => Ok(class),
            [] => {
                let near = nearest(word, names.iter().map(String::as_str));
                let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
                Err(Failure::Message(format!(
                    "there is no class `{word}`{near}"
                )))
            }
            [first, second, ..] => Err(Failure::Message(format!(
                "several classes are called like `{word}`: `{}`, `{}`; help: give the whole name, or a number",
                names[first], names[second]
            ))),
        }
    }

    fn probabilities(&self, scores: &[f32]) -> Vec<f32> {
        let sigmoid = |score: f32| 1.0 / (1.0 + (-score).exp());
        match (self.is_sigmoid, scores) {
            (true, [one]) if self.classes == 2 => vec![1.0 - sigmoid(*one), sigmoid(*one)],
            (true, scores) => scores.iter().map(|score| sigmoid(*score)).collect(),
            (false, scores) => softmax(scores),
        }
    }

    fn top(&self, probabilities: &[f32], count: usize) -> Vec<(usize, f32)> {
        let mut all: Vec<(usize, f32)> = probabilities.iter().copied().enumerate().collect();
        all.sort_by(|a, b| b.1.total_cmp(&a.1));
        all.truncate(count);
        all
    }
}

/// What is printed beside the picture.
struct Answer<'a> {
    image: String,
    layer: Option<&'a str>,
    class: usize,
    top: Vec<(usize, f32)>,
}

impl Answer<'_> {
    fn text(&self, names: &Names) -> String {
        let what = match self.layer {
            Some(layer) => format!("what `{layer}` saw of"),
            None => "the pixels that count for".to_owned(),
        };
        let name = |class: usize| {
            names
                .name(class)
                .map_or(String::new(), |name| format!("  {name}"))
        };
        let mut text = format!(
            "{}: {what} class {}{}\n",
            self.image,
            self.class,
            name(self.class)
        );
        let width = self
            .top
            .iter()
            .map(|(class, _)| class.to_string().len())
            .max()
            .unwrap_or(0);
        for (class, probability) in &self.top {
            let _ = writeln!(text, "  {probability:.6}  {class:>width$}{}", name(*class));
        }
        plain(&text)
    }

    fn object(&self, names: &Names) -> String {
        let top: Vec<Value> = self
            .top
            .iter()
            .map(|(class, probability)| {
                json!({ "index": class, "label": names.name(*class), "probability": single(*probability) })
            })
            .collect();
        let class = json!({ "index": self.class, "label": names.name(self.class) });
        let object =
            json!({ "image": self.image, "layer": self.layer, "class": class, "top": top });
        format!("{object}\n")
    }
}
