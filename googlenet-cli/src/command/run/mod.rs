//! The command `googlenet run`, which runs a network once and prints the largest output values, or writes a result to a
//! file.

use super::{GivenLabels, NON_FINITE_HELP, Weights, compile_spec, packed, with_weights};
use crate::args::{Run, RunFormat, Source};
use crate::failure::Failure;
use crate::input;
use crate::json::{measured, single};
use crate::output::plain;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::shape::Shape;
use googlenet_interop::npy;
use googlenet_runtime::graph::Preprocess;
use googlenet_runtime::image::plain as plain_input;
use googlenet_runtime::{Labels, Network, check_finite, dynamic};
use serde_json::{Value, json};
use std::fmt::Write;
use std::time::{Duration, Instant};

pub(crate) fn run(args: &Run) -> Result<(), Failure> {
    let format = args.written.format()?;
    if format == RunFormat::Npy {
        args.written.to().for_bytes()?;
    } else if args.tap.is_some() {
        let help = "help: give `--format npy`, or a file that ends in `.npy`";
        return Err(Failure::Usage(format!("`--tap` writes an array; {help}")));
    }
    let given = args
        .classes
        .labels
        .as_deref()
        .map(GivenLabels::read)
        .transpose()?;
    let compiled = compile_spec(&args.spec.spec)?;
    let name = compiled.name.clone();
    let model = dynamic::Model::from_compiled(compiled, Some(args.spec.spec.folder()));
    let graph = model.graph();
    let input_shape = graph.shape(0);
    let precision = args.exactness.over(model.precision());
    let layers = output_layers(&graph);
    let input = read_input(args, input_shape, model.preprocess())?;
    let finite = Finite(!args.weights.allow_non_finite());
    finite.check(args.input.name(), &input, input_shape)?;
    let labels = match given {
        Some(given) => Some(given_names(&graph, &given)?),
        None => names(&graph, &model.labels()),
    };
    let (weights, threads) = (Weights::of(&args.weights), args.threads.count());
    let tap = args.tap.as_deref();
    let mut session = match (tap, weights.source) {
        // A tap (a layer whose result is recorded) may need the weights as they were before packing.
        (Some(_), Source::File(_) | Source::Seed(_)) => with_weights(model, weights)?
            .session_builder()
            .threads(threads)
            .precision(precision)
            .build_dyn()
            .map_err(Failure::message)?,
        _ => {
            let network = packed(graph, weights, precision)?;
            network.dyn_session(threads)
        }
    };
    let tap_shape = tap
        .map(|layer| session.tap(layer))
        .transpose()
        .map_err(Failure::message)?;
    let mut results = Vec::new();
    let start = Instant::now();
    let run = session.run_all(&input, &mut results);
    run.map_err(Failure::message)?;
    let time = start.elapsed();
    let tapped = match tap.zip(tap_shape) {
        Some((layer, shape)) => {
            let values = session.tapped(layer).map_err(Failure::message)?;
            finite.check(format!("the result of `{layer}`"), values, shape)?;
            Some((values, shape))
        }
        None => None,
    };
    for ((name, shape), values) in session.outputs().zip(&results) {
        finite.check(format!("the output `{name}`"), values, shape)?;
    }
    if format == RunFormat::Npy {
        let (values, shape) = tapped.unwrap_or((&results[0], session.output_shape()));
        let array = npy::write(values, shape).map_err(Failure::message)?;
        return args.written.to().bytes(&array);
    }
    let outputs = session.outputs().zip(layers).zip(results).enumerate();
    let outputs = outputs.map(|(at, (((name, shape), layer), values))| OutputValues {
        name: name.to_owned(),
        layer,
        shape,
        values,
        labels: labels.as_deref().filter(|_| at == 0),
    });
    let images = input.len() / input_shape.len();
    let (outputs, top) = (outputs.collect::<Vec<_>>(), args.classes.top());
    let text = match format {
        RunFormat::Json => {
            let outputs = outputs.iter().map(|output| object(output, top));
            let object = json!({
                "network": name,
                "images": images,
                "threads": session.threads(),
                "ms": measured(time.as_secs_f64() * 1e3),
                "outputs": outputs.collect::<Vec<_>>(),
            });
            format!("{object:#}\n")
        }
        _ => report(
            &head(images, session.threads(), time),
            images,
            &outputs,
            top,
        ),
    };
    args.written.to().text(&text)
}

/// Whether values must be finite.
#[derive(Clone, Copy)]
struct Finite(bool);

impl Finite {
    /// Checks the values of images of the shape `shape`. `what` names them in the error.
    fn check(self, what: String, values: &[f32], shape: Shape) -> Result<(), Failure> {
        match self.0 {
            true => check_finite(what, values, &shape.dims())
                .map_err(|error| Failure::Message(format!("{error}\n{NON_FINITE_HELP}"))),
            false => Ok(()),
        }
    }
}

/// Returns the class names of the command line for the first output.
///
/// # Errors
/// [`Failure::Message`] if the output is no vector, or there are more or fewer names than values.
fn given_names(graph: &Graph, given: &GivenLabels) -> Result<Vec<String>, Failure> {
    let output = &graph.outputs()[0];
    match graph.shape(output.layer) {
        Shape::Vector { features } => {
            let names = given
                .labels
                .read(features)
                .map_err(|error| given.failure(error))?;
            Ok(names.unwrap_or_default())
        }
        shape => Err(Failure::Message(format!(
            "`--labels` names the values of a vector, the output `{}` is {shape}",
            output.name
        ))),
    }
}

/// Returns the description's class names of the first output; `None` if there are none that can be used.
fn names(graph: &Graph, labels: &Labels) -> Option<Vec<String>> {
    let output = &graph.outputs()[0];
    match graph.shape(output.layer) {
        Shape::Vector { features } => labels.read(features).ok().flatten(),
        _ => None,
    }
}

fn read_input(
    args: &Run,
    shape: Shape,
    preprocess: Option<Preprocess>,
) -> Result<Vec<f32>, Failure> {
    match (&args.input.input, &args.input.image) {
        (Some(path), _) => {
            input::array(path, shape, args.array.as_deref()).map_err(Failure::Message)
        }
        (None, Some(path)) => {
            let image = input::image(path, args.limits.options()).map_err(Failure::Message)?;
            let preprocess = preprocess.map_or_else(|| plain_input(shape), Ok);
            let preprocess = preprocess.map_err(Failure::message)?;
            image.input(&preprocess).map_err(Failure::message)
        }
        (None, None) => unreachable!("clap asks for one of them"),
    }
}

/// An output of the network, with its name, its shape for one image, and its values for all images of the run.
struct OutputValues<'a> {
    name: String,
    /// Path of the layer whose result is the output, which `--tap` takes.
    layer: String,
    shape: Shape,
    values: Vec<f32>,
    /// Name of each value of a vector; `None` if there are none.
    labels: Option<&'a [String]>,
}

/// Returns the names of the layers whose results are the outputs, as `--tap` takes them, in the order of the outputs.
fn output_layers(graph: &Graph) -> Vec<String> {
    let outputs = graph.outputs().iter();
    outputs
        .map(|output| graph.result_name(output.layer))
        .collect()
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

/// Formats the result of a run: the line `head` with the shape of the output, or with the number of outputs and their
/// shapes below, then for each output that is a vector and each image the `top` largest values with their indices.
fn report(head: &str, images: usize, outputs: &[OutputValues<'_>], top: usize) -> String {
    let mut text = String::new();
    if let [output] = outputs {
        let shape = output.shape;
        let _ = writeln!(text, "{head}, output {shape}");
        if matches!(shape, Shape::Map { .. }) {
            text += "the output is a map: write it with --output Y.npy\n";
        }
        largest(&mut text, "", images, output, top);
        return text;
    }
    let _ = writeln!(text, "{head}, {} outputs", outputs.len());
    for (at, output) in outputs.iter().enumerate() {
        let OutputValues {
            name, layer, shape, ..
        } = output;
        let tap = match at {
            0 => String::new(),
            _ => format!(" (--tap {layer})"),
        };
        let _ = writeln!(text, "{name}, {shape}{tap}");
        largest(&mut text, "  ", images, output, top);
    }
    text += "--output Y.npy writes the first output, with --tap that of another layer\n";
    text
}

/// Appends a line to `text` for each of the `top` largest values of an output, the largest first, for each image;
/// nothing if the output is a map.
fn largest(text: &mut String, indent: &str, images: usize, output: &OutputValues<'_>, top: usize) {
    if matches!(output.shape, Shape::Map { .. }) {
        return;
    }
    let len = output.shape.len();
    for (at, image) in output.values.chunks_exact(len).enumerate() {
        if images > 1 {
            let _ = writeln!(text, "{indent}image {at}");
        }
        for (class, value) in descending(image).take(top) {
            let label = output.labels.map_or(String::new(), |labels| {
                format!("  {}", plain(&labels[class]))
            });
            let _ = writeln!(text, "{indent}  class {class:>5}  {value:.6}{label}");
        }
    }
}

/// Returns the values of an image with their indices, the largest first, and NaN after all numbers.
fn descending(image: &[f32]) -> impl Iterator<Item = (usize, f32)> {
    let mut order: Vec<(usize, f32)> = image.iter().copied().enumerate().collect();
    let nan = |value: f32| value.is_nan();
    order.sort_by(|a, b| nan(a.1).cmp(&nan(b.1)).then(b.1.total_cmp(&a.1)));
    order.into_iter()
}

/// Returns an output for programs: of each image the `top` largest values, or null for `images` if it is a map.
fn object(output: &OutputValues<'_>, top: usize) -> Value {
    let value = |(class, value): (usize, f32)| {
        json!({
            "index": class,
            "label": output.labels.map(|labels| &labels[class]),
            "value": single(value),
        })
    };
    let images = match output.shape {
        Shape::Map { .. } => None,
        shape => {
            let images = output.values.chunks_exact(shape.len());
            let top = |image| descending(image).take(top).map(value).collect::<Vec<_>>();
            Some(
                images
                    .map(|image| json!({ "top": top(image) }))
                    .collect::<Vec<_>>(),
            )
        }
    };
    json!({
        "name": output.name,
        "layer": output.layer,
        "shape": output.shape.dims(),
        "images": images,
    })
}
