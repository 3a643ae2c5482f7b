//! One layer alone.

use super::Layer;
use crate::kernel::{Arena, Isa, Run, Target};
use crate::session::{Part, Steps};
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::op::Activation;
use googlenet_dsl::plan::{Plan, Region, Work};
use googlenet_dsl::precision::Precision;
use std::sync::Arc;

/// How a layer runs alone: its inputs are taken, one behind the other, into memory of its own.
pub(crate) struct Alone {
    steps: Steps,
    output: Region,
    /// Values of all inputs of a picture.
    input_len: usize,
    arena_len: usize,
}

impl Alone {
    pub(crate) fn new(layer: &Layer, target: Target) -> Alone {
        let (inputs, output, arena_len) =
            Plan::alone(layer.op(), layer.input_shapes(), layer.output_shape());
        let mut input_len = 0;
        let mut parts = Vec::new();
        for input in &inputs {
            let mut given = Region::given(input.shape);
            given.offset = input_len;
            input_len += input.shape.len();
            parts.push(Part {
                chain: Vec::new(),
                work: Work::Compute,
                inputs: vec![given],
                output: input.clone(),
            });
        }
        let part = |work, inputs| Part {
            chain: vec![layer],
            work,
            inputs,
            output: output.clone(),
        };
        parts.push(part(Work::Compute, inputs));
        if layer.op().activation() == Activation::Softmax {
            parts.push(part(Work::Softmax, Vec::new()));
        }
        Alone {
            steps: Steps::new(&parts, target),
            output,
            input_len,
            arena_len,
        }
    }

    /// Runs the layer over pictures, each with all of its inputs one behind the other, on one thread.
    fn run(&self, input: &[f32], output: &mut [f32], pictures: usize) {
        let mut arena = Arena::new(self.arena_len * pictures);
        let scratch_len = self.steps.scratch_len();
        let mut scratch = Arena::new(scratch_len);
        let run = Run::new(&mut arena, self.arena_len, input, self.input_len, pictures);
        let run = run.with_scratch(&mut scratch, scratch_len, 1);
        let share = run.share(Isa::chosen(), 0, 1);
        (0..self.steps.list().len()).for_each(|step| self.steps.run(step, &share));
        let len = self.output.shape.len();
        for (picture, values) in output.chunks_exact_mut(len).enumerate() {
            run.read(&self.output, picture, values);
        }
    }
}

impl Layer {
    /// Runs the layer on the calling thread with the kernels that sessions use.
    pub(crate) fn forward<O: Shape>(&self, inputs: &[&[f32]], batch: usize) -> Tensor<O> {
        let alone = self
            .alone
            .get_or_init(|| Arc::new(Alone::new(self, Target::chosen(Precision::Fast))));
        let side_by_side: Vec<f32>;
        let values = match inputs {
            [input] => *input,
            inputs => {
                let picture = |picture: usize| {
                    let part = move |(input, shape): (&&[f32], &googlenet_dsl::shape::Shape)| {
                        input[picture * shape.len()..][..shape.len()].to_vec()
                    };
                    inputs.iter().zip(&self.inputs).flat_map(part)
                };
                side_by_side = (0..batch).flat_map(picture).collect();
                &side_by_side
            }
        };
        let mut result = Tensor::zeros(batch);
        alone.run(values, result.as_mut_slice(), batch);
        result
    }
}
