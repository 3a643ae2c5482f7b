//! Distances of the layout in pixels, and the sizes and ports of levels and nodes.
//!
//! Along is the direction in which the network runs, across is the other direction. The first corner of a rectangle is
//! the one with the smallest coordinates.

use super::tape::{Expr, Tape};
use crate::options::Direction;

/// Smallest distance along between a box and the next one.
pub(crate) const GAP: f64 = 28.0;
/// Distance along from the last box of a module to the module's border.
pub(crate) const MODULE_TRAIL: f64 = 16.0;
/// Distance across between neighbouring columns, or between neighbouring boxes of a rank.
pub(crate) const COLUMN_GAP: f64 = 20.0;
/// Distance along from a box to the line on which the wires to its readers separate.
pub(crate) const FORK: f64 = 14.0;
/// Distance along from the line on which wires meet to the box that reads them.
pub(crate) const JOIN: f64 = 20.0;
/// Room across on each side of a branch that is only a wire.
pub(crate) const BARE_WIRE: f64 = 12.0;
/// Distance across from a module's border to its content.
pub(crate) const PADDING: f64 = 16.0;
/// Font size of a module's title, in pixels.
pub(crate) const MODULE_TITLE_SIZE: f64 = 12.0;
/// Height of the strip at the top of a module that holds its title.
pub(crate) const TITLE_STRIP: f64 = 28.0;
/// Distance from the left border of a module to its title.
pub(crate) const TITLE_INSET: f64 = 14.0;
/// Distance along from the upper border of a module to the beginning of its content, which leaves room for the title.
/// It is added to the length of the wire to the first box.
pub(crate) const TITLE_GAP: f64 = 18.0;

/// Point of a level: its positions across and along.
pub(crate) type Point = (Expr, Expr);

/// Places of a level's content, from the first corner of the level's module.
#[derive(Debug, Clone, Default)]
pub(crate) struct Arranged {
    /// First corner of each node of the level.
    pub(crate) nodes: Vec<Point>,
    /// Points of each wire of the level, from its beginning to its end.
    pub(crate) wires: Vec<Vec<Point>>,
    /// Size across and along; `None` until the level is arranged.
    pub(crate) size: Option<(Expr, Expr)>,
    /// Position across of each port at which a wire enters the module.
    pub(crate) ins: Vec<Expr>,
    /// Position across of each port at which a wire leaves the module.
    pub(crate) outs: Vec<Expr>,
}

/// Size and ports of a card or module, as the level around it uses them.
#[derive(Debug, Clone)]
pub(crate) struct NodeBox {
    /// Size across.
    pub(crate) across: Expr,
    /// Size along.
    pub(crate) along: Expr,
    /// Position across of each port for entering wires, from the first corner. A card has a single port for all wires.
    pub(crate) ins: Vec<Expr>,
    /// Position across of each port for leaving wires, from the first corner. A card has a single port for all wires.
    pub(crate) outs: Vec<Expr>,
}

/// Room around the content of a module, in pixels; all zero for the level outside of all modules.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Frame {
    /// Room across before the content.
    pub(crate) before: f64,
    /// Room across behind the content.
    pub(crate) after: f64,
    /// Room along before the content.
    pub(crate) lead: f64,
    /// Smallest distance across from the module's first corner to the first wire that crosses its border.
    pub(crate) first_wire: f64,
    /// Smallest size of the module along.
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

    /// Returns the position across of the spine from the module's first corner. `before` is the room across that the
    /// content takes before the spine.
    pub(crate) fn spine(&self, tape: &mut Tape, before: Expr) -> Expr {
        let padded = tape.plus(before, self.before);
        let free = tape.constant(self.first_wire);
        tape.max(padded, free)
    }
}
