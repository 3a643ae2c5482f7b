//! Placing of branches that end in an output of their own, such as heads, beside the part of the longest branch that is
//! as long as they are.

use super::{Columns, DOMINANT, Extent, spine};
use crate::layout::frame::{BARE_WIRE, COLUMN_GAP};
use crate::layout::series_parallel::{Composition, PartId};
use crate::layout::tape::{Expr, Tape};

/// Largest number of branches, the longest included, that are placed so: each is compared with all of the longest.
const MOST: usize = 64;

/// What a part of the level takes across from a place along it on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Step {
    begin: Expr,
    before: Expr,
    after: Expr,
}

impl Columns<'_> {
    /// Returns the branch beside which all others can stand: one with at least `DOMINANT` times as many cards as any
    /// other, if no branch is joined with another behind them.
    pub(super) fn trunk(&self, branches: &[PartId]) -> Option<usize> {
        let joined = branches.iter().any(|branch| self.is_drawn(*branch, true));
        if joined || branches.len() > MOST {
            return None;
        }
        let weights: Vec<usize> = branches.iter().map(|branch| self.weight(*branch)).collect();
        let trunk = (0..weights.len()).max_by_key(|at| weights[*at])?;
        let dominates = |at: usize| at == trunk || weights[trunk] >= DOMINANT * weights[at].max(1);
        (0..weights.len()).all(dominates).then_some(trunk)
    }

    /// Returns the size of a part whose branches stand beside its branch `trunk`, no farther from it than what is there
    /// of it demands, and stores the distances of their spines from that of the trunk in `spines`.
    pub(super) fn beside(
        &mut self,
        tape: &mut Tape,
        part: PartId,
        branches: &[PartId],
        trunk: usize,
    ) -> Extent {
        let extents: Vec<Extent> = branches
            .iter()
            .map(|branch| self.measure(tape, *branch))
            .collect();
        let mut steps = Vec::new();
        let zero = tape.constant(0.0);
        self.steps(tape, branches[trunk], zero, &mut steps);
        let bare = tape.constant(BARE_WIRE);
        let mut spines = vec![zero; branches.len()];
        let mut longest = zero;
        for extent in &extents {
            longest = tape.max(longest, extent.along);
        }
        let mut side = |tape: &mut Tape, order: Vec<usize>, is_after: bool| {
            let trunk = &extents[trunk];
            let mut edge = bare;
            let mut reach = if is_after { trunk.after } else { trunk.before };
            for at in order {
                let extent = &extents[at];
                let end = tape.plus(extent.along, COLUMN_GAP);
                for step in &steps {
                    let taken = if is_after { step.after } else { step.before };
                    let taken = tape.if_less(step.begin, end, taken);
                    edge = tape.max(edge, taken);
                }
                let (near, far) = match is_after {
                    true => (extent.before, extent.after),
                    false => (extent.after, extent.before),
                };
                edge = tape.plus(edge, COLUMN_GAP);
                let distance = tape.add(edge, near);
                spines[at] = match is_after {
                    true => distance,
                    false => tape.sub(zero, distance),
                };
                edge = tape.add(distance, far);
                reach = tape.max(reach, edge);
            }
            reach
        };
        let before = side(tape, (0..trunk).rev().collect(), false);
        let after = side(tape, (trunk + 1..branches.len()).collect(), true);
        self.spines[part] = spines;
        Extent {
            before,
            after,
            along: tape.plus(longest, self.fork(branches)),
        }
    }

    /// Adds what a measured part takes across, by its places along it, to `steps`. `begin` is where the part begins.
    fn steps(&self, tape: &mut Tape, part: PartId, begin: Expr, steps: &mut Vec<Step>) {
        let extent = |part: PartId| self.extents[part].expect("measured");
        match &self.parts.shapes[part] {
            Composition::Wire(_) => {}
            Composition::Series(parts, nodes) => {
                let mut at = begin;
                for (place, part) in parts.iter().enumerate() {
                    self.steps(tape, *part, at, steps);
                    at = tape.add(at, extent(*part).along);
                    if let Some(node) = nodes.get(place) {
                        let node = &self.boxes[*node];
                        let before = spine(tape, node);
                        steps.push(Step {
                            begin: at,
                            before,
                            after: tape.sub(node.across, before),
                        });
                        at = tape.add(at, node.along);
                    }
                }
            }
            Composition::Parallel(branches) => {
                let Some(trunk) = self.trunks[part] else {
                    let Extent { before, after, .. } = extent(part);
                    steps.push(Step {
                        begin,
                        before,
                        after,
                    });
                    return;
                };
                // The wires to the other branches separate where the part begins.
                let zero = tape.constant(0.0);
                for (at, branch) in branches.iter().enumerate().filter(|(at, _)| *at != trunk) {
                    let (spine, extent) = (self.spines[part][at], extent(*branch));
                    let (before, after) = match at < trunk {
                        true => (tape.sub(extent.before, spine), zero),
                        false => (zero, tape.add(extent.after, spine)),
                    };
                    steps.push(Step {
                        begin,
                        before,
                        after,
                    });
                }
                let inner = tape.plus(begin, self.fork(branches));
                self.steps(tape, branches[trunk], inner, steps);
            }
        }
    }
}
