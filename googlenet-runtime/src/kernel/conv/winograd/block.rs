//! Blocks of tiles, which pass through all stages of a Winograd convolution together.

use super::super::args::ConvArgs;
use super::Winograd;
use super::tiling::TileKind;

/// Maximum number of rows of tiles in a block.
pub(super) const MAX_ROWS: usize = 64;

/// Rows of tiles that pass through all stages together, those of the tile kind with more transform points first.
pub(super) struct Block {
    pub(super) rows: [TileRow; MAX_ROWS],
    pub(super) len: usize,
}

/// One row of tiles across the width of an image.
#[derive(Clone, Copy)]
pub(super) struct TileRow {
    pub(super) image: usize,
    pub(super) kind: TileKind,
    /// First output row of the tiles.
    pub(super) y: usize,
}

/// One thread's work on a Winograd convolution, with the thread's scratch memory.
pub(super) struct WinogradWork<'a> {
    pub(super) winograd: &'a Winograd,
    pub(super) args: &'a ConvArgs<'a>,
    pub(super) scratch: *mut f32,
}

impl Block {
    /// Returns the number of rows of tiles whose vertical transform has point `point`; they are the first rows of the
    /// block.
    pub(super) fn rows_with_point(&self, point: usize) -> usize {
        let mut len = self.len;
        while len > 0 && self.rows[len - 1].kind.points <= point {
            len -= 1;
        }
        len
    }
}
