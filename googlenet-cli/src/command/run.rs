//! The command `googlenet run`, which runs a network once and prints the largest output values, or writes a result to a
//! file.

use super::{NON_FINITE_HELP, Weights, compile_file, packed, threads, with_weights};
use crate::args::{Run, Source};
use crate::failure::Failure;
use crate::output::{plain, print, write_file};
use googlenet_dsl::file::open_regular;
use googlenet_dsl::file_kind::FileKind;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::shape::Shape;
use googlenet_interop::{npy, npz};
use googlenet_runtime::image;
use googlenet_runtime::{Labels, Network, check_finite, dynamic};

use googlenet_runtime::graph::Preprocess;
use std::fmt::Write;
use std::io::{self, Read};
use std::path::Path;
use std::time::{Duration, Instant};

pub(crate) fn run(args: &Run) -> Result<(), Failure> {
    let compiled = compile_file(&args.spec)?;
    let model = dynamic::Model::from_compiled(compiled, args.spec.parent());
    let graph = model.graph();
    let input_shape = graph.shape(0);
    let precision = args.exactness.over(model.precision());
    let layers = output_layers(&graph);
    let input = read_input(args, input_shape, model.preprocess())?;
    let finite = Finite(!args.allow_non_finite);
    finite.check(args.input.name(), &input, input_shape)?;
    let labels = labels(&graph, &model.labels());
    let (weights, threads) = (
        Weights {
            source: args.weights.source(),
            allow_non_finite: args.allow_non_finite,
        },
        threads(args.threads),
    );
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
            if args.verify {
                network.verify().map_err(Failure::message)?;
            }
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
    if let Some(path) = &args.output {
        let (values, shape) = tapped.unwrap_or((&results[0], session.output_shape()));
        let array = npy::write(values, shape).map_err(Failure::message)?;
        return write_file(path, &array);
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
    let head = head(images, session.threads(), time);
    print(&report(
        &head,
        images,
        &outputs.collect::<Vec<_>>(),
        args.top,
    ))
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

/// Returns the class names of the first output; `None` if there are none that can be used.
fn labels(graph: &Graph, labels: &Labels) -> Option<Vec<String>> {
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
        (Some(path), _) => read_array(path, shape, args.array.as_deref()).map_err(|error| {
            let path = path.display();
            Failure::Message(match error.strip_prefix("it ") {
                Some(wrong) if wrong.contains("; expected ") => format!("`{path}` {wrong}"),
                _ => format!("`{path}`: {error}"),
            })
        }),
        (None, Some(path)) => {
            let image = args.limits.options().open(path).map_err(Failure::message)?;
            let preprocess = preprocess.map_or_else(|| image::plain(shape), Ok);
            let preprocess = preprocess.map_err(Failure::message)?;
            image.input(&preprocess).map_err(Failure::message)
        }
        (None, None) => unreachable!("clap asks for one of them"),
    }
}

/// Reads an array of a `.npy` or `.npz` file, which its first bytes tell apart. `array` is the name of one in an archive.
fn read_array(path: &Path, shape: Shape, array: Option<&str>) -> Result<Vec<f32>, String> {
    let said = |error: io::Error| error.to_string();
    let mut first = Vec::new();
    let file = open_regular(path).map_err(said)?;
    let begin = file.take(FileKind::BYTES as u64).read_to_end(&mut first);
    begin.map_err(said)?;
    match (FileKind::of(&first), array) {
        (Some(FileKind::Npz), _) => npz::read(path, shape, array),
        (Some(FileKind::Npy), Some(_)) => {
            Err("a .npy file holds one array, without a name; help: leave out `--array`".into())
        }
        _ => npy::read(path, shape),
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
        let mut order: Vec<(usize, f32)> = image.iter().copied().enumerate().collect();
        // NaN comes after all numbers.
        let nan = |value: f32| value.is_nan();
        order.sort_by(|a, b| nan(a.1).cmp(&nan(b.1)).then(b.1.total_cmp(&a.1)));
        if images > 1 {
            let _ = writeln!(text, "{indent}image {at}");
        }
        for (class, value) in order.into_iter().take(top) {
            let label = output.labels.map_or(String::new(), |labels| {
                format!("  {}", plain(&labels[class]))
            });
            let _ = writeln!(text, "{indent}  class {class:>5}  {value:.6}{label}");
        }
    }
}
