//! Channels in another order, as reshapes and transposes leave them.

use super::context::{Lower, Lowering, Tensor, refuse};
use super::site::Site;
use crate::onnx::importer::item::{ItemId, ItemKind};
use crate::onnx::importer::view::{Axis, MapAxes, Part, View};
use googlenet_dsl::shape::Shape;

impl<'a> Lowering<'_, 'a> {
    /// Returns the item that is a map whose channels a reshape and a transpose have put in another order: `groups` rows
    /// of channels, read column by column. `None` if the tensor is something else.
    pub(super) fn shuffled(
        &mut self,
        site: &Site<'_, 'a>,
        tensor: &Tensor,
    ) -> Lower<Option<ItemId>> {
        let shape = self.shape(tensor.item);
        let Some(groups) = groups(&tensor.view, shape, self.batch) else {
            return Ok(None);
        };
        if groups == 1 {
            return refuse("its input has channels in an order that cannot be said");
        }
        let kind = ItemKind::Unsaid(format!(
            "a shuffle of channels (of {groups} groups) cannot be said"
        ));
        Ok(Some(self.map(site, kind, tensor.item)))
    }
}

/// Returns the number of groups of a shuffle of channels; `None` if the tensor is not such a map.
fn groups(view: &View, shape: Shape, batch: usize) -> Option<usize> {
    if view.rank() != 4 || !matches!(shape, Shape::Map { .. }) {
        return None;
    }
    let plain = View::of(shape, batch, MapAxes::ChannelsFirst);
    if [0, 2, 3]
        .iter()
        .any(|at| view.parts(*at) != plain.parts(*at))
    {
        return None;
    }
    match view.parts(1) {
        [
            Part {
                axis: Axis::Channel,
                size: inner,
                stride: 1,
            },
            Part {
                axis: Axis::Channel,
                size: groups,
                stride,
            },
        ] if stride == inner && groups * inner == shape.channels() => Some(*groups),
        _ => None,
    }
}
