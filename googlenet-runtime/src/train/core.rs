//! The trainer without the type of its network.

use super::best::BestEpoch;
use super::engine::{BatchOf, Engine, Pass, mixed};
use super::error::TrainError;
use super::frozen::frozen;
use super::metrics::{EpochMetrics, Metrics};
use super::optimize::Optimization;
use super::program::TrainProgram;
use super::rule::Update;
use super::store::Store;
use crate::kernel::{self, Arena, LossOutput, SharedValues, Target, Targets};
use crate::{Error, Layer, Precision};
use googlenet_dsl::graph::Graph;
use googlenet_dsl::plan::training::{TrainingOptions, TrainingOutput, TrainingPlan};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::training::{ClassWeights, Loss, Training};

/// Values that a loss writes for each image: see [`LossOutput::results`].
const RESULTS: usize = 3;

/// A network in training: its weights with the state of the optimizer, a plan, memory and threads.
pub(crate) struct Core {
    pub(crate) graph: Graph,
    pub(crate) training: Training,
    pub(crate) store: Store,
    pub(crate) optimization: Optimization,
    program: TrainProgram,
    engine: Engine,
    losses: Vec<OutputLoss>,
    /// Factors of the loss by class; empty for ones.
    pub(crate) class_weights: Vec<f32>,
    /// Whether the caller has set class weights, so that they are not balanced.
    pub(crate) has_class_weights: bool,
    /// Results of all images, for each output.
    results: Arena,
    /// Number of steps so far.
    pub(crate) step: u64,
    /// Factor of the learning rates of the schedule.
    pub(crate) rate_factor: f64,
    /// Number of complete epochs over a data set.
    pub(crate) epochs: u64,
    pub(crate) best: BestEpoch,
    /// Weights of the best epoch, those of the trained network; empty if they are not kept.
    pub(crate) best_weights: Arena,
    /// Steps of an epoch, for the schedule of the learning rate.
    pub(crate) steps_per_epoch: u64,
}

/// An output with its loss.
struct OutputLoss {
    output: TrainingOutput,
    loss: Loss,
}

impl OutputLoss {
    /// Returns the number of classes that labels name.
    fn classes(&self) -> usize {
        self.loss.classes(self.output.value.shape.channels())
    }
}

impl Core {
    pub(crate) fn new(
        graph: &Graph,
        layers: &[&Layer],
        training: Training,
        threads: usize,
        precision: Precision,
    ) -> Result<Core, TrainError> {
        let graph = graph.training();
        let frozen = frozen(&graph, &training.freeze)?;
        let mut options = TrainingOptions::default();
        options.frozen = frozen.clone();
        let plan = TrainingPlan::new(&graph, &options);
        let losses = losses(&graph, &plan, &training)?;
        let store = Store::new(&graph, layers, &frozen);
        if store.chunks.is_empty() || plan.outputs.iter().all(|output| output.gradient.is_none()) {
            return Err(TrainError::NothingLearns);
        }
        let class_weights = match &training.class_weights {
            Some(ClassWeights::Given(weights)) => weights.clone(),
            _ => Vec::new(),
        };
        let program = TrainProgram::new(plan, Target::training(precision), &frozen);
        let mut core = Core {
            optimization: Optimization::new(&store, training.optimizer, training.average),
            engine: Engine::new(&program, threads),
            graph,
            training,
            store,
            program,
            losses,
            class_weights: Vec::new(),
            has_class_weights: false,
            results: Arena::new(0),
            step: 0,
            rate_factor: 1.0,
            epochs: 0,
            best: BestEpoch::default(),
            best_weights: Arena::new(0),
            steps_per_epoch: 1,
        };
        core.set_class_weights(class_weights)?;
        Ok(core)
    }

    /// Sets the factors of the loss by class: none for ones, or one for each.
    pub(crate) fn set_class_weights(&mut self, weights: Vec<f32>) -> Result<(), TrainError> {
        let (expected, got) = (self.classes(), weights.len());
        if got != 0 && got != expected {
            return Err(TrainError::ClassWeights { expected, got });
        }
        self.class_weights = weights;
        Ok(())
    }

    pub(crate) fn input_shape(&self) -> Shape {
        self.graph.shape(0)
    }

    pub(crate) fn threads(&self) -> usize {
        self.engine.threads()
    }

    /// Returns the number of classes of the first output.
    pub(crate) fn classes(&self) -> usize {
        self.losses[0].classes()
    }

    /// Returns the learning rate of the next step.
    pub(crate) fn learning_rate(&self) -> f64 {
        let total = self.steps_per_epoch * u64::from(self.training.epochs);
        let schedule = &self.training.learning_rate;
        self.rate_factor * schedule.at(self.step, self.steps_per_epoch, total)
    }

    /// Returns the number of images in `images`, after checking images and labels.
    fn check(&self, images: &[f32], labels: &[u32]) -> Result<usize, TrainError> {
        let shape = self.input_shape();
        let (len, count) = (shape.len(), labels.len());
        if count == 0 || images.len() != len * count {
            let what = format!("{count} images of {shape}");
            return Err(Error::length(what, len * count.max(1), images.len()).into());
        }
        for loss in &self.losses {
            let classes = loss.classes();
            let wrong = labels.iter().position(|label| *label as usize >= classes);
            if let Some(image) = wrong {
                return Err(TrainError::Label {
                    image,
                    label: labels[image],
                    classes,
                    output: loss.output.name.to_string(),
                });
            }
        }
        Ok(count)
    }

    /// Trains a step on a batch, with the given learning rate.
    pub(crate) fn train(
        &mut self,
        images: &[f32],
        labels: &[u32],
        rate: f64,
    ) -> Result<Metrics, TrainError> {
        let count = self.check(images, labels)?;
        let batch = BatchOf {
            input: images,
            images: count,
            seed: mixed(self.training.seed, self.step),
        };
        self.forward(batch);
        self.reserve_results(count);
        self.backward(batch, labels);
        let sums = self.optimization.sums(
            &mut self.store,
            &mut self.engine.pool,
            self.program.target.isa,
        );
        let mut metrics = self.metrics(count);
        metrics.loss += sums.penalty;
        metrics.gradient_norm = sums.gradient_norm;
        metrics.learning_rate = rate;
        let what = match (metrics.loss.is_finite(), sums.gradient_norm.is_finite()) {
            (true, true) => None,
            (false, _) => Some("the loss"),
            (true, false) => Some("the gradient"),
        };
        if let Some(what) = what {
            return Err(self.non_finite(batch, what, rate));
        }
        let update = Update {
            step: self.step + 1,
            rate,
            clip_norm: self.training.clip_norm,
            decay: self.training.weight_decay,
        };
        let (store, pool) = (&mut self.store, &mut self.engine.pool);
        self.optimization
            .update(store, pool, update, sums.gradient_norm);
        let statistics = self.engine.statistics.values();
        self.program.move_statistics(&mut self.store, statistics);
        self.program.weights_changed(false);
        self.step += 1;
        Ok(metrics)
    }

    fn forward(&mut self, batch: BatchOf<'_>) {
        let (store, pool) = (&self.store, &mut self.engine.pool);
        self.program.pack(Pass::Forward, store, pool);
        let (program, store) = (&self.program, &mut self.store);
        self.engine
            .run(program, store, Pass::Forward, batch, &|_| {});
    }

    /// Makes room for the results of a batch.
    fn reserve_results(&mut self, images: usize) {
        let bytes = RESULTS * images * self.losses.len() * size_of::<f32>();
        if self.results.bytes() < bytes {
            self.results = Arena::new(bytes);
        }
    }

    fn backward(&mut self, batch: BatchOf<'_>, labels: &[u32]) {
        let (store, pool) = (&self.store, &mut self.engine.pool);
        self.program.pack(Pass::Backward, store, pool);
        let results = SharedValues::new(self.results.values_mut());
        let targets = Targets {
            labels,
            class_weights: &self.class_weights,
        };
        let (losses, images) = (&self.losses, batch.images);
        let before = |worker: &kernel::Worker<'_>| {
            for (at, OutputLoss { output, loss }) in losses.iter().enumerate() {
                let first = RESULTS * images * at;
                let output = LossOutput {
                    value: &output.value,
                    gradient: output.gradient.as_ref(),
                    accumulate: output.accumulate,
                    scale: output.weight / images as f32,
                    results: results.part(first..first + RESULTS * images),
                };
                kernel::loss(worker, *loss, targets, output);
            }
        };
        let (program, store) = (&self.program, &mut self.store);
        self.engine
            .run(program, store, Pass::Backward, batch, &before);
    }

    /// Returns the metrics of the results of a batch, without the L2 penalty.
    fn metrics(&self, images: usize) -> Metrics {
        let mut metrics = Metrics {
            images: images as u64,
            ..Metrics::default()
        };
        let results = self.results.values::<f32>();
        let mean = |values: &mut dyn Iterator<Item = f64>| values.sum::<f64>() / images as f64;
        for (at, loss) in self.losses.iter().enumerate() {
            let results = &results[RESULTS * images * at..][..RESULTS * images];
            let of = || results.chunks_exact(RESULTS);
            let output = mean(&mut of().map(|result| f64::from(result[0])));
            metrics.loss += f64::from(loss.output.weight) * output;
            if at == 0 {
                let within = |rank: f32| of().map(move |r| f64::from(u8::from(r[1] < rank)));
                metrics.output_loss = output;
                metrics.accuracy = mean(&mut within(1.0));
                metrics.top_5 = mean(&mut within(5.0));
            }
        }
        metrics
    }

    /// Returns the error of values that are not finite, after looking for the first layer with such values.
    fn non_finite(&mut self, batch: BatchOf<'_>, what: &'static str, rate: f64) -> TrainError {
        let input = batch.input.iter().all(|value| value.is_finite());
        let (store, pool) = (&self.store, &mut self.engine.pool);
        self.program.pack(Pass::Forward, store, pool);
        let (program, store) = (&self.program, &mut self.store);
        let layer = self.engine.first_non_finite(program, store, batch);
        TrainError::NonFinite {
            step: self.step,
            what: if input { what } else { "an input" },
            layer: layer.map(|id| self.graph.layer(id).name.to_string()),
            learning_rate: rate,
        }
    }

    /// Returns the weights that the trained network has: the averages of those that learn where there are averages, all
    /// others as they are.
    pub(crate) fn trained(&self) -> Vec<f32> {
        let mut values = self.store.values.values::<f32>().to_vec();
        let average = self.optimization.average.values::<f32>();
        let learning = self.store.tensors.iter().filter(|tensor| tensor.learns);
        for tensor in learning.filter(|_| !average.is_empty()) {
            let range = self.store.range(tensor);
            values[range.clone()].copy_from_slice(&average[range]);
        }
        values
    }

    /// Begins to keep the weights of the best epoch.
    pub(crate) fn keep_best_weights(&mut self) {
        self.best_weights = Arena::new(self.store.values.bytes());
    }

    /// Adds an epoch, and returns whether it is the best so far; its weights are kept then, where they are to be.
    pub(crate) fn end_epoch(&mut self, result: EpochMetrics) -> bool {
        let is_best = self.best.add(result);
        if is_best && self.best_weights.bytes() > 0 {
            let trained = self.trained();
            self.best_weights.values_mut::<f32>()[..trained.len()].copy_from_slice(&trained);
        }
        is_best
    }

    /// Sets weights and averages to the weights of the best epoch, if they are kept and there is one.
    pub(crate) fn restore_best_weights(&mut self) {
        if self.best_weights.bytes() == 0 || self.best.result().is_none() {
            return;
        }
        let best = self.best_weights.values::<f32>();
        for arena in [&mut self.store.values, &mut self.optimization.average] {
            if arena.bytes() > 0 {
                let values = arena.values_mut::<f32>();
                let len = values.len();
                values.copy_from_slice(&best[..len]);
            }
        }
        self.weights_changed();
    }

    /// Forgets what was packed, as all weights may have changed.
    pub(crate) fn weights_changed(&mut self) {
        self.program.weights_changed(true);
    }

    /// Returns the bytes of memory that the trainer holds: weights with gradients and what the optimizer keeps, the best
    /// weights, packed weights, and results and gradients of the largest batch so far.
    pub(crate) fn bytes(&self) -> usize {
        let weights = 2 * self.store.values.bytes();
        let slots: usize = self.optimization.slots.iter().map(Arena::bytes).sum();
        let average = self.optimization.average.bytes();
        weights
            + slots
            + average
            + self.best_weights.bytes()
            + self.program.packed.bytes()
            + self.engine.arena.bytes()
    }
}

/// Returns the outputs with their losses.
fn losses(
    graph: &Graph,
    plan: &TrainingPlan,
    training: &Training,
) -> Result<Vec<OutputLoss>, TrainError> {
    let of = |output: &TrainingOutput| {
        let loss = training
            .loss
            .unwrap_or_else(|| Loss::for_activation(output.activation));
        if !loss.fits(output.activation) {
            return Err(TrainError::LossDoesNotFit {
                output: output.name.to_string(),
                activation: output.activation.as_str(),
                loss: loss.as_str(),
            });
        }
        let shape = graph.shape(output.layer);
        if shape.spatial() != [1, 1] {
            return Err(TrainError::OutputIsNoVector {
                name: output.name.to_string(),
                shape: shape.to_string(),
            });
        }
        Ok(OutputLoss {
            output: output.clone(),
            loss,
        })
    };
    plan.outputs.iter().map(of).collect()
}
