//! The command `googlenet quantize`, which calibrates a network on images and writes it in 8-bit integers.

mod report;

use super::data;
use super::loading::{Weights, with_weights};
use super::network::{Given, compile_strictly};
use super::progress::Progress;
use crate::args::{Quantize, ReportFormat};
use crate::failure::Failure;
use crate::output::{Destination, plain, print, warn};
use googlenet_dsl::value::Preprocess;
use googlenet_runtime::quantize::{Calibration, QuantizeOptions, Quantized, Simulation};
use googlenet_runtime::train::data::{Dataset, Loader, LoaderOptions, Task};
use googlenet_runtime::{Network, dynamic};
use report::{Agreement, Report};
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
    let model = with_weights(described.dynamic(), weights)?;
    // Labels do not matter, nor the number of classes.
    let task = Task::new(model.graph().shape(0), model.preprocess(), usize::MAX);
    let threads = args.threads.count();
    let all = data::open(&args.data.data, &task, threads)?.training;
    data::tell(&all, &task);
    let images = spread(&all, args.images);
    let options = options(args, &model, threads);
    let mut calibration = Calibration::new(&model, &options).map_err(Failure::message)?;

    let is_quiet = args.quiet || format == ReportFormat::Json;
    let simulated = args.simulate.map(|count| spread(&all, Some(count)));
    let more = simulated.as_ref().map_or(0, Dataset::len);
    let mut progress = Progress::new(is_quiet, images.len() * calibration.passes() + more);
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
    let (quantized, outcome) = calibration.finish().map_err(Failure::message)?;
    let agreement = simulated.map(|images| {
        let compared = compare(&model, &quantized, &images, &task, threads, &mut progress);
        progress.clear();
        compared
    });
    let agreement = agreement.transpose()?;
    progress.clear();
    progress.totals(outcome.images as usize, left_out, begin.elapsed());
    outcome
        .warnings
        .iter()
        .for_each(|warning| warn(&warning.to_string()));
    to.stream(|to| quantized.write(to))?;
    let report = Report {
        outcome: &outcome,
        agreement,
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
    options.threads = threads;
    options.input_is_non_negative = match model.preprocess() {
        Some(preprocess) => is_non_negative(&preprocess),
        None => false,
    };
    options
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

/// Counts the images to which the network gives the same class in 8 bits as in `f32`.
fn compare(
    model: &dynamic::Model,
    quantized: &Quantized,
    images: &Dataset,
    task: &Task,
    threads: usize,
    progress: &mut Progress,
) -> Result<Agreement, Failure> {
    let simulation = Simulation::new(model, quantized);
    let mut session = model.dyn_session(threads);
    let (mut output, mut agreement) = (Vec::new(), Agreement::default());
    each(images, task, threads, |batch| {
        for image in batch.chunks_exact(task.values()) {
            session.run(image, &mut output).map_err(Failure::message)?;
            agreement.add(&output, &simulation.output(image));
            progress.advance();
        }
        Ok(())
    })?;
    Ok(agreement)
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
