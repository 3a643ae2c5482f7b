//! Lowering of `Pad`.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::{Site, axis_of, size_of};
use crate::items::{ItemId, ItemWeight};
use crate::onnx::importer::view::{Axis, View};
use googlenet_dsl::op::{ChannelScale, ZeroPad};
use googlenet_dsl::value::PadMode;

impl<'a> Lowering<'_, 'a> {
    pub(super) fn pad(&mut self, site: &Site<'_, 'a>) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let mode = site.text("mode", "constant")?;
        let Some(pads) = self.list(site, "pads", 1)? else {
            return refuse("it has no `pads`");
        };
        let value = match site.maybe_real("value")? {
            Some(value) => f64::from(value),
            None => self.number(site, 2)?.unwrap_or(0.0),
        };
        let rank = tensor.view.rank();
        let axes = match self.wholes(site, 3)? {
            None => (0..rank).collect(),
            Some(axes) => match axes.iter().map(|axis| axis_of(*axis, rank)).collect() {
                Some(axes) => axes,
                None => return refuse(format!("axes {axes:?} of a tensor of {rank} axes")),
            },
        };
        let axes: Vec<usize> = axes;
        if pads.len() != 2 * axes.len() {
            return refuse(format!(
                "`pads` has {} numbers for {} axes",
                pads.len(),
                axes.len()
            ));
        }
        if pads.iter().all(|pad| *pad == 0) {
            return Ok(Value::Tensor(tensor));
        }
        let mode = match mode.as_ref() {
            "constant" if value.is_finite() => PadMode::Zero,
            "constant" => return refuse(format!("padding with {value} cannot be said")),
            "reflect" => PadMode::Reflect,
            "edge" => PadMode::Edge,
            _ => return refuse(format!("padding in the mode {mode:?} cannot be said")),
        };
        let padded = (0..axes.len()).filter(|at| pads[*at] != 0 || pads[at + axes.len()] != 0);
        let padded: Vec<usize> = padded.map(|at| axes[at]).collect();
        let (tensor, order) = self.map_for(site, tensor, &padded)?;
        let [first, second] = match order {
            crate::onnx::importer::view::MapAxes::ChannelsFirst => [2, 3],
            crate::onnx::importer::view::MapAxes::ChannelsLast => [1, 2],
        };
        let mut edges = [0; 4];
        for (at, axis) in axes.iter().enumerate() {
            let both = [pads[at], pads[at + axes.len()]];
            let [Some(before), Some(after)] = both.map(|pad| size_of(pad, 0)) else {
                return refuse(format!("`pads` {pads:?} are out of range"));
            };
            if *axis == first {
                (edges[0], edges[2]) = (before, after);
            } else if *axis == second {
                (edges[1], edges[3]) = (before, after);
            } else if both != [0, 0] {
                return refuse("padding of other axes than height and width cannot be said");
            }
        }
        debug_assert!(tensor.view.places(Axis::Batch).len() <= 1, "one batch");
        let mut input = tensor.item;
        let is_shifted = mode == PadMode::Zero && value != 0.0;
        if is_shifted {
            input = self.shifted(site, input, -value)?;
        }
        let mut item = self.push(site, ZeroPad { edges, mode }, vec![input], Vec::new())?;
        if is_shifted {
            item = self.shifted(site, item, value)?;
        }
        Ok(Value::Tensor(Tensor {
            item,
            view: View::of(self.shape(item), self.batch, order),
            before: None,
        }))
    }
    /// Appends the addition of a number, which is no normalisation of images.
    fn shifted(&mut self, site: &Site<'_, 'a>, item: ItemId, by: f64) -> Lower<ItemId> {
        let channels = self.shape(item).channels();
        let filled = self.store.add_filled(vec![channels], by, true);
        let Some(value) = filled else {
            return refuse("its constants are too large");
        };
        let op = ChannelScale {
            scale: false,
            center: true,
        };
        let weights = vec![ItemWeight {
            name: "beta",
            value,
        }];
        self.push(site, op, vec![item], weights)
    }
}
