//! Lowering of `Crop`: the first blob, cut to the sizes of the second.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::import::mistake::Mistake;
use crate::import::step::StepId;
use googlenet_dsl::op::Slice;
use googlenet_dsl::shape::Shape;

impl Lowering<'_, '_> {
    /// Lowers a crop that leaves height and width alone: channels are a slice, and where nothing is cut no step is
    /// made. Others are reported as mistakes.
    pub(super) fn crop(&mut self, node: &ComputeNode<'_>, inputs: &[StepId]) -> Option<StepId> {
        let [input, reference] = inputs[..] else {
            let title = format!("{:?} reads {} blobs", node.layer.name, inputs.len());
            let label = "expected two of a layer of type \"Crop\"";
            self.mistakes.push(node.layer.mistake(title, label));
            return None;
        };
        let view = node.layer.view.message("crop_param");
        let axis = view.whole("axis").map_or(2, |axis| axis.0);
        let (input, reference) = match self.alike(node, vec![input, reference])?[..] {
            [input, reference] => (input, reference),
            _ => return None,
        };
        let (own, wanted) = (self.shape(input), self.shape(reference));
        let axes = 1 + own.dims().len() as i64;
        let axis = if axis < 0 { axis + axes } else { axis };
        let place = view.place("axis").unwrap_or(node.layer.type_span);
        if !(0..axes).contains(&axis) {
            self.only("axis", place, &format!("0 to {}, got {axis}", axes - 1));
            return None;
        }
        let is_map = matches!(own, Shape::Map { .. });
        if is_map && axis <= 3 {
            let [height, width] = own.spatial();
            let cut = [
                axis <= 2 && height != wanted.spatial()[0],
                width != wanted.spatial()[1],
            ];
            if cut != [false; 2] {
                let title = format!("{:?} cuts height or width", node.layer.name);
                let label = format!("{own} to {wanted}: only channels can be cut");
                let mistake = Mistake::new(title, node.layer.type_span, label);
                let help = "another size of the input may make both the same: `--input-size HxW`";
                self.mistakes.push(mistake.help(help));
                return None;
            }
        }
        let (all, kept) = (own.channels(), wanted.channels());
        if axis > 1 || all == kept {
            return Some(input);
        }
        // One offset is that of all axes; several are those of the axes from `axis` on.
        let offsets = view.wholes("offset");
        let at = match offsets.len() {
            0 | 1 => 0,
            _ => (1 - axis) as usize,
        };
        let first = offsets.get(at).map_or(0, |offset| offset.0);
        let first = usize::try_from(first).ok();
        let channels = first.and_then(|first| Some([first, first.checked_add(kept)?]));
        let Some(channels) = channels.filter(|[_, end]| *end <= all && !self.is_reordered(input))
        else {
            let place = offsets.get(at).map_or(place, |offset| offset.1);
            self.only(
                "offset",
                place,
                &format!("0 to {}", all.saturating_sub(kept)),
            );
            return None;
        };
        let channels = channels.map(|end| end as u32);
        self.push(node, Slice { channels }.into(), vec![input])?;
        self.last()
    }
}
