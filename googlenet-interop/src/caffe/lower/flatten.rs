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
        let is_vector = matches!(self.shape(input), Shape::Vector { .. });
        let axes = 1 + self.shape(input).dims().len() as i64;
        let axis = |name: &str, usual: i64| {
            let axis = view.whole(name).map_or(usual, |axis| axis.0);
            if axis < 0 { axis + axes } else { axis }
        };
        let (first, last) = (axis("axis", 1), axis("end_axis", -1));
        // Of a map of one pixel a layer before may have made a vector.
        let is_nothing = first == last && (1..axes).contains(&first);
        if is_nothing || is_vector && (1..4).contains(&first) && (first..4).contains(&last) {
            return Some(input);
        }
        if first != 1 || last != axes - 1 {
            let name = if first == 1 { "end_axis" } else { "axis" };
            let place = view.place(name).unwrap_or(node.layer.type_span);
            let wanted = "all axes from the channels on, 1 to -1";
            self.only(name, place, &format!("{wanted}, got {first} to {last}"));
            return None;
        }
        self.push(node, Flatten {}.into(), vec![input])?;
        self.last()
    }
}
