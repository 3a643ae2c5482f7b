//! The command `googlenet run`, which runs a network once and prints the largest output values, or writes a result to a
//! file.

use super::{compile_file, packed, threads, with_weights};
use crate::args::{Run, Source};
use crate::failure::Failure;
use crate::output::{print, write_file};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::shape::Shape;
use googlenet_interop::npy;
use googlenet_runtime::Network;
use googlenet_runtime::image;

use googlenet_runtime::graph::Preprocess;
use std::fmt::Write;
use std::time::{Duration, Instant};

pub(crate) fn run(args: &Run) -> Result<(), Failure> {
    let compiled = compile_file(&args.spec)?;
    let input_shape = compiled.graph.shape(0);
    let precision = args.exactness.over(compiled.precision);
    let layers = output_layers(&compiled.graph);
    let input = read_input(args, input_shape, compiled.preprocess)?;
    let (source, threads) = (args.weights.source(), threads(args.threads));
    let tap = args.tap.as_deref();
    let mut session = match (tap, source) {
        // A tap (a layer whose result is recorded) may need the weights as they were before packing.
        (Some(_), Source::File(_) | Source::Seed(_)) => with_weights(compiled.graph, source)?
            .session_builder()
            .threads(threads)
            .precision(precision)
            .build_dyn()
            .map_err(Failure::message)?,
        _ => packed(compiled.graph, source, precision)?.dyn_session(threads),
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
    let Some(path) = &args.output else {
        let outputs = session.outputs().zip(layers).zip(results);
        let outputs = outputs.map(|(((name, shape), layer), values)| OutputValues {
            name: name.to_owned(),
            layer,
            shape,
            values,
        });
        let images = input.len() / input_shape.len();
        let head = head(images, session.threads(), time);
        return print(&report(
            &head,
            images,
            &outputs.collect::<Vec<_>>(),
            args.top,
        ));
    };
    let array = match tap.zip(tap_shape) {
        Some((layer, shape)) => npy::write(session.tapped(layer).map_err(Failure::message)?, shape),
        None => npy::write(&results[0], session.output_shape()),
    };
    write_file(path, &array.map_err(Failure::message)?)
}

fn read_input(
    args: &Run,
    shape: Shape,
    preprocess: Option<Preprocess>,
) -> Result<Vec<f32>, Failure> {
    match (&args.input.input, &args.input.image) {
        (Some(path), _) => npy::read(path, shape)
            .map_err(|error| Failure::Message(format!("`{}`: {error}", path.display()))),
        (None, Some(path)) => {
            let image = args.limits.options().open(path).map_err(Failure::message)?;
            let preprocess = preprocess.map_or_else(|| image::plain(shape), Ok);
            let preprocess = preprocess.map_err(Failure::message)?;
            image.input(&preprocess).map_err(Failure::message)
        }
        (None, None) => unreachable!("clap asks for one of them"),
    }
}

/// An output of the network, with its name, its shape for one image, and its values for all images of the run.
struct OutputValues {
    name: String,
    /// Path of the layer whose result is the output, which `--tap` takes.
    layer: String,
    shape: Shape,
    values: Vec<f32>,
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
fn report(head: &str, images: usize, outputs: &[OutputValues], top: usize) -> String {
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
fn largest(text: &mut String, indent: &str, images: usize, output: &OutputValues, top: usize) {
    if matches!(output.shape, Shape::Map { .. }) {
        return;
    }
    let len = output.shape.len();
    for (at, image) in output.values.chunks_exact(len).enumerate() {
        let mut order: Vec<(usize, f32)> = image.iter().copied().enumerate().collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1));
        if images > 1 {
            let _ = writeln!(text, "{indent}image {at}");
        }
        for (class, value) in order.into_iter().take(top) {
            let _ = writeln!(text, "{indent}  class {class:>5}  {value:.6}");
        }
    }
}
