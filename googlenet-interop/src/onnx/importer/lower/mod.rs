//! Lowering of a graph's nodes to items, with one file for each family of operators.
//!
//! A value is a constant, or a view of an item's result. A node that cannot be said is refused with its operator and
//! the reason; nodes behind it are passed over, but for operators that are not known at all, which are refused as well.

mod activation;
mod arrange;
mod constants;
mod context;
mod conv;
mod conv_transpose;
mod dense;
mod elementwise;
mod fold;
mod gather;
mod join;
mod known;
mod norm;
mod normalize;
mod pad;
mod pixels;
mod pool;
mod quantize;
mod resize;
mod shaping;
mod site;
mod slice;
mod unsaid;
mod window;
mod with_constant;

use super::constant::{Arithmetic, Folder};
use super::file::{AttributeValue, NodeFile};
use super::graph::{Graph, Node, ValueId};
use super::view::{Axis, MapAxes, View};
use crate::import::notes::Notes;
use crate::items::Refusals;
use crate::items::Store;
use crate::items::{Item, ItemId, ItemKind};
use crate::order::Order;
use context::{Lower, Lowering, Stop, Tensor, Value, refuse};
use googlenet_dsl::op::{Activation, Flatten};
use googlenet_dsl::shape::Shape;
use googlenet_runtime::quantize::Quantization;
use site::Site;
use std::collections::HashMap;

/// The input of a network, as the file has it.
#[derive(Debug)]
pub(super) struct Input {
    pub(super) value: ValueId,
    pub(super) shape: Shape,
    pub(super) view: View,
    pub(super) batch: usize,
}

/// The items of a graph.
#[derive(Debug)]
pub(super) struct Items {
    pub(super) items: Vec<Item>,
    /// Items whose results are the outputs of the graph.
    pub(super) outputs: Vec<ItemId>,
    /// Nodes whose reading is nearly exact.
    pub(super) notes: Notes,
    /// How the network's input is rounded to 8-bit integers; `None` if it is not.
    pub(super) quantization: Option<Quantization>,
}

/// Lowers a graph with operators of the version `opset`.
pub(super) fn lower<'a>(
    graph: &Graph<'_, 'a>,
    functions: &[(&str, &str)],
    opset: i64,
    input: Input,
    store: &mut Store<'a>,
    folder: Folder,
    refusals: &mut Refusals,
) -> Items {
    let mut lowering = Lowering {
        items: Vec::new(),
        store,
        folder,
        values: vec![None; graph.names.len()],
        pixels: HashMap::new(),
        arranged: HashMap::new(),
        source: None,
        input: input.shape,
        batch: input.batch,
        opset,
        constants: Vec::new(),
        notes: Notes::default(),
        quantization: None,
        non_negative: Vec::new(),
        limited: HashMap::new(),
    };
    for (id, tensor) in &graph.initializers {
        let value = match graph.readers[*id] {
            // Nothing reads it, so that its data need not be there.
            0 => Value::Failed,
            _ => match lowering.added(tensor.name, tensor) {
                Ok(constant) => Value::Constant(constant),
                Err(reason) => {
                    refusals.graph(format!("initializer {:?}: {reason}", tensor.name));
                    Value::Failed
                }
            },
        };
        lowering.values[*id] = Some(value);
    }
    lowering.values[input.value] = Some(Value::Tensor(Tensor {
        item: 0,
        view: input.view,
        before: None,
    }));
    for node in &graph.nodes {
        let site = Site::of(node);
        let made = checked(&site, functions).and_then(|()| lowering.node(&site, graph));
        let value = made.unwrap_or_else(|stop| {
            if let Stop::Refused(reason) = stop {
                refusals.node(&site.operator, site.title(), reason);
            }
            Value::Failed
        });
        for (at, id) in node.outputs.iter().enumerate() {
            if let Some(id) = id {
                // Operators with several results have set the others themselves.
                match at {
                    0 => lowering.values[*id] = Some(value.clone()),
                    _ => drop(lowering.values[*id].get_or_insert(Value::Failed)),
                }
            }
        }
    }
    let mut outputs = Vec::new();
    for id in &graph.outputs {
        let name = graph.names[*id];
        let node = NodeFile::nothing(name);
        let node = Node {
            file: &node,
            inputs: vec![Some(*id)],
            outputs: Vec::new(),
        };
        let site = Site::new(&node, "Identity".to_owned(), name.to_owned());
        match lowering.output(&site, *id, &outputs) {
            Ok(item) => outputs.push(item),
            Err(Stop::Silent) => {}
            Err(Stop::Refused(reason)) => {
                refusals.graph(format!("output {:?}: {reason}", graph.names[*id]));
            }
        }
    }
    lowering.tell_constants();
    Items {
        items: lowering.items,
        outputs,
        notes: lowering.notes,
        quantization: lowering.quantization,
    }
}

/// Refuses all nodes that cannot be lowered whatever they read.
pub(super) fn refuse_unknown(
    graph: &Graph<'_, '_>,
    functions: &[(&str, &str)],
    refusals: &mut Refusals,
) {
    for node in &graph.nodes {
        let site = Site::of(node);
        if let Err(Stop::Refused(reason)) = checked(&site, functions) {
            refusals.node(&site.operator, site.title(), reason);
        }
    }
}

/// Refuses a node of an operator that is not known, or that contains a graph.
fn checked(site: &Site<'_, '_>, functions: &[(&str, &str)]) -> Lower<()> {
    let file = site.file;
    if functions
        .iter()
        .any(|(domain, name)| *domain == file.domain && *name == file.operator)
    {
        return refuse("it is a function that the file defines, which cannot be imported");
    }
    if !super::file::is_own(file.domain) {
        if let Some(reason) = unsaid::integers(file.operator) {
            return refuse(reason);
        }
        return refuse("it is no operator of ONNX itself");
    }
    let graph = file
        .attributes()
        .iter()
        .find(|attribute| matches!(attribute.value, AttributeValue::Graph));
    if let Some(graph) = graph {
        return refuse(format!(
            "it has a graph inside (`{}`), which cannot be imported",
            graph.name
        ));
    }
    if let Some(reason) = unsaid::reason(file.operator) {
        return refuse(reason);
    }
    match known::is_known(file.operator) {
        true => Ok(()),
        false => refuse("the operator cannot be said in a description"),
    }
}

impl<'a> Lowering<'_, 'a> {
    fn node(&mut self, site: &Site<'_, 'a>, graph: &Graph<'_, 'a>) -> Lower<Value> {
        let further = site.outputs.iter().skip(1).flatten();
        let operator = site.file.operator;
        if let Some(id) = further.into_iter().find(|id| graph.readers[**id] > 0)
            && operator != "Split"
        {
            return refuse(match operator {
                "Dropout" | "BatchNormalization" => format!(
                    "its further result {:?} exists in training only",
                    graph.names[*id]
                ),
                _ => format!(
                    "its further result {:?} is used, which cannot be said",
                    graph.names[*id]
                ),
            });
        }
        match site.file.operator {
            "Constant" => return self.constant_node(site),
            "ConstantOfShape" => return self.constant_of_shape(site),
            "Shape" => return self.sizes_of(site, false),
            "Size" => return self.sizes_of(site, true),
            "QuantizeLinear" => return self.quantize(site),
            "DequantizeLinear" => return self.dequantize(site),
            _ => {}
        }
        // A value that failed ends the node before its other operands are looked at.
        for at in 0..site.inputs.len() {
            self.optional(site, at)?;
        }
        let is_constant = |id: &Option<ValueId>| {
            id.is_none_or(|id| matches!(self.values[id], Some(Value::Constant(_))))
        };
        if !site.inputs.is_empty()
            && site.inputs.iter().all(is_constant)
            && let Some(value) = self.folded(site)?
        {
            return Ok(value);
        }
        if let Some(arithmetic) = Arithmetic::of(site.file.operator) {
            return self.elementwise(site, arithmetic);
        }
        if operator != "Abs"
            && let Some(function) = Self::function_of(site)?
        {
            return self.function(site, function);
        }
        match site.file.operator {
            "Conv" => self.conv(site),
            "ConvTranspose" => self.conv_transpose(site),
            "DepthToSpace" => self.depth_to_space(site),
            "SpaceToDepth" => self.space_to_depth(site),
            "LayerNormalization" => self.layer_norm(site),
            "LpNormalization" => self.lp_norm(site),
            "ReduceL2" => self.reduced_norm(site, false),
            "ReduceSumSquare" => self.reduced_norm(site, true),
            "ReduceSum" => self.reduced_sum(site),
            "Mish" => self.mish(site),
            "Swish" => self.swish(site),
            "Celu" => self.celu(site),
            "Selu" => self.selu(site),
            "ThresholdedRelu" => self.thresholded(site),
            "Abs" => self.absolute(site),
            "MaxPool" => self.pool(site, false),
            "AveragePool" => self.pool(site, true),
            "GlobalMaxPool" => self.global_pool(site, false),
            "GlobalAveragePool" => self.global_pool(site, true),
            "ReduceMean" => self.reduce(site, true),
            "ReduceMax" => self.reduce(site, false),
            "Gemm" => self.gemm(site),
            "MatMul" => self.mat_mul(site),
            "Mean" => self.mean(site),
            "Clip" => self.clip(site),
            "Neg" => self.negative(site),
            "PRelu" => self.prelu(site),
            "BatchNormalization" => self.batch_norm(site),
            "LRN" => self.lrn(site),
            "Softmax" => self.softmax(site),
            "Concat" => self.concat(site),
            "Pad" => self.pad(site),
            "Transpose" => self.transpose(site),
            "Reshape" => self.reshape(site),
            "Flatten" => self.flatten(site),
            "Squeeze" => self.squeeze(site),
            "Unsqueeze" => self.unsqueeze(site),
            "Dropout" => self.dropout(site),
            "Cast" => self.cast(site),
            "Identity" => self.operand(site, 0),
            "Slice" => self.slice_result(site),
            "Split" => self.split_result(site),
            "Gather" => self.gather_result(site),
            "Resize" | "Upsample" => self.resize(site),
            "Expand" => self.expand_result(site),
            operator => refuse(unsaid::reason_of_results(operator)),
        }
    }

    /// Returns the item that is an output of the graph.
    fn output(&mut self, site: &Site<'_, 'a>, id: ValueId, others: &[ItemId]) -> Lower<ItemId> {
        let item = match self.value(id)? {
            Value::Tensor(tensor) => self.whole(site, &tensor)?,
            Value::Constant(constant) => self.constant_item(site, &constant)?,
            Value::Failed | Value::Rounded(..) => return Err(Stop::Silent),
        };
        // A description's outputs are layers, each its own.
        if item == 0 || others.contains(&item) {
            let nothing = ItemKind::Op(Activation::None.into());
            return Ok(self.map(site, nothing, item));
        }
        Ok(item)
    }

    /// Returns the item that is an output as a whole: the result that the tensor is a view of, where its values stand
    /// in the same order, channels first or last, and else a map or vector with them in the tensor's order.
    fn whole(&mut self, site: &Site<'_, 'a>, tensor: &Tensor) -> Lower<ItemId> {
        let shape = self.shape(tensor.item);
        if matches!(shape, Shape::Vector { .. }) && tensor.view.is_vector() {
            return self.in_order(site, tensor.item);
        }
        let plain = [MapAxes::ChannelsFirst, MapAxes::ChannelsLast]
            .map(|axes| View::of(shape, 1, axes).image());
        // The network computes image after image.
        let mut parts = (0..tensor.view.rank()).flat_map(|at| tensor.view.parts(at));
        if parts
            .position(|part| part.axis == Axis::Batch)
            .is_some_and(|at| at > 0)
        {
            return refuse(
                "the images of a batch do not stand one behind another in it, which cannot be said",
            );
        }
        let image = tensor.view.image();
        if image.is_some() && plain.contains(&image) {
            return self.in_order(site, tensor.item);
        }
        let axes: Vec<usize> = (0..tensor.view.rank())
            .filter(|at| tensor.view.places(Axis::Batch) != [*at])
            .collect();
        let axes: Vec<usize> = match axes[..] {
            [first, _, ..] if tensor.view.sizes()[first] == 1 => axes[1..].to_vec(),
            _ => axes,
        };
        let parts =
            |at: Option<&usize>| at.map_or(Vec::new(), |at| tensor.view.parts(*at).to_vec());
        let last = axes.get(2..).unwrap_or_default();
        let last = last.iter().flat_map(|at| tensor.view.parts(*at).to_vec());
        let wanted = [parts(axes.get(1)), last.collect(), parts(axes.first())];
        let item = self.arranged(site, tensor.item, &tensor.view, wanted)?;
        match tensor.view.rank() {
            0..=2 => {
                let item = self.push(site, Flatten {}, vec![item], Vec::new())?;
                self.items[item - 1].order = Order::natural(self.shape(item).channels());
                Ok(item)
            }
            _ => Ok(item),
        }
    }
}
