//! Options of steps whose values may differ between the instances of a block.

use crate::import::network::FlatNetwork;
use crate::import::step::StepId;
use googlenet_dsl::grammar::Setting;
use googlenet_dsl::op::{Op, Padding, Scale, Window};
use googlenet_dsl::value::Activation;

/// A place in a step that may hold a column of a block's table: the name of an option, and the number of the factor for
/// the option `scale` of a sum, otherwise 0.
pub(in crate::import) type Place = (&'static str, usize);

/// Returns the options of a step whose values may differ between the instances of a block, with their values: filters,
/// groups, stride and activation of a convolution, units of a dense layer, factors and activation of a sum, the part of
/// the channels that a `slice` takes, and the size that an `upsample` makes. `groups` is left out for an ordinary
/// convolution, so that only grouped ones can correspond to grouped ones, and the activation for a convolution without
/// one. A convolution of each channel by itself has no filters of its own, but its kernel may differ ([`is_free`]).
pub(super) fn holes(network: &FlatNetwork, id: StepId, by_rule: bool) -> Vec<(Place, Setting)> {
    let step = &network.steps[id - 1];
    match &step.op {
        Op::Conv(conv) => {
            let mut holes = Vec::new();
            let multiplier = network.multiplier(id);
            if multiplier.is_none() {
                holes.push((("conv", 0), Setting::Count(conv.filters)));
                if conv.groups > 1 {
                    holes.push((("groups", 0), Setting::Count(conv.groups)));
                }
            }
            let window = padded(conv.window, by_rule);
            if multiplier.is_some() && is_free(window) {
                holes.push((("kernel", 0), Setting::Pair(window.kernel)));
                holes.push((("padding", 0), Setting::Padding(window.padding)));
            }
            holes.push((("stride", 0), Setting::Pair(window.stride)));
            if step.activation != Activation::None {
                holes.push((("activation", 0), Setting::Activation(step.activation)));
            }
            holes
        }
        Op::ConvTranspose(conv) => vec![(("conv_transpose", 0), Setting::Count(conv.filters))],
        Op::Dense(dense) => vec![(("dense", 0), Setting::Count(dense.units))],
        Op::Slice(slice) => vec![(("channels", 0), Setting::Range(slice.channels))],
        Op::Upsample(upsample) => vec![(("upsample", 0), Setting::Scale(upsample.scale))],
        Op::Add(add) => {
            // A sum without factors has those of 1.
            let factors = (0..step.inputs.len()).map(|at| {
                let factor = add.scale.get(at).copied().unwrap_or(1.0);
                (("scale", at), Setting::Real(factor))
            });
            let activation = (("activation", 0), Setting::Activation(step.activation));
            factors.chain([activation]).collect()
        }
        _ => Vec::new(),
    }
}

/// Returns `true` for a square window whose padding follows from its size, by the rule `same` or as half of it: modules
/// with such windows for each channel by itself differ in them.
fn is_free(window: Window) -> bool {
    let [height, width] = window.kernel;
    let half = Padding::Explicit([height / 2; 4]);
    let follows = window.padding == Padding::Same || window.padding == half && height % 2 == 1;
    height == width && window.dilation == [1, 1] && follows
}

/// Returns the window with its padding as numbers, unless the network pads by rule ([`pads_by_rule`]).
fn padded(window: Window, by_rule: bool) -> Window {
    match by_rule {
        true => window,
        false => padded_by_numbers(window),
    }
}

/// Returns `true` if two places may share a column: both are numbers of channels, or the same option.
pub(super) fn are_alike(one: Place, other: Place) -> bool {
    let is_of_channels =
        |place: Place| matches!(place.0, "conv" | "conv_transpose" | "groups" | "dense");
    one.0 == other.0 || is_of_channels(one) && is_of_channels(other)
}

/// Returns `true` if a network has its padding by the rule `same` also where windows move by more than a pixel, where
/// numbers could not say it for every size: then blocks have it by that rule.
pub(super) fn pads_by_rule(network: &FlatNetwork) -> bool {
    let windows = network.steps.iter().filter_map(|step| match &step.op {
        Op::Conv(conv) => Some(conv.window),
        _ => None,
    });
    windows
        .filter(|window| window.padding == Padding::Same)
        .any(|window| window.stride != [1, 1])
}

/// Formats a step without its name and without the values of [`holes`]. Steps with equal texts can be the same step of
/// a block. Paddings that are the same by rule and by numbers are equal, unless the network pads by rule
/// ([`pads_by_rule`]).
pub(super) fn form(network: &FlatNetwork, id: StepId, by_rule: bool) -> String {
    let step = &network.steps[id - 1];
    let multiplier = network.multiplier(id);
    let mut op = step.op.clone();
    let mut activation = Some(step.activation);
    match &mut op {
        Op::Conv(conv) => {
            conv.filters = 0;
            conv.groups = conv.groups.min(2);
            conv.window = padded(conv.window, by_rule);
            if multiplier.is_some() && is_free(conv.window) {
                conv.window.kernel = [0, 0];
                if !by_rule {
                    conv.window.padding = Padding::Same;
                }
            }
            conv.window.stride = [1, 1];
            conv.activation = Activation::None;
            activation = activation.filter(|function| *function == Activation::None);
        }
        Op::ConvTranspose(conv) => {
            conv.filters = 0;
            conv.activation = Activation::None;
        }
        Op::Slice(slice) => slice.channels = [0, 0],
        Op::Upsample(upsample) => {
            upsample.scale = match upsample.scale {
                Scale::Size(_) => Scale::Size([0, 0]),
                _ => Scale::Factor([0.0, 0.0]),
            };
        }
        Op::Dense(dense) => {
            dense.units = 0;
            dense.activation = Activation::None;
        }
        Op::Add(add) => {
            add.scale = Vec::new().into();
            activation = None;
        }
        _ => {}
    }
    format!("{op:?} {multiplier:?} {:?} {activation:?}", step.batch_norm)
}

/// Returns the window with its padding as numbers, if these do not depend on the size of the map that it slides over:
/// for all rules but [`Padding::Same`] with a stride above 1.
pub(super) fn padded_by_numbers(window: Window) -> Window {
    let edges = match window.padding {
        Padding::Same if window.stride != [1, 1] => return window,
        Padding::Explicit(edges) => edges,
        _ => {
            // With a stride of 1 the padding of any size is that of one pixel.
            let [rows, columns] = [0, 1].map(|at| window.axis(at).padding(1));
            [rows[0], columns[0], rows[1], columns[1]].map(|size| size as u32)
        }
    };
    Window {
        padding: Padding::Explicit(edges),
        ..window
    }
}
