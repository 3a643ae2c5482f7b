//! The command `googlenet quantize`, which calibrates a network on images and writes it in 8-bit integers.

mod measure;
mod report;

use super::data;
use super::loading::{Weights, no_integers, with_weights};
use super::network::{Given, compile_strictly};
use super::progress::Progress;
use crate::args::{Quantize, ReportFormat};
use crate::failure::Failure;
use crate::output::{Destination, plain, print, warn};
use googlenet_dsl::value::Preprocess;
use googlenet_runtime::graph::Graph;
use googlenet_runtime::quantize::{
    Calibration, Kept, QuantizationReport, QuantizeOptions, Quantized, Warning,
};
use googlenet_runtime::train::data::{Dataset, Loader, LoaderOptions, Task};
use googlenet_runtime::{Network, dynamic};
use measure::Comparison;
use report::Report;
use std::path::Path;
use std::time::Instant;

/// Images that are prepared at a time, for each thread.
const IMAGES_A_THREAD: usize = 8;

pub(crate) fn run(args: &Quantize) -> Result<(), Failure> {
    let format = args.format.get();
    let to_stdout = args.output == Path::new("-");
    let to = match to_stdout {
        true => Destination::Stdout.for_bytes()?,
        false => Destination::File(&args.output),
    };
    let page = args.html.as_deref().map(html).transpose()?;
    let files = Given::read(&args.spec.spec, &args.spec.size, args.weights.file())?;
    let described = compile_strictly(&files)?;
    described.warn_of_images();
    let weights = Weights::unpacked(&args.weights, &described)?;
    no_integers(
        weights,
        "give the weights in f32, of which the scales are chosen anew",
    )?;
    let model = with_weights(described.dynamic(), weights)?;
    let task = Task::new(
        model.graph().shape(0),
        model.preprocess(),
        Task::ANY_CLASSES,
    );
    let threads = args.threads.count();
    let all = data::open(&args.data.data, &task, threads)?.training;
    data::tell(&all, &task);
    let images = spread(&all, args.images);
    let options = options(args, &model, threads);
    let mut calibration = Calibration::new(&model, &options).map_err(Failure::message)?;

    let is_quiet = args.quiet || format == ReportFormat::Json;
    let passes = calibration.passes() + 2;
    let mut progress = Progress::new(is_quiet, images.len() * passes);
    let begin = Instant::now();
    let mut left_out = all.left_out().len();
    let mut is_first = true;
    loop {
        let problems = each(&images, &task, threads, |batch| {
            let len = batch.len() / task.values();
            calibration.observe(batch).map_err(Failure::message)?;
            (0..len).for_each(|_| progress.advance());
            Ok(())
        })?;
        if is_first {
            left_out += problems.len();
            problems
                .iter()
                .for_each(|problem| progress.aside(|| warn(problem)));
        }
        is_first = false;
        if !calibration.next_pass().map_err(Failure::message)? {
            break;
        }
    }
    let (mut quantized, mut outcome) = calibration.finish().map_err(Failure::message)?;
    let comparison = Comparison::new(&model, &images, &task, threads, || progress.advance())?;
    let mut measured = comparison.measure(&quantized, || progress.advance())?;
    if let Some(most) = args.max_drop {
        let kept;
        (measured, kept) = comparison.keep_within(most, &mut quantized, measured)?;
        tell_kept(&mut outcome, &model.graph(), &quantized, &kept);
        if measured.agreement.drop() > most {
            warn(
                "the agreement stays below that of `--max-drop` with all weights in floating point: results in \
                 8 bits are too coarse",
            );
        }
    }
    progress.clear();
    progress.totals(outcome.images as usize, left_out, begin.elapsed());
    outcome
        .warnings
        .iter()
        .for_each(|warning| warn(&warning.to_string()));
    to.stream(|to| quantized.write(to))?;
    let report = Report {
        outcome: &outcome,
        measured,
        left_out,
    };
    if let Some(page) = page {
        let file = args.weights.file().map(|path| path.display().to_string());
        let about = [
            ("description", args.spec.spec.name()),
            ("weights", file.unwrap_or_else(|| "–".to_owned())),
            ("images", args.data.data.display().to_string()),
        ];
        page.text(
            &report.page(
                about
                    .map(|(name, value)| (name.to_owned(), plain(&value)))
                    .to_vec(),
            ),
        )?;
    }
    match (to_stdout, format) {
        (true, _) => Ok(()),
        (false, ReportFormat::Text) => print(&plain(&report.text())),
        (false, ReportFormat::Json) => print(&report.object()),
    }
}

fn options(args: &Quantize, model: &dynamic::Model, threads: usize) -> QuantizeOptions {
    let mut options = QuantizeOptions::default();
    options.method = args.method;
    options.keep_f32.clone_from(&args.keep_f32);
    options.quantize_first = args.quantize_first;
    options.rounding = args.rounding;
    options.threads = threads;
    options.correct_bias = !args.no_bias_correction;
    options.input_is_non_negative = match model.preprocess() {
        Some(preprocess) => is_non_negative(&preprocess),
        None => false,
    };
    options
}

/// Says in the report that layers keep their weights in `f32`, and which results then stay in `f32`; there is nothing to warn of
/// these. `quantized` is what has become of the network.
fn tell_kept(
    outcome: &mut QuantizationReport,
    graph: &Graph,
    quantized: &Quantized,
    kept: &[String],
) {
    let is_kept = |layer: &str| kept.iter().any(|name| name == layer);
    (outcome.warnings).retain(|warning| !warning.weights_of().is_some_and(is_kept));
    let layers = outcome.layers.iter_mut();
    for layer in layers.filter(|layer| kept.contains(&layer.layers[0])) {
        if let Some(weights) = &mut layer.weights {
            weights.bytes = weights.f32_bytes;
            weights.is_quantized = false;
            weights.kept = Some(Kept::Agreement);
            weights.snr_db = None;
        }
    }
    let stored = quantized.places(graph).stored;
    let ids = graph.ids().skip(1);
    let floats: Vec<&str> = ids
        .filter(|id| stored[*id].is_none())
        .map(|id| &*graph.layer(id).name)
        .collect();
    let is_float = |layer: &str| floats.contains(&layer);
    let is_lost =
        |warning: &Warning| matches!(warning, Warning::Outliers { layer, .. } if is_float(layer));
    outcome.warnings.retain(|warning| !is_lost(warning));
    for layer in &mut outcome.layers {
        let is_float = layer.layers.last().is_some_and(|last| is_float(last));
        if let Some(result) = layer.result.as_mut().filter(|_| is_float) {
            result.is_quantized = false;
            result.clipped = 0.0;
            result.snr_db = None;
        }
    }
}

/// Returns whether images never become negative inputs.
fn is_non_negative(preprocess: &Preprocess) -> bool {
    let mean = preprocess.mean.iter().all(|mean| *mean <= 0.0);
    let std = preprocess.std.iter().all(|std| *std > 0.0);
    preprocess.scale >= 0.0 && mean && std
}

/// Returns at most `count` images, spread evenly.
fn spread(images: &Dataset, count: Option<u32>) -> Dataset {
    let all = images.len();
    match count.map(|count| count as usize) {
        Some(count) if count < all => images.part((0..count).map(|at| at * all / count)),
        _ => images.clone(),
    }
}

/// Calls `run` with the inputs of each batch of images, and returns messages about images that cannot be read.
fn each(
    images: &Dataset,
    task: &Task,
    threads: usize,
    mut run: impl FnMut(&[f32]) -> Result<(), Failure>,
) -> Result<Vec<String>, Failure> {
    let options = LoaderOptions::in_order(IMAGES_A_THREAD * threads).with_threads(threads);
    let mut loader = Loader::new(images, task, options).map_err(Failure::message)?;
    let (mut unread, mut any) = (None, false);
    loop {
        match loader.next_batch() {
            Ok(None) => break,
            Ok(Some(batch)) => {
                any = true;
                run(batch.images)?;
            }
            // The images of the batch are among the problems.
            Err(error) => unread = Some(error),
        }
    }
    match unread {
        Some(error) if !any => Err(Failure::message(error)),
        _ => {
            let problems = loader.take_problems().into_iter();
            Ok(problems
                .map(|problem| format!("left out: {}", problem.message))
                .collect())
        }
    }
}

/// Returns where the page goes.
fn html(path: &Path) -> Result<Destination<'_>, Failure> {
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    match ending.is_some_and(|ending| ending == "html" || ending == "htm") {
        true => Ok(Destination::File(path)),
        false => Err(Failure::Usage(format!(
            "`{}` does not end in .html; help: `--html` writes a page",
            path.display()
        ))),
    }
}

#[cfg(test)]
mod tests {
    use super::{Calibration, QuantizationReport, QuantizeOptions, Quantized, dynamic, tell_kept};
    use googlenet_runtime::Network;
    use googlenet_runtime::quantize::Kept;
    use googlenet_runtime::weights::formula;

    const TEXT: &str = "\
format: 1
name: Small
input: {height: 8, width: 8, channels: 3}
layers:
  one: {conv: 4, kernel: 3, activation: relu}
  two: {conv: 4, kernel: 3, padding: same}
  pool: {max_pool: 2}
  norm: {lrn: {size: 3}}
  three: {conv: 4, kernel: 1, activation: relu}
  last: {conv: 2, kernel: 1}
";

    fn quantized(model: &dynamic::Model, keep: &[&str]) -> (Quantized, QuantizationReport) {
        let mut options = QuantizeOptions::default();
        options.quantize_first = true;
        options.keep_f32 = keep.iter().map(|path| (*path).to_owned()).collect();
        let mut calibration = Calibration::new(model, &options).expect("finite weights");
        loop {
            for seed in 0..3 {
                let image: Vec<f32> = (0..8 * 8 * 3).map(|i| formula(seed, i) as f32).collect();
                calibration.observe(&image).expect("finite results");
            }
            if !calibration.next_pass().expect("images") {
                return calibration.finish().expect("images");
            }
        }
    }

    /// Results in `f32` are reported as if the layers had been asked for.
    #[test]
    fn results_of_kept_layers_are_told_to_be_in_f32() {
        let model = dynamic::Model::from_text("small.yaml", TEXT).expect("it compiles");
        let model = model.seeded(3);
        let (mut changed, mut report) = quantized(&model, &[]);
        let graph = model.graph();
        let two = graph.ids().find(|id| &*graph.layer(*id).name == "two");
        assert!(changed.keep_f32(&model, two.expect("the layer")));
        let before = report.clone();
        tell_kept(&mut report, &graph, &changed, &["two".to_owned()]);
        let (asked, expected) = quantized(&model, &["two"]);
        assert_eq!(changed.float_layers, asked.float_layers);
        let results = |report: &QuantizationReport| -> Vec<_> {
            let layers = report.layers.iter();
            layers
                .map(|layer| (layer.layers.clone(), layer.result))
                .collect()
        };
        assert_eq!(results(&report), results(&expected));
        assert!(results(&report) != results(&before));
        let weights = |report: &QuantizationReport| -> Vec<_> {
            let weights = report.layers.iter().filter_map(|layer| layer.weights);
            weights
                .map(|of| (of.bytes, of.is_quantized, of.kept))
                .collect()
        };
        let mut of_expected = weights(&expected);
        for (_, _, kept) in &mut of_expected {
            *kept = kept.map(|_| Kept::Agreement);
        }
        assert_eq!(weights(&report), of_expected);
    }
}
