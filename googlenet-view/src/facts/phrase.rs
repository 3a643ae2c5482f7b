//! Kinds, operations and shapes as the short texts that drawings show.

use super::family::Family;
use googlenet_dsl::graph::{Graph, LayerId};
use googlenet_dsl::op::{Activation, Op, PadMode};
use googlenet_dsl::shape::Shape;

/// Largest number of inputs for which the channel counts of a concat's inputs, or the factors of a sum, are written
/// out.
const MAX_SUMMANDS: usize = 6;

/// Returns the word with which descriptions write an operation, with spaces instead of underscores, such as `max pool`;
/// `input` for the network's input.
pub fn kind_words(op: &Op) -> String {
    op.kind()
        .map_or("input".to_owned(), |kind| kind.name.replace('_', " "))
}

/// Describes a layer's operation as tables of papers do, such as `conv 7×7/2 · relu` (kernel, stride if not 1,
/// activation) or `concat 64 + 128 + 32` (channels of its inputs).
pub fn phrase(graph: &Graph, id: LayerId) -> String {
    let op = graph.op(id);
    let mut text = match op {
        Op::Activate(_) => return op.activation().as_str().replace('_', " "),
        Op::Softmax(_) => return op.label().to_owned(),
        _ => kind_words(op),
    };
    let slides = matches!(Family::of(op), Family::Conv | Family::Pool);
    if let (Some(window), Shape::Map { .. }, true) = (op.window(), graph.shape(id), slides) {
        text += &format!(" {}", pair(window.kernel));
        if window.stride != [1, 1] {
            let [height, width] = window.stride;
            text += &match height == width {
                true => format!("/{height}"),
                false => format!("/{}", pair(window.stride)),
            };
        }
    }
    if let Some(window) = op.window()
        && window.dilation != [1, 1]
    {
        text += &format!(" dilated {}", pair(window.dilation));
    }
    match op {
        Op::Conv(conv) if conv.groups > 1 => text += &format!(" in {} groups", conv.groups),
        Op::Concat(_) => {
            let inputs = graph.input_shapes(id);
            let channels: Vec<_> = inputs
                .iter()
                .map(|shape| shape.channels().to_string())
                .collect();
            text += &match channels.len() > MAX_SUMMANDS {
                true => format!(" of {}", channels.len()),
                false => format!(" {}", channels.join(" + ")),
            };
        }
        Op::Add(add) if !add.scale.is_empty() && add.scale.len() <= MAX_SUMMANDS => {
            let factors: Vec<_> = add.scale.iter().map(f32::to_string).collect();
            text += &format!(" \u{d7} {}", factors.join(", "));
        }
        Op::Slice(slice) => {
            let [from, to] = slice.channels;
            text += &match to - from {
                1 => format!(" {from}"),
                _ => format!(" {from} to {}", to - 1),
            };
        }
        Op::ChannelShuffle(shuffle) => text += &format!(" in {} groups", shuffle.groups),
        Op::Reshape(_) => text += &format!(" {}", shape(graph.shape(id))),
        Op::SpaceToDepth(op) => text += &format!(" {}", pair([op.block; 2])),
        Op::DepthToSpace(op) => text += &format!(" {}", pair([op.block; 2])),
        Op::ConvTranspose(conv) => {
            text += &format!(" {}", pair(conv.window.kernel));
            if conv.window.stride != [1, 1] {
                text += &format!(" stride {}", pair(conv.window.stride));
            }
            if conv.window.dilation != [1, 1] {
                text += &format!(" dilated {}", pair(conv.window.dilation));
            }
            if conv.groups > 1 {
                text += &format!(" in {} groups", conv.groups);
            }
        }
        Op::Upsample(op) => {
            text += &format!(" {} to {}", op.mode, {
                let [height, width] = graph.shape(id).spatial();
                format!("{height}\u{d7}{width}")
            });
        }
        Op::ZeroPad(pad) if pad.mode != PadMode::Zero => {
            return format!("pad by {}", pad.mode);
        }
        Op::Dropout(dropout) => text += &format!(" {}", dropout.rate),
        _ => {}
    }
    match op.activation() {
        Activation::None => text,
        activation => format!("{text} \u{b7} {}", activation.as_str().replace('_', " ")),
    }
}

/// Formats a shape, such as `28×28×192`, or `1000` for a vector.
pub fn shape(shape: Shape) -> String {
    let sizes: Vec<_> = shape.dims().iter().map(usize::to_string).collect();
    sizes.join("\u{d7}")
}

fn pair([height, width]: [u32; 2]) -> String {
    format!("{height}\u{d7}{width}")
}
