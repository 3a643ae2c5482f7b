//! Blocks of tiles, which pass through all stages of a Winograd convolution together, and the work of one thread on
//! them.

use super::super::args::ConvArgs;
use super::Winograd;
use super::tiling::TileKind;

/// Maximum number of rows of tiles in a block.
pub(super) const MAX_ROWS: usize = 64;

/// Block of tiles: rows of tiles, possibly of several images, that pass through all stages together. Rows of the tile
/// kind with more transform points come first.
pub(super) struct Block {
    /// Rows of tiles of the block in the first `len` entries; the other entries are not used.
    pub(super) rows: [TileRow; MAX_ROWS],
    pub(super) len: usize,
}

/// One row of tiles across the whole width of an image's output.
#[derive(Clone, Copy)]
pub(super) struct TileRow {
    /// Index of the image that the row belongs to, from 0, among the images of the run (`ConvArgs::images`).
    pub(super) image: usize,
    /// Kind of the tiles along the vertical axis: how many output rows and transform points they have.
    pub(super) kind: TileKind,
    /// Index of the first row of the output map that the tiles compute.
    pub(super) y: usize,
}

/// One thread's work on a Winograd convolution: algorithm, arguments and the thread's scratch memory.
pub(super) struct WinogradWork<'a> {
    pub(super) winograd: &'a Winograd,
    pub(super) args: &'a ConvArgs<'a>,
    pub(super) scratch: *mut f32,
}

impl Block {
    /// Returns the number of rows of tiles in the block whose tiles have the vertical transform point with index
    /// `point`. These rows are the first ones of the block.
    pub(super) fn rows_with_point(&self, point: usize) -> usize {
        let mut len = self.len;
        while len > 0 && self.rows[len - 1].kind.points <= point {
            len -= 1;
        }
        len
    }
}
