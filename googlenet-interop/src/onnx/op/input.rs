//! The network's input: no node, as the graph declares it.

use super::Translate;
use crate::onnx::builder::{Builder, Site};
use googlenet_dsl::op::Input;

impl Translate for Input {
    fn translate(&self, _site: &Site<'_>, _to: &mut Builder) {}
}
