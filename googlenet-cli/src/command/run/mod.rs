//! The command `googlenet run`, which runs a network once and prints the largest output values, or writes results to a
//! file.

mod archive;
mod labels;
mod report;

use super::GivenLabels;
use super::finite::Finite;
use super::given::{Images, Named};
use super::loading::{Integers, Weights};
use super::network::{Given, compile_strictly};
use super::taps::{Recorded, Weighted};
use crate::args::{Run, RunFormat};
use crate::failure::Failure;
use archive::{Results, write_array};
use googlenet_dsl::graph::Graph;
use googlenet_runtime::{DynSession, Network};
use report::{OutputValues, Ran};
use std::time::{Duration, Instant};

pub(crate) fn run(args: &Run) -> Result<(), Failure> {
    let (format, taps) = (args.written.format()?, &args.taps.taps);
    match format {
        RunFormat::Npy | RunFormat::Npz => {
            args.written.to().for_bytes()?;
        }
        _ if !taps.is_empty() => {
            let help = "help: give `--format npz`, or a file that ends in `.npy` or `.npz`";
            return Err(Failure::Usage(format!("`--tap` writes an array; {help}")));
        }
        _ => {}
    }
    let given = args.classes.labels.as_deref().map(GivenLabels::read);
    let given = given.transpose()?;
    let files = Given::read(&args.spec.spec, &args.spec.size, args.weights.file())?;
    let described = compile_strictly(&files)?;
    let weights = Weights::of(&args.weights, &described)?;
    let name = described.compiled.name.clone();
    let model = described.dynamic();
    let graph = model.graph();
    if format == RunFormat::Npy {
        archive::check_one(&graph, taps)?;
    }
    let input_shape = graph.shape(0);
    let algorithms = args.choice.over(model.algorithms());
    let integers = Integers::Taken(args.choice.dtype());
    let layers = output_layers(&graph);
    let named = Named {
        array: args.input.input.as_ref(),
        of_archive: args.array.as_deref(),
        images: &args.input.image,
        decode: args.limits.options(),
    };
    let input = Images::read(&named, input_shape, model.preprocess())?;
    let finite = Finite(!args.weights.allow_non_finite());
    input.check(finite, input_shape)?;
    let labels = match given {
        Some(given) => Some(labels::given(&graph, &given)?),
        None => labels::described(&graph, &model.labels()),
    };
    let batch = args.batch.images();
    let network = Weighted::new(model, weights, algorithms, integers, !taps.is_empty())?;
    let mut session = network.session(args.threads.count(), batch, taps)?;
    let mut recorded = Recorded::outputs(&session);
    let outputs = recorded.len();
    recorded.extend(Recorded::taps(&mut session, taps)?);
    let (results, time) = compute(&mut session, &input.values, batch, &recorded)?;
    // What is tapped comes first, as it does in the network.
    let (first, last) =
        (recorded.iter().zip(&results)).partition::<Vec<_>, _>(|(one, _)| one.is_tap());
    for (one, values) in first.into_iter().chain(last) {
        let checked = finite.check(one.what(), values, one.shape);
        checked.map_err(Failure::Message)?;
    }
    let count = input.values.len() / input_shape.len();
    match format {
        RunFormat::Npy => {
            let at = if taps.is_empty() { 0 } else { outputs };
            return write_array(args.written.to(), &recorded[at], &results[at]);
        }
        RunFormat::Npz => {
            let results = Results {
                recorded: &recorded,
                values: &results,
                paths: input.paths.as_deref(),
                images: count,
            };
            return results.write(args.written.to());
        }
        RunFormat::Text | RunFormat::Json => {}
    }
    let all = recorded.into_iter().zip(layers).zip(results).enumerate();
    let outputs = all.map(|(at, ((one, layer), values))| OutputValues {
        name: one.name,
        layer,
        shape: one.shape,
        values,
        labels: labels.as_deref().filter(|_| at == 0),
    });
    let ran = Ran {
        images: count,
        paths: input.paths.as_deref(),
        threads: session.threads(),
        time,
        outputs: outputs.collect(),
        top: args.classes.top(),
    };
    let text = match format {
        RunFormat::Json => ran.object(&name),
        _ => ran.text(),
    };
    args.written.to().text(&text)
}

/// Runs the network on images, `batch` of them at a time, and returns the values of each of `recorded` for all images,
/// and the time of the runs.
fn compute(
    session: &mut DynSession,
    input: &[f32],
    batch: usize,
    recorded: &[Recorded],
) -> Result<(Vec<Vec<f32>>, Duration), Failure> {
    let mut all = vec![Vec::new(); recorded.len()];
    let (mut outputs, mut time) = (Vec::new(), Duration::ZERO);
    for images in input.chunks(batch * session.input_shape().len()) {
        let start = Instant::now();
        let run = session.run_all(images, &mut outputs);
        run.map_err(Failure::message)?;
        time += start.elapsed();
        for (one, all) in recorded.iter().zip(&mut all) {
            let values = one.values(session, &outputs);
            all.extend_from_slice(values.map_err(Failure::message)?);
        }
    }
    Ok((all, time))
}

/// Returns the names of the layers whose results are the outputs, as `--tap` takes them, in the order of the outputs.
fn output_layers(graph: &Graph) -> Vec<String> {
    let outputs = graph.outputs().iter();
    outputs
        .map(|output| graph.result_name(output.layer))
        .collect()
}
