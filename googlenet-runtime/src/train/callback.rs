//! What is called while a network is trained.

use super::data::Problem;
use super::metrics::{EpochMetrics, Metrics};
use super::trainer::Trainer;
use std::fmt;
use std::ops::ControlFlow;

/// What a training calls after each step and each epoch, as `Callback` of Keras and PyTorch Lightning; each may ask to
/// stop by [`ControlFlow::Break`]. `()` does nothing, and a list calls all of its callbacks.
pub trait Callback<N> {
    /// Called after each step.
    fn step(&mut self, step: &StepEnd<'_, N>) -> ControlFlow<()> {
        let _ = step;
        ControlFlow::Continue(())
    }

    /// Called after each complete epoch.
    fn epoch(&mut self, epoch: &EpochEnd<'_, N>) -> ControlFlow<()> {
        let _ = epoch;
        ControlFlow::Continue(())
    }
}

/// What a step of an epoch came to.
#[non_exhaustive]
pub struct StepEnd<'a, N> {
    /// The trainer, behind the step.
    pub trainer: &'a Trainer<N>,
    /// Number of the epoch, from 0.
    pub epoch: u64,
    /// Number of the batch in its epoch, from 0.
    pub batch: u64,
    /// Number of batches of an epoch.
    pub batches: u64,
    /// What the step came to. If no image of the batch can be read, there was no step, and the number of images is 0.
    pub metrics: Metrics,
    /// Means over the images of the epoch so far.
    pub epoch_metrics: Metrics,
    /// Images that cannot be read, and were not told before.
    pub problems: &'a [Problem],
}

/// What an epoch came to.
#[non_exhaustive]
pub struct EpochEnd<'a, N> {
    /// The trainer, behind the epoch.
    pub trainer: &'a Trainer<N>,
    /// The network with the weights of the end of the epoch, or with their moving average where the training has one.
    pub model: &'a N,
    /// Its number and what was measured.
    pub result: EpochMetrics,
}

impl<N> fmt::Debug for StepEnd<'_, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("StepEnd")
            .field("epoch", &self.epoch)
            .field("batch", &self.batch)
            .field("metrics", &self.metrics)
            .finish_non_exhaustive()
    }
}

impl<N> fmt::Debug for EpochEnd<'_, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EpochEnd")
            .field("result", &self.result)
            .finish_non_exhaustive()
    }
}

impl<N> Callback<N> for () {}

impl<N, C: Callback<N> + ?Sized> Callback<N> for &mut C {
    fn step(&mut self, step: &StepEnd<'_, N>) -> ControlFlow<()> {
        (**self).step(step)
    }

    fn epoch(&mut self, epoch: &EpochEnd<'_, N>) -> ControlFlow<()> {
        (**self).epoch(epoch)
    }
}

impl<N> Callback<N> for [&mut dyn Callback<N>] {
    fn step(&mut self, step: &StepEnd<'_, N>) -> ControlFlow<()> {
        all(self.iter_mut().map(|each| each.step(step)))
    }

    fn epoch(&mut self, epoch: &EpochEnd<'_, N>) -> ControlFlow<()> {
        all(self.iter_mut().map(|each| each.epoch(epoch)))
    }
}

/// Takes all answers, and returns [`ControlFlow::Break`] if one of them is that.
fn all(answers: impl Iterator<Item = ControlFlow<()>>) -> ControlFlow<()> {
    match answers.filter(ControlFlow::is_break).count() {
        0 => ControlFlow::Continue(()),
        _ => ControlFlow::Break(()),
    }
}

/// A closure that is called after each step.
struct AfterSteps<F>(F);

/// A closure that is called after each epoch.
struct AfterEpochs<F>(F);

/// Returns a callback that calls `f` after each step.
pub fn after_steps<N>(f: impl FnMut(&StepEnd<'_, N>) -> ControlFlow<()>) -> impl Callback<N> {
    AfterSteps(f)
}

/// Returns a callback that calls `f` after each epoch.
pub fn after_epochs<N>(f: impl FnMut(&EpochEnd<'_, N>) -> ControlFlow<()>) -> impl Callback<N> {
    AfterEpochs(f)
}

impl<N, F: FnMut(&StepEnd<'_, N>) -> ControlFlow<()>> Callback<N> for AfterSteps<F> {
    fn step(&mut self, step: &StepEnd<'_, N>) -> ControlFlow<()> {
        (self.0)(step)
    }
}

impl<N, F: FnMut(&EpochEnd<'_, N>) -> ControlFlow<()>> Callback<N> for AfterEpochs<F> {
    fn epoch(&mut self, epoch: &EpochEnd<'_, N>) -> ControlFlow<()> {
        (self.0)(epoch)
    }
}
