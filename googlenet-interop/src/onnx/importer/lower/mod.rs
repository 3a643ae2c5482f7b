//! Lowering of a graph's nodes to items, with one file for each family of operators.
//!
//! A value is a constant, or a view of an item's result. A node that cannot be said is refused with its operator and
//! the reason; nodes behind it are passed over, but for operators that are not known at all, which are refused as well.

mod activation;
mod context;
mod conv;
mod dense;
mod elementwise;
mod fold;
mod join;
mod known;
mod normalize;
mod pad;
mod pool;
mod shaping;
mod shuffle;
mod site;
mod slice;
mod unsaid;
mod window;

use super::constant::{Arithmetic, Store};
use super::error::Refusals;
use super::file::AttributeValue;
use super::graph::{Graph, Node, ValueId};
use super::item::{Item, ItemId, ItemKind};
use super::names::layer_name;
use super::view::View;
use context::{Lower, Lowering, Stop, Tensor, Value, refuse};
use googlenet_dsl::op::Activation;
use googlenet_dsl::shape::Shape;
use site::Site;

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
}

/// Lowers a graph with operators of the version `opset`.
pub(super) fn lower<'a>(
    graph: &Graph<'_, 'a>,
    functions: &[(&str, &str)],
    opset: i64,
    input: Input,
    store: &mut Store<'a>,
    refusals: &mut Refusals,
) -> Items {
    let mut lowering = Lowering {
        items: Vec::new(),
        store,
        values: vec![None; graph.names.len()],
        requires_map: requires_map(graph),
        input: input.shape,
        batch: input.batch,
        opset,
    };
    for (id, tensor) in &graph.initializers {
        let value = match graph.readers[*id] {
            // Nothing reads it, so that its data need not be there.
            0 => Value::Failed,
            _ => match lowering.store.add(tensor.name, tensor) {
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
        let file = node.file;
        let operator = match super::file::is_own(file.domain) {
            true => file.operator.to_owned(),
            false => format!("{}.{}", file.domain, file.operator),
        };
        let name = layer_name(file);
        let site = Site::new(node, operator, name);
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
        match lowering.output(*id, graph.names[*id], &outputs) {
            Ok(item) => outputs.push(item),
            Err(Stop::Silent) => {}
            Err(Stop::Refused(reason)) => {
                refusals.graph(format!("output {:?}: {reason}", graph.names[*id]));
            }
        }
    }
    Items {
        items: lowering.items,
        outputs,
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

/// Returns a flag for each value: whether it must stay a map, as an operator of maps reads it, directly or through
/// others.
fn requires_map(graph: &Graph<'_, '_>) -> Vec<bool> {
    let mut wanted = vec![false; graph.names.len()];
    for node in graph.nodes.iter().rev() {
        let here = match node.file.operator {
            "Conv"
            | "ConvTranspose"
            | "MaxPool"
            | "AveragePool"
            | "Pad"
            | "Resize"
            | "Upsample"
            | "DepthToSpace"
            | "SpaceToDepth"
            | "GlobalAveragePool"
            | "GlobalMaxPool"
            | "InstanceNormalization" => true,
            "Shape" | "Size" => false,
            _ => is_wanted(node, &wanted),
        };
        if here {
            let values = match node.file.operator {
                // Further operands are sizes and the like.
                "Reshape" | "Conv" | "Resize" | "Pad" => 1,
                _ => node.inputs.len(),
            };
            for id in node.inputs.iter().take(values).flatten() {
                wanted[*id] = true;
            }
        }
    }
    wanted
}

fn is_wanted(node: &Node<'_, '_>, wanted: &[bool]) -> bool {
    node.outputs.iter().flatten().any(|id| wanted[*id])
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
        if let Some(function) = Self::function_of(site)? {
            return self.function(site, function);
        }
        match site.file.operator {
            "Conv" => self.conv(site),
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
            "Resize" | "Upsample" => self.resize_result(site),
            "Expand" => self.expand_result(site),
            _ => refuse("it is applied to results, which cannot be said"),
        }
    }

    /// Returns the item that is an output of the graph.
    fn output(&mut self, id: ValueId, name: &str, others: &[ItemId]) -> Lower<ItemId> {
        let tensor = match self.value(id)? {
            Value::Tensor(tensor) => tensor,
            _ => return refuse("it is a constant"),
        };
        let shape = self.shape(tensor.item);
        if !self.order(tensor.item).is_natural() {
            return refuse(
                "it is a flattened map, whose values stand in another order here: end the network in front of the \
                 flattening",
            );
        }
        let is_whole = |size: usize, axis| {
            let places = tensor.view.places(axis);
            size == 1 && places.is_empty()
                || matches!(places[..], [at] if tensor.view.is_whole(at, axis, size))
        };
        let [height, width] = match shape {
            Shape::Map { height, width, .. } => [height, width],
            _ => [1, 1],
        };
        use super::view::Axis;
        let in_order = is_whole(shape.channels(), Axis::Channel)
            && is_whole(height, Axis::Height)
            && is_whole(width, Axis::Width);
        if in_order && !tensor.view.is_map() {
            return refuse(
                "it is a map with height and width exchanged, or with the channels between them",
            );
        }
        match in_order {
            // A description's outputs are layers, each its own.
            true if tensor.item == 0 || others.contains(&tensor.item) => {
                self.items.push(Item {
                    name: name.to_owned(),
                    node: ("Identity".to_owned(), name.to_owned()),
                    kind: ItemKind::Op(Activation::None.into()),
                    inputs: vec![tensor.item],
                    shape,
                    order: self.order(tensor.item),
                    weights: Vec::new(),
                });
                Ok(self.items.len())
            }
            true => Ok(tensor.item),
            false => refuse(format!(
                "its sizes {:?} merge or split the axes of a map, which cannot be said",
                tensor.view.sizes()
            )),
        }
    }
}
