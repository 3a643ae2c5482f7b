//! What is called while a network is trained.

use super::data::Problem;
use super::metrics::{EpochMetrics, Metrics};
use super::trainer::Trainer;
use std::fmt;
use std::ops::ControlFlow;

/// What a training calls after each step and each epoch, as `Callback` of Keras and PyTorch Lightning; each may ask to
/// stop by [`ControlFlow::Break`], and may change the training that goes on, such as its learning rate
/// ([`Trainer::set_learning_rate_factor`]). What is changed is part of the trainer's state.
///
/// `()` does nothing. A list (slice, array or `Vec`) calls all of its callbacks one after the other, and stops if one of
/// them asks to; those of different types are a `Vec<Box<dyn Callback<N>>>`.
///
/// ```
/// use googlenet_runtime::Network;
/// use googlenet_runtime::train::{Callback, EpochEnd};
/// use std::ops::ControlFlow;
///
/// /// Halves the learning rate after each epoch that is not the best so far.
/// struct Halve;
///
/// impl<N: Network> Callback<N> for Halve {
///     fn epoch(&mut self, end: &mut EpochEnd<'_, N>) -> ControlFlow<()> {
///         if !end.is_best {
///             let factor = end.trainer.learning_rate_factor();
///             end.trainer.set_learning_rate_factor(0.5 * factor);
///         }
///         ControlFlow::Continue(())
///     }
/// }
/// ```
pub trait Callback<N> {
    /// Called after each step.
    fn step(&mut self, step: &mut StepEnd<'_, N>) -> ControlFlow<()> {
        let _ = step;
        ControlFlow::Continue(())
    }

    /// Called after each complete epoch.
    fn epoch(&mut self, epoch: &mut EpochEnd<'_, N>) -> ControlFlow<()> {
        let _ = epoch;
        ControlFlow::Continue(())
    }
}

/// What a step of an epoch came to.
#[non_exhaustive]
pub struct StepEnd<'a, N> {
    /// The trainer, behind the step. It is for changes of how training goes on, for saving, and for evaluations; the batches
    /// that follow do not depend on steps that a callback trains, or on a state that it loads.
    pub trainer: &'a mut Trainer<N>,
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
    /// The trainer, behind the epoch; [`Trainer::model`] is the network with the weights of its end, or with their moving
    /// average where the training has one.
    pub trainer: &'a mut Trainer<N>,
    /// Its number and what was measured.
    pub result: EpochMetrics,
    /// Whether it is better than all epochs before it. Of [`Trainer::epoch`], which notes no epochs, whether it is better
    /// than the best one that was noted.
    pub is_best: bool,
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

/// Callbacks that call another one.
macro_rules! forward {
    ($($of:ty),*) => {$(
        impl<N, C: Callback<N> + ?Sized> Callback<N> for $of {
            fn step(&mut self, step: &mut StepEnd<'_, N>) -> ControlFlow<()> {
                (**self).step(step)
            }

            fn epoch(&mut self, epoch: &mut EpochEnd<'_, N>) -> ControlFlow<()> {
                (**self).epoch(epoch)
            }
        }
    )*};
}

forward!(&mut C, Box<C>);

impl<N, C: Callback<N>> Callback<N> for [C] {
    fn step(&mut self, step: &mut StepEnd<'_, N>) -> ControlFlow<()> {
        all(self.iter_mut().map(|each| each.step(step)))
    }

    fn epoch(&mut self, epoch: &mut EpochEnd<'_, N>) -> ControlFlow<()> {
        all(self.iter_mut().map(|each| each.epoch(epoch)))
    }
}

impl<N, C: Callback<N>, const LEN: usize> Callback<N> for [C; LEN] {
    fn step(&mut self, step: &mut StepEnd<'_, N>) -> ControlFlow<()> {
        self[..].step(step)
    }

    fn epoch(&mut self, epoch: &mut EpochEnd<'_, N>) -> ControlFlow<()> {
        self[..].epoch(epoch)
    }
}

impl<N, C: Callback<N>> Callback<N> for Vec<C> {
    fn step(&mut self, step: &mut StepEnd<'_, N>) -> ControlFlow<()> {
        self[..].step(step)
    }

    fn epoch(&mut self, epoch: &mut EpochEnd<'_, N>) -> ControlFlow<()> {
        self[..].epoch(epoch)
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
pub fn after_steps<N>(f: impl FnMut(&mut StepEnd<'_, N>) -> ControlFlow<()>) -> impl Callback<N> {
    AfterSteps(f)
}

/// Returns a callback that calls `f` after each epoch.
pub fn after_epochs<N>(f: impl FnMut(&mut EpochEnd<'_, N>) -> ControlFlow<()>) -> impl Callback<N> {
    AfterEpochs(f)
}

impl<N, F: FnMut(&mut StepEnd<'_, N>) -> ControlFlow<()>> Callback<N> for AfterSteps<F> {
    fn step(&mut self, step: &mut StepEnd<'_, N>) -> ControlFlow<()> {
        (self.0)(step)
    }
}

impl<N, F: FnMut(&mut EpochEnd<'_, N>) -> ControlFlow<()>> Callback<N> for AfterEpochs<F> {
    fn epoch(&mut self, epoch: &mut EpochEnd<'_, N>) -> ControlFlow<()> {
        (self.0)(epoch)
    }
}
