//! Placing of series-parallel levels (a level is the inside of a module, or what is outside of all modules): a straight
//! spine, which is the line on which boxes in series are aligned, and parallel branches as columns in the order of
//! their reader's inputs. Branches that end in an output of their own, such as heads, stand beside the part of the
//! longest branch that is as long as they are.

mod beside;

use super::frame::{
    Arranged, BARE_WIRE, COLUMN_GAP, FORK, Frame, GAP, JOIN, MODULE_TRAIL, NodeBox, Point,
};
use super::level::{End, Level};
use super::series_parallel::{Composition, PartId, Parts};
use super::tape::{Expr, Tape};

/// Smallest ratio of the number of cards of one parallel branch to that of each other branch for which the spine of the
/// parallel part runs straight through this branch, instead of through the middle.
const DOMINANT: usize = 4;

/// Size in pixels of a part of the level (a wire, parts in series, or parallel branches): the room across on both sides
/// of its spine, `before` towards smaller coordinates and `after` towards larger ones, and the length `along` the
/// spine.
#[derive(Debug, Clone, Copy)]
struct Extent {
    before: Expr,
    after: Expr,
    along: Expr,
}

/// Returns the places of a level's nodes, wires and ports. `boxes` and `weights` are the sizes and the numbers of cards
/// of the level's nodes, `frame` is the room around the content.
pub(crate) fn arrange(
    tape: &mut Tape,
    level: &Level,
    parts: &Parts,
    boxes: &[NodeBox],
    weights: &[usize],
    frame: &Frame,
) -> Arranged {
    let mut columns = Columns {
        level,
        parts,
        boxes,
        weights,
        extents: vec![None; parts.shapes.len()],
        spines: vec![Vec::new(); parts.shapes.len()],
        trunks: vec![None; parts.shapes.len()],
        arranged: Arranged {
            nodes: vec![(Expr(0), Expr(0)); boxes.len()],
            wires: vec![Vec::new(); level.wires.len()],
            ..Arranged::default()
        },
    };
    let extent = columns.measure(tape, parts.root);
    let spine = frame.spine(tape, extent.before);
    let lead = tape.constant(frame.lead);
    let zero = tape.constant(0.0);
    let across = tape.add(spine, extent.after);
    let across = tape.plus(across, frame.after);
    let mut along = tape.add(lead, extent.along);
    if frame.is_module() && level.outs.is_empty() {
        along = tape.plus(along, MODULE_TRAIL);
    }
    let at_least = tape.constant(frame.along);
    let along = tape.max(along, at_least);
    columns.place(
        tape,
        parts.root,
        spine,
        lead,
        &[(spine, zero)],
        &[(spine, along)],
    );
    let mut arranged = columns.arranged;
    arranged.size = Some((across, along));
    arranged.ins = vec![spine; level.ins.len()];
    arranged.outs = vec![spine; level.outs.len()];
    arranged
}

struct Columns<'a> {
    level: &'a Level,
    parts: &'a Parts,
    boxes: &'a [NodeBox],
    weights: &'a [usize],
    /// Size of each part, indexed by part; `None` before the part is measured.
    extents: Vec<Option<Extent>>,
    /// For each parallel part: the distance across from the part's own spine to the spine of each branch. Empty for
    /// other parts.
    spines: Vec<Vec<Expr>>,
    /// For each parallel part whose other branches stand beside one branch: that branch. `None` for other parts.
    trunks: Vec<Option<usize>>,
    arranged: Arranged,
}

impl Columns<'_> {
    /// Computes the sizes of a part and of all parts inside it, stores them in `extents`, and returns that of the part.
    fn measure(&mut self, tape: &mut Tape, part: PartId) -> Extent {
        let extent = match &self.parts.shapes[part] {
            Composition::Wire(wire) => {
                let zero = tape.constant(0.0);
                let along = match wire.map(|wire| self.level.wires[wire].to) {
                    None => 0.0,
                    Some(End::Out(_)) => MODULE_TRAIL,
                    Some(_) => GAP,
                };
                Extent {
                    before: zero,
                    after: zero,
                    along: tape.constant(along),
                }
            }
            Composition::Series(parts, nodes) => {
                let mut extents: Vec<Extent> =
                    parts.iter().map(|part| self.measure(tape, *part)).collect();
                for node in nodes {
                    let node = &self.boxes[*node];
                    let spine = spine(tape, node);
                    extents.push(Extent {
                        before: spine,
                        after: tape.sub(node.across, spine),
                        along: node.along,
                    });
                }
                let before = tape.largest(extents.iter().map(|extent| extent.before));
                let after = tape.largest(extents.iter().map(|extent| extent.after));
                let mut along = tape.constant(0.0);
                for extent in &extents {
                    along = tape.add(along, extent.along);
                }
                Extent {
                    before,
                    after,
                    along,
                }
            }
            Composition::Parallel(branches) => self.side_by_side(tape, part, branches),
        };
        self.extents[part] = Some(extent);
        extent
    }

    /// Returns the size of a part whose `branches` are parallel, and stores the distances across from the part's own
    /// spine to the spines of the branches in `spines`.
    fn side_by_side(&mut self, tape: &mut Tape, part: PartId, branches: &[PartId]) -> Extent {
        if let Some(trunk) = self.trunk(branches) {
            self.trunks[part] = Some(trunk);
            return self.beside(tape, part, branches, trunk);
        }
        let bare = tape.constant(BARE_WIRE);
        let mut edge = tape.constant(0.0);
        let mut spines = Vec::new();
        let mut longest = tape.constant(0.0);
        for (at, branch) in branches.iter().enumerate() {
            let extent = self.measure(tape, *branch);
            let (before, after) = match self.parts.shapes[*branch] {
                Composition::Wire(_) => (bare, bare),
                _ => {
                    longest = tape.max(longest, extent.along);
                    (extent.before, extent.after)
                }
            };
            if at > 0 {
                edge = tape.plus(edge, COLUMN_GAP);
            }
            let spine = tape.add(edge, before);
            spines.push(spine);
            edge = tape.add(spine, after);
        }
        let own = self.spine_of(tape, branches, &spines);
        self.spines[part] = spines.iter().map(|spine| tape.sub(*spine, own)).collect();
        let along = tape.plus(longest, self.fork(branches) + self.join(branches));
        Extent {
            before: own,
            after: tape.sub(edge, own),
            along,
        }
    }

    /// Returns the position across of a parallel part's own spine, given the positions of its branches' spines: that of
    /// the one branch with at least `DOMINANT` times as many cards as any other, else that of the middle branch, or the
    /// mean of the two middle ones.
    fn spine_of(&self, tape: &mut Tape, branches: &[PartId], spines: &[Expr]) -> Expr {
        let weights: Vec<usize> = branches.iter().map(|branch| self.weight(*branch)).collect();
        let heaviest = (0..weights.len())
            .max_by_key(|at| weights[*at])
            .unwrap_or(0);
        let others = (0..weights.len()).filter(|at| *at != heaviest);
        let second = others.map(|at| weights[at]).max().unwrap_or(0);
        if weights[heaviest] > 0 && weights[heaviest] >= DOMINANT * second {
            return spines[heaviest];
        }
        let middle = spines.len() / 2;
        match spines.len() % 2 {
            1 => spines[middle],
            _ => tape.mean(spines[middle - 1], spines[middle]),
        }
    }

    /// Returns the number of cards in a part, those inside its modules included.
    fn weight(&self, part: PartId) -> usize {
        match &self.parts.shapes[part] {
            Composition::Wire(_) => 0,
            Composition::Series(parts, nodes) => {
                let nodes: usize = nodes.iter().map(|node| self.weights[*node]).sum();
                nodes + parts.iter().map(|part| self.weight(*part)).sum::<usize>()
            }
            Composition::Parallel(parts) => parts.iter().map(|part| self.weight(*part)).sum(),
        }
    }

    /// Returns the length along that a parallel part needs for the lines on which its wires separate; 0 if none of the
    /// branches begins with a drawn wire.
    fn fork(&self, branches: &[PartId]) -> f64 {
        let drawn = branches.iter().any(|branch| self.is_drawn(*branch, false));
        if drawn { FORK } else { 0.0 }
    }

    /// Returns the length along that a parallel part needs for the lines on which its wires meet; 0 if none of the
    /// branches ends with a drawn wire.
    fn join(&self, branches: &[PartId]) -> f64 {
        let drawn = branches.iter().any(|branch| self.is_drawn(*branch, true));
        if drawn { JOIN } else { 0.0 }
    }

    /// Returns `true` if a wire is drawn at the beginning of a part, or with `last` at its end.
    fn is_drawn(&self, part: PartId, last: bool) -> bool {
        match &self.parts.shapes[part] {
            Composition::Wire(wire) => wire.is_some(),
            Composition::Series(parts, _) => {
                let end = if last { parts.last() } else { parts.first() };
                end.is_some_and(|end| self.is_drawn(*end, last))
            }
            Composition::Parallel(parts) => parts.iter().any(|part| self.is_drawn(*part, last)),
        }
    }

    /// Stores the places of the nodes and wires of a part whose spine is at `spine_at` across and which begins at
    /// `begin` along. `from` are the points that its wires pass before the part, `to` those that they pass behind it.
    fn place(
        &mut self,
        tape: &mut Tape,
        part: PartId,
        spine_at: Expr,
        begin: Expr,
        from: &[Point],
        to: &[Point],
    ) {
        let parts = self.parts;
        match &parts.shapes[part] {
            Composition::Wire(None) => {}
            Composition::Wire(Some(wire)) => {
                self.arranged.wires[*wire] = from.iter().chain(to).copied().collect();
            }
            Composition::Series(parts, nodes) => {
                let mut at = begin;
                let mut before = from.to_vec();
                for (place, part) in parts.iter().enumerate() {
                    let along = self.extents[*part].expect("measured").along;
                    let end = tape.add(at, along);
                    let Some(node) = nodes.get(place) else {
                        self.place(tape, *part, spine_at, at, &before, to);
                        return;
                    };
                    self.place(tape, *part, spine_at, at, &before, &[(spine_at, end)]);
                    let node_box = &self.boxes[*node];
                    let spine = spine(tape, node_box);
                    self.arranged.nodes[*node] = (tape.sub(spine_at, spine), end);
                    at = tape.add(end, node_box.along);
                    before = vec![(spine_at, at)];
                }
            }
            Composition::Parallel(branches) => {
                let along = self.extents[part].expect("measured").along;
                let end = tape.add(begin, along);
                let fork = tape.plus(begin, self.fork(branches));
                let join = tape.plus(end, -self.join(branches));
                for (at, branch) in branches.iter().enumerate() {
                    let spine = tape.add(spine_at, self.spines[part][at]);
                    let mut before = from.to_vec();
                    before.extend([(spine_at, fork), (spine, fork)]);
                    let mut after = vec![(spine, join), (spine_at, join)];
                    after.extend(to);
                    self.place(tape, *branch, spine, fork, &before, &after);
                }
            }
        }
    }
}

/// Returns the distance across from a node's first corner to the spine that runs through the node: the position of its
/// first port, or 0 without ports.
fn spine(tape: &mut Tape, node: &NodeBox) -> Expr {
    match node.ins.first().or(node.outs.first()) {
        Some(port) => *port,
        None => tape.constant(0.0),
    }
}
