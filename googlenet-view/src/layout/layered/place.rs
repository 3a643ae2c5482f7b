//! Ports of the elements of each rank, and their positions across: the median of their neighbours, as far as the order
//! in the rank permits.

use super::ranks::{Ranks, Vertex};
use crate::layout::frame::{COLUMN_GAP, Frame, NodeBox};
use crate::layout::level::Level;
use crate::layout::tape::{Expr, Tape};
use crate::outline::Part;

/// Smallest distance across between two wires, or between a wire and a box, in pixels.
pub(in crate::layout) const WIRE_GAP: f64 = 14.0;
/// Number of passes over all ranks, which go downwards, upwards, then downwards. In each, elements move towards their
/// neighbours in the rank that the pass visited before.
const SWEEPS: usize = 3;

/// Size and ports of an element of a rank (a card or module, a bend, or a port of the level's module). Bends and the
/// ports of the level's module have size 0, one port for entering and one for leaving wires.
#[derive(Debug, Clone)]
pub(super) struct Ports {
    pub(super) across: Expr,
    pub(super) along: Expr,
    /// Distance across from the beginning of the element to each port for entering wires. A card that reads several
    /// wires has one port for each of them.
    pub(super) ins: Vec<Expr>,
    /// Distance across from the beginning of the element to each port for leaving wires.
    pub(super) outs: Vec<Expr>,
    /// `true` for a card or module, `false` for a bend or a port of the level's module.
    is_node: bool,
}

/// Returns the size and the ports of each element, indexed as in [`Ranks::elements`]. `boxes` are the sizes and ports
/// of the level's nodes.
pub(super) fn ports(
    tape: &mut Tape,
    level: &Level,
    ranks: &Ranks,
    boxes: &[NodeBox],
) -> Vec<Ports> {
    let places = ranks.places();
    let mut entering: Vec<Vec<(usize, usize)>> = vec![Vec::new(); ranks.elements.len()];
    for link in ranks.links.iter().flatten() {
        entering[link.to].push((places[link.from], link.to_port));
    }
    let zero = tape.constant(0.0);
    let mut all = Vec::with_capacity(ranks.elements.len());
    for (at, element) in ranks.elements.iter().enumerate() {
        let Vertex::Node(node) = *element else {
            all.push(Ports {
                across: zero,
                along: zero,
                ins: vec![zero],
                outs: vec![zero],
                is_node: false,
            });
            continue;
        };
        let size = &boxes[node];
        let mut ins = size.ins.clone();
        if matches!(level.nodes[node], Part::Card(_)) && entering[at].len() > 1 {
            // One port for each wire, in the order in which the wires come from the previous rank, at equal distances.
            let width = tape.expanded(size.across);
            let (count, most) = (
                entering[at].len(),
                entering[at].iter().map(|(_, port)| *port).max(),
            );
            entering[at].sort_unstable();
            ins = vec![zero; most.map_or(0, |most| most + 1)];
            for (place, (_, port)) in entering[at].iter().enumerate() {
                let offset = width * (place + 1) as f64 / (count + 1) as f64;
                ins[*port] = tape.constant(offset.round());
            }
        }
        all.push(Ports {
            across: size.across,
            along: size.along,
            ins,
            outs: size.outs.clone(),
            is_node: true,
        });
    }
    all
}

/// Returns the position across at which each element begins, indexed as in [`Ranks::elements`]. Positions may be
/// negative until [`shift`].
pub(super) fn place(tape: &mut Tape, ranks: &Ranks, ports: &[Ports]) -> Vec<Expr> {
    let places = ranks.places();
    let zero = tape.constant(0.0);
    let mut begins = vec![zero; ranks.elements.len()];
    let mut above: Vec<Vec<(usize, usize, usize)>> = vec![Vec::new(); ranks.elements.len()];
    let mut below = above.clone();
    for link in ranks.links.iter().flatten() {
        above[link.to].push((link.from, link.from_port, link.to_port));
        below[link.from].push((link.to, link.to_port, link.from_port));
    }
    for neighbours in above.iter_mut().chain(&mut below) {
        neighbours.sort_by_key(|(other, port, _)| (places[*other], *port));
    }
    for rank in 0..ranks.ranks.len() {
        pack(tape, ranks, ports, rank, &mut begins);
    }
    for sweep in 0..SWEEPS {
        let down = sweep % 2 == 0;
        let mut order: Vec<usize> = (0..ranks.ranks.len()).collect();
        if !down {
            order.reverse();
        }
        for rank in order {
            let mut wanted = Vec::with_capacity(ranks.ranks[rank].len());
            for element in &ranks.ranks[rank] {
                let neighbours = if down {
                    &above[*element]
                } else {
                    &below[*element]
                };
                let mut place_of = |(other, port, own): (usize, usize, usize)| {
                    let (other_ports, own_ports) = match down {
                        true => (&ports[other].outs, &ports[*element].ins),
                        false => (&ports[other].ins, &ports[*element].outs),
                    };
                    let at = tape.add(begins[other], other_ports[port]);
                    tape.sub(at, own_ports[own])
                };
                wanted.push(match neighbours[..] {
                    [] => begins[*element],
                    [.., _] if neighbours.len() % 2 == 1 => {
                        place_of(neighbours[neighbours.len() / 2])
                    }
                    _ => {
                        let middle = neighbours.len() / 2;
                        let (a, b) = (
                            place_of(neighbours[middle - 1]),
                            place_of(neighbours[middle]),
                        );
                        tape.mean(a, b)
                    }
                });
            }
            settle(tape, ranks, ports, rank, &wanted, &mut begins);
        }
    }
    begins
}

/// Returns the smallest distance across from the beginning of `element` to that of `next`, its neighbour in the rank.
fn step(tape: &mut Tape, ports: &[Ports], element: usize, next: usize) -> Expr {
    let both = ports[element].is_node && ports[next].is_node;
    tape.plus(
        ports[element].across,
        if both { COLUMN_GAP } else { WIRE_GAP },
    )
}

/// Sets the elements of a rank one behind the other at their smallest distances, from the first element's position on.
fn pack(tape: &mut Tape, ranks: &Ranks, ports: &[Ports], rank: usize, begins: &mut [Expr]) {
    for pair in ranks.ranks[rank].windows(2) {
        let step = step(tape, ports, pair[0], pair[1]);
        begins[pair[1]] = tape.add(begins[pair[0]], step);
    }
}

/// Sets the positions `begins` of the elements of a rank as near to `wanted`, in the order of the rank, as their order
/// and smallest distances permit: to the mean of a pass that only moves elements forwards and one that only moves them
/// backwards.
fn settle(
    tape: &mut Tape,
    ranks: &Ranks,
    ports: &[Ports],
    rank: usize,
    wanted: &[Expr],
    begins: &mut [Expr],
) {
    let elements = &ranks.ranks[rank];
    let mut forward = wanted.to_vec();
    let mut backward = wanted.to_vec();
    for at in 1..elements.len() {
        let step = step(tape, ports, elements[at - 1], elements[at]);
        let least = tape.add(forward[at - 1], step);
        forward[at] = tape.max(wanted[at], least);
    }
    for at in (0..elements.len().saturating_sub(1)).rev() {
        let step = step(tape, ports, elements[at], elements[at + 1]);
        let most = tape.sub(backward[at + 1], step);
        backward[at] = tape.min(wanted[at], most);
    }
    for (at, element) in elements.iter().enumerate() {
        begins[*element] = tape.mean(forward[at], backward[at]);
    }
}

/// Moves all elements across by the same distance, so that the first one is behind the frame's room, and wires that
/// enter the module are beside its title.
pub(super) fn shift(
    tape: &mut Tape,
    level: &Level,
    ranks: &Ranks,
    begins: &mut [Expr],
    frame: &Frame,
) {
    let firsts: Vec<Expr> = ranks
        .ranks
        .iter()
        .filter_map(|rank| rank.first().map(|first| begins[*first]))
        .collect();
    let zero = tape.constant(0.0);
    let first = firsts
        .into_iter()
        .reduce(|a, b| tape.min(a, b))
        .unwrap_or(zero);
    let padding = tape.constant(frame.before);
    let mut by = tape.sub(padding, first);
    if !level.ins.is_empty() {
        // If wires enter the module, the first rank holds only the ports for them, in order.
        let first_port = begins[ranks.ranks[0][0]];
        let free = tape.constant(frame.first_wire);
        let beside_title = tape.sub(free, first_port);
        by = tape.max(by, beside_title);
    }
    for begin in begins {
        *begin = tape.add(*begin, by);
    }
}
