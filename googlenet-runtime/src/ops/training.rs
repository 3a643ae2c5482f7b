//! How operations run in training: the trait [`Train`], implemented by each in its `backward.rs`, and its arguments.

use super::{LayerWeights, StepArgs, WeightPart, operator};
use crate::kernel::{
    InputGradient, PackedWeights, SharedValues, Target, WeightGradient, Weights, Worker,
    combine_sums,
};
use googlenet_dsl::op::Op;
use googlenet_dsl::plan::Region;
use googlenet_dsl::plan::training::{TrainingKind, TrainingStep};

/// What an operation prepares once for a step of training: algorithms, and the layout of packed weights.
#[derive(Debug)]
#[allow(clippy::large_enum_variant, reason = "there is one a step")]
pub(crate) enum Prepared {
    /// Nothing.
    Nothing,
    /// Number of bytes of scratch memory that the step needs on each thread.
    Scratch(usize),
    /// Layout of the packed weights of a step that a kernel of the forward pass computes.
    Forward(PackedWeights),
    /// Data gradient of a convolution or dense layer, with its packed weights.
    InputGradient(InputGradient),
    /// Gradient of the kernel of a convolution or dense layer.
    WeightGradient(WeightGradient),
}

impl Prepared {
    /// Returns the number of packed weights, in `f32` values.
    pub(crate) fn packed_len(&self) -> usize {
        match self {
            Prepared::Nothing | Prepared::Scratch(_) | Prepared::WeightGradient(_) => 0,
            Prepared::Forward(packed) => packed.len(),
            Prepared::InputGradient(gradient) => gradient.len(),
        }
    }

    /// Sets the position of the packed weights in the arena of all packed weights, in bytes, a multiple of
    /// [`ALIGN`](googlenet_dsl::plan::ALIGN).
    pub(crate) fn place(&mut self, offset: usize) {
        match self {
            Prepared::Nothing | Prepared::Scratch(_) | Prepared::WeightGradient(_) => {}
            Prepared::Forward(packed) => packed.place(offset),
            Prepared::InputGradient(gradient) => gradient.place(offset),
        }
    }

    /// Returns the number of bytes of private scratch memory that each thread needs to run the step.
    pub(crate) fn scratch_bytes(&self) -> usize {
        match self {
            Prepared::Nothing => 0,
            Prepared::Scratch(bytes) => *bytes,
            Prepared::Forward(packed) => packed.scratch_bytes(),
            Prepared::InputGradient(gradient) => gradient.scratch_bytes(),
            Prepared::WeightGradient(gradient) => gradient.scratch_bytes(),
        }
    }
}

/// Arguments of the functions of [`Train`].
pub(crate) struct TrainArgs<'a> {
    pub(crate) step: &'a TrainingStep,
    /// What [`Train::prepare`] returned for this step.
    pub(crate) prepared: &'a Prepared,
    /// Packed weights of all steps, as [`Train::pack`] wrote them since the weights changed last.
    pub(crate) packed: &'a Weights,
    /// Weights of the step's layer.
    pub(crate) weights: LayerWeights<'a>,
    /// Gradients of the weights of the step's layer.
    pub(crate) gradients: LayerGradients<'a>,
    /// Memory of the step's layer that lasts until its backward steps have run: [`Train::statistics_len`] values.
    pub(crate) statistics: SharedValues<'a>,
    /// Seed of the random numbers of this step of training and of this layer.
    pub(crate) seed: u64,
}

/// Memory for the gradients of the weights of one layer, with which a [`Train::weight_gradient`] replaces the values
/// there.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LayerGradients<'a> {
    pub(crate) parts: &'a [WeightPart],
    /// Gradients of all layers.
    pub(crate) values: SharedValues<'a>,
    /// Whether no gradients of this layer's weights are wanted.
    pub(crate) frozen: bool,
}

impl<'a> LayerGradients<'a> {
    /// Returns the memory for the gradient of the tensor `name`; `None` if there is no such tensor, or if the layer is
    /// frozen.
    pub(crate) fn get(&self, name: &str) -> Option<SharedValues<'a>> {
        let part = self.parts.iter().find(|part| part.name == name)?;
        (!self.frozen).then(|| self.values.part(part.range.clone()))
    }
}

impl<'a> TrainArgs<'a> {
    /// Returns the region of the operand `input`, of which only the layout may be used unless the operation needs the
    /// operand's values.
    pub(crate) fn input(&self, input: usize) -> &'a Region {
        &self.step.step.inputs[input]
    }

    /// Returns the region of the result; of a step of the backward pass as [`TrainArgs::input`].
    pub(crate) fn output(&self) -> &'a Region {
        self.step.step.output()
    }

    /// Returns the region of the sums over pixels.
    ///
    /// # Panics
    /// Panics if the step has none; so below.
    pub(crate) fn sums(&self) -> &'a Region {
        self.step.sums.as_ref().expect("a step with sums")
    }

    /// Returns the region of the gradient of the result.
    pub(crate) fn gradient(&self) -> &'a Region {
        self.step.gradient.as_ref().expect("a step with a gradient")
    }

    /// Returns the region to which the step writes, or adds, a gradient.
    pub(crate) fn target(&self) -> &'a Region {
        self.step.target.as_ref().expect("a step with a target")
    }

    /// Computes this thread's share of the data gradient that was prepared for the step.
    ///
    /// # Panics
    /// Panics if another thing was prepared; so below.
    pub(crate) fn run_input_gradient(&self, worker: &Worker<'_>) {
        let Prepared::InputGradient(gradient) = self.prepared else {
            unreachable!("a data gradient is prepared");
        };
        let added = self.step.accumulate;
        gradient.run(worker, self.gradient(), self.target(), self.packed, added);
    }

    /// Computes this thread's share of the gradients of the weights `kernel` and `bias` of a convolution or dense layer,
    /// those that the layer has.
    pub(crate) fn run_weight_gradients(&self, worker: &Worker<'_>) {
        if let Some(kernel) = self.gradients.get("kernel") {
            let Prepared::WeightGradient(gradient) = self.prepared else {
                unreachable!("the gradient of a kernel is prepared");
            };
            gradient.run(worker, self.input(0), self.gradient(), kernel);
        }
        self.run_bias_gradient(worker);
    }

    /// Computes this thread's share of the gradient of the weights `bias`, if the layer has them, from the sums of all
    /// images.
    pub(crate) fn run_bias_gradient(&self, worker: &Worker<'_>) {
        if let Some(bias) = self.gradients.get("bias") {
            let channels = &self.output().layout.channels;
            combine_sums(worker, self.sums(), 0, channels, bias);
        }
    }

    /// Returns the arguments with which inference runs the step's operation.
    pub(crate) fn inference(&self) -> StepArgs<'a> {
        let packed = match self.prepared {
            Prepared::Forward(packed) => Some(packed),
            _ => None,
        };
        StepArgs {
            packed,
            ..StepArgs::of(&self.step.step, self.packed)
        }
    }
}

/// A function that calls its second argument with the values of the weight with the name of the first, if there is one.
pub(crate) type WithWeight<'a> = dyn FnMut(&str, &mut dyn FnMut(&mut [f32])) + 'a;

/// The functions with which an operation runs in training. Which of them a plan calls follows from the operation's
/// [`GradientNeeds`](googlenet_dsl::op::GradientNeeds); each computes one thread's share, for all images of the
/// worker's run, as a [`TrainingStep`] of its kind states.
pub(crate) trait Train {
    /// Prepares a step for `target`, by default what inference prepares for a forward step.
    fn prepare(&self, step: &TrainingStep, target: Target) -> Prepared {
        prepared_forward(step, target)
    }

    /// Packs the weights that a step reads packed, into `values`, of which all are written that are read.
    fn pack(
        &self,
        step: &TrainingStep,
        prepared: &Prepared,
        weights: LayerWeights<'_>,
        values: &mut [f32],
    ) {
        match prepared {
            Prepared::Forward(packed) => {
                let sources = super::StepWeights {
                    layer: weights,
                    batch_norm: None,
                    scale: None,
                };
                operator(step.op()).pack(&sources, packed, &step.step, values);
            }
            Prepared::InputGradient(gradient) => {
                gradient.pack(weights.get("kernel").unwrap_or(&[]), values);
            }
            Prepared::Nothing | Prepared::Scratch(_) | Prepared::WeightGradient(_) => {}
        }
    }

    /// Returns the number of values of [`TrainArgs::statistics`] that the layer needs.
    fn statistics_len(&self, _step: &TrainingStep) -> usize {
        0
    }

    /// Computes the result, and what is saved beside it; by default as inference does. The border of the result is
    /// cleared before.
    fn forward(&self, worker: &Worker<'_>, args: &TrainArgs<'_>) {
        operator(args.step.op()).run(worker, &args.inference());
    }

    /// Computes the statistics of each image.
    fn statistics(&self, _worker: &Worker<'_>, _args: &TrainArgs<'_>) {
        unreachable!("an operation without batch statistics");
    }

    /// Combines the statistics of all images.
    fn combine_statistics(&self, _worker: &Worker<'_>, _args: &TrainArgs<'_>) {
        unreachable!("an operation without batch statistics");
    }

    /// Moves the weights that follow the statistics of batches. `statistics` are those of the layer behind
    /// [`Train::combine_statistics`]; `weight` calls its second argument with the values of the weight of that name.
    fn move_statistics(
        &self,
        _step: &TrainingStep,
        _statistics: &[f32],
        _weight: &mut WithWeight<'_>,
    ) {
    }

    /// Computes the sums over pixels, of each image, that the gradients of the weights are computed from.
    fn gradient_sums(&self, _worker: &Worker<'_>, _args: &TrainArgs<'_>) {
        unreachable!("an operation without sums");
    }

    /// Computes the gradients of the weights over all images.
    fn weight_gradient(&self, _worker: &Worker<'_>, _args: &TrainArgs<'_>) {
        unreachable!("an operation without weights");
    }

    /// Computes the gradient of the operand `input` of each image.
    fn input_gradient(&self, _worker: &Worker<'_>, _args: &TrainArgs<'_>, _input: usize) {
        unreachable!("an operation whose gradient is not written yet");
    }
}

/// Returns what inference prepares for a forward step, and nothing for other steps.
pub(super) fn prepared_forward(step: &TrainingStep, target: Target) -> Prepared {
    match step.kind {
        TrainingKind::Forward => prepare_forward(step, target),
        _ => Prepared::Nothing,
    }
}

/// Returns what inference prepares for the operation of a step.
pub(super) fn prepare_forward(step: &TrainingStep, target: Target) -> Prepared {
    operator(step.op())
        .weight_plan(&step.step, target)
        .map_or(Prepared::Nothing, Prepared::Forward)
}

macro_rules! trainers {
    ($($name:ident),*) => {
        /// Returns the implementation of [`Train`] for an operation.
        pub(crate) fn trainer(op: &Op) -> &dyn Train {
            match op {
                $(Op::$name(op) => op,)*
                _ => unreachable!("the list has every operation"),
            }
        }
    };
}

googlenet_dsl::for_each_op!(trainers);
