//! What goes through all stages together.

use super::super::args::ConvArgs;
use super::Winograd;
use super::tiling::Kind;

/// Rows of tiles in a block at most.
pub(super) const MOST_ROWS: usize = 64;

/// Rows of tiles that go through all stages together, those with more points first.
pub(super) struct Block {
    pub(super) rows: [TileRow; MOST_ROWS],
    pub(super) len: usize,
}

/// A row of tiles.
#[derive(Clone, Copy)]
pub(super) struct TileRow {
    pub(super) image: usize,
    pub(super) kind: Kind,
    /// Its first output row.
    pub(super) y: usize,
}

/// A thread's part in a convolution by transforms.
pub(super) struct WinogradWork<'a> {
    pub(super) winograd: &'a Winograd,
    pub(super) args: &'a ConvArgs<'a>,
    pub(super) scratch: *mut f32,
}

impl Block {
    /// Its rows that have a point: the first ones.
    pub(super) fn having(&self, point: usize) -> usize {
        let mut len = self.len;
        while len > 0 && self.rows[len - 1].kind.points <= point {
            len -= 1;
        }
        len
    }
}
