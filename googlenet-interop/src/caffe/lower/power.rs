//! Lowering of `Power`: `(shift + scale * x) ^ power`.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::step::StepId;

/// Largest power that becomes a product.
const MAX_POWER: f32 = 8.0;

impl Lowering<'_, '_> {
    /// Lowers a power: 1 is a factor and a summand, and whole numbers above are products. Others are reported as
    /// mistakes.
    pub(super) fn power(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("power_param");
        let number = |name: &str, usual: f32| view.real(name).map_or(usual, |(value, _)| value);
        let (power, scale, shift) = (
            number("power", 1.0),
            number("scale", 1.0),
            number("shift", 0.0),
        );
        if power.fract() != 0.0 || !(1.0..=MAX_POWER).contains(&power) {
            let place = view.place("power").unwrap_or(node.layer.type_span);
            let wanted = format!("a whole number from 1 to {MAX_POWER}, got {power}");
            self.only("power", place, &wanted);
            return None;
        }
        let name = &node.layer.name;
        if power == 1.0 {
            return self.affine(node, name, input, [scale, shift]);
        }
        let base = self.affine(node, &format!("{name}/base"), input, [scale, shift])?;
        self.product(node, vec![base; power as usize], name)
    }
}
