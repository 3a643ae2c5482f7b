//! The command `googlenet classify`, which prints the most likely classes of images.

mod find;
mod report;
mod work;

use super::{Weights, compile_file, packed, threads};
use crate::args::Classify;
use crate::failure::Failure;
use crate::output::tell;
use googlenet_runtime::{Network, dynamic};
use report::Report;
use std::time::Instant;

pub(crate) fn run(args: &Classify) -> Result<(), Failure> {
    let compiled = compile_file(&args.spec)?;
    let outputs: Vec<String> = compiled
        .graph
        .outputs()
        .iter()
        .map(|output| output.name.to_string())
        .collect();
    let model = dynamic::Model::from_compiled(compiled, args.spec.parent());
    let precision = args.exactness.over(model.precision());
    let weights = Weights::new(args.weights.source(), &args.non_finite);
    let network = packed(model.graph(), weights, precision)?.described_by(&model);
    if args.verify {
        network.verify().map_err(Failure::message)?;
    }
    let (images, not_found) = find::images(&args.images);
    let pool = work::pool(&network, threads(args.threads), images.len());
    let pool = pool.map_err(Failure::message)?;
    if let [first, _, ..] = outputs.as_slice() {
        let all = outputs.join("`, `");
        tell(&format!(
            "classified by `{first}`, the first of the outputs `{all}`\n"
        ));
    }

    let mut report = Report::new(args, images.len());
    for (path, error) in &not_found {
        report.failed(path, error)?;
    }
    let start = Instant::now();
    let options = args.limits.options();
    work::classify(images, &pool, options, args.top as usize, |path, result| {
        report.image(path, result)
    })?;
    report.finish(start.elapsed())
}
