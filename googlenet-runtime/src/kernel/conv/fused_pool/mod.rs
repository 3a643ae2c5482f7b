//! A convolution whose rows are pooled while they are in the caches, so that the whole map is never stored.
//!
//! Each thread has some rows of the map, and takes them band by band; of a band, the outputs of a group of panels are
//! pooled as soon as they are there. Rows that a later band's windows reach back to are held. Rows under windows that
//! reach from one thread's rows into another's are copied to a seam, which is pooled when all threads have met.

#[cfg(test)]
mod tests;

use super::args::ConvArgs;
use super::descriptor::ConvDescriptor;
use crate::kernel::Worker;
use crate::kernel::pooling::{MaxRows, Rows};
use crate::kernel::view::View;
use googlenet_dsl::op::Window;
use googlenet_dsl::plan::{LANES, Layout, Region};
use std::ops::Range;
use std::sync::Arc;

/// An algorithm that can make some rows of an image at a time. What threads share out are its units: rows, or rows of
/// tiles.
pub(super) trait RowBands {
    /// Units of an image.
    fn units(&self, descriptor: &ConvDescriptor) -> usize;

    /// Units that a band takes at most.
    fn units_of_band(&self) -> usize;

    /// Rows and panels that are made together at most.
    fn band_size(&self) -> [usize; 2];

    /// The first row of a unit; of the one behind the last, the number of rows.
    fn first_row(&self, descriptor: &ConvDescriptor, unit: usize) -> usize;

    /// Computes a band, some units of an image, which is pooled group by group.
    fn band(
        &self,
        args: &ConvArgs<'_>,
        worker: &Worker<'_>,
        units: Range<usize>,
        band: &RowBand<'_>,
        is_last: bool,
    );
}

/// A maximum pooling behind a convolution.
#[derive(Debug)]
pub(super) struct FusedPool {
    window: Window,
    pool: MaxRows,
    /// The pooled map.
    pub(super) output: Arc<Layout>,
    /// Rows of the convolution in a band at most.
    band: usize,
    /// Panels of a group at most.
    panels: usize,
    /// Rows that are held from one band to the next at most: those of a window but one.
    carried_rows: usize,
    /// Where the thread's memory for bands begins, and that for held rows behind it.
    start: usize,
    /// Where the rows lie at a seam.
    halo: usize,
}

/// A boundary between two threads' rows that windows reach over.
struct Halo {
    /// Which one.
    boundary: usize,
    image: usize,
    /// The output rows whose windows reach over it, and over no boundary before it.
    outputs: Range<usize>,
    /// The rows under them.
    under: Range<usize>,
}

/// Rows of an image that are made together.
pub(super) struct RowBand<'a> {
    pooled: &'a FusedPool,
    algorithm: &'a dyn RowBands,
    descriptor: &'a ConvDescriptor,
    worker: &'a Worker<'a>,
    target: View<'a, f32>,
    image: usize,
    images: usize,
    rows: Range<usize>,
    /// The output rows that are pooled now.
    outputs: Range<usize>,
    /// Whether later bands of the thread go on where this one ends.
    goes_on: bool,
}

impl FusedPool {
    /// A pooling of a problem's map, whose layout becomes that of bands. The algorithm has `scratch_len` values of a
    /// thread's memory, makes at most `band` rows at a time, and at most `panels` panels.
    pub(super) fn new(
        window: Window,
        output: &Arc<Layout>,
        descriptor: &mut ConvDescriptor,
        scratch_len: usize,
        [band, panels]: [usize; 2],
    ) -> FusedPool {
        assert!(
            window.kernel[0] as usize <= Rows::NEAR,
            "a pooling of few rows"
        );
        let layout = Arc::make_mut(&mut descriptor.output);
        layout.block_stride = band * layout.row_stride;
        FusedPool {
            window,
            pool: MaxRows::new(window, layout.size, output.size[0]),
            output: Arc::clone(output),
            band,
            panels,
            carried_rows: window.kernel[0] as usize - 1,
            start: scratch_len.next_multiple_of(LANES),
            halo: 0,
        }
    }

    /// Values of memory that a thread needs, the algorithm's included.
    pub(super) fn scratch_len(&self, descriptor: &ConvDescriptor) -> usize {
        let blocks = descriptor.output.channels.blocks();
        let rows = self.panels * self.band + blocks * self.carried_rows;
        self.start + rows * descriptor.output.row_stride
    }

    /// Values that each boundary between threads needs.
    pub(super) fn halo_len(&self, descriptor: &ConvDescriptor) -> usize {
        let blocks = descriptor.output.channels.blocks();
        2 * self.carried_rows * blocks * descriptor.output.row_stride
    }

    pub(super) fn place_halo(&mut self, halo: usize) {
        self.halo = halo;
    }

    /// The name of what is done.
    pub(super) fn name(&self) -> String {
        let [rows, columns] = self.window.kernel;
        format!("max_pool {rows}x{columns}")
    }

    /// Computes a thread's share.
    pub(super) fn run(
        &self,
        algorithm: &dyn RowBands,
        args: &ConvArgs<'_>,
        worker: &Worker<'_>,
        output: &Region,
    ) {
        let descriptor = args.descriptor;
        let units = algorithm.units(descriptor);
        let most = algorithm.units_of_band();
        let mine = worker.part(units * args.images);
        for image in mine.start / units..mine.end.div_ceil(units) {
            let first = mine.start.max(image * units) - image * units;
            let end = mine.end.min((image + 1) * units) - image * units;
            let bands = (end - first).div_ceil(most);
            let bound = |at: usize| first + (end - first) * at / bands;
            for at in 0..bands {
                let of_band = bound(at)..bound(at + 1);
                let row = |unit| algorithm.first_row(descriptor, unit);
                let rows = row(of_band.start)..row(of_band.end);
                let band = RowBand {
                    pooled: self,
                    algorithm,
                    descriptor,
                    worker,
                    target: worker.run.view(output, image),
                    image,
                    images: args.images,
                    outputs: self.outputs(row(first), &rows),
                    rows,
                    goes_on: at + 1 < bands,
                };
                let is_last = image * units + of_band.end == mine.end;
                algorithm.band(args, worker, of_band, &band, is_last);
            }
        }
        let halos = self.halos(algorithm, descriptor, worker, args.images);
        let mut halos = halos.peekable();
        if halos.peek().is_some() && worker.barrier_wait() {
            for halo in halos {
                self.pool_halo(descriptor, worker, output, halo);
            }
        }
    }

    /// The output rows whose windows end in `rows` and begin no earlier than `first`.
    fn outputs(&self, first: usize, rows: &Range<usize>) -> Range<usize> {
        let all = self.output.size[0];
        let under = |y: usize| self.pool.under(y);
        let start = (0..all)
            .find(|y| under(*y).end > rows.start && under(*y).start >= first)
            .unwrap_or(all);
        let end = (start..all).find(|y| under(*y).end > rows.end);
        start..end.unwrap_or(all)
    }

    /// The boundaries inside images between threads' rows that windows reach over.
    fn halos<'s>(
        &'s self,
        algorithm: &'s dyn RowBands,
        descriptor: &'s ConvDescriptor,
        worker: &'s Worker<'_>,
        images: usize,
    ) -> impl Iterator<Item = Halo> + 's {
        let units = algorithm.units(descriptor);
        let place = move |boundary: usize| {
            let unit = worker.bound(units * images, boundary);
            let row = algorithm.first_row(descriptor, unit % units);
            (unit / units, row)
        };
        let halo = move |boundary: usize| {
            let ((before, earlier), (image, row)) = (place(boundary - 1), place(boundary));
            let earlier = if before == image { earlier } else { 0 };
            let outputs = self.pool.over(row);
            let mut outputs = outputs.filter(|y| self.pool.under(*y).start >= earlier);
            let first = outputs.next()?;
            let last = outputs.next_back().unwrap_or(first);
            Some(Halo {
                boundary: boundary - 1,
                image,
                outputs: first..last + 1,
                under: self.pool.under(first).start..self.pool.under(last).end,
            })
        };
        (1..worker.threads).filter_map(halo)
    }

    /// Where a row of a block lies at a seam.
    fn at_halo(
        &self,
        descriptor: &ConvDescriptor,
        worker: &Worker<'_>,
        halo: &Halo,
        [block, row]: [usize; 2],
    ) -> *mut f32 {
        let memory = self.halo..self.halo + self.halo_len(descriptor);
        let row = block * 2 * self.carried_rows + row - halo.under.start;
        let start = worker.halo::<f32>(halo.boundary, memory);
        start.wrapping_add(row * descriptor.output.row_stride)
    }

    /// Pools a thread's share of what reaches over a seam.
    fn pool_halo(
        &self,
        descriptor: &ConvDescriptor,
        worker: &Worker<'_>,
        output: &Region,
        halo: Halo,
    ) {
        let target = worker.run.view::<f32>(output, halo.image);
        let rows = halo.outputs.len();
        for at in worker.part(self.output.channels.blocks() * rows) {
            let (block, y) = (at / rows, halo.outputs.start + at % rows);
            let first = self.pool.under(y).start;
            let from = self.at_halo(descriptor, worker, &halo, [block, first]);
            let rows = Rows::behind(
                from.cast_const(),
                descriptor.output.row_stride,
                descriptor.output.size[1],
            );
            // SAFETY: all threads have met: the rows under the window are there, and no thread writes them; the output
            // row is this thread's; the instruction set was detected before it was chosen.
            unsafe {
                self.pool
                    .row(descriptor.isa, &rows, y, target.row_mut(block, y))
            };
        }
    }
}

impl RowBand<'_> {
    /// The image that they belong to.
    pub(super) fn image(&self) -> usize {
        self.image
    }

    /// Where the first pixel of the first image's first panel would lie, so that the band's rows of the panels from
    /// `panel` on lie in the thread's memory.
    pub(super) fn target(&self, args: &ConvArgs<'_>, panel: usize) -> *mut f32 {
        let layout = &self.descriptor.output;
        self.memory().wrapping_sub(
            panel * layout.block_stride
                + self.rows.start * layout.row_stride
                + self.image * args.to_image,
        )
    }

    /// Pools the rows of some panels, which were made, and copies those that are needed later.
    pub(super) fn pool(&self, panels: Range<usize>) {
        let RowBand {
            pooled, descriptor, ..
        } = *self;
        for panel in panels.clone() {
            let row = |row: usize| self.row(panels.start, panel, row);
            for y in self.outputs.clone() {
                let under = pooled.pool.under(y);
                let near = std::array::from_fn(|at| {
                    row((under.start + at).min(under.end - 1)).cast_const()
                });
                let rows = Rows::few(near, descriptor.output.size[1]);
                // SAFETY: the rows under the window are there: in the band, or held since an earlier one; the output row
                // is this thread's; the instruction set was detected before it was chosen.
                unsafe {
                    let to = self.target.row_mut(panel, y);
                    pooled.pool.row(descriptor.isa, &rows, y, to);
                }
            }
        }
        self.hold(panels.clone());
        self.hand_over(panels);
    }

    /// Holds the rows of some panels that windows of later bands reach back to.
    fn hold(&self, panels: Range<usize>) {
        let pooled = self.pooled;
        let next = self.outputs.end;
        if !self.goes_on || next >= pooled.output.size[0] {
            return;
        }
        let from = pooled.pool.under(next).start.max(self.rows.start);
        for panel in panels.clone() {
            for row in from..self.rows.end {
                // SAFETY: both are rows in the thread's memory, and another part of it.
                unsafe { self.copy(panels.start, panel, row, self.carried_row(panel, row)) };
            }
        }
    }

    /// Copies the rows of some panels under windows that reach over a boundary between threads to its seam.
    fn hand_over(&self, panels: Range<usize>) {
        let RowBand {
            pooled,
            algorithm,
            descriptor,
            worker,
            ..
        } = *self;
        let halos = pooled.halos(algorithm, descriptor, worker, self.images);
        for halo in halos.filter(|halo| halo.image == self.image) {
            let (start, end) = (self.rows.start, self.rows.end);
            for panel in panels.clone() {
                for row in halo.under.start.max(start)..halo.under.end.min(end) {
                    let to = pooled.at_halo(descriptor, worker, &halo, [panel, row]);
                    // SAFETY: the row's place at the seam is inside the seam's, and nobody else's until all threads have
                    // met.
                    unsafe { self.copy(panels.start, panel, row, to) };
                }
            }
        }
    }

    /// Copies a row of the band, of a panel of a group that begins with `first`.
    ///
    /// # Safety
    /// At `to` is room for a row, outside the band, which nobody else reads or writes.
    unsafe fn copy(&self, first: usize, panel: usize, row: usize, to: *mut f32) {
        let from = self.row(first, panel, row).cast_const();
        // SAFETY: the row lies in the thread's memory; the rest is the caller's promise.
        unsafe { from.copy_to_nonoverlapping(to, self.descriptor.output.row_stride) };
    }

    /// A row of a panel, of a group that begins with `first`: in the band, or held.
    fn row(&self, first: usize, panel: usize, row: usize) -> *mut f32 {
        let layout = &self.descriptor.output;
        match row.checked_sub(self.rows.start) {
            Some(row) => {
                let at = (panel - first) * layout.block_stride + row * layout.row_stride;
                self.memory().wrapping_add(at)
            }
            None => self.carried_row(panel, row),
        }
    }

    fn carried_row(&self, panel: usize, row: usize) -> *mut f32 {
        let held = self.pooled.carried_rows;
        let row = self.pooled.panels * self.pooled.band + panel * held + row % held;
        self.memory()
            .wrapping_add(row * self.descriptor.output.row_stride)
    }

    fn memory(&self) -> *mut f32 {
        let len = self.pooled.scratch_len(self.descriptor);
        self.worker
            .scratch::<f32>(len)
            .wrapping_add(self.pooled.start)
    }
}
