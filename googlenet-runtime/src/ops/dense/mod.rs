//! Fully connected layer.

#[cfg(any(test, feature = "reference"))]
mod reference;

use super::Operator;
use crate::kernel::{self, Packed, Product, Run};
use crate::layer::typed_layer;
use crate::tensor::{Shape, Tensor};
use crate::{Layer, Weight};
use googlenet_dsl::op::Dense as Op;
use googlenet_dsl::plan::Region;
use googlenet_dsl::shape::Shape as Value;

typed_layer! {
    /// Fully connected layer from vectors of shape `I` to vectors of shape `O`, with bias and activation.
    Dense<I, O>
}

impl<I: Shape, O: Shape> Dense<I, O> {
    /// Fails to compile where the shapes are not vectors.
    pub const CHECK: () = assert!(
        matches!(I::SHAPE, Value::Vector { .. }) && matches!(O::SHAPE, Value::Vector { .. }),
        "a dense layer reads and makes vectors"
    );

    /// Runs the layer on the calling thread.
    pub fn forward(&self, x: &Tensor<I>) -> Tensor<O> {
        const { Self::CHECK };
        self.layer.forward(&[x.as_slice()], x.batch())
    }
}

impl Operator for Op {
    fn pack(&self, layer: &Layer) -> Option<Packed> {
        let kernel = layer.weight("kernel")?.values();
        let bias = layer.weight("bias").map(Weight::values);
        Some(Packed::Product(Product::dense(
            kernel,
            bias,
            layer.input_shapes()[0].len(),
            self.units as usize,
        )))
    }

    fn run(&self, run: &mut Run<'_>, inputs: &[Region], output: &Region, packed: Option<&Packed>) {
        let packed = packed.expect("a dense layer is packed").product();
        kernel::dense(run, &inputs[0], output, packed, self.activation);
    }

    #[cfg(any(test, feature = "reference"))]
    fn reference(&self, layer: &Layer, inputs: &[&[f32]]) -> Vec<f32> {
        reference::dense(self, layer, inputs[0])
    }
}
