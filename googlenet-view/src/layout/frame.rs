//! Distances, and what a level looks like from outside.

use super::tape::{Expr, Tape};
use crate::options::Direction;

/// From a box to the next one below.
pub(crate) const GAP: f64 = 28.0;
/// From the last box of a module to its border.
pub(crate) const TRAIL: f64 = 16.0;
/// From the place where wires part to the first box of a branch: the wire's corner and its arrow's head.
pub(crate) const COLUMN_GAP: f64 = 20.0;
/// From a box to the line on which the wires of its readers part.
pub(crate) const FORK: f64 = 14.0;
/// From the line on which wires meet to the box that reads them.
pub(crate) const JOIN: f64 = 20.0;
/// Half the width of a branch that is only a wire.
pub(crate) const BARE_WIRE: f64 = 12.0;
/// From a module's side to what is in it.
pub(crate) const PADDING: f64 = 16.0;
/// Size of a module's title in pixels.
pub(crate) const MODULE_TITLE_SIZE: f64 = 12.0;
/// The strip of a module's title.
pub(crate) const TITLE_STRIP: f64 = 28.0;
/// From a module's border to its title.
pub(crate) const TITLE_INSET: f64 = 14.0;
/// From the upper border of a module to the end of the gap's first part, so that titles stand free.
pub(crate) const LEAD: f64 = 18.0;

/// A place in a level: across the direction in which the network runs, and along it.
pub(crate) type Point = (Expr, Expr);

/// What is drawn of a level, seen from its module's first corner.
#[derive(Debug, Clone, Default)]
pub(crate) struct Arranged {
    /// The first corner of each node.
    pub(crate) nodes: Vec<Point>,
    /// For each wire of the level its corners.
    pub(crate) wires: Vec<Vec<Point>>,
    /// Size across and along.
    pub(crate) size: Option<(Expr, Expr)>,
    /// Where the ports are, across.
    pub(crate) ins: Vec<Expr>,
    pub(crate) outs: Vec<Expr>,
}

/// A card or a module inside a level.
#[derive(Debug, Clone)]
pub(crate) struct NodeBox {
    /// Size across and along.
    pub(crate) across: Expr,
    pub(crate) along: Expr,
    /// Where the ports are, across, from its first corner. Cards have one for all wires.
    pub(crate) ins: Vec<Expr>,
    pub(crate) outs: Vec<Expr>,
}

/// The room around what is in a module.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    /// Before the content, across.
    pub(crate) before: f64,
    /// Behind it.
    pub(crate) after: f64,
    /// Before the content, along.
    pub(crate) lead: f64,
    /// The first wire across the border is at least so far from the corner.
    pub(crate) first_wire: f64,
    /// The module is at least so long.
    pub(crate) along: f64,
}

impl Frame {
    /// The room around a module's content; none around the whole drawing's.
    pub(crate) fn new(title: Option<f64>, direction: Direction) -> Frame {
        let Some(title) = title else {
            return Frame {
                before: 0.0,
                after: 0.0,
                lead: 0.0,
                first_wire: 0.0,
                along: 0.0,
            };
        };
        let title = title.ceil() + 2.0 * TITLE_INSET;
        match direction {
            Direction::TopBottom => Frame {
                before: PADDING,
                after: PADDING,
                lead: LEAD,
                first_wire: title,
                along: 0.0,
            },
            Direction::LeftRight => Frame {
                before: TITLE_STRIP + 4.0,
                after: PADDING,
                lead: 0.0,
                first_wire: 0.0,
                along: title,
            },
        }
    }

    /// Whether there is a border.
    pub(crate) fn is_module(&self) -> bool {
        self.after > 0.0
    }

    /// The position of the spine from the corner, given what is on its first side.
    pub(crate) fn spine(&self, tape: &mut Tape, before: Expr) -> Expr {
        let padded = tape.plus(before, self.before);
        let free = tape.constant(self.first_wire);
        tape.max(padded, free)
    }
}
