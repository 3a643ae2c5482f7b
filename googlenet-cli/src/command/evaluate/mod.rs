//! The command `googlenet evaluate`, which measures how well a network classifies images with labels.

mod mistakes;
mod report;

use super::data;
use super::loading::{Integers, Weights, packed};
use super::network::{Given, compile_strictly};
use super::progress::Progress;
use crate::args::{Evaluate, ReportFormat};
use crate::failure::Failure;
use crate::output::{Destination, plain, print, warn};
use googlenet_runtime::Network;
use googlenet_runtime::train::data::Task;
use googlenet_runtime::train::{Augment, Evaluator};
use googlenet_view::Theme;
use googlenet_view::report::{Confusion, Evaluation};
use mistakes::Mistakes;
use report::Report;
use std::ops::ControlFlow;
use std::path::Path;
use std::time::Instant;

pub(crate) fn run(args: &Evaluate) -> Result<(), Failure> {
    let format = args.format.get();
    let page = destination(args.output.as_deref(), "output", &["html", "htm"])?;
    let drawing = destination(args.confusion.as_deref(), "confusion", &["svg"])?;
    let files = Given::read(&args.spec.spec, &args.spec.size, args.weights.file())?;
    let described = compile_strictly(&files)?;
    described.warn_of_images();
    let weights = Weights::of(&args.weights, &described)?;
    let model = described.dynamic();
    let graph = model.graph();
    let task = Task::of(&graph, model.preprocess(), &model.labels()).map_err(Failure::message)?;
    let loss = model.training().loss;
    let task = task.with_loss(loss);
    let threads = args.threads.count();
    let parts = data::open(&args.data.data, &task, threads)?;
    let (part, images) = match (parts.test, parts.validation) {
        (Some(test), _) => (Some("test"), test),
        (None, Some(validation)) => (Some("validation"), validation),
        (None, None) => (None, parts.training),
    };
    data::tell(&images, &task);
    images
        .check(&task, &Augment::default())
        .map_err(Failure::message)?;
    let algorithms = args.choice.over(model.algorithms());
    let integers = Integers::Taken(args.choice.dtype());
    let network = packed(graph.clone(), weights, algorithms, integers)?;
    let mut evaluator = Evaluator::new(&graph, network.dyn_session(threads), loss);

    let is_quiet = args.quiet || format == ReportFormat::Json;
    let mut progress = Progress::new(is_quiet, images.len());
    let names = names(images.class_names().or(task.labels()), task.classes());
    let mut confusion = Confusion::new(names);
    let mut mistakes = Mistakes::default();
    let begin = Instant::now();
    let evaluated = evaluator.run(&images, &task, |answer| {
        confusion.add(answer.label, answer.class);
        mistakes.add(&answer);
        progress.advance();
        ControlFlow::Continue(())
    });
    let time = begin.elapsed();
    progress.clear();
    let evaluated = evaluated.map_err(Failure::training)?;
    let (metrics, problems) = (evaluated.metrics, evaluated.problems);
    problems
        .iter()
        .for_each(|problem| warn(&format!("left out: {}", problem.message)));
    progress.totals(metrics.images as usize, problems.len(), time);

    let report = Report {
        network: &described.compiled.name,
        part,
        metrics,
        confusion: &confusion,
        left_out: images.left_out().len() + problems.len(),
        seconds: time.as_secs_f64(),
    };
    if let Some(to) = drawing {
        let title = format!("Confusion matrix of {}", described.compiled.name);
        to.text(&confusion.svg(&title, Theme::Light))?;
    }
    if let Some(to) = page {
        let about = [
            ("description", args.spec.spec.name()),
            (
                "weights",
                args.weights
                    .file()
                    .map_or("–".to_owned(), |path| path.display().to_string()),
            ),
            ("images", of_part(&args.data.data, part)),
            ("precision", algorithms.precision.to_string()),
        ];
        let evaluation = Evaluation {
            title: described.compiled.name.clone(),
            about: about
                .map(|(name, value)| (name.to_owned(), plain(&value)))
                .to_vec(),
            mistakes: mistakes.shown(&images),
            top_5: (task.classes() > 5).then_some(metrics.top_5),
            loss: Some(metrics.loss),
            confusion: confusion.clone(),
        };
        to.text(&evaluation.html())?;
        if args.output.as_deref() == Some(Path::new("-")) {
            return Ok(());
        }
    }
    print(&match format {
        ReportFormat::Text => report.text(),
        ReportFormat::Json => report.object(),
    })
}

/// Returns where a file beside the report goes, after a look at its ending.
fn destination<'p>(
    path: Option<&'p Path>,
    option: &str,
    endings: &[&str],
) -> Result<Option<Destination<'p>>, Failure> {
    let Some(path) = path else {
        return Ok(None);
    };
    if path == Path::new("-") {
        return match option {
            "output" => Ok(Some(Destination::Stdout)),
            _ => Err(Failure::Usage(format!(
                "`--{option} -` is not standard output, which is for the report; help: name a file"
            ))),
        };
    }
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    match ending.is_some_and(|ending| endings.iter().any(|known| ending == **known)) {
        true => Ok(Some(Destination::File(path))),
        false => Err(Failure::Usage(format!(
            "`{}` does not end in .{}; help: `--{option}` writes {}",
            path.display(),
            endings[0],
            endings[0]
        ))),
    }
}

/// Returns the path of the images, with the part of them that is measured.
fn of_part(path: &Path, part: Option<&str>) -> String {
    let path = path.display();
    part.map_or_else(|| path.to_string(), |part| format!("{path} ({part})"))
}

/// Returns the names of classes, or their numbers.
fn names(names: Option<&[String]>, classes: usize) -> Vec<String> {
    let name = |class: usize| match names.and_then(|names| names.get(class)) {
        Some(name) => name.clone(),
        None => class.to_string(),
    };
    (0..classes).map(name).collect()
}
