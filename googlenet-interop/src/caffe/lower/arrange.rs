//! Vectors as maps of one pixel, maps as vectors in Caffe's order, and what `Reshape` says of both.

use super::lowering::Lowering;
use crate::caffe::graph::ComputeNode;
use crate::caffe::prototxt::View;
use crate::import::mistake::Mistake;
use crate::import::step::{INPUT, PIXEL, StepId};
use googlenet_dsl::grammar::MAX_COUNT;
use googlenet_dsl::op::{ChannelShuffle, Flatten, Op, Reshape};
use googlenet_dsl::shape::Shape;

impl Lowering<'_, '_> {
    /// Returns a vector as a map of one pixel, by a step behind it; a map as it is. A flattened map is brought into
    /// Caffe's order.
    pub(super) fn pixel(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        match self.shape(input) {
            Shape::Map { .. } => Some(input),
            _ if self.is_reordered(input) => self.line(node, input),
            _ => self.reshaped(node, PIXEL, input, [1, 1, self.shape(input).len()]),
        }
    }

    /// Returns operands of which some are vectors and some are maps as maps, and otherwise as they are.
    pub(super) fn alike(
        &mut self,
        node: &ComputeNode<'_>,
        inputs: Vec<StepId>,
    ) -> Option<Vec<StepId>> {
        let is_map = |id: &StepId| matches!(self.shape(*id), Shape::Map { .. });
        if inputs.iter().all(is_map) || !inputs.iter().any(is_map) {
            return Some(inputs);
        }
        let inputs = inputs.into_iter().map(|id| self.pixel(node, id));
        inputs.collect()
    }

    /// Appends a step that reshapes a result to a map of these sizes.
    fn reshaped(
        &mut self,
        node: &ComputeNode<'_>,
        name: &str,
        input: StepId,
        sizes: [usize; 3],
    ) -> Option<StepId> {
        let sizes = sizes.map(|size| u32::try_from(size).unwrap_or(u32::MAX));
        if sizes.iter().any(|size| *size > MAX_COUNT) {
            let title = format!("the result of {:?} is too large", node.layer.name);
            let [height, width, channels] = sizes;
            let label = format!("{height}x{width}x{channels}, each at most {MAX_COUNT}");
            self.mistakes.push(node.layer.mistake(title, label));
            return None;
        }
        let op = Reshape { sizes }.into();
        self.push_named(name, node.layer.type_span, op, vec![input])?;
        self.last()
    }

    /// Returns a result as a map of one pixel whose channels are all values in Caffe's order: channels, height, width.
    fn line(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        // Behind a flattening step lies the map.
        let mut at = input;
        while at != INPUT && self.is_reordered(at) {
            match self.steps[at - 1].op {
                Op::Flatten(_) | Op::Dropout(_) => at = self.steps[at - 1].inputs[0],
                _ => break,
            }
        }
        let shape = self.shape(at);
        if self.is_reordered(at) {
            let title = format!("{:?} reads a flattened map value by value", node.layer.name);
            let label = "its values are in another order than Caffe's";
            self.mistakes.push(node.layer.mistake(title, label));
            return None;
        }
        let line = self.reshaped(node, PIXEL, at, [1, 1, shape.len()])?;
        match shape {
            Shape::Map { .. } => self.turned(node, line, shape.pixels()),
            _ => Some(line),
        }
    }

    /// Appends a step that turns the channels of a map of one pixel, so many groups of values, so that the first values
    /// of all groups come first.
    fn turned(&mut self, node: &ComputeNode<'_>, line: StepId, groups: usize) -> Option<StepId> {
        if groups == 1 || groups == self.shape(line).channels() {
            return Some(line);
        }
        let groups = groups as u32;
        let op = ChannelShuffle { groups }.into();
        self.push_named("shuffle", node.layer.type_span, op, vec![line])?;
        self.last()
    }

    /// Lowers a `Reshape`: to a vector it is a flattening, to a map of the same sizes or of one pixel nothing moves,
    /// and to any other map values are brought into Caffe's order and back. Others are reported as mistakes.
    pub(super) fn reshape(&mut self, node: &ComputeNode<'_>, input: StepId) -> Option<StepId> {
        let view = node.layer.view.message("reshape_param");
        let sizes = self.sizes_of_reshape(node, view, input)?;
        let shape = self.shape(input);
        match sizes[..] {
            [_] if matches!(shape, Shape::Vector { .. }) => Some(input),
            [_] => {
                self.push(node, Flatten {}.into(), vec![input])?;
                self.last()
            }
            [channels, height, width] => {
                let wanted = Shape::map(height, width, channels);
                if shape == wanted {
                    return Some(input);
                }
                if height * width == 1 && (shape.pixels() == 1 || !self.is_map(input)) {
                    return self.pixel(node, input);
                }
                let line = self.line(node, input)?;
                let line = self.turned(node, line, channels)?;
                self.reshaped(node, &node.layer.name, line, [height, width, channels])
            }
            _ => {
                let title = format!("this `Reshape` cannot be imported: {:?}", node.layer.name);
                let label = format!("to {} axes", 1 + sizes.len());
                let mistake = node.layer.mistake(title, label);
                self.mistakes.push(
                    mistake
                        .help("a `Reshape` to 2 axes, a vector, or to 4, a map, can be imported"),
                );
                None
            }
        }
    }

    fn is_map(&self, id: StepId) -> bool {
        matches!(self.shape(id), Shape::Map { .. })
    }

    /// Returns the sizes of a `Reshape` without that of the batch.
    fn sizes_of_reshape(
        &mut self,
        node: &ComputeNode<'_>,
        view: View<'_>,
        input: StepId,
    ) -> Option<Vec<usize>> {
        let shape = self.shape(input);
        let own = match shape {
            Shape::Map {
                height,
                width,
                channels,
            } => vec![channels, height, width],
            _ => vec![shape.len()],
        };
        let rank = 1 + own.len() as i64;
        let dims = view.message("shape").wholes("dim");
        let axis = view.whole("axis").map_or(0, |(axis, _)| axis);
        let axis = if axis < 0 { axis + rank + 1 } else { axis };
        let axes = view.whole("num_axes").map_or(-1, |(axes, _)| axes);
        let place = view.place("shape").unwrap_or(node.layer.type_span);
        let mut refuse = |label: String| {
            let title = format!("this `Reshape` cannot be imported: {:?}", node.layer.name);
            let mistake = Mistake::new(title, place, label);
            self.mistakes.push(mistake);
            None
        };
        let end = if axes < 0 { rank } else { axis + axes };
        if !(0..=rank).contains(&axis) || !(axis..=rank).contains(&end) {
            return refuse(format!("axes {axis} to {end} of {rank}"));
        }
        // The sizes of all axes: the batch, 0 for one that is kept, -1 for the one that is open.
        let before = (0..axis).map(|_| 0);
        let given = dims.iter().map(|(dim, _)| *dim);
        let after = (end..rank).map(|at| own[at as usize - 1] as i64);
        let all: Vec<i64> = before.chain(given).chain(after).collect();
        let [batch, image @ ..] = &all[..] else {
            return refuse("to no axes".into());
        };
        let mut sizes = Vec::new();
        let mut open = None;
        for (at, size) in image.iter().enumerate() {
            match *size {
                0 => match own.get(at) {
                    Some(size) => sizes.push(*size),
                    None => {
                        return refuse("a size of 0 stands for an axis that is not there".into());
                    }
                },
                -1 if open.is_none() => {
                    open = Some(at);
                    sizes.push(1);
                }
                size if size > 0 => sizes.push(size as usize),
                size => return refuse(format!("a size of {size}")),
            }
        }
        let product = sizes
            .iter()
            .try_fold(1usize, |all, size| all.checked_mul(*size));
        let len = shape.len();
        if let (Some(open), Some(product)) = (open, product)
            && len.is_multiple_of(product.max(1))
            && *batch != -1
        {
            sizes[open] = len / product;
        }
        let product = sizes
            .iter()
            .try_fold(1usize, |all, size| all.checked_mul(*size));
        match product == Some(len) {
            true => Some(sizes),
            false => refuse(format!("{sizes:?} for {len} values of an image")),
        }
    }
}
