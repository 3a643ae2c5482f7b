//! Distances of the layout in pixels, and the sizes, ports and places of a level's content. A level is the inside of a
//! module, or what is outside of all modules; its nodes are cards and modules.
//!
//! Along is the direction in which the network runs, across is the other one. The first corner of a rectangle is the
//! one with the smallest coordinates. A port is a place on a node's border at which wires begin or end.

use super::tape::{Expr, Tape};
use crate::options::Direction;

/// Smallest distance along between a box and the next one that a wire connects with it.
pub(crate) const GAP: f64 = 28.0;
/// Distance along from the last box of a module to the module's border, in columns and where no wire leaves the module.
pub(crate) const MODULE_TRAIL: f64 = 16.0;
/// Distance across between neighbouring columns; smallest distance between neighbouring boxes of a rank.
pub(crate) const COLUMN_GAP: f64 = 20.0;
/// In columns, the distance along from a box to the line on which the wires to its readers separate.
pub(crate) const FORK: f64 = 14.0;
/// In columns, the distance along from the line on which wires meet to the box that reads them.
pub(crate) const JOIN: f64 = 20.0;
/// Room across on each side of a parallel branch that is only a wire.
pub(crate) const BARE_WIRE: f64 = 12.0;
/// Distance across from a module's border to its content; in drawings from left to right only below the content, as the
/// title is above it.
pub(crate) const PADDING: f64 = 16.0;
/// Font size of a module's title, in pixels.
pub(crate) const MODULE_TITLE_SIZE: f64 = 12.0;
/// Height of the strip at the top of a module that holds its title.
pub(crate) const TITLE_STRIP: f64 = 28.0;
/// Distance from the left border of a module to its title.
pub(crate) const TITLE_INSET: f64 = 14.0;
/// Room along for the title of a module that runs from top to bottom, between its upper border and the beginning of its
/// content. The length of the wire to the first box is added.
pub(crate) const TITLE_GAP: f64 = 18.0;

/// Point of a level: its distances across and along from the first corner of the level's module.
pub(crate) type Point = (Expr, Expr);

/// Places of a level's content, as distances from the first corner of the level's module.
#[derive(Debug, Clone, Default)]
pub(crate) struct Arranged {
    /// First corner of each node, in the order of the level's nodes.
    pub(crate) nodes: Vec<Point>,
    /// Points of each wire from its beginning to its end, in the order of the level's wires.
    pub(crate) wires: Vec<Vec<Point>>,
    /// Size of the whole level across and along; `None` until the level is arranged.
    pub(crate) size: Option<(Expr, Expr)>,
    /// Position across of each port at which wires enter the module, in the order of the level's `ins`.
    pub(crate) ins: Vec<Expr>,
    /// Position across of each port at which wires leave the module, in the order of the level's `outs`.
    pub(crate) outs: Vec<Expr>,
}

/// Size and ports of a card or module, as a box in the level around it.
#[derive(Debug, Clone)]
pub(crate) struct NodeBox {
    /// Size in pixels across the direction in which the network runs.
    pub(crate) across: Expr,
    /// Size in pixels along the direction in which the network runs.
    pub(crate) along: Expr,
    /// Position across of each port for entering wires, from the first corner. A card has a single port for all wires.
    pub(crate) ins: Vec<Expr>,
    /// Position across of each port for leaving wires, from the first corner. A card has a single port for all wires.
    pub(crate) outs: Vec<Expr>,
}

/// Room around the content of a module, and limits of its size, in pixels; all zero for the level outside of all
/// modules.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    /// Room across before the content: above in drawings from left to right, otherwise to the left.
    pub(crate) before: f64,
    /// Room across behind the content: below in drawings from left to right, otherwise to the right.
    pub(crate) after: f64,
    /// Room along before the content, for a title above it; 0 in drawings from left to right.
    pub(crate) lead: f64,
    /// Smallest distance across from the module's first corner to the first wire that crosses its border, so that the
    /// wire passes beside the title; 0 in drawings from left to right.
    pub(crate) first_wire: f64,
    /// Smallest size of the module along, so that the title fits; 0 in drawings from top to bottom.
    pub(crate) along: f64,
}

impl Frame {
    /// Returns the frame of a module whose title is `title` pixels wide; with `None`, that of the level outside of all
    /// modules.
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
                lead: TITLE_GAP,
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

    /// Returns `true` for the frame of a module, `false` for that of the level outside of all modules.
    pub(crate) fn is_module(&self) -> bool {
        self.after > 0.0
    }

    /// Returns the distance across from the module's first corner to the spine, the line on which boxes in series are
    /// aligned. `before` is the room across that the content takes before the spine.
    pub(crate) fn spine(&self, tape: &mut Tape, before: Expr) -> Expr {
        let padded = tape.plus(before, self.before);
        let free = tape.constant(self.first_wire);
        tape.max(padded, free)
    }
}
