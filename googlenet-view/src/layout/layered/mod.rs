//! Layered layout of any acyclic level (Sugiyama, Tagawa and Toda, "Methods for visual understanding of hierarchical
//! system structures", 1981): ranks by longest paths, orders by barycentres, positions by medians, wires in tracks
//! between ranks.

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

/// Places any acyclic level in ranks.
///
/// # Errors
/// [`Error::TooLarge`] if the wires have too many bends.
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
