//! Trainers of networks.

use super::core::Core;
use super::error::TrainError;
use super::initialize::initialize;
use super::metrics::{EpochMetrics, Metrics};
use super::state::ResumeOptions;
use crate::processors::processors;
use crate::tensor::Tensor;
use crate::{Network, Precision, TypedNetwork};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::training::Training;
use std::path::Path;

/// Sets all weights of a network to those with which training begins: kernels as the option `initializer` of their
/// layers says, biases, betas and moving means 0, gammas and moving variances 1, slopes of `prelu` 0.25.
pub fn initialize_weights<N: Network + ?Sized>(network: &mut N, seed: u64) {
    initialize(network.layers_mut(), seed);
}

/// A network in training. `N` is a type of [`googlenet_model!`](crate::googlenet_model), or
/// [`dynamic::Model`](crate::dynamic::Model).
///
/// A step computes the gradients of the mean loss of a batch and moves the weights. Results are the same bits for every
/// number of threads. From the second step with batches of one size on, a step allocates nothing, and with one thread it
/// makes no system call.
pub struct Trainer<N> {
    pub(super) network: N,
    pub(super) core: Core,
    pub(super) precision: Precision,
}

/// Builder of trainers: sets how a network is trained, the number of threads and the precision.
#[derive(Debug, Clone)]
#[must_use]
pub struct TrainerBuilder<N> {
    network: N,
    training: Training,
    threads: Option<usize>,
    precision: Option<Precision>,
    restores_best: bool,
}

impl<N: Network> TrainerBuilder<N> {
    /// Sets how the network is trained, in place of what its description says.
    pub fn training(mut self, training: Training) -> Self {
        self.training = training;
        self
    }

    /// Sets the number of threads, the thread that calls [`Trainer::step`] included; 0 counts as 1. Without a call there
    /// are as many as the process may use processors.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }

    /// Sets the precision of convolutions, in place of the description's.
    pub fn precision(mut self, precision: Precision) -> Self {
        self.precision = Some(precision);
        self
    }

    /// Sets whether [`Trainer::fit`] ends with the weights of the best epoch instead of those of the last one, as
    /// `restore_best_weights` of Keras' `EarlyStopping`. The trainer keeps them beside the others, and they are part of its
    /// state. `false` unless set.
    pub fn restore_best_weights(mut self, restore: bool) -> Self {
        self.restores_best = restore;
        self
    }

    /// Builds the trainer.
    ///
    /// # Errors
    /// [`TrainError::LossDoesNotFit`] and [`TrainError::OutputIsNoVector`] if the outputs cannot be trained with labels,
    /// [`TrainError::NothingLearns`] and [`TrainError::UnknownPrefix`] if the frozen layers are all or unknown,
    /// [`TrainError::ClassWeights`] if these are not one for each class.
    pub fn build(self) -> Result<Trainer<N>, TrainError> {
        let threads = self.threads.unwrap_or_else(processors);
        let precision = self.precision.unwrap_or_else(|| self.network.precision());
        let graph = self.network.graph();
        let layers = self.network.layers();
        let mut core = Core::new(&graph, &layers, self.training, threads, precision)?;
        if self.restores_best {
            core.keep_best_weights();
        }
        drop(layers);
        Ok(Trainer {
            network: self.network,
            core,
            precision,
        })
    }
}

impl<N> std::fmt::Debug for Trainer<N> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Trainer")
            .field("training", &self.core.training)
            .field("steps", &self.core.step)
            .finish_non_exhaustive()
    }
}

impl<N: Network> Trainer<N> {
    /// Returns a builder of trainers of a network, which begins with the network's weights. It is trained as its
    /// description says, unless the builder is told otherwise.
    pub fn builder(network: N) -> TrainerBuilder<N> {
        TrainerBuilder {
            training: network.training(),
            network,
            threads: None,
            precision: None,
            restores_best: false,
        }
    }

    /// Returns how the network is trained.
    pub fn training(&self) -> &Training {
        &self.core.training
    }

    /// Sets the number of images of an epoch, on which schedules of the learning rate depend. Without a call, an epoch is
    /// a single step.
    pub fn set_epoch_images(&mut self, images: u64) {
        let batch = u64::from(self.core.training.batch).max(1);
        self.core.steps_per_epoch = images.div_ceil(batch).max(1);
    }

    /// Sets the factors of the loss by class, in place of the description's; none for ones.
    ///
    /// # Errors
    /// [`TrainError::ClassWeights`] if there are neither none nor one for each class.
    pub fn set_class_weights(&mut self, weights: Vec<f32>) -> Result<(), TrainError> {
        self.core.set_class_weights(weights)?;
        self.core.has_class_weights = true;
        Ok(())
    }

    /// Returns the number of steps so far.
    pub fn steps(&self) -> u64 {
        self.core.step
    }

    /// Returns the number of epochs that are complete: the number of the next one.
    pub fn epochs(&self) -> u64 {
        self.core.epochs
    }

    /// Notes what an epoch came to, as [`Trainer::fit`] does after each: returns whether it is better than all that were
    /// noted before, by [`EpochMetrics::is_better_than`].
    pub fn end_epoch(&mut self, result: EpochMetrics) -> bool {
        self.core.end_epoch(result)
    }

    /// Returns what the best of the epochs came to that were noted.
    pub fn best_epoch(&self) -> Option<EpochMetrics> {
        self.core.best.result()
    }

    /// Returns whether as many epochs as [`Training::patience`] says were noted since the best one.
    pub fn is_out_of_patience(&self) -> bool {
        self.core.best.is_late(self.core.training.patience)
    }

    /// Sets the weights to those of the best epoch, as [`Trainer::fit`] does in the end; does nothing if the builder was
    /// not told to keep them, or if no epoch was noted. What the optimizer keeps stays as it is.
    pub fn restore_best_weights(&mut self) {
        self.core.restore_best_weights();
    }

    /// Returns the learning rate of the next step: that of the schedule times [`Trainer::learning_rate_factor`].
    pub fn learning_rate(&self) -> f64 {
        self.core.learning_rate()
    }

    /// Returns the factor of the schedule's learning rates: 1 unless it was set.
    pub fn learning_rate_factor(&self) -> f64 {
        self.core.rate_factor
    }

    /// Sets the factor of the schedule's learning rates for the coming steps, such as in a callback when an epoch was no
    /// better. It is part of the state. With a factor that is not finite the weights are no numbers after the next step,
    /// which the step behind it tells.
    pub fn set_learning_rate_factor(&mut self, factor: f64) {
        self.core.rate_factor = factor;
    }

    /// Returns the shape of the input for one image.
    pub fn input_shape(&self) -> Shape {
        self.core.input_shape()
    }

    /// Returns the number of classes: that of the values of the first output, or two for a single value with binary
    /// cross-entropy, which is the probability of the second class.
    pub fn classes(&self) -> usize {
        self.core.classes()
    }

    /// Returns the number of threads, the calling one included.
    pub fn threads(&self) -> usize {
        self.core.threads()
    }

    /// Returns the bytes of memory for weights, those of the best epoch if they are kept, gradients, the state of the
    /// optimizer, packed weights, and the results of the largest batch so far.
    pub fn bytes(&self) -> usize {
        self.core.bytes()
    }

    /// Trains one step on a batch: `images` holds the values of the images, NHWC, one behind the other, and `labels` the
    /// class of each. The learning rate is [`Trainer::learning_rate`], whose epochs are those of [`Trainer::set_epoch_images`].
    /// Balanced class weights are not known here, and are ones, unless [`Trainer::set_class_weights`] sets them or
    /// [`Trainer::epoch`] has computed them.
    ///
    /// # Errors
    /// [`Error::Length`](crate::Error::Length) if `images` does not hold an image for each label, or there are none,
    /// [`TrainError::Label`] if a label is too large, and [`TrainError::NonFinite`] if the loss or the gradients are not
    /// finite. The weights are then those before the step.
    pub fn step_values(&mut self, images: &[f32], labels: &[u32]) -> Result<Metrics, TrainError> {
        let rate = self.core.learning_rate();
        self.core.train(images, labels, rate)
    }

    /// Trains one step as [`Trainer::step_values`] does, with the given learning rate.
    ///
    /// # Errors
    /// Returns the errors of [`Trainer::step_values`]. With a rate that is not finite the weights are no numbers after the
    /// step, which the next step tells.
    pub fn step_with_rate(
        &mut self,
        images: &[f32],
        labels: &[u32],
        rate: f64,
    ) -> Result<Metrics, TrainError> {
        self.core.train(images, labels, rate)
    }

    /// Returns the gradient of a weight tensor in the last step, in the order of its values; `None` if there is no tensor
    /// with this name, `PATH.kernel`, or if it does not learn. The penalty of `l2` is part of it, scaled as
    /// `clip_norm` says.
    pub fn gradient(&self, name: &str) -> Option<&[f32]> {
        self.core.store.gradient(name)
    }

    /// Returns the network with the weights of the last step, or with their moving average where the training has one.
    pub fn into_model(mut self) -> N {
        self.write_model();
        self.network
    }

    /// Returns the network after its weights were set to those of the last step, or to their moving average where the
    /// training has one.
    pub fn model(&mut self) -> &N {
        self.write_model();
        &self.network
    }

    pub(super) fn write_model(&mut self) {
        let values = self.core.trained();
        self.core.store.write(&values, self.network.layers_mut());
    }

    /// Writes the state of training to a file, which replaces an old one when it is complete: weights, what the optimizer
    /// keeps, averages, the best epoch, the factor of the learning rate, class weights that were set, the numbers of the next
    /// step and epoch, and the caller's `note`.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) if the file cannot be written; an old one is then left as it was.
    pub fn save_state(&self, path: impl AsRef<Path>, note: &str) -> Result<(), TrainError> {
        self.core.save_state(path.as_ref(), note)
    }

    /// Reads a file of [`Trainer::save_state`], and returns its note. The next steps are the same bits as those of the
    /// trainer that wrote it.
    ///
    /// # Errors
    /// [`Error::File`](crate::Error::File) if the file cannot be read, [`TrainError::State`] if it is not the state of
    /// this network and this way of training, with the first key of [`Training`] that differs; the number of epochs,
    /// patience and the share of validation may. Nothing is changed then.
    pub fn load_state(&mut self, path: impl AsRef<Path>) -> Result<String, TrainError> {
        self.load_state_with(path, ResumeOptions::new())
    }

    /// Reads a state as [`Trainer::load_state`] does, of a training that may differ as `options` say.
    ///
    /// # Errors
    /// Returns the errors of [`Trainer::load_state`].
    pub fn load_state_with(
        &mut self,
        path: impl AsRef<Path>,
        options: ResumeOptions,
    ) -> Result<String, TrainError> {
        self.core.load_state(path.as_ref(), options)
    }
}

impl<N: TypedNetwork> Trainer<N> {
    /// Trains one step on a batch of images and the class of each, as [`Trainer::step_values`] does.
    ///
    /// # Errors
    /// Returns the errors of [`Trainer::step_values`].
    pub fn step(
        &mut self,
        images: &Tensor<N::Input>,
        labels: &[u32],
    ) -> Result<Metrics, TrainError> {
        self.step_values(images.as_slice(), labels)
    }
}
