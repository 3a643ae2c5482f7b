//! The command `googlenet train`, which trains a network on images with labels.

mod described;
mod images;
mod interrupt;
mod log;
mod options;
mod position;
mod progress;
mod report;
mod run;
mod run_folder;
mod settings;
mod share;
mod steps;
mod transfer;

use super::network::{Given, compile_strictly};
use crate::args::{ReportFormat, Train};
use crate::failure::Failure;
use crate::output::{tell, warn};
use googlenet_dsl::value::training::ClassWeights;
use googlenet_runtime::Network;
use googlenet_runtime::train::data::{Problem, Task};
use googlenet_runtime::train::{ResumeOptions, Trainer, initialize_weights};
use images::Images;
use interrupt::Interrupt;
use log::Log;
use options::Options;
use position::Position;
use progress::Progress;
use run::Run;
use run_folder::RunFolder;

pub(crate) fn run(args: &Train) -> Result<(), Failure> {
    let format = args.format.get();
    let is_quiet = args.quiet || format == ReportFormat::Json;
    let (folder, is_begun) = RunFolder::open(&args.output, args.resume)?;
    let given = Given::read(&args.spec.spec, &args.spec.size, None)?;
    let network = compile_strictly(&given)?;
    network.warn_of_images();
    let mut model = network.dynamic();
    let described = model.precision();
    let mut options = Options::of(args, args.exactness.over(described));
    if is_begun {
        if let Some(from) = &args.from {
            warn(&format!(
                "`--from {}` is passed over: the run in `{}` goes on with its own weights",
                from.display(),
                folder.path().display()
            ));
        }
        let is_given = args.exactness.named().is_some();
        options = options.over(&Options::read(&folder)?, is_given)?;
    }
    let precision = options.precision.parse().unwrap_or(described);
    let mut training = options.training(model.training());
    let graph = model.graph();
    let task = Task::of(&graph, model.preprocess(), &model.labels()).map_err(Failure::message)?;
    let task = task.with_loss(training.loss);
    let threads = args.threads.count();
    let images = Images::open(args, &options, &training, &task, threads)?;
    options.check(&graph.training(), &images, is_begun)?;
    if options.validation.is_some() {
        training.validation = images.share;
    }
    let class_weights = match &training.class_weights {
        Some(ClassWeights::Balanced) => images.training.balanced_weights(task.classes()),
        _ => Vec::new(),
    };

    initialize_weights(&mut model, training.seed);
    let mut said = Vec::new();
    if args.resume && !is_begun {
        let path = folder.path().display();
        said.push(format!(
            "no state in `{path}` to go on from: training begins anew"
        ));
    }
    if let (Some(path), false) = (&args.from, is_begun) {
        said.push(transfer::transfer(&mut model, &network, path, &args.only)?);
    }
    let builder = Trainer::builder(model).training(training.clone());
    let mut trainer = builder
        .threads(threads)
        .precision(precision)
        .build()
        .map_err(Failure::training)?;
    trainer.set_epoch_images(images.training.len() as u64);
    if !class_weights.is_empty() {
        trainer
            .set_class_weights(class_weights)
            .map_err(Failure::training)?;
    }
    let interrupt = Interrupt::listen()?;
    let position = match is_begun {
        true => Position::read(
            &trainer
                .load_state_with(
                    folder.state(),
                    ResumeOptions::new().other_learning_rate(true),
                )
                .map_err(Failure::training)?,
        )?,
        false => Position::default(),
    };
    let names = images.names(&task);
    let file = described::write(&folder, &args.spec.spec, &network, &training, names)?;
    options.write(&folder)?;
    let log = Log::open(folder.metrics(), position.epoch, trainer.steps())?;
    let steps = images.steps(training.batch);
    let epochs = u64::from(training.epochs);
    let mut run = Run {
        name: network.compiled.name.clone(),
        progress: Progress::new(is_quiet, epochs, steps),
        save_every: args.save_every,
        trainer,
        position,
        log,
        task,
        images,
        folder,
        interrupt,
        steps,
        epochs,
        threads,
    };
    if !is_quiet {
        tell(&run.beginning(&file, is_begun, &said));
    }
    run.all()?;
    report::print_report(&run, format)
}

/// Tells images that are left out, with the bar of `progress` out of the way.
fn tell_problems(progress: &Progress, problems: &[Problem]) {
    for problem in problems {
        progress.aside(|| warn(&format!("left out: {}", problem.message)));
    }
}
