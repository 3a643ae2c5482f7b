//! The command `googlenet features`, which writes results of a network for many images as an archive of arrays.

mod store;
mod work;

use super::find::Found;
use super::finite::Finite;
use super::loading::{Integers, Weights};
use super::network::{Given, compile_strictly};
use super::progress::Progress;
use super::taps::{Recorded, Weighted, check_names};
use crate::args::Features;
use crate::failure::Failure;
use crate::input;
use crate::output::{format_error, plain, tell};
use googlenet_runtime::Network;
use googlenet_runtime::image::plain as plain_input;
use std::time::Instant;
use store::Store;
use work::{Answers, Work};

pub(crate) fn run(args: &Features) -> Result<(), Failure> {
    // One format, but an ending of another file is a mistake.
    args.written.format()?;
    let to = args.written.to().for_bytes()?;
    let files = Given::read(&args.spec.spec, &args.spec.size, args.weights.file())?;
    let described = compile_strictly(&files)?;
    described.warn_of_images();
    let weights = Weights::of(&args.weights, &described)?;
    let model = described.dynamic();
    let algorithms = args.choice.over(model.algorithms());
    let integers = Integers::Taken(args.choice.dtype());
    let preprocess = model.preprocess();
    let taps = &args.taps.taps;
    let network = Weighted::new(model, weights, algorithms, integers, !taps.is_empty())?;
    let mut first = network.session(args.threads.count(), 1, taps)?;
    let preprocess = preprocess.map_or_else(|| plain_input(first.input_shape()), Ok);
    let preprocess = preprocess.map_err(Failure::message)?;
    let recorded = match taps.is_empty() {
        true => Recorded::outputs(&first),
        false => Recorded::taps(&mut first, taps)?,
    };
    drop(first);
    check_names(&recorded)?;
    let mut store = Store::new(to, recorded.clone())?;

    let found = Found::of(&args.images);
    if !args.quiet {
        found.tell_passed_over();
    }
    let mut report = Report {
        progress: Progress::new(args.quiet, found.images.len()),
        failed: 0,
    };
    for (_, error) in &found.faults {
        report.failed(error);
    }
    let work = Work {
        batch: args.batch.among(found.images.len(), args.threads.count()),
        options: args.limits.options(),
        finite: Finite(!args.weights.allow_non_finite()),
        preprocess,
        recorded,
    };
    let pool = work.pool(&network, args.threads.count(), found.images.len(), taps)?;
    let start = Instant::now();
    work.record(found.images, &pool, |answers| {
        let Answers { images, values } = answers;
        for (path, image) in images {
            match image {
                Ok(()) => store.name(input::name(&path)),
                Err(error) => report.failed(&error),
            }
            report.progress.advance();
        }
        store.add(&values)
    })?;
    let time = start.elapsed();
    report.progress.clear();
    let images = store.images();
    if images > 0 {
        store.write(to)?;
    }
    report.progress.totals(images, report.failed, time);
    match report.failed {
        0 => Ok(()),
        _ => Err(Failure::Reported),
    }
}

struct Report {
    progress: Progress,
    /// Number of errors.
    failed: usize,
}

impl Report {
    /// Prints the error of an image or folder, and counts it.
    fn failed(&mut self, error: &str) {
        self.failed += 1;
        self.progress.aside(|| tell(&format_error(&plain(error))));
    }
}
