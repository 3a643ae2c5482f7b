//! The input of a graph: which of its inputs the images are, their sizes, and the order of its axes.

use super::error::GIVE_SIZE;
use super::file::{ElementType, Size, type_name};
use super::graph::{Graph, ValueId};
use super::lower::Input;
use super::view::{MapAxes, View};
use crate::items::Refusals;
use googlenet_dsl::grammar::MAX_COUNT;
use googlenet_dsl::shape::Shape;

/// Returns the input of a graph; `None` if it has none that can be one, which is reported. `size` are height and width
/// in place of the file's.
pub(super) fn input(
    graph: &Graph<'_, '_>,
    size: Option<[u32; 2]>,
    refusals: &mut Refusals,
) -> Option<Input> {
    let [(value, info)] = graph.inputs[..] else {
        let names: Vec<String> = graph
            .inputs
            .iter()
            .take(8)
            .map(|(_, info)| format!("{:?}", info.name))
            .collect();
        refusals.graph(match names.is_empty() {
            true => "the graph reads no input".to_owned(),
            false => format!(
                "the graph reads {} inputs, where networks have one: {}",
                graph.inputs.len(),
                names.join(", ")
            ),
        });
        return None;
    };
    let name = info.name;
    let takes = ElementType::of(info.elements).is_some() || info.elements == 0;
    if !info.is_tensor || !takes {
        let what = if info.is_tensor {
            type_name(info.elements)
        } else {
            "no tensor".to_owned()
        };
        refusals.graph(format!("input {name:?} is of the type {what}"));
        return None;
    }
    let Some(sizes) = &info.sizes else {
        refusals.graph(format!("input {name:?} has no shape"));
        return None;
    };
    let batch = match sizes.first() {
        // Without an axis for the batch the tensor is one image.
        _ if matches!(sizes.len(), 0 | 1 | 3) => 1,
        Some(Size::Fixed(batch)) if (1..=65_536).contains(batch) => *batch as usize,
        Some(Size::Open(_) | Size::Fixed(-1 | 0)) => 1,
        _ => {
            refusals.graph(format!("input {name:?} has sizes {}", shown(sizes)));
            return None;
        }
    };
    match sizes.len() {
        4 => map(graph, value, sizes, batch, size, name, refusals),
        3 if fixed(sizes[0]).is_some() => {
            let batched: Vec<Size<'_>> = [&[Size::Fixed(1)][..], sizes].concat();
            let made = map(graph, value, &batched, 1, size, name, refusals)?;
            Some(Input {
                view: View::of(made.shape, 1, MapAxes::ChannelsFirst).reduced(&[0], false),
                ..made
            })
        }
        1 | 2 if size.is_some() => {
            refusals.graph(format!(
                "input {name:?} has sizes {}, without height and width: it takes no input size",
                shown(sizes)
            ));
            None
        }
        len @ (1 | 2) => {
            let Some(features) = fixed(sizes[len - 1]) else {
                refusals.graph(format!(
                    "input {name:?} has sizes {}, which are out of range or open",
                    shown(sizes)
                ));
                return None;
            };
            let shape = Shape::map(1, 1, features);
            let plain = View::of(shape, batch, MapAxes::ChannelsFirst);
            let gone = if len == 1 { &[0, 2, 3][..] } else { &[2, 3] };
            Some(Input {
                value,
                shape,
                view: plain.reduced(gone, false),
                batch,
            })
        }
        3 => {
            refusals.graph(format!(
                "input {name:?} has sizes {}, expected 4: batch, channels, height, width",
                shown(sizes)
            ));
            None
        }
        axes => {
            refusals.graph(format!(
                "input {name:?} has {axes} axes, expected 4: batch, channels, height, width"
            ));
            None
        }
    }
}

/// Returns the readings of an input of two axes as one image in place of a batch: its channels and columns, or its rows
/// and channels. Nothing is left of a batch if each of its images has constants of its own.
pub(super) fn unbatched(graph: &Graph<'_, '_>) -> Vec<Input> {
    let [(value, info)] = graph.inputs[..] else {
        return Vec::new();
    };
    let Some([first, second]) = info.sizes.as_deref() else {
        return Vec::new();
    };
    let (Some(first), Some(second)) = (fixed(*first), fixed(*second)) else {
        return Vec::new();
    };
    let columns = Shape::map(1, second, first);
    let rows = Shape::map(first, 1, second);
    let readings = [
        (columns, MapAxes::ChannelsFirst, [0, 2]),
        (rows, MapAxes::ChannelsLast, [0, 2]),
    ];
    let readings = readings.map(|(shape, axes, gone)| Input {
        value,
        shape,
        view: View::of(shape, 1, axes).reduced(&gone, false),
        batch: 1,
    });
    readings
        .into_iter()
        .filter(|input| first > 1 && input.shape.bounded().is_ok())
        .collect()
}

fn fixed(size: Size<'_>) -> Option<usize> {
    match size {
        Size::Fixed(size) if (1..=i64::from(MAX_COUNT)).contains(&size) => Some(size as usize),
        _ => None,
    }
}

/// Reports that the input has another size than in the file, where something does not fit that may follow from it.
pub(super) fn tell_size(graph: &Graph<'_, '_>, [height, width]: [u32; 2], refusals: &mut Refusals) {
    if let [(_, info)] = &graph.inputs[..]
        && let Some(sizes) = &info.sizes
    {
        let (name, sizes) = (info.name, shown(sizes));
        refusals.graph(format!(
            "input {name:?} is {height}x{width} here, and has sizes {sizes} in the file"
        ));
    }
}

fn shown(sizes: &[Size<'_>]) -> String {
    let sizes: Vec<String> = sizes
        .iter()
        .map(|size| match size {
            Size::Fixed(size) => size.to_string(),
            Size::Open("") => "?".to_owned(),
            Size::Open(name) => (*name).to_owned(),
        })
        .collect();
    format!("[{}]", sizes.join(", "))
}

fn map(
    graph: &Graph<'_, '_>,
    value: ValueId,
    sizes: &[Size<'_>],
    batch: usize,
    size: Option<[u32; 2]>,
    name: &str,
    refusals: &mut Refusals,
) -> Option<Input> {
    let found = if graph_rank(graph, value) == 3 {
        Some(MapAxes::ChannelsFirst)
    } else {
        order(graph, value)
    };
    let axes = found.unwrap_or_else(|| {
        let few = |size: Size<'_>| matches!(size, Size::Fixed(1 | 3 | 4));
        match few(sizes[3]) && !few(sizes[1]) {
            true => MapAxes::ChannelsLast,
            false => MapAxes::ChannelsFirst,
        }
    });
    let [channels, height, width] = match axes {
        MapAxes::ChannelsFirst => [sizes[1], sizes[2], sizes[3]],
        MapAxes::ChannelsLast => [sizes[3], sizes[1], sizes[2]],
    };
    let channels = match channels {
        Size::Open(_) => first_kernel(graph, value),
        size => fixed(size),
    };
    let [height, width] = match size {
        Some(size) => size.map(|size| fixed(Size::Fixed(size.into()))),
        None => [height, width].map(fixed),
    };
    let (Some(channels), Some(height), Some(width)) = (channels, height, width) else {
        let sizes = shown(&sizes[4 - graph_rank(graph, value)..]);
        refusals.graph(format!(
            "input {name:?} has sizes {sizes}: height and width are open or out of range; {GIVE_SIZE}"
        ));
        return None;
    };
    let shape = Shape::map(height, width, channels);
    if shape.bounded().is_err() {
        refusals.graph(format!("input {name:?} of {shape} is too large"));
        return None;
    }
    Some(Input {
        value,
        shape,
        view: View::of(shape, batch, axes),
        batch,
    })
}

/// Returns the number of axes that the file declares for the input.
fn graph_rank(graph: &Graph<'_, '_>, input: ValueId) -> usize {
    let found = graph.inputs.iter().find(|(id, _)| *id == input);
    let sizes = found.and_then(|(_, info)| info.sizes.as_ref());
    sizes.map_or(0, Vec::len)
}

/// Returns the order of the axes as the first operators behind the input show it.
fn order(graph: &Graph<'_, '_>, input: ValueId) -> Option<MapAxes> {
    let mut values = std::collections::HashSet::from([input]);
    for node in &graph.nodes {
        let first = node.inputs.first().copied().flatten();
        if !first.is_some_and(|id| values.contains(&id)) {
            // A constant may stand in front: `Mul(1/255, x)`.
            let second = node.inputs.get(1).copied().flatten();
            if !second.is_some_and(|id| values.contains(&id)) {
                continue;
            }
        }
        match node.file.operator {
            "Conv" | "MaxPool" | "AveragePool" | "BatchNormalization" | "GlobalAveragePool"
            | "GlobalMaxPool" | "LRN" | "ConvTranspose" | "Resize" | "Upsample"
            | "DepthToSpace" | "SpaceToDepth" => {
                return Some(MapAxes::ChannelsFirst);
            }
            "Transpose" => {
                let perm = node.file.attribute("perm");
                return match perm {
                    Some(super::file::AttributeValue::Wholes(perm)) if perm[..] == [0, 3, 1, 2] => {
                        Some(MapAxes::ChannelsLast)
                    }
                    _ => None,
                };
            }
            "Add" | "Sub" | "Mul" | "Div" | "Cast" | "Identity" | "Pad" | "Relu" | "Clip"
            | "LeakyRelu" | "PRelu" | "Elu" | "Sigmoid" | "Tanh" | "HardSigmoid" | "HardSwish"
            | "Softplus" | "Max" | "Min" | "Neg" | "Abs" | "Sum" | "Slice" | "Split" | "Concat"
            | "Dropout" => {
                values.extend(node.outputs.iter().flatten());
            }
            _ => {}
        }
    }
    None
}

/// Returns the channels that the first convolution behind the input takes.
fn first_kernel(graph: &Graph<'_, '_>, input: ValueId) -> Option<usize> {
    let conv = graph
        .nodes
        .iter()
        .find(|node| node.file.operator == "Conv" && node.inputs.first() == Some(&Some(input)))?;
    let kernel = (*conv.inputs.get(1)?)?;
    let (_, tensor) = graph.initializers.iter().find(|(id, _)| *id == kernel)?;
    tensor
        .sizes
        .get(1)
        .copied()
        .and_then(|size| fixed(Size::Fixed(i64::try_from(size).ok()?)))
}
