//! The command `googlenet classify`, which prints the most likely classes of images.

mod crops;
mod report;
mod work;

use super::GivenLabels;
use super::find::Found;
use super::loading::{Integers, Weights, packed};
use super::network::{Given, compile_strictly};
use crate::args::{Classify, ReportFormat};
use crate::failure::Failure;
use crate::output::tell;
use crops::Crops;
use googlenet_runtime::Network;
use report::Report;
use std::time::Instant;
use work::Work;

pub(crate) fn run(args: &Classify) -> Result<(), Failure> {
    let format = args.written.format()?;
    let labels = args
        .classes
        .labels
        .as_deref()
        .map(GivenLabels::read)
        .transpose()?;
    let files = Given::read(&args.spec.spec, &args.spec.size, args.weights.file())?;
    let described = compile_strictly(&files)?;
    described.warn_of_images();
    let weights = Weights::of(&args.weights, &described)?;
    let outputs: Vec<String> = described
        .compiled
        .graph
        .outputs()
        .iter()
        .map(|output| output.name.to_string())
        .collect();
    let model = described.dynamic();
    let algorithms = args.choice.over(model.algorithms());
    let integers = Integers::Taken(args.choice.dtype());
    let network = packed(model.graph(), weights, algorithms, integers)?.described_by(&model);
    let found = Found::of(&args.images);
    let work = Work {
        threads: args.threads.count(),
        batch: args.batch.among(found.images.len(), args.threads.count()),
        top: args.classes.top(),
        options: args.limits.options(),
        crops: match args.crops.as_str() {
            "10" => Crops::Ten,
            _ => Crops::Centre,
        },
    };
    if work.crops == Crops::Ten {
        crops::check(described.compiled.preprocess.as_ref())?;
    }
    let pool = work.pool(&network, found.images.len(), labels.as_ref())?;
    if args.quiet || format == ReportFormat::Json {
        // Nothing but what is asked for.
    } else if let [first, _, ..] = outputs.as_slice() {
        let all = outputs.join("`, `");
        tell(&format!(
            "classified by `{first}`, the first of the outputs `{all}`\n"
        ));
    }

    if !args.quiet {
        found.tell_passed_over();
    }

    let to = args.written.to().parts();
    let mut report = Report::new(to, format, args.quiet, found.images.len());
    for (path, error) in &found.faults {
        report.failed(path, error)?;
    }
    let start = Instant::now();
    work.classify(found.images, &pool, |path, result| {
        report.image(path, result)
    })?;
    report.finish(start.elapsed())
}
