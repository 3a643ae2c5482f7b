//! Factors and summands of channels: of the network's input they are its normalisation, behind a convolution or dense
//! layer its bias or a batch normalisation, behind a batch normalisation part of it, and else one of their own.

use super::net::Net;
use crate::import::transform::Transform;
use crate::items::constant::Constant;
use crate::items::item::{Affine, ItemId, ItemKind, ItemWeight};
use crate::items::refusals::Refusals;
use crate::items::store::Store;
use googlenet_dsl::op::{BatchNorm, ChannelScale, Op};

/// Puts all factors and summands of channels in their places. Returns those of the input, which are then no part of the
/// network.
pub(super) fn channels(
    net: &mut Net,
    store: &mut Store<'_>,
    refusals: &mut Refusals,
) -> Option<Affine> {
    joined(net);
    let mut readers = net.readers();
    let mut alias: Vec<ItemId> = (0..=net.items.len()).collect();
    let mut normalisation = None;
    for id in 1..=net.items.len() {
        let item = &mut net.items[id - 1];
        item.inputs
            .iter_mut()
            .for_each(|input| *input = alias[*input]);
        let ItemKind::Affine(affine) = item.kind.clone() else {
            continue;
        };
        if readers[id] == 0 {
            continue;
        }
        let input = item.inputs[0];
        if !affine.has_factor() && !affine.has_shift() {
            // What read this item reads the other one now.
            readers[input] += readers[id] - 1;
            alias[id] = input;
            net.rounds_as(input, id, false);
            continue;
        }
        let is_alone = readers[input] == 1 && !net.outputs.contains(&input);
        // Neither a part of a function nor the network's result is a preparation of images.
        let is_own = net.prepares.contains(&item.node.0.as_str());
        let is_first = input == 0 && is_own && !net.outputs.contains(&id);
        let is_prepared = !affine.is_scalar() || is_read_by_windows(net, id);
        if is_first && is_alone && is_prepared && normalises(&affine, net.input.channels()) {
            normalisation = Some(affine);
            readers[0] = readers[id];
            alias[id] = 0;
            net.rounds_as(0, id, true);
            continue;
        }
        let taken = is_alone && input != 0 && taken(net, input, &affine, store);
        if taken {
            readers[input] = readers[id];
            alias[id] = input;
            net.rounds_as(input, id, true);
            continue;
        }
        let channels = net.items[id - 1].shape.channels();
        // Without a bias it is what is left of a batch normalisation.
        let is_norm = affine.factor.len() > 1
            && is_alone
            && matches!(net.item(input).map(|item| &item.kind), Some(ItemKind::Op(Op::Conv(conv))) if !conv.bias);
        let made = match is_norm {
            true => batch_norm(&affine, channels, store),
            false => channel_scale(&affine, channels, store),
        };
        match made {
            Some((op, weights)) => {
                let item = &mut net.items[id - 1];
                item.kind = ItemKind::Op(op);
                item.weights = weights;
            }
            None => {
                let (operator, node) = &net.items[id - 1].node;
                refusals.node(operator, node, "its constants are too large");
            }
        }
    }
    net.replace(&alias);
    normalisation
}

/// Joins each with the one that it reads, if nothing else reads that.
fn joined(net: &mut Net) {
    let readers = net.readers();
    for at in 0..net.items.len() {
        let item = &net.items[at];
        let ItemKind::Affine(affine) = &item.kind else {
            continue;
        };
        let input = item.inputs[0];
        if readers[input] == 1
            && let Some(before) = net.item(input)
            && let ItemKind::Affine(first) = &before.kind
        {
            let both = ItemKind::Affine(first.then(affine));
            let inputs = before.inputs.clone();
            let item = &mut net.items[at];
            item.kind = both;
            item.inputs = inputs;
        }
    }
}

/// Returns whether factors and summands can be a preparation of images.
fn normalises(affine: &Affine, channels: usize) -> bool {
    matches!(channels, 1 | 3)
        && affine
            .factor
            .iter()
            .all(|factor| *factor > 0.0 && factor.is_finite())
        && affine.shift.iter().all(|shift| shift.is_finite())
}

/// Returns whether a convolution or the like reads the result of an item, or what only moves or leaves out values of
/// it. A number in front of anything else belongs to what is computed, as in `elu(x / 2)`.
fn is_read_by_windows(net: &Net, id: ItemId) -> bool {
    let live = net.live();
    let mut reached = vec![false; net.items.len() + 1];
    reached[id] = true;
    for (at, item) in net.items.iter().enumerate().skip(id) {
        if !live[at + 1] || !item.inputs.iter().any(|input| reached[*input]) {
            continue;
        }
        match &item.kind {
            ItemKind::Op(
                Op::Conv(_)
                | Op::ConvTranspose(_)
                | Op::Dense(_)
                | Op::MaxPool(_)
                | Op::AvgPool(_)
                | Op::BatchNorm(_),
            ) => return true,
            ItemKind::Op(
                Op::ZeroPad(_)
                | Op::Flatten(_)
                | Op::Reshape(_)
                | Op::Upsample(_)
                | Op::Slice(_)
                | Op::Concat(_)
                | Op::SpaceToDepth(_)
                | Op::DepthToSpace(_)
                | Op::Dropout(_),
            ) => reached[at + 1] = true,
            _ => {}
        }
    }
    false
}

/// Makes factors and summands part of the operation of an item whose result nothing else reads. Returns `false` if it
/// cannot take them.
fn taken(net: &mut Net, id: ItemId, affine: &Affine, store: &mut Store<'_>) -> bool {
    let item = &mut net.items[id - 1];
    let channels = item.shape.channels();
    let ItemKind::Op(op) = &mut item.kind else {
        return false;
    };
    match op {
        Op::Conv(_) | Op::Dense(_) | Op::ConvTranspose(_)
            if affine.has_factor() && affine.factor.len() > 1 =>
        {
            false
        }
        Op::Conv(_) | Op::Dense(_) | Op::ConvTranspose(_) => {
            let factor = affine.factor[0] as f32;
            let old = item.weights.iter().position(|weight| weight.name == "bias");
            let mut bias = old.map(|at| item.weights[at].value.clone());
            if affine.has_factor() {
                bias = bias.map(|bias| bias.then(Transform::Scale(factor)));
            }
            if affine.has_shift() {
                bias = match summed(bias, affine, channels, store) {
                    Some(bias) => Some(bias),
                    None => return false,
                };
            }
            if affine.has_factor() {
                for weight in item
                    .weights
                    .iter_mut()
                    .filter(|weight| weight.name == "kernel")
                {
                    weight.value = weight.value.clone().then(Transform::Scale(factor));
                }
            }
            match op {
                Op::Conv(conv) => conv.bias = bias.is_some(),
                Op::ConvTranspose(conv) => conv.bias = bias.is_some(),
                Op::Dense(dense) => dense.bias = bias.is_some(),
                _ => {}
            }
            item.weights.retain(|weight| weight.name != "bias");
            item.weights.extend(bias.map(|value| ItemWeight {
                name: "bias",
                value,
            }));
            true
        }
        Op::BatchNorm(norm) => {
            let value = |name: &str, otherwise: f32| {
                let weight = item.weights.iter().find(|weight| weight.name == name);
                match weight {
                    Some(weight) => store.reals(&weight.value),
                    None => Some(vec![otherwise; channels]),
                }
            };
            let (Some(gamma), Some(beta)) = (value("gamma", 1.0), value("beta", 0.0)) else {
                return false;
            };
            let [factor, shift] = affine.channels(channels);
            let gamma: Vec<f32> = gamma.iter().zip(&factor).map(|(a, b)| a * b).collect();
            let beta = beta.iter().zip(factor.iter().zip(&shift));
            let beta: Vec<f32> = beta
                .map(|(beta, (factor, shift))| beta * factor + shift)
                .collect();
            let made = [("gamma", gamma), ("beta", beta)].map(|(name, values)| {
                let value = store.add_reals(vec![channels], values)?;
                Some(ItemWeight { name, value })
            });
            let [Some(gamma), Some(beta)] = made else {
                return false;
            };
            (norm.scale, norm.center) = (true, true);
            item.weights
                .retain(|weight| !["gamma", "beta"].contains(&weight.name));
            item.weights.extend([gamma, beta]);
            true
        }
        _ => false,
    }
}

/// Returns a bias with summands added to it; `None` if it is too large.
fn summed(
    bias: Option<Constant>,
    affine: &Affine,
    channels: usize,
    store: &mut Store<'_>,
) -> Option<Constant> {
    let [_, mut shift] = affine.channels(channels);
    if let Some(bias) = bias {
        let old = store.reals(&bias)?;
        shift
            .iter_mut()
            .zip(old)
            .for_each(|(shift, old)| *shift += old);
    }
    store.add_reals(vec![channels], shift)
}

/// Returns the batch normalisation that multiplies and adds.
fn batch_norm(
    affine: &Affine,
    channels: usize,
    store: &mut Store<'_>,
) -> Option<(Op, Vec<ItemWeight>)> {
    let [factor, shift] = affine.channels(channels);
    let op = BatchNorm {
        epsilon: 0.0,
        momentum: 0.99,
        scale: affine.has_factor(),
        center: affine.has_shift(),
    };
    let mut weights = Vec::new();
    let all = [
        ("gamma", factor, op.scale),
        ("beta", shift, op.center),
        ("moving_mean", vec![0.0; channels], true),
        ("moving_variance", vec![1.0; channels], true),
    ];
    for (name, values, is_there) in all {
        if is_there {
            weights.push(ItemWeight {
                name,
                value: store.add_reals(vec![channels], values)?,
            });
        }
    }
    Some((op.into(), weights))
}

/// Returns the operation that multiplies and adds alone.
fn channel_scale(
    affine: &Affine,
    channels: usize,
    store: &mut Store<'_>,
) -> Option<(Op, Vec<ItemWeight>)> {
    let [factor, shift] = affine.channels(channels);
    let op = ChannelScale {
        scale: affine.has_factor(),
        center: affine.has_shift(),
    };
    let mut weights = Vec::new();
    for (name, values, is_there) in [("gamma", factor, op.scale), ("beta", shift, op.center)] {
        if is_there {
            let value = store.add_reals(vec![channels], values)?;
            weights.push(ItemWeight { name, value });
        }
    }
    Some((op.into(), weights))
}
