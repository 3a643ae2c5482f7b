//! `googlenet run`.

use super::{compile_file, threads, with_weights};
use crate::args::{Input, Run};
use crate::failure::Failure;
use crate::npy;
use crate::output::{print, write_file};
use googlenet_dsl::shape::Shape;
use googlenet_runtime::{Network, picture};
use std::fmt::Write;
use std::time::{Duration, Instant};

pub(crate) fn run(args: &Run) -> Result<(), Failure> {
    let compiled = compile_file(&args.spec)?;
    let input_shape = compiled.graph.shape(0);
    let input = read_input(&args.input, input_shape)?;
    let model = with_weights(compiled.graph, args.weights.source())?;
    let mut session = model.executor(threads(args.threads));
    let tap = args.tap.as_deref();
    let tap_shape = tap
        .map(|layer| session.tap(layer))
        .transpose()
        .map_err(Failure::message)?;
    let mut result = Vec::new();
    let start = Instant::now();
    session.run(&input, &mut result).map_err(Failure::message)?;
    let time = start.elapsed();
    let shape = session.output_shape();
    let Some(path) = &args.output else {
        return print(&report(&result, shape, args.top, session.threads(), time));
    };
    let array = match tap.zip(tap_shape) {
        Some((layer, shape)) => npy::write(session.tapped(layer).map_err(Failure::message)?, shape),
        None => npy::write(&result, shape),
    };
    write_file(path, &array.map_err(Failure::message)?)
}

fn read_input(input: &Input, shape: Shape) -> Result<Vec<f32>, Failure> {
    match (&input.input, &input.image) {
        (Some(path), _) => npy::read(path, shape)
            .map_err(|error| Failure::Message(format!("`{}`: {error}", path.display()))),
        (None, Some(path)) => picture::load(path, shape).map_err(Failure::message),
        (None, None) => unreachable!("clap asks for one of them"),
    }
}

/// The time, and for each picture the largest values.
fn report(result: &[f32], shape: Shape, top: usize, threads: usize, time: Duration) -> String {
    let len = shape.len();
    let pictures = result.len() / len;
    let milliseconds = time.as_secs_f64() * 1e3;
    let threads = if threads == 1 {
        "1 thread".to_owned()
    } else {
        format!("{threads} threads")
    };
    let plural = if pictures == 1 { "" } else { "s" };
    let mut text = format!(
        "{pictures} picture{plural} in {milliseconds:.1} ms on {threads}, output {shape}\n"
    );
    if matches!(shape, Shape::Map { .. }) {
        text += "the output is a map: write it with --output Y.npy\n";
        return text;
    }
    for (at, picture) in result.chunks_exact(len).enumerate() {
        let mut order: Vec<(usize, f32)> = picture.iter().copied().enumerate().collect();
        order.sort_by(|a, b| b.1.total_cmp(&a.1));
        if pictures > 1 {
            let _ = writeln!(text, "picture {at}");
        }
        for (class, value) in order.into_iter().take(top) {
            let _ = writeln!(text, "  class {class:>5}  {value:.6}");
        }
    }
    text
}
