//! State of the lowering, and what all layers need: operands, variables, new items.

use super::site::Site;
use crate::import::notes::Notes;
use crate::import::step::{FLATTEN, PIXEL};
use crate::import::transform::Transform;
use crate::items::{
    Affine, Constant, Function, Item, ItemId, ItemKind, ItemWeight, Store, order_of, result_of,
    shape_of,
};
pub(super) use crate::items::{Lower, Stop, refuse};
use crate::keras::error::Misfit;
use crate::keras::graph::{Operand, ResultId};
use crate::keras::weights::Weights;
use crate::order::{self, Order};
use googlenet_dsl::op::{Flatten, Op, Reshape};
use googlenet_dsl::shape::Shape;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// A result of a layer: an item, and the sizes that Keras has for one image. The values are in the order of the sizes,
/// the last axis innermost, unless `is_first`.
#[derive(Debug, Clone)]
pub(super) struct Value {
    pub(super) item: ItemId,
    pub(super) sizes: Vec<usize>,
    /// Whether the sizes are channels, height and width of the item, a map.
    pub(super) is_first: bool,
}

/// State of the lowering: the items so far, and the results of each node.
pub(super) struct Lowering<'l, 'a> {
    pub(super) items: Vec<Item>,
    pub(super) store: &'l mut Store<'a>,
    pub(super) weights: &'l Weights<'a>,
    /// Results of the nodes; `None` of those that failed.
    pub(super) values: Vec<Option<Vec<Value>>>,
    /// The network's input, which is item 0.
    pub(super) given: Value,
    pub(super) input: Shape,
    /// Maps of one pixel that were made of vectors, by the vector.
    pub(super) pixels: HashMap<ItemId, ItemId>,
    pub(super) misfits: Vec<Misfit>,
    /// Variables that are missing or do not fit, each told once.
    pub(super) told: HashSet<(String, &'static str)>,
    /// Whether the file is of Keras 3, which defines a few functions in another way.
    pub(super) is_keras_3: bool,
    /// Layers whose reading is nearly exact.
    pub(super) notes: Notes,
}

impl<'a> Lowering<'_, 'a> {
    pub(super) fn shape(&self, item: ItemId) -> Shape {
        shape_of(&self.items, self.input, item)
    }

    pub(super) fn order(&self, item: ItemId) -> Order {
        order_of(&self.items, self.input, item)
    }

    pub(super) fn result(&self, id: ResultId) -> Lower<Value> {
        let Some(node) = id.node else {
            return Ok(self.given.clone());
        };
        let Some(values) = self.values.get(node).and_then(Option::as_ref) else {
            return Err(Stop::Silent);
        };
        match values.get(id.result) {
            Some(value) => Ok(value.clone()),
            None => refuse(format!(
                "it reads result {} of a layer that has {}",
                id.result,
                values.len()
            )),
        }
    }

    /// Returns all results that a node reads.
    pub(super) fn all(&self, site: &Site<'_, '_>) -> Lower<Vec<Value>> {
        let mut ids = Vec::new();
        site.node
            .operands
            .iter()
            .for_each(|operand| operand.results(&mut ids));
        if ids.is_empty() {
            ids = site.node.results();
        }
        ids.into_iter().map(|id| self.result(id)).collect()
    }

    /// Returns the only result that a node reads.
    pub(super) fn one(&self, site: &Site<'_, '_>) -> Lower<Value> {
        let all = self.all(site)?;
        match <[Value; 1]>::try_from(all) {
            Ok([one]) => Ok(one),
            Err(all) => refuse(format!("it reads {} results, expected one", all.len())),
        }
    }

    /// Returns an argument as a result of a layer; `None` if it is plain data.
    pub(super) fn operand(&self, operand: Option<&Operand<'_>>) -> Lower<Option<Value>> {
        match operand {
            Some(Operand::Result(id)) => self.result(*id).map(Some),
            _ => Ok(None),
        }
    }

    /// Appends an item with the name of the layer, and returns its id.
    ///
    /// # Errors
    /// The operation does not take the shapes of its inputs.
    pub(super) fn push(
        &mut self,
        site: &Site<'_, '_>,
        op: impl Into<Op>,
        inputs: Vec<ItemId>,
    ) -> Lower<ItemId> {
        let op = op.into();
        let shapes: Vec<Shape> = inputs.iter().map(|id| self.shape(*id)).collect();
        let orders: Vec<Order> = inputs.iter().map(|id| self.order(*id)).collect();
        let (shape, order) = result_of(&op, &shapes, &orders)?;
        let needs = order::needs(&op);
        let is_turned = orders.iter().any(|order| !order.is_natural());
        let differs = orders.windows(2).any(|pair| pair[0] != pair[1]);
        if is_turned
            && (needs == order::OrderRequirement::Natural
                || needs == order::OrderRequirement::Same && differs)
        {
            return refuse("it reads a map that was flattened channels first, value by value");
        }
        Ok(self.add(site, ItemKind::Op(op), inputs, shape, order))
    }

    pub(super) fn add(
        &mut self,
        site: &Site<'_, '_>,
        kind: ItemKind,
        inputs: Vec<ItemId>,
        shape: Shape,
        order: Order,
    ) -> ItemId {
        self.items.push(Item {
            quantization: None,
            name: site.path().to_owned(),
            node: (site.operator().to_owned(), site.path().to_owned()),
            kind,
            inputs,
            shape,
            order,
            weights: Vec::new(),
        });
        self.items.len()
    }

    /// Appends an item that keeps the shape of its input.
    pub(super) fn map(&mut self, site: &Site<'_, '_>, kind: ItemKind, input: ItemId) -> ItemId {
        let (shape, order) = (self.shape(input), self.order(input));
        self.add(site, kind, vec![input], shape, order)
    }

    /// Appends a function of each element.
    pub(super) fn function(
        &mut self,
        site: &Site<'_, '_>,
        function: Function,
        value: &Value,
    ) -> Value {
        let item = self.map(site, ItemKind::Function(function), value.item);
        Value {
            item,
            ..value.clone()
        }
    }

    /// Appends a factor and a summand of all elements.
    pub(super) fn affine(
        &mut self,
        site: &Site<'_, '_>,
        factor: f64,
        shift: f64,
        value: &Value,
    ) -> Value {
        let affine = Affine {
            factor: vec![factor],
            shift: vec![shift],
        };
        let item = self.map(site, ItemKind::Affine(affine), value.item);
        Value {
            item,
            ..value.clone()
        }
    }

    /// Returns a result as a map of height, width and channels; of one that is channels first that map.
    pub(super) fn map_of(&mut self, site: &Site<'_, '_>, value: &Value) -> Lower<ItemId> {
        let &[height, width, channels] = &value.sizes[..] else {
            return refuse(format!(
                "it reads values of sizes {:?}, where a map of height, width and channels is expected",
                value.sizes
            ));
        };
        if value.is_first || self.shape(value.item) == Shape::map(height, width, channels) {
            return Ok(value.item);
        }
        self.reshaped(site, value.item, [height, width, channels])
    }

    /// Returns an item with its values as a map of these sizes.
    pub(super) fn reshaped(
        &mut self,
        site: &Site<'_, '_>,
        item: ItemId,
        sizes: [usize; 3],
    ) -> Lower<ItemId> {
        let shape = self.shape(item);
        let is_pixel = shape == Shape::vector(sizes[2]) && sizes[..2] == [1, 1];
        if let Some(pixel) = self.pixels.get(&item).filter(|_| is_pixel) {
            return Ok(*pixel);
        }
        let sizes = sizes.map(|size| u32::try_from(size).unwrap_or(0));
        let own = if is_pixel { [1, 1, 0] } else { sizes };
        let map = self.push(site, Reshape { sizes: own }, vec![item])?;
        if is_pixel {
            self.items[map - 1].name = PIXEL.to_owned();
            self.pixels.insert(item, map);
        }
        Ok(map)
    }

    /// Returns a result of one axis as a vector; others are flattened.
    pub(super) fn vector_of(&mut self, site: &Site<'_, '_>, value: &Value) -> Lower<ItemId> {
        if matches!(self.shape(value.item), Shape::Vector { .. }) {
            return Ok(value.item);
        }
        let item = self.flattened(site, value)?;
        self.items[item - 1].name = FLATTEN.to_owned();
        Ok(item)
    }

    /// Appends a flattening in the order of the file.
    pub(super) fn flattened(&mut self, site: &Site<'_, '_>, value: &Value) -> Lower<ItemId> {
        let shape = self.shape(value.item);
        let item = self.push(site, Flatten {}, vec![value.item])?;
        self.items[item - 1].order = match (value.is_first, shape) {
            (true, Shape::Map { .. }) => Order::channels_first(shape.pixels(), shape.channels()),
            (_, Shape::Map { .. }) => Order::natural(shape.len()),
            _ => self.order(value.item),
        };
        Ok(item)
    }

    /// Returns a result with its last axis as the channels: a vector, or a map.
    pub(super) fn channels_last(&mut self, site: &Site<'_, '_>, value: &Value) -> Lower<ItemId> {
        let Some(last) = value.sizes.last().copied() else {
            return refuse("it reads a single number");
        };
        if value.is_first {
            return refuse("it reads a map with the channels first along its width");
        }
        if value.sizes.len() == 1 {
            return self.vector_of(site, value);
        }
        let shape = self.shape(value.item);
        if matches!(shape, Shape::Map { .. }) && shape.channels() == last {
            return Ok(value.item);
        }
        let sizes = match value.sizes[..] {
            [height, width, channels] => [height, width, channels],
            _ => [shape.len() / last.max(1), 1, last],
        };
        self.reshaped(site, value.item, sizes)
    }

    /// Returns the value of an item with its own sizes.
    pub(super) fn usual(&self, item: ItemId, is_first: bool) -> Value {
        let shape = self.shape(item);
        let sizes = match (shape, is_first) {
            (
                Shape::Map {
                    height,
                    width,
                    channels,
                },
                true,
            ) => vec![channels, height, width],
            _ => shape.dims(),
        };
        Value {
            item,
            sizes,
            is_first: is_first && matches!(shape, Shape::Map { .. }),
        }
    }

    /// Returns a variable of the layer, which must have these sizes. One that is missing or does not fit is told, and
    /// zeros take its place.
    pub(super) fn variable(
        &mut self,
        site: &Site<'_, '_>,
        name: &'static str,
        sizes: Vec<usize>,
    ) -> Lower<Constant> {
        if self.weights.is_there() {
            match self.weights.find(site.path(), name, &sizes) {
                Ok(variable) => {
                    let title = variable.0.name.clone();
                    return Ok(self.store.add(&title, sizes, Arc::new(variable)));
                }
                Err(misfit) => {
                    if self.told.insert((site.path().to_owned(), name)) {
                        self.misfits.push(misfit);
                    }
                }
            }
        }
        match self.store.add_filled(sizes, 0.0, true) {
            Some(constant) => Ok(constant),
            None => refuse("its weights are too large"),
        }
    }

    /// Gives an item a weight of values that are in this project's order after the transforms.
    pub(super) fn weight(
        &mut self,
        item: ItemId,
        name: &'static str,
        value: Constant,
        transforms: &[Transform],
    ) {
        let value = transforms
            .iter()
            .fold(value, |value, next| value.then(next.clone()));
        self.items[item - 1]
            .weights
            .push(ItemWeight { name, value });
    }

    /// Gives an item a variable with a value for each channel as a weight, in the order of its features.
    pub(super) fn of_channels(
        &mut self,
        site: &Site<'_, '_>,
        item: ItemId,
        name: &'static str,
        variable: &'static str,
    ) -> Lower<()> {
        let channels = self.shape(item).channels();
        let value = self.variable(site, variable, vec![channels])?;
        let order = self.order(item);
        let turned = (!order.is_natural()).then_some(Transform::Order { axis: 0, order });
        self.weight(item, name, value, turned.as_slice());
        Ok(())
    }
}
