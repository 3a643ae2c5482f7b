//! Choice of what threads divide among themselves: pixels or output channels of a convolution.

use crate::kernel::share::{GridPart, Share};
use std::ops::Range;

/// Dimension of a convolution's output that threads divide among themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Partition {
    /// Each thread computes all output channels of some pixels (in Winograd convolutions, of some rows of tiles). Used
    /// for large maps, whose weights stay in the caches.
    Pixels,
    /// Each thread computes some output channels of all pixels. Used for small maps, as each thread then reads few
    /// weights.
    Channels,
}

impl Partition {
    /// Returns the word for the partition in the names of algorithms that users see.
    pub(super) fn word(self) -> &'static str {
        match self {
            Partition::Pixels => "pixels",
            Partition::Channels => "channels",
        }
    }
}

/// A thread's share of a convolution's units, such as tiles or rows of pixels, of each panel of output channels. Units are numbered
/// through the images.
pub(super) enum UnitShare {
    /// The same units of every panel.
    Pixels(Range<usize>),
    /// All panels of some units, and some panels of the first and the last one.
    Grid(GridPart),
    /// Some units of some panels: a range of (panel, unit) pairs, numbered panel by panel; and the number of units.
    Pairs(Range<usize>, usize),
}

impl UnitShare {
    /// Divides `units` units of `panels` panels.
    pub(super) fn new(
        partition: Partition,
        share: Share,
        units: usize,
        panels: usize,
    ) -> UnitShare {
        match partition {
            Partition::Pixels if share.is_fine() => UnitShare::Grid(share.grid(units, panels)),
            Partition::Pixels => UnitShare::Pixels(share.part(units)),
            Partition::Channels => UnitShare::Pairs(share.part(units * panels), units),
        }
    }

    /// Returns the units of `panels` panels from `panel` on, which are computed together, that belong to the share; may be
    /// empty.
    pub(super) fn units(&self, panel: usize, panels: usize) -> Range<usize> {
        match self {
            UnitShare::Pixels(range) => range.clone(),
            UnitShare::Grid(part) => part.rows(panel),
            UnitShare::Pairs(pairs, units) => {
                let unit =
                    |bound: usize| (bound.saturating_sub(panel * units) / panels).min(*units);
                unit(pairs.start)..unit(pairs.end)
            }
        }
    }
}
