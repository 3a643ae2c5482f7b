//! Export of the network's input, which adds no node: `graph::build` declares the input.

use super::translate::Translate;
use crate::onnx::export::builder::Builder;
use crate::onnx::export::site::Site;
use googlenet_dsl::op::Input;

impl Translate for Input {
    fn translate(&self, _site: &Site<'_>, _to: &mut Builder) {}
}
