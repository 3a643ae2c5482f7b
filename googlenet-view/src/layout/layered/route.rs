//! Routing of wires between ranks: along from a port to the port's track, across on the track, then along to a port of
//! the next rank. A track is a line across that lies between two ranks.

use super::place::Ports;
use super::ranks::{Ranks, Vertex};
use crate::layout::frame::{Arranged, Frame, GAP, Point, TITLE_STRIP};
use crate::layout::level::Level;
use crate::layout::tape::{Expr, Tape};
use std::collections::BTreeMap;

/// Distance along from the end of a rank to the first track behind it, in pixels.
const TRACK_LEAD: f64 = 10.0;
/// Distance along between neighbouring tracks, in pixels.
const TRACK_GAP: f64 = 8.0;
/// Distance along from the last track to the next rank, in pixels.
const TRACK_TRAIL: f64 = 18.0;
/// Largest number of nets (wires from one port) without a track at which the net for the next track is chosen so that
/// it overlaps no other net. While there are more, the first of them is taken.
const MAX_SORTED: usize = 200;

/// Returns the places of all nodes, ports and wires, and the size of the level. `begins` are the positions across at
/// which the elements of the ranks begin, `ports` are their sizes and ports.
pub(super) fn route(
    tape: &mut Tape,
    level: &Level,
    ranks: &Ranks,
    ports: &[Ports],
    begins: &[Expr],
    frame: &Frame,
) -> Arranged {
    let mut arranged = Arranged {
        nodes: vec![(Expr(0), Expr(0)); level.nodes.len()],
        wires: vec![Vec::new(); level.wires.len()],
        ..Arranged::default()
    };
    let mut top = tape.constant(0.0);
    if frame.is_module() && level.ins.is_empty() {
        top = tape.plus(top, frame.lead + GAP);
    }
    let last = ranks.ranks.len() - 1;
    let mut tops = Vec::with_capacity(ranks.ranks.len());
    let mut tracks: Vec<BTreeMap<(usize, usize), Expr>> = Vec::new();
    for rank in 0..=last {
        tops.push(top);
        let sizes: Vec<Expr> = ranks.ranks[rank]
            .iter()
            .map(|at| ports[*at].along)
            .collect();
        let size = tape.largest(sizes);
        let mut bottom = tape.add(top, size);
        if rank == 0 && frame.is_module() {
            let strip = if frame.lead > 0.0 {
                TITLE_STRIP - TRACK_LEAD
            } else {
                0.0
            };
            bottom = tape.plus(bottom, strip);
        }
        if rank == last {
            top = bottom;
            break;
        }
        let order = order(tape, ranks, ports, begins, rank);
        let mut nets = BTreeMap::new();
        for (at, net) in order.iter().enumerate() {
            nets.insert(*net, tape.plus(bottom, TRACK_LEAD + TRACK_GAP * at as f64));
        }
        let between = TRACK_LEAD + TRACK_GAP * order.len().saturating_sub(1) as f64 + TRACK_TRAIL;
        top = tape.plus(bottom, between.max(GAP));
        tracks.push(nets);
    }
    let mut rank_of = vec![0; ranks.elements.len()];
    for (rank, elements) in ranks.ranks.iter().enumerate() {
        for element in elements {
            rank_of[*element] = rank;
        }
    }
    for (at, element) in ranks.elements.iter().enumerate() {
        match element {
            Vertex::In(_) => arranged.ins.push(begins[at]),
            Vertex::Out(_) => arranged.outs.push(begins[at]),
            Vertex::Node(node) => {
                arranged.nodes[*node] = (begins[at], tops[rank_of[at]]);
            }
            Vertex::Bend => {}
        }
    }
    let mut across = tape.constant(0.0);
    for element in ranks.ranks.iter().filter_map(|rank| rank.last()) {
        let end = tape.add(begins[*element], ports[*element].across);
        across = tape.max(across, end);
    }
    let across = tape.plus(across, frame.after);
    let mut along = top;
    if frame.is_module() && level.outs.is_empty() {
        along = tape.plus(along, crate::layout::frame::MODULE_TRAIL);
    }
    let at_least = tape.constant(frame.along);
    let along = tape.max(along, at_least);
    for (wire, links) in ranks.wire_links.iter().enumerate() {
        let mut points: Vec<Point> = Vec::new();
        for (rank, link) in links {
            let link = ranks.links[*rank][*link];
            let from = tape.add(begins[link.from], ports[link.from].outs[link.from_port]);
            let to = tape.add(begins[link.to], ports[link.to].ins[link.to_port]);
            let track = tracks[*rank][&(link.from, link.from_port)];
            let leaves = tape.add(tops[*rank], ports[link.from].along);
            points.extend([(from, leaves), (from, track), (to, track)]);
            let arrives = match ranks.elements[link.to] {
                Vertex::Out(_) => along,
                _ => tops[rank + 1],
            };
            points.push((to, arrives));
        }
        arranged.wires[wire] = points;
    }
    // A module with one entering and one leaving port has both at the same position across, as the columns of the level
    // around it require. The leaving wire is led there behind the last rank.
    if let ([entrance], [exit]) = (&arranged.ins[..], &mut arranged.outs[..]) {
        let from = std::mem::replace(exit, *entrance);
        let entrance = *entrance;
        let elbow = tape.plus(along, TRACK_LEAD);
        let below = tape.plus(elbow, TRACK_LEAD);
        for wire in &mut arranged.wires {
            if let Some(last) = wire.last().copied().filter(|last| *last == (from, along)) {
                wire.extend([(last.0, elbow), (entrance, elbow), (entrance, below)]);
            }
        }
        arranged.size = Some((across, below));
        return arranged;
    }
    arranged.size = Some((across, along));
    arranged
}

/// Net: the wires from one port (element and port index) to the next rank, with the positions across at which they
/// begin and end, in pixels with all modules expanded.
struct Net {
    port: (usize, usize),
    begin: f64,
    ends: Vec<f64>,
}

/// Returns the ports (element and port index) of the nets behind a rank, in the order of their tracks along. A net that
/// ends where another one begins has a later track, so that they do not overlap, unless too many nets remain or the
/// condition is circular. Otherwise nets that have no end to the right come first, the leftmost first; then the others,
/// the rightmost first.
fn order(
    tape: &Tape,
    ranks: &Ranks,
    ports: &[Ports],
    begins: &[Expr],
    rank: usize,
) -> Vec<(usize, usize)> {
    let mut nets: BTreeMap<(usize, usize), Net> = BTreeMap::new();
    for link in &ranks.links[rank] {
        let begin =
            tape.expanded(begins[link.from]) + tape.expanded(ports[link.from].outs[link.from_port]);
        let end = tape.expanded(begins[link.to]) + tape.expanded(ports[link.to].ins[link.to_port]);
        let port = (link.from, link.from_port);
        let net = nets.entry(port).or_insert(Net {
            port,
            begin,
            ends: Vec::new(),
        });
        net.ends.push(end);
    }
    let mut open: Vec<Net> = nets.into_values().collect();
    open.sort_by(|a, b| {
        let key = |net: &Net| {
            let right = net.ends.iter().any(|end| *end > net.begin);
            (right, if right { -net.begin } else { net.begin })
        };
        let (a, b) = (key(a), key(b));
        a.0.cmp(&b.0).then(a.1.total_cmp(&b.1))
    });
    let mut order = Vec::with_capacity(open.len());
    while !open.is_empty() {
        // The first net that ends at no position at which another remaining net begins.
        let free = open.iter().position(|net| {
            if open.len() > MAX_SORTED {
                return true;
            }
            let mut others = open.iter().filter(|other| other.begin != net.begin);
            others.all(|other| !net.ends.contains(&other.begin))
        });
        order.push(open.remove(free.unwrap_or(0)).port);
    }
    order
}
