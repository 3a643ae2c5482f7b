//! A run: steps, epochs, validation, and what is written after them.

use super::images::Images;
use super::interrupt::Interrupt;
use super::log::{EpochLine, Line, Log};
use super::position::Position;
use super::progress::{Progress, percent, rate, time};
use super::run_folder::RunFolder;
use super::steps::{Clock, Steps};
use super::tell_problems;
use crate::failure::Failure;
use googlenet_dsl::number::grouped;
use googlenet_runtime::train::data::{Loader, LoaderOptions, Task};
use googlenet_runtime::train::{EpochMetrics, Metrics};
use googlenet_runtime::{Network, dynamic};
use googlenet_view::Theme;
use googlenet_view::report::Curves;
use std::ops::ControlFlow;
use std::time::Instant;

pub(super) struct Run {
    /// Name of the network.
    pub(super) name: String,
    pub(super) trainer: dynamic::Trainer,
    pub(super) position: Position,
    pub(super) log: Log,
    pub(super) task: Task,
    pub(super) images: Images,
    pub(super) folder: RunFolder,
    pub(super) interrupt: Interrupt,
    pub(super) progress: Progress,
    /// Steps after which the state is written within an epoch, in place of a time.
    pub(super) save_every: Option<u64>,
    /// Batches of an epoch.
    pub(super) steps: u64,
    pub(super) epochs: u64,
    pub(super) threads: usize,
}

impl Run {
    /// Returns the lines that are told before the first step.
    pub(super) fn beginning(&self, file: &str, is_begun: bool, said: &[String]) -> String {
        let images = |count: usize| match count {
            1 => "1 image".to_owned(),
            more => format!("{} images", grouped(more as u64)),
        };
        let validation = match &self.images.validation {
            Some(validation) => format!(", {} for validation", images(validation.len())),
            None => String::new(),
        };
        let mut text = format!(
            "{} ({file}): {} of {} classes{validation}, {} steps an epoch, {} threads\n",
            self.name,
            images(self.images.training.len()),
            self.task.classes(),
            self.steps,
            self.trainer.threads()
        );
        said.iter().for_each(|said| text += &format!("{said}\n"));
        if is_begun {
            text += &format!(
                "goes on after {} steps, with epoch {}\n",
                self.trainer.steps(),
                self.position.epoch + 1
            );
        }
        text
    }

    /// Trains all epochs that are left.
    ///
    /// # Errors
    /// [`Failure::Interrupted`] if a signal came, after the state was written; [`Failure::Message`] if a file cannot be
    /// written, or a step fails.
    pub(super) fn all(&mut self) -> Result<(), Failure> {
        let training = self.trainer.training().clone();
        self.position.is_stopped = self.trainer.is_out_of_patience();
        if self.position.epoch >= self.epochs || self.position.is_stopped {
            return Ok(());
        }
        self.save()?;
        let options = LoaderOptions::new(training.batch as usize)
            .with_augment(training.augment)
            .with_seed(training.seed)
            .with_epochs(self.epochs)
            .with_first_step(self.position.batch)
            .with_threads(self.threads);
        let mut loader =
            Loader::new(&self.images.training, &self.task, options).map_err(Failure::message)?;
        let trained = self.train(&mut loader);
        self.progress.clear();
        trained
    }

    fn train(&mut self, loader: &mut Loader) -> Result<(), Failure> {
        while self.position.epoch < self.epochs && !self.position.is_stopped {
            let epoch = self.position.epoch;
            let clock = Clock::begin(self.position.epoch_seconds);
            if self.position.batch < (epoch + 1) * self.steps {
                self.epoch(loader, clock)?;
            }
            if self.position.batch < (epoch + 1) * self.steps {
                return Err(self.interrupted());
            }
            let trained = clock.seconds();
            let Some(validation) = self.validate()? else {
                return Err(self.interrupted());
            };
            let metrics = Metrics::from(self.position.sums);
            let result = EpochMetrics::new(epoch, metrics, validation);
            self.end(result, [trained, clock.seconds()])?;
            if self.interrupt.signal().is_some() && self.position.epoch < self.epochs {
                return Err(self.interrupted());
            }
        }
        Ok(())
    }

    /// Trains the steps of the epoch that are left. Ends early if a signal comes.
    fn epoch(&mut self, loader: &mut Loader, clock: Clock) -> Result<(), Failure> {
        let (epoch, batch) = (self.position.epoch, self.position.batch);
        self.progress.epoch(epoch + 1, batch - epoch * self.steps);
        let before = Metrics::from(self.position.sums);
        let mut steps = Steps {
            position: &mut self.position,
            log: &mut self.log,
            progress: &mut self.progress,
            interrupt: &self.interrupt,
            folder: &self.folder,
            save_every: self.save_every,
            epochs: self.epochs,
            clock,
            saved: (Instant::now(), batch),
            failed: None,
        };
        let trained = self.trainer.epoch_of(loader, before, &mut steps);
        match steps.failed {
            Some(failure) => Err(failure),
            None => trained.map(drop).map_err(Failure::training),
        }
    }

    /// Runs the network over the images of validation. The inner value is `None` if there are none, the outer one if a
    /// signal came.
    fn validate(&mut self) -> Result<Option<Option<Metrics>>, Failure> {
        let Some(validation) = &self.images.validation else {
            return Ok(Some(None));
        };
        let mut evaluator = self.trainer.evaluator().map_err(Failure::training)?;
        let interrupt = &self.interrupt;
        let evaluated = evaluator.run(validation, &self.task, |_| match interrupt.signal() {
            Some(_) => ControlFlow::Break(()),
            None => ControlFlow::Continue(()),
        });
        let evaluated = evaluated.map_err(Failure::training)?;
        tell_problems(&self.progress, &evaluated.problems);
        Ok(evaluated.is_complete.then_some(Some(evaluated.metrics)))
    }

    /// Ends an epoch: writes its line, the weights, the curves and the state. The seconds are those of its training alone, and
    /// those with its validation.
    fn end(&mut self, result: EpochMetrics, [trained, seconds]: [f64; 2]) -> Result<(), Failure> {
        let (metrics, validation) = (result.training, result.validation);
        let epoch = self.position.epoch + 1;
        let line = EpochLine {
            epoch,
            step: self.trainer.steps(),
            images: metrics.images,
            learning_rate: metrics.learning_rate,
            loss: metrics.loss,
            accuracy: metrics.accuracy,
            top_5: metrics.top_5,
            validation_loss: validation.map(|metrics| metrics.loss),
            validation_accuracy: validation.map(|metrics| metrics.accuracy),
            validation_top_5: validation.map(|metrics| metrics.top_5),
            seconds,
            images_per_second: metrics.images as f64 / trained.max(1e-9),
        };
        let is_best = self.trainer.end_epoch(result);
        self.progress.line(&self.said(&line, is_best))?;
        self.log.add(Line::Epoch(line))?;
        let model = self.trainer.model();
        model
            .save_weights(self.folder.last())
            .map_err(Failure::message)?;
        if is_best {
            model
                .save_weights(self.folder.best())
                .map_err(Failure::message)?;
        }
        self.position = Position {
            epoch,
            batch: epoch * self.steps,
            seconds: self.position.seconds + seconds,
            is_stopped: self.trainer.is_out_of_patience(),
            ..Position::default()
        };
        self.draw()?;
        self.save()
    }

    fn said(&self, line: &EpochLine, is_best: bool) -> String {
        let validation = match (line.validation_loss, line.validation_accuracy) {
            (Some(loss), Some(accuracy)) => format!(
                ", validation loss {loss:.4}, accuracy {}",
                percent(accuracy)
            ),
            _ => String::new(),
        };
        format!(
            "epoch {}/{}: loss {:.4}, accuracy {}{validation}, {} images/s, {}{}",
            line.epoch,
            self.epochs,
            line.loss,
            percent(line.accuracy),
            rate(line.images_per_second),
            time(line.seconds),
            if is_best { ", best" } else { "" }
        )
    }

    /// Draws the curves.
    fn draw(&self) -> Result<(), Failure> {
        let training = self.trainer.training();
        let about = [
            ("images", grouped(self.images.training.len() as u64)),
            ("optimizer", training.optimizer.as_str().to_owned()),
            ("batch", training.batch.to_string()),
            ("epochs", training.epochs.to_string()),
            ("seed", training.seed.to_string()),
        ];
        let curves = Curves {
            title: self.name.clone(),
            about: about.map(|(name, value)| (name.to_owned(), value)).to_vec(),
            epochs: self.log.points(),
            best: self.trainer.best_epoch().map(|best| best.epoch + 1),
        };
        self.folder.write("curves.svg", &curves.svg(Theme::Light))?;
        self.folder.write("curves.html", &curves.html())
    }

    fn save(&self) -> Result<(), Failure> {
        let saved = self
            .trainer
            .save_state(self.folder.state(), &self.position.note());
        saved.map_err(Failure::training)
    }

    /// Writes the state after a signal, and returns what is said.
    fn interrupted(&self) -> Failure {
        self.progress.clear();
        if let Err(error) = self.save() {
            return error;
        }
        Failure::Interrupted {
            message: format!(
                "interrupted after {} steps, in epoch {}; the state is in {}; help: `--resume` goes on",
                self.trainer.steps(),
                self.position.epoch + 1,
                self.folder.state().display()
            ),
            signal: self.interrupt.signal().unwrap_or(2),
        }
    }
}
