//! One layer alone.

use super::Layer;
use crate::kernel::{Arena, Pool, Run};
use crate::ops::operator;
use crate::tensor::{Shape, Tensor};
use googlenet_dsl::plan::{Place, Region};
use googlenet_dsl::shape::Shape as Value;

impl Layer {
    /// Runs the layer on the calling thread with the kernels that sessions use.
    pub(crate) fn forward<O: Shape>(&self, inputs: &[&[f32]], batch: usize) -> Tensor<O> {
        let region = |place, offset, shape: Value| Region {
            place,
            offset,
            pixel_stride: shape.channels(),
            shape,
        };
        let mut regions = Vec::new();
        let mut input_len = 0;
        for shape in &self.inputs {
            regions.push(region(Place::Input, input_len, *shape));
            input_len += shape.len();
        }
        let side_by_side: Vec<f32>;
        let values = match inputs {
            [input] => *input,
            inputs => {
                let picture = |picture: usize| {
                    let part = move |(input, shape): (&&[f32], &Value)| {
                        input[picture * shape.len()..][..shape.len()].to_vec()
                    };
                    inputs.iter().zip(&self.inputs).flat_map(part)
                };
                side_by_side = (0..batch).flat_map(picture).collect();
                &side_by_side
            }
        };
        let output = region(Place::Arena, 0, self.output);
        let mut pool = Pool::new(1);
        let mut arena = Arena::new(self.output.len() * batch);
        let mut run = Run::new(
            &mut pool,
            &mut arena,
            self.output.len(),
            values,
            input_len,
            batch,
        );
        operator(&self.op).run(&mut run, &regions, &output, self.packed().as_deref());
        let mut result = Tensor::zeros(batch);
        for (picture, values) in result
            .as_mut_slice()
            .chunks_exact_mut(self.output.len())
            .enumerate()
        {
            run.read(&output, picture, values);
        }
        result
    }
}
