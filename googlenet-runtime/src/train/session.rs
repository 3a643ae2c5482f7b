//! Sessions that compute gradients, for training loops of the caller's own and for explanations of results.

use super::engine::{BatchOf, Engine, Pass};
use super::error::TrainError;
use super::frozen::frozen;
use super::program::TrainProgram;
use super::store::Store;
use crate::kernel::{self, Target, Worker};
use crate::processors::processors;
use crate::{Error, Layer, Network, Precision};
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::nearest::nearest;
use googlenet_dsl::plan::training::{TrainingOptions, TrainingPlan};
use googlenet_dsl::shape::Shape;

/// A network with which results and gradients are computed in two calls, [`GradientSession::forward`] and
/// [`GradientSession::backward`], with the gradients of the outputs given by the caller.
///
/// Results are the same bits for every number of threads.
pub struct GradientSession {
    graph: Graph,
    store: Store,
    program: TrainProgram,
    engine: Engine,
    kept: Vec<LayerId>,
    /// Images of the last forward pass, and their values.
    input: Vec<f32>,
    images: usize,
    seed: u64,
}

/// Builder of gradient sessions.
#[must_use]
pub struct GradientSessionBuilder<'n> {
    graph: Graph,
    layers: Vec<&'n Layer>,
    options: TrainingOptions,
    kept: Vec<String>,
    frozen: Vec<String>,
    threads: Option<usize>,
    precision: Precision,
}

impl<'n> GradientSessionBuilder<'n> {
    /// Creates a builder for a network with its weights. Unless the builder is told otherwise the session has as many
    /// threads as the process may use processors, it runs as in training, with statistics of the batch and dropout, and
    /// results are those of the last layers.
    pub fn new<N: Network + ?Sized>(network: &'n N) -> Self {
        let mut options = TrainingOptions::default();
        options.activated = true;
        GradientSessionBuilder {
            graph: network.graph().training(),
            layers: network.layers(),
            options,
            kept: Vec::new(),
            frozen: Vec::new(),
            threads: None,
            precision: network.precision(),
        }
    }

    /// Sets the number of threads, the calling one included; 0 counts as 1. Without a call there are as many as the process
    /// may use processors.
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = Some(threads);
        self
    }

    /// Sets the precision of convolutions, in place of the description's.
    pub fn precision(mut self, precision: Precision) -> Self {
        self.precision = precision;
        self
    }

    /// Runs batch normalisation with its moving statistics and dropout as the identity, as in inference.
    pub fn inference(mut self) -> Self {
        self.options.inference = true;
        self
    }

    /// Leaves out softmax and sigmoid at the end of outputs, whose results and gradients are then those of logits.
    pub fn logits(mut self) -> Self {
        self.options.activated = false;
        self
    }

    /// Computes the gradient of the input, too.
    pub fn input_gradient(mut self) -> Self {
        self.options.input_gradient = true;
        self
    }

    /// Keeps result and gradient of the layer with this path.
    pub fn keep(mut self, layer: impl Into<String>) -> Self {
        self.kept.push(layer.into());
        self
    }

    /// Computes no gradients of the weights of layers whose paths begin so.
    pub fn freeze(mut self, prefix: impl Into<String>) -> Self {
        self.frozen.push(prefix.into());
        self
    }

    /// Builds the session.
    ///
    /// # Errors
    /// [`Error::UnknownLayer`] if there is no layer with the path of one to be kept, [`TrainError::UnknownPrefix`] if no
    /// path begins with that of frozen layers.
    pub fn build(mut self) -> Result<GradientSession, TrainError> {
        let graph = self.graph;
        let names = || graph.ids().map(|id| &*graph.layer(id).name);
        for name in &self.kept {
            let Some(id) = graph.find(name).filter(|id| *id > 0) else {
                let nearest = nearest(name, names()).map(str::to_owned);
                let name = name.clone();
                return Err(Error::UnknownLayer { name, nearest }.into());
            };
            self.options.keep.push(id);
        }
        self.options.frozen = frozen(&graph, &self.frozen)?;
        let store = Store::new(&graph, &self.layers, &self.options.frozen);
        let plan = TrainingPlan::new(&graph, &self.options);
        let program =
            TrainProgram::new(plan, Target::training(self.precision), &self.options.frozen);
        Ok(GradientSession {
            engine: Engine::new(&program, self.threads.unwrap_or_else(processors)),
            graph,
            store,
            program,
            kept: self.options.keep,
            input: Vec::new(),
            images: 0,
            seed: 0,
        })
    }
}

impl GradientSession {
    /// Returns a builder of sessions of a network.
    pub fn builder<N: Network + ?Sized>(network: &N) -> GradientSessionBuilder<'_> {
        GradientSessionBuilder::new(network)
    }

    /// Returns the names and shapes of the outputs, those of heads that exist in training only last.
    pub fn outputs(&self) -> impl Iterator<Item = (&str, Shape)> {
        let outputs = self.program.plan.outputs.iter();
        outputs.map(|output| (&*output.name, self.graph.shape(output.layer)))
    }

    /// Sets the seed of the random numbers of dropout in the following runs; each step of a loop wants another one.
    pub fn set_seed(&mut self, seed: u64) {
        self.seed = seed;
    }

    /// Sets the values of a weight tensor, `PATH.kernel`, last axis innermost.
    ///
    /// # Errors
    /// [`Error::UnknownWeight`] if there is no such tensor, [`Error::Length`] if it has another number of values.
    pub fn set_weight(&mut self, name: &str, values: &[f32]) -> Result<(), TrainError> {
        let Some(tensor) = self.store.tensor(name) else {
            let names = self.store.tensors.iter().map(|tensor| tensor.name.as_str());
            let nearest = nearest(name, names).map(str::to_owned);
            let name = name.to_owned();
            return Err(Error::UnknownWeight { name, nearest }.into());
        };
        let range = self.store.range(tensor);
        if range.len() != values.len() {
            let (expected, got) = (range.len(), values.len());
            return Err(Error::length(format!("`{name}`"), expected, got).into());
        }
        self.store.values.values_mut::<f32>()[range].copy_from_slice(values);
        self.program.weights_changed(true);
        Ok(())
    }

    /// Returns the values of a weight tensor, `PATH.kernel`; `None` if there is no such tensor.
    pub fn weight(&self, name: &str) -> Option<&[f32]> {
        let tensor = self.store.tensor(name)?;
        Some(&self.store.values.values()[self.store.range(tensor)])
    }

    /// Computes the results of a batch of images, NHWC, one behind the other.
    ///
    /// # Errors
    /// [`Error::Length`] if `images` is empty or does not hold a whole number of images.
    pub fn forward(&mut self, images: &[f32]) -> Result<(), TrainError> {
        let shape = self.graph.shape(0);
        if images.is_empty() || !images.len().is_multiple_of(shape.len()) {
            let what = format!("an input of {shape}");
            return Err(Error::length(what, shape.len(), images.len()).into());
        }
        self.images = images.len() / shape.len();
        self.input.clear();
        self.input.extend_from_slice(images);
        self.run(Pass::Forward, &|_| {});
        Ok(())
    }

    fn run(&mut self, pass: Pass, before: &(dyn Fn(&Worker<'_>) + Sync)) {
        self.program.pack(pass, &self.store, &mut self.engine.pool);
        let batch = BatchOf {
            input: &self.input,
            images: self.images,
            seed: self.seed,
        };
        let (program, store) = (&self.program, &mut self.store);
        self.engine.run(program, store, pass, batch, before);
    }

    /// Computes all gradients of the images of the last [`GradientSession::forward`]. `outputs` has for each output, in
    /// the order of [`GradientSession::outputs`], the gradient of its values for all images; heads have no factor of
    /// their own here. To compute them for other gradients, call `forward` again: the backward pass overwrites what it
    /// has read.
    ///
    /// # Errors
    /// [`Error::Length`] if there are not as many gradients as outputs, or one has not as many values as the results of
    /// the images.
    pub fn backward(&mut self, outputs: &[&[f32]]) -> Result<(), TrainError> {
        let plan = &self.program.plan;
        let expected = plan.outputs.len();
        if outputs.len() != expected {
            let what = "the list of gradients".to_owned();
            return Err(Error::length(what, expected, outputs.len()).into());
        }
        for (output, values) in plan.outputs.iter().zip(outputs) {
            let expected = output.value.shape.len() * self.images;
            if values.len() != expected {
                let what = format!("the gradient of `{}`", output.name);
                return Err(Error::length(what, expected, values.len()).into());
            }
        }
        let given = plan.outputs.clone();
        let before = move |worker: &Worker<'_>| {
            for (output, values) in given.iter().zip(outputs) {
                if let Some(gradient) = &output.gradient {
                    kernel::write_given(worker, values, gradient, output.accumulate);
                }
            }
        };
        self.run(Pass::Backward, &before);
        Ok(())
    }

    /// Returns the values of an output, by its index, for all images of the last forward pass. They are valid until
    /// [`GradientSession::backward`] is called.
    ///
    /// # Panics
    /// Panics if there is no such output.
    pub fn output(&mut self, at: usize) -> Vec<f32> {
        let region = &self.program.plan.outputs[at].value;
        let batch = (&self.input[..], self.images);
        self.engine.read(&self.program, region, batch)
    }

    /// Returns the gradient of the input for all images, after [`GradientSession::backward`]; `None` if the builder was
    /// not asked for it.
    pub fn input_gradient(&mut self) -> Option<Vec<f32>> {
        let region = self.program.plan.input_gradient.as_ref()?;
        let batch = (&self.input[..], self.images);
        Some(self.engine.read(&self.program, region, batch))
    }

    /// Returns result and gradient, for all images, of a layer that the builder was told to keep, after
    /// [`GradientSession::backward`]; `None` for other layers. The gradient is empty if none reaches the layer.
    pub fn kept(&mut self, layer: &str) -> Option<(Vec<f32>, Vec<f32>)> {
        let id = self.graph.find(layer)?;
        let at = self.kept.iter().position(|kept| *kept == id)?;
        let kept = &self.program.plan.kept[at];
        let batch = (&self.input[..], self.images);
        let value = self.engine.read(&self.program, &kept.value, batch);
        let gradient = kept.gradient.as_ref();
        let gradient = gradient.map(|region| self.engine.read(&self.program, region, batch));
        Some((value, gradient.unwrap_or_default()))
    }

    /// Returns the gradient of a weight tensor, `PATH.kernel`, summed over all images, after
    /// [`GradientSession::backward`], without the penalty of `l2`; `None` if there is no such tensor, or if it is frozen.
    pub fn weight_gradient(&self, name: &str) -> Option<&[f32]> {
        self.store.gradient(name)
    }
}
