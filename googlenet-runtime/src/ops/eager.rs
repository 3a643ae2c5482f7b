//! Eager execution of single layers outside a network, for `forward` of typed layers.

use super::{StepArgs, StepWeights, operator};
use crate::kernel::{self, Arena, Isa, PackedWeights, RunContext, Target, Weights, Worker};
use crate::tensor::{Shape, Tensor};
use crate::{Layer, notice};
use googlenet_dsl::plan::{LayerPlan, PlanOptions, Region};
use googlenet_dsl::value::Precision;

/// A layer that is prepared to run by itself, outside a network: its plan, its packed weights, and the regions in which
/// the caller passes its inputs. The inputs of each image are copied into the arena first.
struct Eager {
    plan: LayerPlan,
    /// For each input of the layer, the region of its values inside the caller's slice of one image, which holds all
    /// inputs one behind the other; the offsets are in bytes.
    given: Vec<Region>,
    /// Layout of the packed weights, which are those of the first step; a second step, such as softmax, works in place
    /// and has none. `None` if the layer has no weights.
    packed: Option<PackedWeights>,
    weights: Weights,
    /// Number of `f32` values of all inputs of one image together.
    input_len: usize,
}

impl Eager {
    fn new(layer: &Layer, target: Target) -> Eager {
        notice::unoptimised();
        let plan = LayerPlan::new(
            layer.op(),
            layer.input_shapes(),
            layer.output_shape(),
            &PlanOptions::default(),
        );
        let mut given: Vec<Region> = Vec::new();
        let mut input_len = 0;
        for input in &plan.inputs {
            let mut region = Region::external(input.shape);
            region.offset = input_len * size_of::<f32>();
            input_len += input.shape.len();
            given.push(region);
        }
        let first = &plan.steps[0];
        let operator = operator(&first.op);
        let packed = operator.weight_plan(first, target);
        let mut weights = Arena::new(packed.as_ref().map_or(0, PackedWeights::bytes));
        if let Some(packed) = &packed {
            let values = &mut weights.values_mut()[..packed.len()];
            operator.pack(&StepWeights::of(first, &[layer]), packed, first, values);
        }
        Eager {
            plan,
            given,
            packed,
            weights: Weights::Own(weights),
            input_len,
        }
    }

    /// Runs the layer over `images` images on the calling thread, and allocates the memory for it. `input` holds the
    /// images one behind the other, each as its inputs one behind the other; `output` receives the result of each
    /// image. All values are dense, in the order height, width, channels.
    fn run(&self, input: &[f32], output: &mut [f32], images: usize) {
        let arena_bytes = self.plan.arena_bytes;
        let mut arena = Arena::new(arena_bytes * images);
        let scratch_bytes = self.packed.as_ref().map_or(0, PackedWeights::scratch_bytes);
        let mut scratch = Arena::new(scratch_bytes);
        let run = RunContext::new(&mut arena, arena_bytes, input, self.input_len, images);
        let run = run.with_scratch(&mut scratch, scratch_bytes, 1);
        self.steps(&run.worker(Isa::chosen(), 0, 1));
        let region = &self.plan.output;
        for (image, values) in output.chunks_exact_mut(region.shape.len()).enumerate() {
            run.read(region, image, values);
        }
    }

    fn steps(&self, worker: &Worker<'_>) {
        for (given, input) in self.given.iter().zip(&self.plan.inputs) {
            kernel::clear_border(worker, input);
            kernel::copy(worker, given, input);
        }
        for step in &self.plan.steps {
            let args = StepArgs {
                packed: self.packed.as_ref().filter(|_| !step.is_in_place()),
                ..StepArgs::of(step, &self.weights)
            };
            args.run(worker);
        }
    }
}

/// Returns the result of a layer for `batch` images, computed on the calling thread with the kernels that sessions use
/// and [`Precision::Fast`]. `inputs` has for each operand the values of all images. The packed weights are cached in
/// the layer.
pub(super) fn forward<O: Shape>(layer: &Layer, inputs: &[&[f32]], batch: usize) -> Tensor<O> {
    let eager = layer
        .alone()
        .get_or_init(|| Eager::new(layer, Target::chosen(Precision::Fast)));
    let side_by_side: Vec<f32>;
    let values = match inputs {
        [input] => *input,
        inputs => {
            let image = |image: usize| {
                let part = move |(input, shape): (&&[f32], &googlenet_dsl::shape::Shape)| {
                    input[image * shape.len()..][..shape.len()].to_vec()
                };
                inputs.iter().zip(layer.input_shapes()).flat_map(part)
            };
            side_by_side = (0..batch).flat_map(image).collect();
            &side_by_side
        }
    };
    let mut result = Tensor::zeros(batch);
    eager.run(values, result.as_mut_slice(), batch);
    result
}
