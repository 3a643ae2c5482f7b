//! The network's input, which is there already.

use super::Operator;
#[cfg(any(test, feature = "reference"))]
use crate::Layer;
use crate::kernel::{self, Packed, Run};
use googlenet_dsl::op::Input;
use googlenet_dsl::plan::Region;

impl Operator for Input {
    fn run(&self, run: &mut Run<'_>, inputs: &[Region], output: &Region, _packed: Option<&Packed>) {
        kernel::copy(run, &inputs[0], output);
    }

    #[cfg(any(test, feature = "reference"))]
    fn reference(&self, _layer: &Layer, inputs: &[&[f32]]) -> Vec<f32> {
        inputs[0].to_vec()
    }
}
