//! A run: steps, epochs, validation, and what is written after them.

use super::failure;
use super::images::Images;
use super::interrupt::Interrupt;
use super::log::{EpochLine, Line, Log, StepLine};
use super::position::{Best, Position};
use super::progress::{Progress, percent, rate, time};
use super::run_folder::RunFolder;
use crate::command::score::{Score, Scorer};
use crate::failure::Failure;
use crate::output::warn;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::number::grouped;
use googlenet_runtime::train::data::{Loader, LoaderOptions, Problem, Task};
use googlenet_runtime::train::{Metrics, Trainer};
use googlenet_runtime::{Network, Precision, dynamic};
use googlenet_view::Theme;
use googlenet_view::report::Curves;
use std::time::{Duration, Instant};

/// Time after which the state is written within an epoch.
const SAVE_AFTER: Duration = Duration::from_secs(30);
/// Lines of steps in an epoch.
const LINES: u64 = 10;

pub(super) struct Run {
    /// Name of the network.
    pub(super) name: String,
    pub(super) graph: Graph,
    pub(super) precision: Precision,
    pub(super) trainer: Trainer<dynamic::Model>,
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

/// What an epoch came to.
struct Ended {
    metrics: Metrics,
    validation: Option<Score>,
    /// Seconds of the epoch so far.
    seconds: f64,
}

impl Run {
    /// Returns the lines that are told before the first step.
    pub(super) fn beginning(&self, file: &str, is_begun: bool, said: Option<&str>) -> String {
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
        if let Some(said) = said {
            text += &format!("{said}\n");
        }
        if is_begun {
            text += &format!(
                "goes on behind step {} of epoch {}\n",
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
        if self.position.epoch >= self.epochs || self.position.is_stopped {
            return Ok(());
        }
        self.save()?;
        let training = self.trainer.training().clone();
        let options = LoaderOptions::new(training.batch as usize)
            .with_augment(training.augment)
            .with_seed(training.seed)
            .with_epochs(self.epochs)
            .with_first_step(self.position.batch)
            .with_threads(self.threads);
        let mut loader =
            Loader::new(&self.images.training, &self.task, options).map_err(Failure::message)?;
        let trained = self.train(&mut loader, training.patience);
        self.progress.clear();
        trained
    }

    fn train(&mut self, loader: &mut Loader, patience: Option<u32>) -> Result<(), Failure> {
        while self.position.epoch < self.epochs && !self.position.is_stopped {
            let epoch = self.position.epoch;
            let end = (epoch + 1) * self.steps;
            let before = self.position.epoch_seconds;
            let begin = Instant::now();
            let mut metrics = Metrics::from(self.position.sums);
            self.progress
                .epoch(epoch + 1, self.position.batch - epoch * self.steps);
            let mut saved = (Instant::now(), self.position.batch);
            while self.position.batch < end {
                self.step(loader, &mut metrics)?;
                self.position.sums = metrics.into();
                self.position.epoch_seconds = before + begin.elapsed().as_secs_f64();
                if self.interrupt.signal().is_some() {
                    return Err(self.interrupted());
                }
                let is_due = match self.save_every {
                    Some(steps) => self.position.batch - saved.1 >= steps,
                    None => saved.0.elapsed() > SAVE_AFTER,
                };
                if is_due && self.position.batch < end {
                    self.save()?;
                    saved = (Instant::now(), self.position.batch);
                }
            }
            if metrics.images == 0 {
                return Err(Failure::Message(
                    "no image of the epoch can be read any more; help: look whether the files are still there".to_owned(),
                ));
            }
            let Some(validation) = self.validate()? else {
                return Err(self.interrupted());
            };
            self.end(
                Ended {
                    metrics,
                    validation,
                    seconds: before + begin.elapsed().as_secs_f64(),
                },
                patience,
            )?;
            if self.interrupt.signal().is_some() && self.position.epoch < self.epochs {
                return Err(self.interrupted());
            }
        }
        Ok(())
    }

    /// Trains the next batch, and adds what it came to to the epoch's metrics.
    fn step(&mut self, loader: &mut Loader, metrics: &mut Metrics) -> Result<(), Failure> {
        let batch = loader.next_batch();
        self.position.batch += 1;
        let done = self.position.batch - self.position.epoch * self.steps;
        let mut images = 0;
        // A batch of which no image can be read is passed over; the images are among the problems.
        if let Ok(Some(batch)) = batch {
            images = batch.labels.len() as u64;
            let stepped = self.trainer.step_values(batch.images, batch.labels);
            *metrics = metrics.and(stepped.map_err(failure)?);
        }
        self.tell_problems(loader.take_problems());
        let epoch = self.position.epoch + 1;
        if done.is_multiple_of((self.steps / LINES).max(1)) && images > 0 {
            let line = StepLine::new(epoch, self.trainer.steps(), *metrics);
            self.log.add(Line::Step(line))?;
        }
        let left = self.epochs * self.steps - self.position.batch;
        self.progress.step(epoch, done, images, *metrics, left)
    }

    /// Runs the network over the images of validation. The inner value is `None` if there are none, the outer one if a
    /// signal came.
    fn validate(&mut self) -> Result<Option<Option<Score>>, Failure> {
        let Some(validation) = &self.images.validation else {
            return Ok(Some(None));
        };
        let model = self.trainer.model().map_err(failure)?;
        let session = model
            .session_builder()
            .threads(self.threads)
            .precision(self.precision);
        let session = session.build_dyn().map_err(Failure::message)?;
        let mut scorer = Scorer::new(&self.graph, session);
        let interrupt = &self.interrupt;
        let (score, problems) =
            scorer.run(validation, &self.task, |_| interrupt.signal().is_none())?;
        self.tell_problems(problems);
        Ok(score.map(Some))
    }

    /// Ends an epoch: writes its line, the weights, the curves and the state.
    fn end(&mut self, ended: Ended, patience: Option<u32>) -> Result<(), Failure> {
        let Ended {
            metrics,
            validation,
            seconds,
        } = ended;
        let epoch = self.position.epoch + 1;
        let line = EpochLine {
            epoch,
            step: self.trainer.steps(),
            images: metrics.images,
            learning_rate: metrics.learning_rate,
            loss: metrics.loss,
            accuracy: metrics.accuracy,
            top_5: metrics.top_5,
            validation_loss: validation.map(|score| score.loss()),
            validation_accuracy: validation.map(|score| score.top_1()),
            validation_top_5: validation.map(|score| score.top_5()),
            seconds,
            images_per_second: metrics.images as f64 / seconds.max(1e-9),
        };
        let now = match validation {
            Some(score) => Best::new(epoch, score.loss(), score.top_1(), true),
            None => Best::new(epoch, metrics.loss, metrics.accuracy, false),
        };
        let is_best = self
            .position
            .best
            .is_none_or(|best| now.is_better_than(&best));
        if is_best {
            self.position.best = Some(now);
        }
        self.progress.line(&self.said(&line, is_best))?;
        self.log.add(Line::Epoch(line))?;
        let model = self.trainer.model().map_err(failure)?;
        model
            .save_weights(self.folder.last())
            .map_err(Failure::message)?;
        if is_best {
            model
                .save_weights(self.folder.best())
                .map_err(Failure::message)?;
        }
        let best = self.position.best.map(|best| best.epoch);
        self.position = Position {
            epoch,
            batch: epoch * self.steps,
            seconds: self.position.seconds + seconds,
            best: self.position.best,
            is_stopped: best
                .zip(patience)
                .is_some_and(|(best, patience)| epoch - best >= patience.into()),
            ..Position::default()
        };
        self.draw(best)?;
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
    fn draw(&self, best: Option<u64>) -> Result<(), Failure> {
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
            best,
        };
        self.folder.write("curves.svg", &curves.svg(Theme::Light))?;
        self.folder.write("curves.html", &curves.html())
    }

    fn save(&self) -> Result<(), Failure> {
        let saved = self
            .trainer
            .save_state(self.folder.state(), &self.position.note());
        saved.map_err(failure)
    }

    /// Writes the state after a signal, and returns what is said.
    fn interrupted(&self) -> Failure {
        self.progress.clear();
        if let Err(error) = self.save() {
            return error;
        }
        Failure::Interrupted {
            message: format!(
                "interrupted behind step {} of epoch {}, the state is in {}; help: `--resume` goes on",
                self.trainer.steps(),
                self.position.epoch + 1,
                self.folder.state().display()
            ),
            signal: self.interrupt.signal().unwrap_or(2),
        }
    }

    fn tell_problems(&self, problems: Vec<Problem>) {
        for problem in problems {
            self.progress
                .aside(|| warn(&format!("left out: {}", problem.message)));
        }
    }
}
