//! Lowering of `Tile`: copies of a blob behind each other along an axis.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::step::StepId;
use googlenet_dsl::grammar::MAX_COUNT;
use googlenet_dsl::op::{Concat, Upsample};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::{Coordinates, Interpolation, Rounding, Scale};

impl Lowering<'_, '_> {
    /// Lowers copies along the channels, and along an axis of height or width whose size is 1. Others are reported as
    /// mistakes.
    pub(super) fn tile(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("tile_param");
        let tiles = self.required(view, "tiles", node.layer.type_span)?;
        let axes = 1 + self.shape(input).dims().len() as i64;
        let axis = view.whole("axis").map_or(1, |axis| axis.0);
        let axis = if axis < 0 { axis + axes } else { axis };
        if tiles == 1 && (1..axes).contains(&axis) {
            return Some(input);
        }
        let is_map = matches!(self.shape(input), Shape::Map { .. });
        if axis == 1 && !self.is_reordered(input) {
            self.branches(node, tiles as usize)?;
            self.push(node, Concat {}.into(), vec![input; tiles as usize])?;
            return self.last();
        }
        let mut size = self.shape(input).spatial();
        if is_map && (2..4).contains(&axis) && size[axis as usize - 2] == 1 {
            size[axis as usize - 2] = tiles as usize;
            let op = Upsample {
                scale: Scale::Size(size.map(|side| u32::try_from(side).unwrap_or(MAX_COUNT))),
                mode: Interpolation::Nearest,
                coordinates: Coordinates::DEFAULT,
                rounding: Rounding::DEFAULT,
            };
            self.push(node, op.into(), vec![input])?;
            return self.last();
        }
        let place = view.place("axis").unwrap_or(node.layer.type_span);
        let wanted =
            format!("the channels, or height or width of a map with a size of 1, got {axis}");
        self.only("axis", place, &wanted);
        None
    }
}
