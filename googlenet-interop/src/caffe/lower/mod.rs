//! Lowering of the nodes of a Caffe network to steps of the import (this project's operations, each a line of the
//! description to come) and weight sources, with one file per layer type or family of types.
//!
//! A batch normalisation behind a convolution and an activation behind a convolution, dense layer or sum become part of
//! the step of the layer that they follow, as a description has them in the same line. A layer that this project's
//! operations cannot express is reported as a mistake, at the place of its type or of the setting; the layers that do
//! not depend on it are still lowered, so that their mistakes are reported together.

mod activation;
mod affine;
mod arrange;
mod axpy;
mod batch_norm;
mod bn;
mod concat;
mod convolution;
mod crop;
mod deconvolution;
mod dropout;
mod eltwise;
mod flatten;
mod inner_product;
mod lowering;
mod lrn;
mod mean;
mod pooling;
mod power;
mod prelu;
mod reduction;
mod settings;
mod shuffle_channel;
mod slice;
mod softmax;
mod tile;
mod unknown;
mod unread;
mod upsample;
mod within_channel;

use super::caffemodel::Caffemodel;
use super::graph::{ComputeNode, Graph, Input, Operand};
use super::types;
use super::weights::BlobRef;
use crate::import::Lowered;
use crate::import::mistake::{Mistake, Mistakes};
use crate::import::network::{FlatNetwork, HeadSteps};
use crate::import::notes::Notes;
use crate::import::step::{INPUT, StepId};
use googlenet_dsl::op::Activation;
use googlenet_dsl::shape::{MAX_ELEMENTS, Shape};
use lowering::{Lowering, Placeholder};
use unknown::UnknownTypes;

/// Lowers the nodes of a network and of its heads; `model` is the weight file, if there is one, `channels` is the
/// number of channels of the network's input, and `added` are numbers to be added to it, one for each value in the
/// order height, width, channels. Returns `None` if the input is too large or if an output or a head depends on a node
/// that cannot be lowered, which is reported as a mistake. Pushes to `warnings` what differs a little from the
/// prototxt. `Some` may come with mistakes as well, about outputs that are flattened maps.
pub(super) fn lower(
    graph: &Graph<'_>,
    channels: u32,
    added: Option<Vec<f32>>,
    model: Option<&Caffemodel<'_>>,
    mistakes: &mut Mistakes,
    warnings: &mut Vec<String>,
) -> Option<Lowered<BlobRef>> {
    let Input {
        height,
        width,
        span,
        ..
    } = graph.input;
    let input = Shape::map(height as usize, width as usize, channels as usize);
    if input.bounded().is_err() {
        let label = format!("{input} is more than {MAX_ELEMENTS} elements");
        mistakes.push(Mistake::new("the input is too large", span, label));
        return None;
    }
    let mut lowering = Lowering {
        steps: Vec::new(),
        weights: Vec::new(),
        input,
        base: INPUT,
        made: vec![None; graph.nodes.len()],
        readers: readers(graph),
        requires_map: requires_map(&graph.nodes),
        nodes: &graph.nodes,
        mistakes,
        placeholder: Placeholder {
            is_there: graph.input.is_open,
            place: Some(span),
        },
        failed_slices: Vec::new(),
        unknown: UnknownTypes::default(),
        notes: Notes::default(),
        picked: 0,
        model,
    };
    if let Some(numbers) = added {
        let base = lowering.added(numbers, span);
        if base.is_none() {
            let label = format!("{input} pixels of a mean");
            let mistake = Mistake::new("the mean picture is too large", span, label);
            lowering.mistakes.push(mistake);
        }
        lowering.base = base?;
    }
    for at in &graph.main {
        lowering.made[*at] = lowering.node(*at);
    }
    let mut of_heads = Vec::new();
    for head in &graph.heads {
        let first = lowering.steps.len() + 1;
        for at in &head.nodes {
            lowering.made[*at] = lowering.node(*at);
        }
        of_heads.push((first..=lowering.steps.len()).collect::<Vec<StepId>>());
    }
    lowering.check_outputs(graph);
    let unknown = std::mem::take(&mut lowering.unknown);
    unknown.tell(lowering.mistakes);
    let step_of = |value: Operand| match value {
        Operand::Node(at) => lowering.made[at],
        Operand::Input => Some(lowering.base),
        Operand::Label | Operand::Failed => None,
    };
    let outputs = graph.outputs.iter().map(|value| step_of(*value));
    let outputs = outputs.collect::<Option<Vec<_>>>()?;
    let heads = graph.heads.iter().zip(of_heads).map(|(head, steps)| {
        Some(HeadSteps {
            steps,
            from: step_of(head.from)?,
            output: step_of(head.output)?,
            weight: head.weight,
        })
    });
    let heads = heads.collect::<Option<Vec<_>>>()?;
    let mut network = FlatNetwork {
        quantization: None,
        input: [height, width, channels],
        steps: lowering.steps,
        outputs,
        heads,
    };
    let mut weights = lowering.weights;
    unread::remove(&mut network, &mut weights);
    warnings.extend(lowering.notes.into_warnings());
    Some(Lowered { network, weights })
}

/// Returns the number of readers of each node's result, by node index. Nodes of the network and of its heads count once
/// for each operand, outputs of the network once.
fn readers(graph: &Graph<'_>) -> Vec<usize> {
    let mut readers = vec![0; graph.nodes.len()];
    let kept = graph
        .main
        .iter()
        .chain(graph.heads.iter().flat_map(|head| &head.nodes));
    let reads = kept.flat_map(|at| &graph.nodes[*at].inputs);
    for value in reads.chain(&graph.outputs) {
        if let Operand::Node(at) = value {
            readers[*at] += 1;
        }
    }
    readers
}

/// Returns a flag for each node, by index: `true` if a convolution, pooling or another layer of maps reads the result,
/// directly or through layers other than `InnerProduct`, `Flatten` and `Reshape`.
fn requires_map(nodes: &[ComputeNode<'_>]) -> Vec<bool> {
    let mut wanted = vec![false; nodes.len()];
    for (at, node) in nodes.iter().enumerate().rev() {
        let here = match node.ty {
            "Pooling" | "LRN" | "Deconvolution" | "Upsample" | "Interp" => true,
            ty if types::is_convolution(ty) => true,
            "InnerProduct" | "Flatten" | "Reduction" | "Reshape" => false,
            _ => wanted[at],
        };
        for input in &node.inputs {
            if let (true, Operand::Node(input)) = (here, input) {
                wanted[*input] = true;
            }
        }
    }
    wanted
}

impl<'a> Lowering<'a, '_> {
    /// Lowers the node at index `at`, and returns the id of the step that holds its result. Returns `None` if the node
    /// cannot be lowered, which is reported as a mistake, or if a node that it reads has failed.
    fn node(&mut self, at: usize) -> Option<StepId> {
        let node = &self.nodes[at];
        if !types::is_known(node.ty) {
            self.unknown.add(node.layer);
            return None;
        }
        let inputs = node.inputs.iter().map(|value| match value {
            Operand::Input => Some(self.base),
            Operand::Node(at) => self.made[*at],
            Operand::Label | Operand::Failed => None,
        });
        let inputs: Vec<StepId> = inputs.collect::<Option<_>>()?;
        let joins = matches!(
            node.ty,
            "Axpy" | "Bias" | "Concat" | "Crop" | "Eltwise" | "Scale"
        );
        if !joins && inputs.len() != 1 || node.ty == "Scale" && inputs.len() > 2 {
            let name = &node.layer.name;
            let title = format!("{name:?} reads {} blobs", inputs.len());
            let label = format!("expected one of a layer of type {:?}", node.ty);
            self.mistakes.push(node.layer.mistake(title, label));
            return None;
        }
        if node.layer.tops.len() > 1 && node.ty == node.layer.ty && node.ty != "Slice" {
            let title = format!(
                "{:?} makes {} blobs",
                node.layer.name,
                node.layer.tops.len()
            );
            self.mistakes
                .push(node.layer.mistake(title, "expected one"));
            return None;
        }
        let input = inputs[0];
        match node.ty {
            "Convolution" | "ConvolutionDepthwise" | "DepthwiseConvolution" => {
                self.convolution(node, input)
            }
            "Deconvolution" => self.deconvolution(node, input),
            "Pooling" => self.pooling(node, input, at),
            "LRN" => self.lrn(node, input),
            "InnerProduct" => self.inner_product(node, input),
            "BatchNorm" => self.batch_norm(node, input),
            "BN" => self.bn(node, input),
            "Scale" => self.scale(node, &inputs),
            "Bias" => self.bias(node, &inputs),
            "Power" => self.power(node, input),
            "ReLU" => self.relu(node, input),
            "ReLU6" => self.activation(node, input, Activation::Relu6),
            "PReLU" => self.prelu(node, input),
            "ELU" => self.elu(node, input),
            "SELU" | "SeLu" => self.selu(node, input),
            "HardSwish" => self.activation(node, input, Activation::HardSwish),
            "Mish" => self.mish(node, input),
            "Clip" => self.clip(node, input),
            "AbsVal" => self.abs_val(node, input),
            "BNLL" => self.activation(node, input, Activation::Softplus),
            "Sigmoid" => self.activation(node, input, Activation::Sigmoid),
            "Swish" => self.swish(node, input),
            "TanH" => self.activation(node, input, Activation::Tanh),
            "Softmax" => self.softmax(node, input),
            "Dropout" => self.dropout(node, input),
            // In inference it leaves values alone, whatever its settings.
            "SeLuDropout" => Some(input),
            "Flatten" => self.flatten(node, input),
            "Reshape" => self.reshape(node, input),
            "Slice" => self.slice(node, input),
            "Tile" => self.tile(node, input),
            "Crop" => self.crop(node, &inputs),
            "Reduction" => self.reduction(node, input),
            "ShuffleChannel" => self.shuffle_channel(node, input),
            "Upsample" => self.upsample(node, input),
            "Interp" => self.interp(node, input),
            "Concat" => self.concat(node, inputs),
            "Eltwise" => self.eltwise(node, inputs),
            "Axpy" => self.axpy(node, &inputs),
            _ => {
                self.unknown.add(node.layer);
                None
            }
        }
    }

    /// Reports as mistakes the outputs of the network and its heads that are flattened maps: Caffe has their features
    /// in another order (channels first) than this project.
    fn check_outputs(&mut self, graph: &Graph<'_>) {
        let ends = graph
            .outputs
            .iter()
            .chain(graph.heads.iter().map(|head| &head.output));
        for value in ends {
            let Operand::Node(at) = value else { continue };
            let Some(id) = self.made[*at].filter(|id| *id != INPUT) else {
                continue;
            };
            if self.is_reordered(id) {
                let layer = self.nodes[*at].layer;
                let title = format!("the result {:?} is a flattened map", layer.name);
                let label =
                    "Caffe's order is channels, height, width; ours height, width, channels";
                let mistake = layer.mistake(title, label);
                self.mistakes
                    .push(mistake.help("end the network in front of the flattening"));
            }
        }
    }
}
