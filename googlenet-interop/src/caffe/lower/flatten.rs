//! Lowering of `Flatten`, which must join all axes from the channels to the last one.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::step::StepId;
use googlenet_dsl::op::Flatten;
use googlenet_dsl::shape::Shape;

impl Lowering<'_, '_> {
    /// Lowers the flattening of a map. A vector stays as it is: no step is made, and the step of the operand is
    /// returned. Flattening of other axes is reported as a mistake.
    pub(super) fn flatten(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("flatten_param");
        self.channel_axis(view, "axis", 4)?;
        if let Some((end, span)) = view
            .whole("end_axis")
            .filter(|(end, _)| ![-1, 3].contains(end))
        {
            self.only("end_axis", span, &format!("-1, got {end}"));
            return None;
        }
        if matches!(self.shape(input), Shape::Vector { .. }) {
            return Some(input);
        }
        self.push(node, Flatten {}.into(), vec![input])?;
        self.last()
    }
}
