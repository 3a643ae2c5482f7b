//! Lowering of `Upsample`, to the nearest pixel, and `Interp`, between pixels with corners on corners.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::step::StepId;
use googlenet_dsl::grammar::MAX_COUNT;
use googlenet_dsl::op::Upsample;
use googlenet_dsl::value::{Coordinates, Interpolation, Rounding, Scale};

impl Lowering<'_, '_> {
    pub(super) fn upsample(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("upsample_param");
        let scale = self.count(view, "scale", 2)?;
        let op = Upsample {
            scale: Scale::Factor([scale as f32; 2]),
            mode: Interpolation::Nearest,
            coordinates: Coordinates::DEFAULT,
            rounding: Rounding::DEFAULT,
        };
        let input = self.pixel(node, input)?;
        self.push(node, op.into(), vec![input])?;
        self.last()
    }

    /// Lowers an interpolation to a size, or by a factor of the distances between pixels.
    pub(super) fn interp(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("interp_param");
        for name in ["pad_beg", "pad_end", "shrink_factor"] {
            let usual = i64::from(name == "shrink_factor");
            if let Some((value, span)) = view.whole(name).filter(|(value, _)| *value != usual) {
                self.only(name, span, &format!("{usual}, got {value}"));
                return None;
            }
        }
        let input = self.pixel(node, input)?;
        let own = self.shape(input).spatial();
        let zoom = self.count(view, "zoom_factor", 1)? as usize;
        let sizes = ["height", "width"].map(|name| view.whole(name));
        let size = match sizes {
            [Some(_), Some(_)] => {
                let [height, width] = ["height", "width"].map(|name| self.count(view, name, 1));
                [height?, width?]
            }
            _ => {
                let wide = own.map(|size| size.saturating_sub(1).saturating_mul(zoom) + 1);
                wide.map(|size| u32::try_from(size).unwrap_or(MAX_COUNT).min(MAX_COUNT))
            }
        };
        let op = Upsample {
            scale: Scale::Size(size),
            mode: Interpolation::Bilinear,
            coordinates: Coordinates::AlignCorners,
            rounding: Rounding::DEFAULT,
        };
        self.push(node, op.into(), vec![input])?;
        self.last()
    }
}
