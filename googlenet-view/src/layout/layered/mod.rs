//! Layout of any acyclic level in ranks (layers of the drawing across its direction; Sugiyama, Tagawa and Toda,
//! "Methods for visual understanding of hierarchical system structures", 1981): ranks by longest paths, orders by
//! barycentres, positions by medians, wires in tracks between ranks.

mod order;
mod place;
mod ranks;
mod route;

use super::frame::{Arranged, Frame, NodeBox};
use super::level::Level;
use super::tape::Tape;
use crate::error::Error;
use ranks::Ranks;

pub(super) use place::WIRE_GAP;

/// Returns the places of the nodes, wires and ports of an acyclic level, arranged in ranks. `boxes` are the sizes and
/// ports of its nodes, `frame` is the room around the content.
///
/// # Errors
/// [`Error::TooLarge`] if the level has too many bends of wires; its nodes and ports count with them.
pub(super) fn arrange(
    tape: &mut Tape,
    level: &Level,
    boxes: &[NodeBox],
    frame: &Frame,
) -> Result<Arranged, Error> {
    let mut ranks = Ranks::new(level)?;
    order::order(&mut ranks);
    let ports = place::ports(tape, level, &ranks, boxes);
    let mut placed = place::place(tape, &ranks, &ports);
    place::shift(tape, level, &ranks, &mut placed, frame);
    Ok(route::route(tape, level, &ranks, &ports, &placed, frame))
}
