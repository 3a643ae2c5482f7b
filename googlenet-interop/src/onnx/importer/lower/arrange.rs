//! Values in another order than the result of an item has them, as transposes and reshapes leave them: the operations
//! that bring them into it.
//!
//! The values of a result stand in the order height, width, channels, each axis in parts. Any other order of the parts
//! is a number of exchanges of two neighbouring groups of parts, and a [`ChannelShuffle`] is one: it exchanges the
//! first and the last channels of each pixel, where [`Reshape`] says what the pixels and channels are.

use super::context::{Lower, Lowering, Tensor, Value, refuse};
use super::site::{Site, size_of};
use crate::import::step;
use crate::items::{ItemId, ItemKind};
use crate::onnx::importer::view::{Axis, MapAxes, Part, View};
use crate::order::Order;
use googlenet_dsl::op::{
    ChannelOrder, ChannelShuffle, Concat, DepthToSpace, Flatten, Op, Reshape, Slice, SpaceToDepth,
};
use googlenet_dsl::shape::Shape;

impl<'a> Lowering<'_, 'a> {
    /// Returns a tensor with the same axes whose item has the axes `channels` as its channels, and all others, but the
    /// batch, as its rows.
    pub(super) fn with_channels(
        &mut self,
        site: &Site<'_, 'a>,
        tensor: &Tensor,
        channels: &[usize],
    ) -> Lower<Tensor> {
        let parts = |at: usize| tensor.view.parts(at).to_vec();
        let batch = tensor.view.places(Axis::Batch);
        let rows =
            (0..tensor.view.rank()).filter(|at| !channels.contains(at) && !batch.contains(at));
        let rows: Vec<Part> = rows.flat_map(parts).collect();
        let own: Vec<Part> = channels.iter().flat_map(|at| parts(*at)).collect();
        if own.iter().any(|part| part.axis == Axis::Batch) {
            return refuse("it combines images of a batch with each other, which cannot be said");
        }
        let item = self.arranged(site, tensor.item, &tensor.view, [rows, Vec::new(), own])?;
        Ok(Tensor {
            item,
            view: tensor.view.with_rows(channels),
            before: None,
        })
    }

    /// Returns a tensor of four axes as a map of which an operator changes the axes `changed`: with its channels last
    /// if it has them there and these are its first ones, else with its channels first.
    pub(super) fn map_for(
        &mut self,
        site: &Site<'_, 'a>,
        tensor: Tensor,
        changed: &[usize],
    ) -> Lower<(Tensor, MapAxes)> {
        let shape = self.shape(tensor.item);
        let is_last = matches!(shape, Shape::Map { .. })
            && tensor.view.is(shape, self.batch, MapAxes::ChannelsLast)
            && changed.iter().all(|at| [1, 2].contains(at));
        if is_last {
            return Ok((tensor, MapAxes::ChannelsLast));
        }
        let item = self.map_of(site, &tensor)?;
        match self.usual(item) {
            Value::Tensor(map) => Ok((map, MapAxes::ChannelsFirst)),
            _ => refuse("it reads a constant"),
        }
    }

    /// Returns a tensor with an item of its own, if it is a map whose channels, rows or columns are in parts.
    pub(super) fn settled(&mut self, site: &Site<'_, 'a>, tensor: Tensor) -> Lower<Tensor> {
        let shape = self.shape(tensor.item);
        let [height, width] = shape.spatial();
        let is_whole = |part: &Part| match part.axis {
            Axis::Batch => true,
            Axis::Height => part.size == height,
            Axis::Width => part.size == width,
            Axis::Channel => part.size == shape.channels(),
        };
        let rank = tensor.view.rank();
        let mut parts = (0..rank).flat_map(|at| tensor.view.parts(at));
        if rank != 4 || parts.all(is_whole) {
            return Ok(tensor);
        }
        // Rows in front and channels behind are a map with its channels last.
        let first = tensor.view.parts(1).first();
        let mut behind = tensor.view.parts(3).iter();
        let is_last = first.is_some_and(|part| part.axis == Axis::Height)
            && behind.any(|part| part.axis == Axis::Channel);
        let (axes, wanted) = match is_last {
            true => (MapAxes::ChannelsLast, [1, 2, 3]),
            false => (MapAxes::ChannelsFirst, [2, 3, 1]),
        };
        let wanted = wanted.map(|at| tensor.view.parts(at).to_vec());
        let item = self.arranged(site, tensor.item, &tensor.view, wanted)?;
        Ok(Tensor {
            item,
            view: View::of(self.shape(item), self.batch, axes),
            before: None,
        })
    }

    /// Returns an item that is a map whose height, width and channels are these parts of the result of `item`, of which
    /// `view` is the tensor.
    pub(super) fn arranged(
        &mut self,
        site: &Site<'_, 'a>,
        item: ItemId,
        view: &View,
        wanted: [Vec<Part>; 3],
    ) -> Lower<ItemId> {
        let key = (item, wanted);
        if let Some(made) = self.arranged.get(&key) {
            return Ok(*made);
        }
        let made = self.arrange(site, item, view, key.1.clone())?;
        self.arranged.insert(key, made);
        Ok(made)
    }

    fn arrange(
        &mut self,
        site: &Site<'_, 'a>,
        item: ItemId,
        view: &View,
        wanted: [Vec<Part>; 3],
    ) -> Lower<ItemId> {
        if view.places(Axis::Batch).iter().any(|at| {
            let parts = view.parts(*at);
            parts.len() > 1 || *at > 0
        }) {
            return refuse("it moves values between images of a batch, which cannot be said");
        }
        let item = self.in_order(site, item)?;
        let shape = self.shape(item);
        let sizes = wanted
            .each_ref()
            .map(|parts| parts.iter().map(|part| part.size).product::<usize>());
        let target = Shape::map(sizes[0], sizes[1], sizes[2]);
        if let Some(op) = block(shape, &wanted) {
            return self.push(site, op, vec![item], Vec::new());
        }
        let wanted = wanted.concat();
        let mut now = wanted.clone();
        now.sort_by_key(|part| (part.axis as usize, usize::MAX - part.stride));
        if now.iter().map(|part| part.size).product::<usize>() != shape.len() {
            return refuse("it reads a part of a result in an order that cannot be said");
        }
        let mut item = item;
        for at in 0..now.len() {
            let Some(from) = now[at..].iter().position(|part| *part == wanted[at]) else {
                return refuse("it reads values in an order that cannot be said");
            };
            if from == 0 {
                continue;
            }
            let size = |parts: &[Part]| parts.iter().map(|part| part.size).product::<usize>();
            let (pixels, groups) = (size(&now[..at]), size(&now[at..at + from]));
            let channels = size(&now[at..]);
            let shape = self.shape(item);
            if shape.channels() != channels {
                let rows = Shape::map(pixels, 1, channels);
                item = self.reshaped(site, item, rows)?;
            }
            let Some(groups) = size_of(groups as i64, 1) else {
                return refuse("it moves parts of channels that are out of range");
            };
            let (op, input) = self.shuffled(item, groups);
            item = self.push(site, op, vec![input], Vec::new())?;
            // The site is that of what reads the parts in their new order.
            self.items[item - 1].name.clear();
            now[at..].rotate_left(from);
        }
        match self.shape(item) == target {
            true => Ok(item),
            false => self.reshaped(site, item, target),
        }
    }

    /// Returns the operation that shuffles the channels of an item's result, with what it reads. Pixels as channels
    /// that are shuffled are ones in the other order.
    fn shuffled(&self, item: ItemId, groups: u32) -> (Op, ItemId) {
        let before = item.checked_sub(1).map(|at| &self.items[at]);
        if let Some(before) = before
            && let ItemKind::Op(Op::SpaceToDepth(pixels)) = &before.kind
            && pixels.order == ChannelOrder::Dcr
            && pixels.block.checked_mul(pixels.block) == Some(groups)
        {
            let order = ChannelOrder::Crd;
            let block = pixels.block;
            return (SpaceToDepth { block, order }.into(), before.inputs[0]);
        }
        (ChannelShuffle { groups }.into(), item)
    }

    /// Appends what gives the values of an item the shape of a map.
    pub(super) fn reshaped(
        &mut self,
        site: &Site<'_, 'a>,
        item: ItemId,
        shape: Shape,
    ) -> Lower<ItemId> {
        let [height, width] = shape.spatial();
        let sizes = [height, width, shape.channels()].map(|size| size_of(size as i64, 1));
        let [Some(height), Some(width), Some(channels)] = sizes else {
            return refuse(format!("a map of {shape} is out of range"));
        };
        // Of several reshapes the last one counts.
        let mut item = item;
        while let Some(before) = item.checked_sub(1).map(|at| &self.items[at])
            && matches!(before.kind, ItemKind::Op(Op::Reshape(_)))
        {
            item = before.inputs[0];
        }
        if self.shape(item) == shape {
            return Ok(item);
        }
        // A map of one pixel says nothing of its channels that is not known.
        let sizes = match self.shape(item) {
            Shape::Vector { .. } if [height, width] == [1, 1] => [1, 1, 0],
            _ => [height, width, channels],
        };
        self.push(site, Reshape { sizes }, vec![item], Vec::new())
    }

    /// Returns the item that is a vector as a map of one pixel.
    pub(super) fn pixel(&mut self, site: &Site<'_, 'a>, item: ItemId) -> Lower<ItemId> {
        let item = self.in_order(site, item)?;
        if let Some(pixel) = self.pixels.get(&item) {
            return Ok(*pixel);
        }
        let shape = Shape::map(1, 1, self.shape(item).channels());
        let pixel = self.reshaped(site, item, shape)?;
        self.items[pixel - 1].name = step::PIXEL.to_owned();
        self.pixels.insert(item, pixel);
        Ok(pixel)
    }

    /// Returns an item whose values stand in the order of the file: `item` itself, or what turns the parts of it that
    /// are flattened maps.
    pub(super) fn in_order(&mut self, site: &Site<'_, 'a>, item: ItemId) -> Lower<ItemId> {
        let order = self.order(item);
        if order.is_natural() {
            return Ok(item);
        }
        let blocks = order.block_axes();
        let is_one = blocks.len() == 1;
        let (mut parts, mut start) = (Vec::new(), 0);
        for (sizes, file) in blocks {
            let end = start + sizes.iter().product::<usize>();
            let mut part = item;
            if !is_one {
                let channels = [start, end].map(|at| at as u32);
                part = self.push(site, Slice { channels }, vec![item], Vec::new())?;
                self.items[part - 1].order = Order::natural(end - start);
            }
            let mut now: Vec<usize> = vec![0, 1, 2];
            for at in 0..3 {
                let from = now[at..].iter().position(|axis| *axis == file[at]);
                let from = from.unwrap_or(0);
                let size = |axes: &[usize]| axes.iter().map(|axis| sizes[*axis]).product::<usize>();
                let (pixels, groups) = (size(&now[..at]), size(&now[at..at + from]));
                let rest = size(&now[at..]);
                now[at..].rotate_left(from);
                if groups == 1 || groups == rest {
                    continue;
                }
                if self.shape(part).channels() != rest {
                    part = self.reshaped(site, part, Shape::map(pixels, 1, rest))?;
                }
                let groups = groups as u32;
                part = self.push(site, ChannelShuffle { groups }, vec![part], Vec::new())?;
                self.items[part - 1].order = Order::natural(self.shape(part).channels());
            }
            if matches!(self.shape(part), Shape::Map { .. }) {
                part = self.push(site, Flatten {}, vec![part], Vec::new())?;
                self.items[part - 1].order = Order::natural(end - start);
            }
            parts.push(part);
            start = end;
        }
        match is_one {
            true => Ok(parts[0]),
            false => self.push(site, Concat {}, parts, Vec::new()),
        }
    }

    /// Returns the tensor of an item that is a vector with its values in the order of the file.
    pub(super) fn vector_in_order(&mut self, site: &Site<'_, 'a>, item: ItemId) -> Lower<Tensor> {
        let item = self.in_order(site, item)?;
        match self.usual(item) {
            Value::Tensor(tensor) => Ok(tensor),
            _ => refuse("it reads a constant"),
        }
    }
}

/// Returns the operation that exchanges pixels and channels of a map in blocks, if these parts of its result are that.
fn block(shape: Shape, [rows, columns, channels]: &[Vec<Part>; 3]) -> Option<Op> {
    let Shape::Map { height, width, .. } = shape else {
        return None;
    };
    let part = |axis: Axis, size: usize, stride: usize| Part { axis, size, stride };
    let all = shape.channels();
    let fill = |parts: &[Part]| parts.iter().map(|part| part.size).product::<usize>();
    // Parts of size 1 are left out.
    let list = |parts: &[Part]| -> Vec<Part> {
        parts.iter().copied().filter(|part| part.size > 1).collect()
    };
    let (high, wide, deep) = (fill(rows), fill(columns), fill(channels));
    if high == 0 || wide == 0 || deep == 0 {
        return None;
    }
    if height > high && height.is_multiple_of(high) {
        let block = height / high;
        let inner = [part(Axis::Height, block, 1), part(Axis::Width, block, 1)];
        let pixels = *rows == list(&[part(Axis::Height, high, block)])
            && *columns == list(&[part(Axis::Width, wide, block)])
            && width == wide * block;
        let own = part(Axis::Channel, all, 1);
        let order = [
            (ChannelOrder::Dcr, list(&[inner[0], inner[1], own])),
            (ChannelOrder::Crd, list(&[own, inner[0], inner[1]])),
        ];
        let (order, _) = order.into_iter().find(|(_, parts)| parts == channels)?;
        let block = u32::try_from(block).ok()?;
        return pixels.then(|| SpaceToDepth { block, order }.into());
    }
    if high > height && high.is_multiple_of(height) {
        let block = high / height;
        let pixels = |strides: [usize; 2]| {
            *rows
                == list(&[
                    part(Axis::Height, height, 1),
                    part(Axis::Channel, block, strides[0]),
                ])
                && *columns
                    == list(&[
                        part(Axis::Width, width, 1),
                        part(Axis::Channel, block, strides[1]),
                    ])
        };
        let (order, stride) = match pixels([block, 1]) {
            true => (ChannelOrder::Crd, block * block),
            false if pixels([block * deep, deep]) => (ChannelOrder::Dcr, 1),
            false => return None,
        };
        let block = u32::try_from(block).ok()?;
        let own = list(&[part(Axis::Channel, deep, stride)]);
        return (*channels == own).then(|| DepthToSpace { block, order }.into());
    }
    None
}
