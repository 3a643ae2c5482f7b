//! Connection of Caffe's layers to a graph ([`Graph`]): the names of blobs become references from a layer to the layers
//! whose results it reads. Data layers, losses and layers such as `Accuracy` do not become nodes of the graph.

mod ends;
mod input;
mod nodes;
mod role;

pub(super) use input::{DataTransform, Input};
pub(super) use nodes::{ComputeNode, Graph, Operand};

use super::net::{Layer, Net, Word};
use super::types;
use crate::import::mistake::{Mistake, Mistakes};
use crate::import::notes::counted;
use googlenet_dsl::diagnostic::Span;
use googlenet_dsl::nearest::nearest;
use nodes::Loss;
use role::Role;
use std::collections::{HashMap, HashSet};

/// The state of the connection: the blobs by name, and the nodes, losses and inputs that have been found so far.
struct Wiring<'a> {
    /// By the name of a blob: the value that the layers so far stored last under this name, and the place in the
    /// prototxt of the top or declared input that names it.
    blobs: HashMap<&'a str, (Operand, Span)>,
    nodes: Vec<ComputeNode<'a>>,
    /// For each node, whether it is computed from the images without weights.
    data: Vec<bool>,
    losses: Vec<Loss<'a>>,
    /// Names of blobs that data layers make beside images, and of those that are computed from them alone.
    labels: HashSet<&'a str>,
    /// Values that a `Silence` reads, or that are data with which a loss compares a result, so that they are no
    /// results.
    silenced: Vec<Operand>,
    inputs: input::Candidates<'a>,
}

/// Connects the layers of a network, whose input has the height and width `input_size` if there is one. Pushes to
/// `warnings` messages about the layers and heads that are left out, and to `mistakes` the faults that make the graph
/// unusable.
///
/// Returns `None` if there are no nodes, or no usable input or outputs. `Some` does not mean that there are no
/// mistakes: a layer that reads a label, for example, is reported and kept.
pub(super) fn connect<'a>(
    net: &'a Net<'a>,
    input_size: Option<[u32; 2]>,
    mistakes: &mut Mistakes,
    warnings: &mut Vec<String>,
) -> Option<Graph<'a>> {
    let mut wiring = Wiring {
        blobs: HashMap::new(),
        nodes: Vec::new(),
        data: Vec::new(),
        losses: Vec::new(),
        labels: HashSet::new(),
        silenced: Vec::new(),
        inputs: input::Candidates::default(),
    };
    for (at, declared) in net.inputs.iter().enumerate() {
        // The first of several inputs holds the images; the others are treated as labels.
        let value = if at == 0 {
            Operand::Input
        } else {
            Operand::Label
        };
        wiring.inputs.declare(declared, at == 0);
        let twice = wiring.blobs.insert(&declared.name, (value, declared.span));
        if let Some((_, first)) = twice {
            let title = format!("two inputs are called {:?}", declared.name);
            let mistake = Mistake::new(title, declared.span, "the second");
            mistakes.push(mistake.also(first, "the first"));
        }
    }
    let mut left_out: Vec<&Layer<'_>> = Vec::new();
    let inference_has_data = net.layers.iter().any(is_data_of_inference);
    let of_inference = net.layers.iter();
    let of_inference = of_inference.filter(|layer| layer.in_inference && !layer.in_training);
    let of_inference: HashSet<&str> = of_inference
        .flat_map(|layer| layer.tops.iter().map(|(top, _)| top.as_str()))
        .collect();
    let stands_in = stands_in(net);
    let computed = computed(net);
    for layer in &net.layers {
        let only_training = layer.in_training && !layer.in_inference;
        let role = match Role::of_layer(layer) {
            Role::Compute | Role::Split if wiring.is_of_labels(layer) => Role::Sink,
            Role::Compute if wiring.is_loss(layer, &computed) => Role::Loss,
            role => role,
        };
        match role {
            // Files with a stage for each data set have no data layer of the stage that is run; the first one serves.
            Role::Data if stands_in == Some(layer.span) => {
                if wiring.data(layer, net, mistakes) {
                    left_out.push(layer);
                }
            }
            _ if !layer.in_training && !layer.in_inference => {}
            // A data layer that only training uses, in a network with a data layer for inference.
            Role::Data if only_training && inference_has_data => {
                wiring.inputs.training(layer);
                wiring.labels_of_training(layer, net);
                left_out.push(layer);
            }
            Role::Data => {
                if wiring.data(layer, net, mistakes) {
                    left_out.push(layer);
                }
            }
            Role::Loss | Role::Sink => {
                if wiring.is_of_labels(layer) {
                    wiring.labels.extend(names(&layer.tops));
                }
                left_out.push(layer);
                wiring.judge(layer, role, net, mistakes);
            }
            // In inference another layer makes its results.
            Role::Split | Role::Compute if only_training && is_replaced(layer, &of_inference) => {
                left_out.push(layer);
            }
            Role::Split | Role::Compute => wiring.node(layer, role, net, mistakes),
        }
    }
    let (places, left_out): (Vec<_>, Vec<_>) =
        left_out.into_iter().partition(|layer| layer.ty == "ArgMax");
    if let [first, ..] = places[..] {
        warnings.push(format!(
            "left out: {}; the values whose largest one it finds are the result",
            counted("ArgMax", &first.name, places.len())
        ));
    }
    let told: Vec<String> = left_out
        .iter()
        .map(|layer| format!("{} ({})", layer.name, layer.ty))
        .collect();
    if !told.is_empty() {
        warnings.push(format!(
            "left out, as only training has them: {}",
            told.join(", ")
        ));
    }
    let Wiring {
        nodes,
        losses,
        silenced,
        inputs,
        ..
    } = wiring;
    if nodes.is_empty() && mistakes.is_empty() {
        mistakes.push(Mistake::of_file("the network has no layer that computes"));
    }
    if nodes.is_empty() {
        return None;
    }
    let input = inputs.choose(input_size, mistakes, warnings)?;
    ends::find(input, nodes, losses, &silenced, mistakes, warnings)
}

/// Returns the names of blobs from which layers of types that can be imported compute something, also by way of others.
fn computed<'a>(net: &'a Net<'a>) -> HashSet<&'a str> {
    let mut computed = HashSet::new();
    for layer in net.layers.iter().rev() {
        let mut tops = layer.tops.iter();
        if types::is_known(&layer.ty) || tops.any(|(top, _)| computed.contains(top.as_str())) {
            computed.extend(layer.bottoms.iter().map(|(bottom, _)| bottom.as_str()));
        }
    }
    computed
}

/// Returns the place of the first data layer, if the network has no input and no data layer in either phase.
fn stands_in(net: &Net<'_>) -> Option<Span> {
    let mut data = net
        .layers
        .iter()
        .filter(|layer| Role::of_layer(layer) == Role::Data);
    let first = data.clone().next()?;
    let is_used = data.any(|layer| layer.in_training || layer.in_inference);
    (net.inputs.is_empty() && !is_used).then_some(first.span)
}

/// Returns whether all blobs that a layer of training makes are among those that layers of inference alone make.
fn is_replaced(layer: &Layer<'_>, of_inference: &HashSet<&str>) -> bool {
    let mut tops = layer.tops.iter();
    !layer.tops.is_empty() && tops.all(|(top, _)| of_inference.contains(top.as_str()))
}

fn names(blobs: &[Word]) -> impl Iterator<Item = &str> {
    blobs.iter().map(|(name, _)| name.as_str())
}

fn is_data_of_inference(layer: &Layer<'_>) -> bool {
    layer.in_inference && Role::of_layer(layer) == Role::Data
}

impl<'a> Wiring<'a> {
    /// Returns references to the values that a layer reads, in the order of its bottoms; `None` if it reads a blob that
    /// no earlier layer has made, which is reported as a mistake.
    fn bottoms(
        &self,
        layer: &'a Layer<'a>,
        net: &'a Net<'a>,
        mistakes: &mut Mistakes,
    ) -> Option<Vec<Operand>> {
        let mut values = Vec::new();
        for (bottom, span) in &layer.bottoms {
            match self.blobs.get(bottom.as_str()) {
                Some((value, _)) => values.push(*value),
                None => mistakes.push(self.unknown(bottom, *span, net)),
            }
        }
        (values.len() == layer.bottoms.len()).then_some(values)
    }

    /// Creates the mistake about a blob that no earlier layer has made, with advice on the probable cause.
    fn unknown(&self, bottom: &str, span: Span, net: &Net<'_>) -> Mistake {
        let title = format!("no layer before makes {bottom:?}");
        let mistake = Mistake::new(title, span, "read here");
        let maker = net.layers.iter().find_map(|layer| {
            let top = layer.tops.iter().find(|(top, _)| top == bottom)?;
            Some((layer, top.1))
        });
        if let Some((maker, place)) = maker {
            let mistake = mistake.also(place, format!("{:?} makes it", maker.name));
            return match maker.in_inference || maker.in_training {
                true => {
                    mistake.help("layers stand behind those that they read; cycles cannot be run")
                }
                false => mistake.help("that layer is in no phase"),
            };
        }
        if self.inputs.is_empty() {
            return mistake.help("give an `Input` layer, or `input` and `input_shape`");
        }
        let near = nearest(bottom, self.blobs.keys().copied());
        mistake.maybe_help(near.map(|near| format!("did you mean {near:?}?")))
    }

    /// Records the blobs that a layer writes; `value` returns the value of the top with a given index. A blob that was
    /// made before is replaced, which is a mistake unless the layer works in place, that is, reads the blob, too.
    fn make(
        &mut self,
        layer: &'a Layer<'a>,
        value: impl Fn(usize) -> Operand,
        mistakes: &mut Mistakes,
    ) {
        for (at, (top, span)) in layer.tops.iter().enumerate() {
            let before = self.blobs.insert(top, (value(at), *span));
            let Some((_, first)) = before else { continue };
            if !layer.bottoms.iter().any(|(bottom, _)| bottom == top) {
                let title = format!("two layers make {top:?}");
                let mistake = Mistake::new(title, *span, format!("{:?} overwrites it", layer.name));
                mistakes.push(mistake.also(first, "the first").help(
                    "a layer in place reads what it writes; others need a blob of their own",
                ));
            }
        }
    }

    /// Adds a data layer. The first top of the first data layer is the network's input, unless the prototxt declares an
    /// input outside of layers; all other tops are labels. Returns `true` if the type is not `Input`, so that the layer
    /// is listed as left out.
    fn data(&mut self, layer: &'a Layer<'a>, net: &Net<'_>, mistakes: &mut Mistakes) -> bool {
        if !layer.bottoms.is_empty() {
            let title = format!("the data layer {:?} reads a blob", layer.name);
            mistakes.push(layer.mistake(title, "data comes from outside"));
        }
        let first = net.inputs.is_empty() && self.inputs.add(layer);
        let value = move |at: usize| match at {
            0 if first => Operand::Input,
            _ => Operand::Label,
        };
        self.make(layer, value, mistakes);
        self.labels.extend(names(
            &layer.tops[usize::from(first).min(layer.tops.len())..],
        ));
        layer.ty != "Input"
    }

    /// Records the tops of a data layer of training as labels, as losses may read them, except those that a data layer
    /// of inference makes as well.
    fn labels_of_training(&mut self, layer: &'a Layer<'a>, net: &Net<'_>) {
        let of_inference = net
            .layers
            .iter()
            .filter(|layer| is_data_of_inference(layer));
        let made: HashSet<&str> = of_inference
            .flat_map(|layer| layer.tops.iter().map(|(top, _)| top.as_str()))
            .collect();
        for (top, span) in layer
            .tops
            .iter()
            .filter(|(top, _)| !made.contains(top.as_str()))
        {
            self.blobs.entry(top).or_insert((Operand::Label, *span));
            self.labels.insert(top);
        }
    }

    /// Returns whether a layer without weights reads labels alone, such as one that takes them apart.
    fn is_of_labels(&self, layer: &Layer<'_>) -> bool {
        let mut bottoms = names(&layer.bottoms);
        let is_label = |bottom: &str| {
            let value = self.blobs.get(bottom).map(|(value, _)| *value);
            value == Some(Operand::Label) && self.labels.contains(bottom)
        };
        !layer.bottoms.is_empty() && !types::has_weights(&layer.ty) && bottoms.all(is_label)
    }

    /// Returns whether a layer of a type that is not known is a loss: training multiplies its result by a
    /// `loss_weight`, or it reads a label and nothing is computed from its results.
    fn is_loss(&self, layer: &Layer<'_>, computed: &HashSet<&str>) -> bool {
        let is_label = |(bottom, _): &(String, Span)| {
            let value = self.blobs.get(bottom.as_str());
            matches!(value, Some((Operand::Label, _)))
        };
        let has_weight = || {
            let weights = layer.view.reals("loss_weight");
            weights.iter().any(|(weight, _)| *weight != 0.0)
        };
        let mut tops = layer.tops.iter();
        !types::is_known(&layer.ty)
            && (has_weight()
                || layer.bottoms.iter().any(is_label)
                    && !tops.any(|(top, _)| computed.contains(top.as_str())))
    }

    /// Records a layer that is a loss or a sink (such as `Accuracy`): a loss is added to `losses` with the first result
    /// of a node that it reads. The tops of either kind become labels, which no computing layer may read.
    fn judge(
        &mut self,
        layer: &'a Layer<'a>,
        role: Role,
        net: &'a Net<'a>,
        mistakes: &mut Mistakes,
    ) {
        let Some(values) = self.bottoms(layer, net, mistakes) else {
            return;
        };
        let judged = values
            .iter()
            .find(|value| matches!(value, Operand::Node(_)));
        if layer.ty == "Silence" {
            self.silenced.extend(&values);
        }
        // What a loss compares a result with is none, where it is the data.
        let others = values.iter().filter(|value| Some(*value) != judged);
        let data = others.filter(|value| role == Role::Loss && self.is_data(**value));
        let data: Vec<Operand> = data.copied().collect();
        self.silenced.extend(data);
        if let (Role::Loss, Some(value)) = (role, judged) {
            self.losses.push(Loss {
                layer,
                value: *value,
            });
        }
        self.make(layer, |_| Operand::Label, mistakes);
    }

    /// Returns whether a value is computed from the images without weights.
    fn is_data(&self, value: Operand) -> bool {
        match value {
            Operand::Node(at) => self.data[at],
            _ => true,
        }
    }

    /// Adds a computing layer as a node, or gives the tops of a `Split` the value that it reads.
    fn node(
        &mut self,
        layer: &'a Layer<'a>,
        role: Role,
        net: &'a Net<'a>,
        mistakes: &mut Mistakes,
    ) {
        let Some(inputs) = self.bottoms(layer, net, mistakes) else {
            // The tops are recorded, so that layers that read them are not reported as well.
            return self.make(layer, |_| Operand::Failed, &mut Mistakes::default());
        };
        if inputs.contains(&Operand::Failed) {
            return self.make(layer, |_| Operand::Failed, mistakes);
        }
        // Of other types the type is told.
        if let Some(at) = inputs.iter().position(|value| *value == Operand::Label)
            && types::is_known(&layer.ty)
        {
            let (name, span) = &layer.bottoms[at];
            let title = format!("{:?} reads {name:?}, which is no image", layer.name);
            mistakes.push(
                Mistake::new(title, *span, "a label, or a second input")
                    .help("networks have one input"),
            );
        }
        if inputs.is_empty() {
            let title = format!("{:?} reads nothing", layer.name);
            mistakes.push(layer.mistake(title, "it has no `bottom`"));
        }
        if role == Role::Split {
            let value = inputs.first().copied().unwrap_or(Operand::Label);
            return self.make(layer, |_| value, mistakes);
        }
        // Each part of a `Slice` is a node.
        let is_slice = layer.ty == "Slice";
        let first = self.nodes.len();
        let count = if is_slice { layer.tops.len() } else { 1 };
        let is_data =
            !types::has_weights(&layer.ty) && inputs.iter().all(|value| self.is_data(*value));
        self.data.resize(first + count, is_data);
        self.nodes.extend((0..count).map(|top| ComputeNode {
            layer,
            ty: &layer.ty,
            top,
            inputs: inputs.clone(),
        }));
        let value = |at: usize| Operand::Node(first + if is_slice { at } else { 0 });
        self.make(layer, value, mistakes);
        if layer.tops.is_empty() {
            let title = format!("{:?} makes nothing", layer.name);
            mistakes.push(layer.mistake(title, "it has no `top`"));
        }
    }
}
