//! The command `googlenet classify`, which prints the most likely classes of images.

mod report;
mod work;

use super::find::Found;
use super::{GivenLabels, Weights, compile_spec, packed};
use crate::args::{Classify, ReportFormat};
use crate::failure::Failure;
use crate::output::tell;
use googlenet_runtime::{Network, dynamic};
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
    let compiled = compile_spec(&args.spec.spec)?;
    let outputs: Vec<String> = compiled
        .graph
        .outputs()
        .iter()
        .map(|output| output.name.to_string())
        .collect();
    let model = dynamic::Model::from_compiled(compiled, Some(args.spec.spec.folder()));
    let precision = args.exactness.over(model.precision());
    let weights = Weights::of(&args.weights);
    let network = packed(model.graph(), weights, precision)?.described_by(&model);
    let found = Found::of(&args.images);
    let work = Work {
        threads: args.threads.count(),
        batch: args.batch.among(found.images.len(), args.threads.count()),
        top: args.classes.top(),
        options: args.limits.options(),
    };
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
