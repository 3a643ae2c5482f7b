//! Lowering of `Reduction` over all pixels of each channel.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::step::StepId;
use googlenet_dsl::op::{GlobalAvgPool, Multiply, Op};

const OPERATIONS: &[&str] = &["", "SUM", "ASUM", "SUMSQ", "MEAN"];
const SUM: usize = 1;
const ASUM: usize = 2;
const SUMSQ: usize = 3;
const MEAN: usize = 4;

impl Lowering<'_, '_> {
    /// Lowers a mean or sum over height and width, of the values, their magnitudes or their squares, times `coeff`, to
    /// a vector. One over other axes is reported as a mistake.
    pub(super) fn reduction(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("reduction_param");
        let operation = view
            .word("operation", OPERATIONS)
            .map_or(SUM, |word| word.0);
        let axes = 1 + self.shape(input).dims().len() as i64;
        let axis = view.whole("axis").map_or(0, |axis| axis.0);
        if axes != 4 || ![2, 2 - axes].contains(&axis) {
            let place = view.place("axis").unwrap_or(node.layer.type_span);
            self.only(
                "axis",
                place,
                &format!("2, height and width of a map, got {axis}"),
            );
            return None;
        }
        let name = &node.layer.name;
        let read = match operation {
            ASUM => self.magnitude(node, &format!("{name}/magnitude"), input)?,
            SUMSQ => {
                let square = Op::from(Multiply {});
                let part = format!("{name}/square");
                self.push_named(&part, node.layer.type_span, square, vec![input, input])?;
                self.last()?
            }
            _ => input,
        };
        let pixels = self.shape(input).pixels() as f32;
        let own = view.real("coeff").map_or(1.0, |coeff| coeff.0);
        let factor = match operation {
            MEAN => own,
            _ => own * pixels,
        };
        if factor == 1.0 {
            self.push(node, GlobalAvgPool {}.into(), vec![read])?;
            return self.last();
        }
        let part = format!("{name}/mean");
        let mean = Op::from(GlobalAvgPool {});
        self.push_named(&part, node.layer.type_span, mean, vec![read])?;
        let mean = self.last()?;
        self.step_of_factor(node, name, mean, factor)
    }
}
