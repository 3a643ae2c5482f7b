//! Convolution.

#[cfg(any(test, feature = "reference"))]
mod reference;

use super::Operator;
use super::window::{self, WindowRule};
use crate::kernel::{self, Packed, Product, Run};
use crate::layer::typed_layer;
use crate::tensor::{Shape, Tensor};
use crate::{Layer, Weight};
use googlenet_dsl::op::Conv;
use googlenet_dsl::plan::Region;

typed_layer! {
    /// Convolution of maps of shape `I` to maps of shape `O` by the window `W`, with bias and activation.
    Conv2d<I, O, W>
}

impl<I: Shape, O: Shape, W: WindowRule> Conv2d<I, O, W> {
    /// Fails to compile where the output's shape does not follow from the input's and the window.
    pub const CHECK: () = window::check(I::SHAPE, O::SHAPE, W::WINDOW);

    /// Runs the layer on the calling thread.
    pub fn forward(&self, x: &Tensor<I>) -> Tensor<O> {
        const { Self::CHECK };
        self.layer.forward(&[x.as_slice()], x.batch())
    }
}

impl Operator for Conv {
    fn pack(&self, layer: &Layer) -> Option<Packed> {
        let kernel = layer.weight("kernel")?.values();
        let bias = layer.weight("bias").map(Weight::values);
        let (inputs, outputs) = (layer.input_shapes()[0].channels(), self.filters as usize);
        Some(match self.groups as usize {
            1 => Packed::Product(Product::conv(kernel, bias, self.window, inputs, outputs)),
            groups => Packed::Groups(Product::grouped_conv(
                kernel,
                bias,
                self.window,
                groups,
                inputs,
                outputs,
            )),
        })
    }

    fn run(&self, run: &mut Run<'_>, inputs: &[Region], output: &Region, packed: Option<&Packed>) {
        match packed.expect("a convolution is packed") {
            Packed::Groups(groups) => {
                kernel::grouped_conv(run, &inputs[0], output, groups, self.activation);
            }
            packed => kernel::conv(run, &inputs[0], output, packed.product(), self.activation),
        }
    }

    #[cfg(any(test, feature = "reference"))]
    fn reference(&self, layer: &Layer, inputs: &[&[f32]]) -> Vec<f32> {
        reference::conv(self, layer, inputs[0])
    }
}
