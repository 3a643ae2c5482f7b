//! Training over data sets: epochs, with evaluations between them.

use super::callback::{Callback, EpochEnd, StepEnd};
use super::data::{Dataset, Loader, LoaderOptions, Task};
use super::error::TrainError;
use super::evaluate::Evaluator;
use super::metrics::{EpochMetrics, Metrics};
use super::trainer::Trainer;
use crate::{Error, Network};
use googlenet_dsl::value::training::ClassWeights;
use std::ops::ControlFlow;

/// How far the steps of an epoch came.
struct Stepped {
    metrics: Metrics,
    /// Number of the epoch; `None` if it is not complete.
    complete: Option<u64>,
    said: ControlFlow<()>,
}

impl<N: Network> Trainer<N> {
    /// Returns what the network takes images and labels for, with which data sets are opened.
    ///
    /// # Errors
    /// Returns the errors of [`Task::of`].
    pub fn task(&self) -> Result<Task, TrainError> {
        let network = &self.network;
        let task = Task::of(&network.graph(), network.preprocess(), &network.labels())?;
        Ok(task.with_loss(self.training().loss))
    }

    /// Trains an epoch: each image of `images` once, in batches of [`Training::batch`](super::Training::batch), in an
    /// order of their own that depends on the seed of the training and [`Trainer::epochs`], changed at random as the
    /// training says. As many threads as the trainer has prepare them. Class weights that the training balances are
    /// those of `images`. Returns the means over the images.
    ///
    /// `callback` is called after each step, and after the epoch. If it asks to stop before the last step, the epoch ends
    /// there and does not count, as [`Trainer::epochs`] shows; after the epoch its answer has no effect. `()` is a callback
    /// that does nothing.
    ///
    /// ```
    /// use googlenet_runtime::error::Origin;
    /// use googlenet_runtime::train::data::{Arrays, Dataset, Values};
    /// use googlenet_runtime::train::{Trainer, after_steps, initialize_weights};
    /// use googlenet_runtime::{TypedNetwork, googlenet_model};
    /// use std::ops::ControlFlow;
    ///
    /// googlenet_model! { Digits = "examples/digits.yaml"; }
    ///
    /// fn main() -> Result<(), Box<dyn std::error::Error>> {
    ///     let mut model = Digits::zeroed();
    ///     initialize_weights(&mut model, 1);
    ///     let mut trainer = Trainer::builder(model).threads(2).build()?;
    ///     let arrays = Arrays {
    ///         values: Values::Bytes((0..20 * 28 * 28).map(|at| (at % 251) as u8).collect()),
    ///         size: [28, 28, 1],
    ///         labels: (0..20).map(|image| image % 10).collect(),
    ///     };
    ///     let images = Dataset::arrays(arrays, Origin::Bytes)?;
    ///     let metrics = trainer.epoch(&images, after_steps(|step| {
    ///         println!("step {} of {}: loss {:.4}", step.batch + 1, step.batches, step.metrics.loss);
    ///         ControlFlow::Continue(())
    ///     }))?;
    ///     assert_eq!(metrics.images, 20);
    ///     println!("accuracy {:.2}", trainer.evaluate(&images)?.accuracy);
    ///     let model = trainer.into_model();
    ///     # drop(model);
    ///     Ok(())
    /// }
    /// ```
    ///
    /// # Errors
    /// [`TrainError::Runtime`] if the images do not fit the network or none of them can be read, and the errors of
    /// [`Trainer::step_values`].
    pub fn epoch(
        &mut self,
        images: &Dataset,
        mut callback: impl Callback<N>,
    ) -> Result<Metrics, TrainError> {
        let mut loader = self.loader(images, self.epochs() + 1)?;
        let stepped = self.steps_of(&mut loader, Metrics::default(), &mut callback)?;
        if let Some(epoch) = stepped.complete {
            let result = EpochMetrics::new(epoch, stepped.metrics, None);
            let best = self.best_epoch();
            let is_best = best.is_none_or(|best| result.is_better_than(&best));
            let _ = callback.epoch(&mut EpochEnd {
                trainer: self,
                result,
                is_best,
            });
        }
        Ok(stepped.metrics)
    }

    /// Trains on the batches of `loader` up to the end of the epoch in which it is. `before` are the means of the epoch so
    /// far, for a loader that begins within it: so training goes on where it was ended. Returns the means over the images
    /// of both. `callback` is called after each step alone; if it asks to stop, the epoch ends there.
    ///
    /// Number of images and class weights are for the caller to set: see [`Trainer::set_epoch_images`] and
    /// [`Trainer::set_class_weights`].
    ///
    /// # Errors
    /// Returns the errors of [`Trainer::epoch`].
    pub fn epoch_of(
        &mut self,
        loader: &mut Loader,
        before: Metrics,
        mut callback: impl Callback<N>,
    ) -> Result<Metrics, TrainError> {
        let stepped = self.steps_of(loader, before, &mut callback)?;
        Ok(stepped.metrics)
    }

    /// Trains the epochs that are left of [`Training::epochs`](super::Training::epochs), each as [`Trainer::epoch`] does,
    /// and evaluates the network on the images of `validation` after each. Ends early when `callback` asks to stop, or
    /// when no epoch was better than the best one for as many as
    /// [`Training::patience`](super::Training::patience) says; without `validation` the loss of training counts. The share
    /// [`Training::validation`](super::Training::validation) is for [`Dataset::split`], which the caller calls. Returns
    /// what each epoch of this call came to. The trainer has the weights of the last one, or those of the best epoch if the
    /// builder was told [`restore_best_weights`](super::TrainerBuilder::restore_best_weights); a callback that saves the
    /// state finds the last ones in any case. A training that patience has ended has no epochs left.
    ///
    /// # Errors
    /// Returns the errors of [`Trainer::epoch`] and [`Trainer::evaluate`].
    pub fn fit(
        &mut self,
        images: &Dataset,
        validation: Option<&Dataset>,
        mut callback: impl Callback<N>,
    ) -> Result<Vec<EpochMetrics>, TrainError> {
        let epochs = u64::from(self.training().epochs);
        let mut loader = self.loader(images, epochs)?;
        let mut all = Vec::new();
        while self.epochs() < epochs && !self.is_out_of_patience() {
            let stepped = self.steps_of(&mut loader, Metrics::default(), &mut callback)?;
            let Some(epoch) = stepped.complete else {
                break;
            };
            let validation = validation.map(|images| self.evaluate(images)).transpose()?;
            let result = EpochMetrics::new(epoch, stepped.metrics, validation);
            all.push(result);
            let is_best = self.end_epoch(result);
            let said = callback.epoch(&mut EpochEnd {
                trainer: self,
                result,
                is_best,
            });
            if said.is_break() || stepped.said.is_break() {
                break;
            }
        }
        self.restore_best_weights();
        Ok(all)
    }

    /// Returns how well the network classifies images, with the weights of [`Trainer::model`] and as in inference: without
    /// dropout, with moving statistics. The losses are that of the first output, without smoothing of labels, L2 and
    /// heads.
    ///
    /// # Errors
    /// Returns the errors of [`Evaluator::run`].
    pub fn evaluate(&mut self, images: &Dataset) -> Result<Metrics, TrainError> {
        let task = self.task()?;
        let mut evaluator = self.evaluator()?;
        let evaluated = evaluator.run(images, &task, |_| ControlFlow::Continue(()))?;
        Ok(evaluated.metrics)
    }

    /// Returns an evaluator of the network with the weights of [`Trainer::model`], and with the trainer's precision and
    /// number of threads.
    ///
    /// # Errors
    /// Returns the errors of [`SessionBuilder::build_dyn`](crate::SessionBuilder::build_dyn).
    pub fn evaluator(&mut self) -> Result<Evaluator, TrainError> {
        let (threads, precision) = (self.threads(), self.precision);
        let loss = self.training().loss;
        let model = self.model();
        let session = model.session_builder().threads(threads);
        let session = session.precision(precision).build_dyn()?;
        Ok(Evaluator::new(&model.graph(), session, loss))
    }

    /// Makes the trainer ready for epochs of these images, and returns a loader that begins with the next epoch and ends
    /// behind `epochs` in all.
    fn loader(&mut self, images: &Dataset, epochs: u64) -> Result<Loader, TrainError> {
        let task = self.task()?;
        let training = self.training();
        let batch = training.batch.max(1) as usize;
        let steps = images.len().div_ceil(batch) as u64;
        let options = LoaderOptions::new(batch)
            .with_augment(training.augment.clone())
            .with_seed(training.seed)
            .with_epochs(epochs)
            .with_first_step(self.epochs() * steps)
            .with_threads(self.threads());
        let is_balanced = matches!(training.class_weights, Some(ClassWeights::Balanced));
        let loader = Loader::new(images, &task, options)?;
        self.set_epoch_images(images.len() as u64);
        if is_balanced && !self.core.has_class_weights {
            let weights = images.balanced_weights(task.classes());
            self.core.set_class_weights(weights)?;
        }
        Ok(loader)
    }

    fn steps_of(
        &mut self,
        loader: &mut Loader,
        before: Metrics,
        callback: &mut impl Callback<N>,
    ) -> Result<Stepped, TrainError> {
        let batches = loader.steps();
        let mut epoch_metrics = before;
        let mut unread: Option<Error> = None;
        loop {
            let step = loader.next_step();
            let (epoch, batch) = (step / batches, step % batches);
            let metrics = match loader.next_batch() {
                Ok(Some(batch)) => self.step_values(batch.images, batch.labels)?,
                Ok(None) => {
                    return Ok(Stepped {
                        metrics: epoch_metrics,
                        complete: None,
                        said: ControlFlow::Break(()),
                    });
                }
                // A batch of which no image can be read is passed over; the images are among the problems.
                Err(error) => {
                    unread = unread.or(Some(error));
                    Metrics::default()
                }
            };
            if metrics.images > 0 {
                epoch_metrics = epoch_metrics.and(metrics);
            }
            let is_last = batch + 1 == batches;
            if is_last {
                match unread.take() {
                    Some(error) if epoch_metrics.images == 0 => return Err(error.into()),
                    _ => self.core.epochs = epoch + 1,
                }
            }
            let problems = loader.take_problems();
            let said = callback.step(&mut StepEnd {
                trainer: self,
                epoch,
                batch,
                batches,
                metrics,
                epoch_metrics,
                problems: &problems,
            });
            if is_last || said.is_break() {
                return Ok(Stepped {
                    metrics: epoch_metrics,
                    complete: is_last.then_some(epoch),
                    said,
                });
            }
        }
    }
}
