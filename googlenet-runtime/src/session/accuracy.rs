//! Comparison of the results of each step with double precision.

use super::DynSession;
use super::steps::PackedStep;
use crate::kernel::{ConvPrimitive, Magnitudes, activated};
use crate::ops::{
    ReferenceLayer, StepWeights, magnitudes, operator, softmax_bounds, sum_magnitudes,
};
use crate::{Error, Layer};
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::{Elementwise, Epilogue, Op};
use googlenet_dsl::value::DType;
use std::collections::HashSet;

/// The rounding errors of a network's run, step by step, as [`reference::accuracy`](crate::reference::accuracy) finds them.
#[derive(Debug, Clone)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Accuracy {
    /// Name of the instruction set that the session uses: `avx512`, `avx2` or `portable`.
    pub isa: &'static str,
    /// Precision of the session: `fast` or `strict`.
    pub precision: &'static str,
    /// Type of the elements of the results of layers: `f32` or `bf16`.
    pub dtype: &'static str,
    /// Number of images that were compared.
    pub images: usize,
    /// Errors of the steps of the plan, in the order in which they run. The two steps of a layer with a softmax are one.
    pub steps: Vec<StepAccuracy>,
    /// Errors of the network's outputs.
    pub outputs: Vec<OutputAccuracy>,
}

/// The rounding errors of one step (an operation with the layers fused into it).
#[derive(Debug, Clone)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct StepAccuracy {
    /// Paths of the layers that the step computes: that of the operation, then those fused with it.
    pub layers: Vec<String>,
    /// Name of the algorithm of a convolution or dense layer, as in [`ProfiledStep`](crate::profile::ProfiledStep).
    pub algorithm: String,
    /// Largest difference between a value of the result and the step computed in double precision from the same
    /// values that the step read, so without the errors of the steps before it; infinite where one of the two is NaN or
    /// infinite and the other is not.
    pub error: f64,
    /// [`StepAccuracy::error`] of each image divided by the root mean square of the exact result; the largest of all
    /// images.
    pub of_rms: f64,
    /// [`StepAccuracy::error`] of each image divided by the largest absolute value of the exact result; the largest of all
    /// images.
    pub of_largest: f64,
    /// Largest quotient of the error of a value and its bound, which follows from the step's algorithm and its terms; more
    /// than 1 if a bound is broken. `None` for operations that state no bound.
    pub of_bound: Option<f64>,
    /// Largest difference between a value of the result and the whole network computed in double precision, divided by the
    /// root mean square of that result: the errors of this step and all before it.
    pub accumulated: f64,
}

/// The rounding errors of an output of the network, those of all steps together.
#[derive(Debug, Clone)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct OutputAccuracy {
    /// Name of the output.
    pub name: String,
    /// Largest difference from the network computed in double precision.
    pub error: f64,
    /// [`OutputAccuracy::error`] of each image divided by the root mean square of the exact output; the largest of all
    /// images.
    pub of_rms: f64,
    /// [`OutputAccuracy::error`] of each image divided by the largest absolute value of the exact output; the largest of
    /// all images.
    pub of_largest: f64,
}

impl Accuracy {
    /// Returns the steps that have an error above its bound.
    pub fn broken(&self) -> impl Iterator<Item = &StepAccuracy> {
        let steps = self.steps.iter();
        steps.filter(|step| step.of_bound.is_some_and(|share| share > 1.0))
    }
}

/// Largest errors of a result over some images: absolute, and of root mean square and largest value.
#[derive(Debug, Clone, Copy, Default)]
struct Errors {
    error: f64,
    of_rms: f64,
    of_largest: f64,
}

impl Errors {
    fn add(&mut self, got: &[f64], exact: &[f64]) {
        let error = differences(got, exact).fold(0.0, f64::max);
        let squares: f64 = exact.iter().map(|value| value * value).sum();
        let rms = (squares / exact.len() as f64).sqrt();
        let largest = exact
            .iter()
            .fold(0.0, |most, value| f64::max(most, value.abs()));
        let share = |of: f64| if error == 0.0 { 0.0 } else { error / of };
        self.error = self.error.max(error);
        self.of_rms = self.of_rms.max(share(rms));
        self.of_largest = self.of_largest.max(share(largest));
    }
}

fn differences<'v>(got: &'v [f64], exact: &'v [f64]) -> impl Iterator<Item = f64> + 'v {
    got.iter().zip(exact).map(|(got, exact)| {
        let alike = got == exact || got.is_nan() && exact.is_nan();
        match (alike, (got - exact).abs()) {
            (true, _) => 0.0,
            (false, error) if error.is_nan() => f64::INFINITY,
            (false, error) => error,
        }
    })
}

/// The steps of one layer's result: a step, and that which works in place on what it stores if there is one.
struct Stage {
    step: usize,
    then_softmax: bool,
}

/// The results of one image: what the session stored, and what double precision gives.
struct Results {
    /// By [`LayerId`] the values that a step reads; `None` for those that no step stores.
    stored: Vec<Option<Vec<f64>>>,
    /// By [`LayerId`] the values of the network computed in double precision.
    exact: Vec<Vec<f64>>,
}

impl DynSession {
    /// Runs the network `graph` over the images `input`, NHWC, one by one, and compares the result of each step with double
    /// precision. `layers` are the layers of the session's network with the weights that were packed. The session must have
    /// no taps, and is left with some.
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or does not hold a whole number of images.
    pub(crate) fn accuracy(
        &mut self,
        graph: &Graph,
        layers: &[&Layer],
        input: &[f32],
    ) -> Result<Accuracy, Error> {
        let images = self.images(input)?;
        self.set_batch(1);
        let stored: Vec<LayerId> = graph
            .ids()
            .filter(|id| self.program.plan.regions[*id].is_some())
            .collect();
        for layer in &stored {
            self.tap_layer(*layer)?;
        }
        let references: Vec<ReferenceLayer<'_>> = layers
            .iter()
            .take(graph.len() - 1)
            .map(|layer| ReferenceLayer::of(layer))
            .collect();
        let stages = self.stages();
        let mut own = vec![(Errors::default(), Some(0.0f64)); stages.len()];
        let mut accumulated = vec![Errors::default(); graph.len()];
        let mut output = Vec::new();
        for image in input.chunks_exact(self.input_shape().len()) {
            self.run(image, &mut output)?;
            let results = self.results(graph, &references, &stored, image);
            for (id, all) in accumulated.iter_mut().enumerate() {
                if let Some(got) = &results.stored[id] {
                    all.add(got, &results.exact[id]);
                }
            }
            for (stage, (errors, share)) in stages.iter().zip(&mut own) {
                let (got, exact, bounds) =
                    self.compare(graph, layers, &references, stage, &results);
                errors.add(got, &exact);
                *share = match (*share, bounds) {
                    (Some(share), Some(bounds)) => {
                        let all = differences(got, &exact).zip(bounds).zip(&exact);
                        Some(all.fold(share, |most, ((error, bound), exact)| {
                            // What overflows has no bound.
                            match error == 0.0 || exact.abs() + bound >= f64::from(f32::MAX) {
                                true => most,
                                false => most.max(error / bound),
                            }
                        }))
                    }
                    _ => None,
                };
            }
        }
        let name = |id: &LayerId| self.program.facts.names[*id].clone();
        let steps = stages.iter().zip(own).map(|(stage, (errors, share))| {
            let step = &self.program.steps.list()[stage.step];
            let chain = &step.plan.layers;
            StepAccuracy {
                layers: chain.iter().map(name).collect(),
                algorithm: step.algorithm(),
                error: errors.error,
                of_rms: errors.of_rms,
                of_largest: errors.of_largest,
                of_bound: share,
                accumulated: accumulated[chain[chain.len() - 1]].of_rms,
            }
        });
        let outputs = graph.outputs().iter().map(|output| OutputAccuracy {
            name: output.name.to_string(),
            error: accumulated[output.layer].error,
            of_rms: accumulated[output.layer].of_rms,
            of_largest: accumulated[output.layer].of_largest,
        });
        Ok(Accuracy {
            isa: self.program.target.isa.as_str(),
            precision: self.program.target.algorithms.precision.as_str(),
            dtype: self.program.plan.dtype.as_str(),
            images,
            steps: steps.collect(),
            outputs: outputs.collect(),
        })
    }

    /// Returns the stages of the plan in the order in which they run.
    fn stages(&self) -> Vec<Stage> {
        let steps = self.program.steps.list();
        let stage = |(step, forward): (usize, &PackedStep)| {
            let last = forward.plan.layers.last();
            let behind = steps[step + 1..].iter();
            let mut in_place = behind.filter(|then| then.plan.is_in_place());
            (!forward.plan.is_in_place()).then(|| Stage {
                step,
                then_softmax: in_place.any(|then| then.plan.layers.last() == last),
            })
        };
        steps.iter().enumerate().filter_map(stage).collect()
    }

    /// Returns the results of the last run, which was over `image`.
    fn results(
        &self,
        graph: &Graph,
        references: &[ReferenceLayer<'_>],
        stored: &[LayerId],
        image: &[f32],
    ) -> Results {
        let double = |values: &[f32]| values.iter().copied().map(f64::from).collect::<Vec<f64>>();
        let mut all = vec![None; graph.len()];
        for (id, tap) in stored.iter().zip(&self.taps) {
            all[*id] = Some(double(&tap.values));
        }
        let mut exact = vec![double(image)];
        all[0] = Some(exact[0].clone());
        let steps = self.program.plan.steps.iter();
        let computed: HashSet<LayerId> = steps.flat_map(|step| step.layers.clone()).collect();
        for (id, layer) in (1..graph.len()).zip(references) {
            let sources = graph.inputs(id);
            let inputs: Vec<&[f64]> = sources.iter().map(|id| exact[*id].as_slice()).collect();
            exact.push(operator(layer.op()).exact(layer, &inputs));
            // What no step computes is a view of its inputs, or consists of them.
            if all[id].is_none() && !computed.contains(&id) {
                let inputs: Option<Vec<&[f64]>> =
                    sources.iter().map(|id| all[*id].as_deref()).collect();
                all[id] = inputs.map(|inputs| operator(layer.op()).exact(layer, &inputs));
            }
        }
        Results { stored: all, exact }
    }

    /// Returns the result of a stage as the session stored it, the same in double precision from what the stage read, and
    /// the bounds on the errors of its values, if there are any.
    fn compare<'r>(
        &self,
        graph: &Graph,
        layers: &[&Layer],
        references: &[ReferenceLayer<'_>],
        stage: &Stage,
        results: &'r Results,
    ) -> (&'r [f64], Vec<f64>, Option<Vec<f64>>) {
        let step = &self.program.steps.list()[stage.step];
        let chain = &step.plan.layers;
        let stored = |id: LayerId| results.stored[id].as_deref().expect("a stored result");
        let got = stored(chain[chain.len() - 1]);
        if chain[0] == 0 {
            return (got, stored(0).to_vec(), Some(vec![0.0; got.len()]));
        }
        let mut values: Vec<Vec<f64>> = Vec::new();
        for (at, id) in chain.iter().enumerate() {
            let before = &values;
            let inputs = graph.inputs(*id);
            let inputs = inputs
                .iter()
                .map(|input| match at > 0 && *input == chain[at - 1] {
                    true => before[at - 1].as_slice(),
                    false => stored(*input),
                });
            let inputs: Vec<&[f64]> = inputs.collect();
            let layer = &references[*id - 1];
            values.push(operator(layer.op()).exact(layer, &inputs));
        }
        let bounds = self.bounds(graph, layers, references, step, &values, &stored);
        let exact = values.pop().unwrap_or_default();
        let stored = step.plan.output().layout.dtype;
        let bounds = match stage.then_softmax {
            false => bounds,
            true => {
                let channels = references[chain[chain.len() - 1] - 1]
                    .output_shape()
                    .channels();
                let bounds = bounds.map(|bounds| softmax_bounds(&exact, &bounds, channels));
                bounds.map(|bounds| rounded_bounds(bounds, &exact, stored))
            }
        };
        (got, exact, bounds)
    }

    /// Returns the bounds on the errors of a step's result, before a softmax in place. `values` are the exact results of the
    /// step's layers.
    fn bounds<'r>(
        &self,
        graph: &Graph,
        layers: &[&Layer],
        references: &[ReferenceLayer<'_>],
        step: &PackedStep,
        values: &[Vec<f64>],
        stored: &dyn Fn(LayerId) -> &'r [f64],
    ) -> Option<Vec<f64>> {
        let chain = &step.plan.layers;
        let inputs = graph.inputs(chain[0]);
        let inputs: Vec<&[f64]> = inputs.iter().map(|id| stored(*id)).collect();
        let sources: Vec<&Layer> = chain.iter().map(|id| layers[id - 1]).collect();
        let sums = step.packed.as_ref().and_then(|packed| {
            let sources = StepWeights::of(&step.plan, &sources);
            sum_magnitudes(&sources, packed, inputs[0])
        });
        let folds = sums.is_some();
        // A layer that is a softmax copies its input first.
        let copies = matches!(references[chain[0] - 1].op(), Op::Softmax(_));
        let copied = || Magnitudes {
            values: vec![0.0; inputs[0].len()],
            roundings: 0,
        };
        let mut sums = match (sums, copies) {
            (Some(sums), _) => sums,
            (None, true) => copied(),
            (None, false) => magnitudes(&references[chain[0] - 1], &inputs)?,
        };
        for fused in &step.plan.epilogue {
            match fused.epilogue {
                Epilogue::BatchNorm if folds => {}
                Epilogue::Add {
                    scales: [_, factor],
                } if folds => {
                    let at = chain.iter().position(|id| *id == fused.layer)?;
                    let inputs = graph.inputs(fused.layer);
                    let other = inputs.into_iter().find(|id| *id != chain[at - 1])?;
                    let terms = sums.values.iter_mut().zip(stored(other));
                    terms.for_each(|(sum, value)| *sum += (f64::from(factor) * value).abs());
                }
                Epilogue::BatchNorm | Epilogue::Add { .. } => return None,
                _ => {}
            }
        }
        // Products of bfloat16 numbers round their weights, and what reads the network's input in `f32` gets it rounded.
        let unit = unit_roundoff(self.program.plan.dtype)?;
        let of_weights = folds && step.primitive().is_some_and(ConvPrimitive::rounds_weights);
        let of_input = chain.iter().any(|id| graph.inputs(*id).contains(&0));
        let roundings = i32::from(of_weights) + i32::from(of_input);
        let narrowed = (1.0 + unit).powi(roundings) - 1.0;
        let mut bounds = match sums.roundings {
            0 => sums.values,
            _ => {
                let all = sums.bounds().into_iter().zip(&sums.values);
                all.map(|(bound, value)| bound + narrowed * (value + bound))
                    .collect()
            }
        };
        for fused in &step.plan.epilogue {
            let at = chain.iter().position(|id| *id == fused.layer)?;
            match fused.epilogue {
                Epilogue::Elementwise(function) if function != Elementwise::None => {
                    let all = bounds.iter_mut().zip(&values[at]);
                    all.for_each(|(bound, value)| *bound = activated(function, *bound, *value));
                }
                Epilogue::MaxPool(_) => {
                    let layer = &references[chain[at] - 1];
                    bounds = operator(layer.op()).exact(layer, &[&bounds]);
                }
                _ => {}
            }
        }
        let exact = values.last()?;
        Some(rounded_bounds(
            bounds,
            exact,
            step.plan.output().layout.dtype,
        ))
    }
}

/// Returns the unit roundoff of results of a type beside that of `f32`, in which they are computed: 0 for `f32`; `None`
/// for integers.
fn unit_roundoff(dtype: DType) -> Option<f64> {
    match dtype {
        DType::F32 => Some(0.0),
        DType::Bf16 => Some(1.0 / 256.0),
        _ => None,
    }
}

/// Returns the bounds on the errors of results that are rounded to a type when they are stored, where `bounds` are those
/// before, and `exact` the exact results.
fn rounded_bounds(mut bounds: Vec<f64>, exact: &[f64], dtype: DType) -> Vec<f64> {
    let unit = unit_roundoff(dtype).unwrap_or(0.0);
    for (bound, value) in bounds.iter_mut().zip(exact) {
        *bound += unit * (value.abs() + *bound + f64::from(f32::MIN_POSITIVE));
    }
    bounds
}
