//! Storing the results of register tiles as NHWC where the tile needs its outputs as memory for sums: it writes whole
//! panels of 16 channels to memory of its own, from which the channels that exist are stored.

use super::super::args::ConvArgs;
use super::super::tile::{FLUSH, MAX_TILE_PIXELS};
use super::PanelGroup;
use crate::kernel::Isa;
use crate::kernel::arch::{Kernel, PANEL_COUNTS, Simd, entry};
use googlenet_dsl::plan::LANES;

/// Number of values from one panel of a tile to the next.
pub(super) const PANEL_STRIDE: usize = MAX_TILE_PIXELS * LANES;

/// Number of values of the memory for the results of one register tile.
pub(super) const RESULTS: usize = PANEL_STRIDE * PANEL_COUNTS;

/// Results of one register tile of a panel group, before they are stored as NHWC.
pub(super) struct TileResults {
    /// Address of [`RESULTS`] values, which the tile writes.
    values: *mut f32,
    isa: Isa,
    /// Number of panels of the group.
    panels: usize,
    /// Number of channels of the group's last panel.
    last: usize,
    /// Number of values from an output to the value that the tile adds to; `None` if it adds to none.
    added: Option<isize>,
}

impl TileResults {
    /// Returns the results of tiles of a panel group, in the memory at `values`; `None` if tiles store them themselves:
    /// in blocks, or as NHWC where the sums of at most `rows` reduction rows stay in registers and nothing is added.
    pub(super) fn new(
        args: &ConvArgs<'_>,
        group: &PanelGroup,
        rows: usize,
        values: *mut f32,
    ) -> Option<TileResults> {
        let descriptor = args.descriptor;
        let added = args.epilogue.added.distance();
        let needs = !descriptor.stores_blocks() && (added.is_some() || rows > FLUSH);
        needs.then(|| TileResults {
            added,
            values,
            isa: descriptor.isa,
            panels: group.panels,
            last: group.last_len(descriptor),
        })
    }

    /// Returns the address of the results of pixel `pixel` of the tile in the group's first panel.
    pub(super) fn pixel(&self, pixel: usize) -> *mut f32 {
        self.values.wrapping_add(pixel * LANES)
    }

    /// Returns the distance of the values that the tile's sums start with from the tile's memory, 0 if it adds to what
    /// [`TileResults::load`] wrote there; `None` if they start with the bias alone.
    pub(super) fn held(&self) -> Option<isize> {
        self.added.map(|_| 0)
    }

    /// Writes what is added to the outputs of the tile's pixels, from index `first` on, to the tile's memory if something
    /// is; `targets` are the addresses of the group's first channel of each of them.
    ///
    /// # Safety
    /// As of [`TileResults::store`], but that the pixels need not have been written.
    pub(super) unsafe fn load(&self, first: usize, targets: &[*mut f32]) {
        if let Some(distance) = self.added {
            // SAFETY: as in `store`.
            unsafe { entry::<Load>(self.isa)((self, first, targets, distance)) };
        }
    }

    /// Returns the number of channels of a panel of the group.
    #[inline(always)]
    fn len(&self, panel: usize) -> usize {
        match panel + 1 == self.panels {
            true => self.last,
            false => LANES,
        }
    }

    /// Stores the results of the tile's pixels from index `first` on: `targets` are the addresses of the group's first
    /// channel of each of them.
    ///
    /// # Safety
    /// The tile's memory must have room for [`RESULTS`] values, and those of the pixels must have been written. The
    /// addresses must be valid for the group's channels, which no other code accesses.
    pub(super) unsafe fn store(&self, first: usize, targets: &[*mut f32]) {
        // SAFETY: the caller guarantees the memory; the processor has the instruction set, as its features were detected
        // before `isa` was chosen.
        unsafe { entry::<Store>(self.isa)((self, first, targets)) };
    }
}

/// Kernel of [`TileResults::store`].
struct Store;

impl Kernel for Store {
    type Args<'a> = (&'a TileResults, usize, &'a [*mut f32]);

    #[inline(always)]
    unsafe fn run<S: Simd>((results, first, targets): Self::Args<'_>) {
        for panel in 0..results.panels {
            let len = results.len(panel);
            for (pixel, to) in targets.iter().enumerate() {
                // SAFETY: the tile's memory holds 16 values for each of its pixels and panels; the caller of
                // `Kernel::run` guarantees addresses and instruction set.
                unsafe {
                    let from = results.pixel(first + pixel).add(panel * PANEL_STRIDE);
                    let value = S::load(from.cast_const());
                    S::store_part(to.add(panel * LANES), value, len);
                }
            }
        }
    }
}

/// Kernel of [`TileResults::load`].
struct Load;

impl Kernel for Load {
    type Args<'a> = (&'a TileResults, usize, &'a [*mut f32], isize);

    #[inline(always)]
    unsafe fn run<S: Simd>((results, first, targets, distance): Self::Args<'_>) {
        for panel in 0..results.panels {
            let len = results.len(panel);
            for (pixel, from) in targets.iter().enumerate() {
                // SAFETY: as in `Store`.
                unsafe {
                    let from = from.add(panel * LANES).offset(distance);
                    let value = S::load_part(from.cast_const(), len);
                    let to = results.pixel(first + pixel).add(panel * PANEL_STRIDE);
                    S::store(to, value);
                }
            }
        }
    }
}
