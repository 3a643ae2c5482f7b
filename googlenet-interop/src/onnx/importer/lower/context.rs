//! State of the lowering, and what all operators need: operands, attributes, new items.

use super::site::Site;
use crate::import::notes::Notes;
use crate::items::{
    Constant, Function, Item, ItemId, ItemKind, ItemWeight, Store, order_of, result_of, shape_of,
};
pub(super) use crate::items::{Lower, Stop, refuse};
use crate::onnx::importer::constant::{self, Folder};
use crate::onnx::importer::file::TensorFile;
use crate::onnx::importer::graph::ValueId;
use crate::onnx::importer::view::{MapAxes, Part, View};
use crate::order::Order;
use googlenet_dsl::op::{Flatten, Op};
use googlenet_dsl::shape::Shape;
use googlenet_runtime::quantize::Quantization;
use std::collections::HashMap;

/// What is known of a value of the graph.
#[derive(Debug, Clone)]
pub(super) enum Value {
    Failed,
    Constant(Constant),
    Tensor(Tensor),
    /// The 8-bit integers to which a tensor is rounded.
    Rounded(Tensor, Quantization),
}

/// A value that depends on the network's input.
#[derive(Debug, Clone)]
pub(super) struct Tensor {
    pub(super) item: ItemId,
    pub(super) view: View,
    /// For a flattened map: the map, which a reshape may return to.
    pub(super) before: Option<Box<Tensor>>,
}

/// State of the lowering: the items so far, and what is known of each value.
pub(super) struct Lowering<'l, 'a> {
    pub(super) items: Vec<Item>,
    pub(super) store: &'l mut Store<'a>,
    /// Folder of the model, with files that hold tensors.
    pub(super) folder: Folder,
    pub(super) values: Vec<Option<Value>>,
    /// Maps of one pixel that were made of vectors, by the vector.
    pub(super) pixels: HashMap<ItemId, ItemId>,
    /// Maps with their values in another order than an item has them, by the item and the parts of its axes.
    pub(super) arranged: HashMap<(ItemId, [Vec<Part>; 3]), ItemId>,
    /// An item whose result is a vector of one value, for constants among the operands of an operation.
    pub(super) source: Option<ItemId>,
    /// Shape of the network's input, which is item 0.
    pub(super) input: Shape,
    /// Number of images in the file's tensors.
    pub(super) batch: usize,
    /// Version of ONNX's set of operators.
    pub(super) opset: i64,
    /// Operator, node and number of values of each constant that became a layer.
    pub(super) constants: Vec<(String, String, usize)>,
    /// Nodes whose reading is nearly exact.
    pub(super) notes: Notes,
    /// How the network's input is rounded.
    pub(super) quantization: Option<Quantization>,
    /// Whether the results of items are never negative, for the first of them.
    pub(super) non_negative: Vec<bool>,
    /// ReLUs that quantisers left out, by the item whose values they limit.
    pub(super) limited: HashMap<ItemId, ItemId>,
}

impl<'a> Lowering<'_, 'a> {
    pub(super) fn shape(&self, item: ItemId) -> Shape {
        shape_of(&self.items, self.input, item)
    }

    /// Adds a tensor of the file to the constants.
    ///
    /// # Errors
    /// Returns the reason why data in another file cannot be read.
    pub(super) fn added(
        &mut self,
        name: &str,
        tensor: &TensorFile<'a>,
    ) -> Result<Constant, String> {
        constant::added(self.store, &mut self.folder, name, tensor)
    }

    pub(super) fn order(&self, item: ItemId) -> Order {
        order_of(&self.items, self.input, item)
    }

    /// Returns the sizes of a value.
    pub(super) fn sizes(value: &Value) -> Vec<usize> {
        match value {
            Value::Constant(constant) => constant.sizes.clone(),
            Value::Tensor(tensor) | Value::Rounded(tensor, _) => tensor.view.sizes(),
            Value::Failed => Vec::new(),
        }
    }

    pub(super) fn value(&self, id: ValueId) -> Lower<Value> {
        match self.values[id].clone() {
            None | Some(Value::Failed) => Err(Stop::Silent),
            Some(Value::Rounded(..)) => refuse(
                "it computes with the integers of a QuantizeLinear; help: quantise in QDQ format, where a \
                 DequantizeLinear makes floats of them first",
            ),
            Some(value) => Ok(value),
        }
    }

    /// Returns the operand at `at`, which must be given.
    pub(super) fn operand(&self, site: &Site<'_, 'a>, at: usize) -> Lower<Value> {
        match site.inputs.get(at).copied().flatten() {
            Some(id) => self.value(id),
            None if site.file.input(at).is_some() => Err(Stop::Silent),
            None => refuse(format!("input {at} is missing")),
        }
    }

    /// Returns the operand at `at`, if it is given.
    pub(super) fn optional(&self, site: &Site<'_, 'a>, at: usize) -> Lower<Option<Value>> {
        match site.file.input(at) {
            None => Ok(None),
            Some(_) => self.operand(site, at).map(Some),
        }
    }

    /// Returns the operand at `at`, which must depend on the network's input.
    pub(super) fn tensor(&self, site: &Site<'_, 'a>, at: usize) -> Lower<Tensor> {
        match self.operand(site, at)? {
            Value::Tensor(tensor) => Ok(tensor),
            _ => refuse(format!(
                "input {at} is a constant, where an operator of maps reads it"
            )),
        }
    }

    /// Returns the operand at `at`, which must be a constant.
    pub(super) fn constant(&self, site: &Site<'_, 'a>, at: usize) -> Lower<Constant> {
        match self.operand(site, at)? {
            Value::Constant(constant) => Ok(constant),
            _ => refuse(format!("input {at} is no constant")),
        }
    }

    /// Returns the operand at `at` as a constant, if it is given.
    pub(super) fn maybe_constant(&self, site: &Site<'_, 'a>, at: usize) -> Lower<Option<Constant>> {
        match site.file.input(at) {
            None => Ok(None),
            Some(_) => self.constant(site, at).map(Some),
        }
    }

    /// Returns the operand at `at` as a constant that weights can come from.
    pub(super) fn weights(&self, site: &Site<'_, 'a>, at: usize) -> Lower<Constant> {
        let constant = self.constant(site, at)?;
        match constant.is_real {
            true => Ok(constant),
            false => refuse(format!(
                "input {at} holds whole numbers, where weights are expected"
            )),
        }
    }

    /// Returns the operand at `at` as a list of whole numbers, if it is given.
    pub(super) fn wholes(&self, site: &Site<'_, 'a>, at: usize) -> Lower<Option<Vec<i64>>> {
        let Some(constant) = self.maybe_constant(site, at)? else {
            return Ok(None);
        };
        match self.store.wholes(&constant) {
            Some(values) => Ok(Some(values)),
            None => refuse(format!("input {at} is too large")),
        }
    }

    /// Returns the operand at `at` as one number, if it is given.
    pub(super) fn number(&self, site: &Site<'_, 'a>, at: usize) -> Lower<Option<f64>> {
        let Some(constant) = self.maybe_constant(site, at)? else {
            return Ok(None);
        };
        match self.store.scalar(&constant) {
            Some(value) => Ok(Some(value.into())),
            None => refuse(format!("input {at} is not one number")),
        }
    }

    /// Returns a list that is an attribute, or since some version an input.
    pub(super) fn list(
        &self,
        site: &Site<'_, 'a>,
        name: &str,
        at: usize,
    ) -> Lower<Option<Vec<i64>>> {
        match site.wholes(name)? {
            Some(list) => Ok(Some(list)),
            None => self.wholes(site, at),
        }
    }

    /// Appends an item with the name of the node, and returns its id.
    ///
    /// # Errors
    /// The operation does not take the shapes of its inputs.
    pub(super) fn push(
        &mut self,
        site: &Site<'_, 'a>,
        op: impl Into<Op>,
        inputs: Vec<ItemId>,
        weights: Vec<ItemWeight>,
    ) -> Lower<ItemId> {
        let op = op.into();
        let shapes: Vec<Shape> = inputs.iter().map(|id| self.shape(*id)).collect();
        let orders: Vec<Order> = inputs.iter().map(|id| self.order(*id)).collect();
        let (shape, order) = result_of(&op, &shapes, &orders)?;
        Ok(self.add(site, ItemKind::Op(op), inputs, shape, order, weights))
    }

    /// Appends an item that keeps the shape and order of its input.
    pub(super) fn map(&mut self, site: &Site<'_, 'a>, kind: ItemKind, input: ItemId) -> ItemId {
        let (shape, order) = (self.shape(input), self.order(input));
        self.add(site, kind, vec![input], shape, order, Vec::new())
    }

    pub(super) fn add(
        &mut self,
        site: &Site<'_, 'a>,
        kind: ItemKind,
        inputs: Vec<ItemId>,
        shape: Shape,
        order: Order,
        weights: Vec<ItemWeight>,
    ) -> ItemId {
        self.items.push(Item {
            quantization: None,
            name: site.name.clone(),
            node: (site.operator.clone(), site.title().to_owned()),
            kind,
            inputs,
            shape,
            order,
            weights,
        });
        self.items.len()
    }

    /// Notes what differs in a node from what its file says.
    pub(super) fn note(&mut self, site: &Site<'_, 'a>, what: impl Into<String>) {
        self.notes.tell(&site.operator, site.title(), what);
    }

    /// Applies a function to each element of a tensor.
    pub(super) fn function(&mut self, site: &Site<'_, 'a>, function: Function) -> Lower<Value> {
        let tensor = self.tensor(site, 0)?;
        let item = self.map(site, ItemKind::Function(function), tensor.item);
        Ok(Value::Tensor(Tensor {
            item,
            view: tensor.view,
            before: None,
        }))
    }

    /// Returns the item of a tensor that is a map with its axes in the order that ONNX's operators of maps have.
    pub(super) fn map_of(&mut self, site: &Site<'_, 'a>, tensor: &Tensor) -> Lower<ItemId> {
        let shape = self.shape(tensor.item);
        let is_map = matches!(shape, Shape::Map { .. });
        if is_map && tensor.view.is(shape, self.batch, MapAxes::ChannelsFirst) {
            return Ok(tensor.item);
        }
        match tensor.view.rank() {
            4 => {}
            3 => return refuse("it reads a tensor of three axes, where maps have four"),
            _ => {
                return refuse(format!(
                    "it reads a tensor of sizes {:?}, where maps have four axes",
                    tensor.view.sizes()
                ));
            }
        }
        let is_pixel = tensor.view == View::pixel(shape.channels(), self.batch);
        if !is_map && is_pixel {
            return self.pixel(site, tensor.item);
        }
        let wanted = [2, 3, 1].map(|at| tensor.view.parts(at).to_vec());
        self.arranged(site, tensor.item, &tensor.view, wanted)
    }

    /// Returns the value of a result with the usual order of axes.
    pub(super) fn usual(&self, item: ItemId) -> Value {
        Value::Tensor(Tensor {
            item,
            view: View::of(self.shape(item), self.batch, MapAxes::ChannelsFirst),
            before: None,
        })
    }

    /// Returns the item that is a tensor of two axes as a vector. A map is flattened by an item in front of it, in the
    /// order of the file.
    pub(super) fn vector_of(&mut self, site: &Site<'_, 'a>, tensor: &Tensor) -> Lower<ItemId> {
        let shape = self.shape(tensor.item);
        match shape {
            Shape::Vector { .. } if tensor.view.is_vector() => Ok(tensor.item),
            _ if tensor.view.rank() == 2 => {
                let is_map = matches!(shape, Shape::Map { .. });
                let own = tensor.view.flat_order(1, shape).filter(|_| is_map);
                let (item, order) = match own {
                    Some(order) => (tensor.item, order),
                    None => {
                        let list = self.with_channels(site, tensor, &[1])?;
                        let features = self.shape(list.item).channels();
                        (list.item, Order::natural(features))
                    }
                };
                let flat = self.push(site, Flatten {}, vec![item], Vec::new())?;
                self.items[flat - 1].order = order;
                self.items[flat - 1].name = crate::import::step::FLATTEN.to_owned();
                Ok(flat)
            }
            _ => refuse(format!(
                "it reads a tensor of sizes {:?}, where a vector is expected",
                tensor.view.sizes()
            )),
        }
    }
}
