//! What is done after each step of an epoch.

use super::interrupt::Interrupt;
use super::log::{Line, Log, StepLine};
use super::position::Position;
use super::progress::Progress;
use super::run_folder::RunFolder;
use super::tell_problems;
use crate::failure::Failure;
use googlenet_runtime::dynamic;
use googlenet_runtime::train::{Callback, StepEnd};
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

/// Time after which the state is written within an epoch.
const SAVE_AFTER: Duration = Duration::from_secs(30);
/// Lines of steps in an epoch.
const LINES: u64 = 10;

/// The parts of a run that follow its steps.
pub(super) struct Steps<'r> {
    pub(super) position: &'r mut Position,
    pub(super) log: &'r mut Log,
    pub(super) progress: &'r mut Progress,
    pub(super) interrupt: &'r Interrupt,
    pub(super) folder: &'r RunFolder,
    /// Steps after which the state is written within an epoch, in place of a time.
    pub(super) save_every: Option<u64>,
    pub(super) epochs: u64,
    pub(super) clock: Clock,
    /// Time and batch at which the state was last written.
    pub(super) saved: (Instant, u64),
    /// Why the epoch ends early, unless a signal came.
    pub(super) failed: Option<Failure>,
}

/// The time of an epoch, of which some may be from before the run went on.
#[derive(Clone, Copy)]
pub(super) struct Clock {
    before: f64,
    begin: Instant,
}

impl Clock {
    pub(super) fn begin(before: f64) -> Clock {
        let begin = Instant::now();
        Clock { before, begin }
    }

    pub(super) fn seconds(self) -> f64 {
        self.before + self.begin.elapsed().as_secs_f64()
    }
}

impl Callback<dynamic::Model> for Steps<'_> {
    fn step(&mut self, step: &mut StepEnd<'_, dynamic::Model>) -> ControlFlow<()> {
        match self.follow(step) {
            Ok(()) if self.interrupt.signal().is_none() => ControlFlow::Continue(()),
            followed => {
                self.failed = followed.err();
                ControlFlow::Break(())
            }
        }
    }
}

impl Steps<'_> {
    fn follow(&mut self, step: &mut StepEnd<'_, dynamic::Model>) -> Result<(), Failure> {
        self.position.batch += 1;
        self.position.sums = step.epoch_metrics.into();
        self.position.epoch_seconds = self.clock.seconds();
        tell_problems(self.progress, step.problems);
        let (epoch, done) = (step.epoch + 1, step.batch + 1);
        let (images, metrics) = (step.metrics.images, step.epoch_metrics);
        if done.is_multiple_of((step.batches / LINES).max(1)) && images > 0 {
            let line = StepLine::new(epoch, step.trainer.steps(), metrics);
            self.log.add(Line::Step(line))?;
        }
        let left = self.epochs * step.batches - self.position.batch;
        self.progress.step(epoch, done, images, metrics, left)?;
        let is_due = match self.save_every {
            Some(steps) => self.position.batch - self.saved.1 >= steps,
            None => self.saved.0.elapsed() > SAVE_AFTER,
        };
        if is_due && done < step.batches && self.interrupt.signal().is_none() {
            let note = self.position.note();
            let saved = step.trainer.save_state(self.folder.state(), &note);
            saved.map_err(Failure::training)?;
            self.saved = (Instant::now(), self.position.batch);
        }
        Ok(())
    }
}
