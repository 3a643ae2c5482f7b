//! Export of the network's input, which adds no node: `graph::build` declares the input.

use super::translate::Translate;
use crate::onnx::builder::Builder;
use crate::onnx::site::Site;
use googlenet_dsl::op::Input;

impl Translate for Input {
    fn translate(&self, _site: &Site<'_>, _to: &mut Builder) {}
}
