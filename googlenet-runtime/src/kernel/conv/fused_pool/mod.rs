//! Convolution with a fused maximum pooling: rows of the convolution's map are pooled while they are in the caches, and
//! the whole map is never stored.
//!
//! Each thread computes some rows of the map, band by band (a few rows at a time), in scratch memory. The outputs of a
//! panel group (adjacent blocks of 16 output channels) are pooled as soon as the group's part of a band is complete.
//! Rows that windows of the next band reach back to are kept as carried rows. Rows under windows that cross the
//! boundary between the rows of two threads are copied to the halo, memory that these threads share, and all threads
//! pool the halos after a barrier.

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

/// Convolution algorithm that can compute a few rows of an image's map at a time, a band. Threads divide the rows of
/// all images in whole units: single rows (direct) or rows of tiles (Winograd).
pub(super) trait RowBands {
    /// Returns the number of units (rows, or rows of tiles) of the convolution's map of one image; unless stated otherwise,
    /// units are rows.
    fn units(&self, descriptor: &ConvDescriptor) -> usize {
        descriptor.output.size[0]
    }

    /// Returns the maximum number of units (rows, or rows of tiles) in a band.
    fn units_of_band(&self) -> usize;

    /// Returns the maximum number of rows of the convolution's map in a band, and the maximum number of panels that are
    /// computed together.
    fn band_size(&self) -> [usize; 2];

    /// Returns the index of the first row of unit `unit` in the convolution's map, or the number of rows of the map if
    /// `unit` is the number of units.
    fn first_row(&self, _descriptor: &ConvDescriptor, unit: usize) -> usize {
        unit
    }

    /// Computes the units `units` of the band's image into the band's memory, one panel group after the other, and
    /// calls [`Band::finish`] after each group. `is_last` marks the thread's last band, during which the weights of
    /// the next primitive are prefetched.
    fn band(
        &self,
        args: &ConvArgs<'_>,
        worker: &Worker<'_>,
        units: Range<usize>,
        band: &dyn Band,
        is_last: bool,
    );
}

/// Rows of one image's map that a thread computes together.
pub(super) trait Band {
    /// Returns the index in the run of the image that the band belongs to.
    fn image(&self) -> usize;

    /// Returns the address to use in place of the output's first pixel (first image, panel 0), so that the band's rows
    /// of the panels from index `panel` on are written to the thread's band memory.
    fn target(&self, args: &ConvArgs<'_>, panel: usize) -> *mut f32;

    /// Takes the band's rows of the panels `panels`, those of one panel group, which the algorithm has just computed.
    fn finish(&self, panels: Range<usize>);
}

/// Maximum pooling that is fused with a convolution: its window, the sizes of a band, and the positions of its rows in
/// a thread's scratch memory and in the memory that two threads share.
#[derive(Debug)]
pub(super) struct FusedPool {
    /// Window of the pooling.
    window: Window,
    /// Kernel that pools one row at a time, and computes which rows of the convolution's map lie under a window.
    pool: MaxRows,
    /// Layout of the pooled map.
    pub(super) output: Arc<Layout>,
    /// Maximum number of rows of the convolution's map in a band.
    band: usize,
    /// Maximum number of panels of a panel group.
    panels: usize,
    /// Maximum number of rows of the convolution's map that are kept for the next band: the rows of a pooling window
    /// minus one.
    carried_rows: usize,
    /// Position of the band in a thread's scratch memory, in `f32` values, behind the algorithm's own memory. The
    /// carried rows follow the band.
    start: usize,
    /// Position of this primitive's rows in the memory that two threads share at the boundary between their rows, in
    /// `f32` values.
    halo: usize,
}

/// Boundary between the rows of two threads inside one image's map, which pooling windows cross; the rows under these
/// windows are copied to the memory of the boundary.
struct Halo {
    /// Index of the boundary in the run; boundary `i` lies between the rows of the threads `i` and `i + 1`.
    boundary: usize,
    /// Index of the image that the boundary divides.
    image: usize,
    /// Range of the rows of the pooled map whose windows cross this boundary and no earlier one.
    outputs: Range<usize>,
    /// Range of the rows of the convolution's map under the windows of `outputs`, on both sides of the boundary.
    under: Range<usize>,
}

/// Band: consecutive rows of one image's map before pooling, which one thread computes together and pools.
pub(super) struct RowBand<'a> {
    fused_pool: &'a FusedPool,
    algorithm: &'a dyn RowBands,
    descriptor: &'a ConvDescriptor,
    worker: &'a Worker<'a>,
    /// View of the pooled map of the band's image, to which the pooled rows are written.
    target: View<'a, f32>,
    /// Index of the image that the band belongs to, from 0, among the images of the run.
    image: usize,
    /// Number of images of the run.
    images: usize,
    /// Range of the rows of the convolution's map that are in this band.
    rows: Range<usize>,
    /// Range of the rows of the pooled map that can be computed after this band: their windows end in this band and do
    /// not begin before the first of the thread's rows.
    outputs: Range<usize>,
    /// `true` if the thread's next band follows in the same image.
    has_next_band: bool,
}

impl FusedPool {
    /// Creates the pooling with the window `window` of a convolution's map into a map with the layout `output`, and
    /// sets the block stride of the descriptor's output to that of a band. The algorithm uses the first `scratch_len`
    /// `f32` values of a thread's scratch memory, and computes at most `band` rows and `panels` panels at a time.
    ///
    /// # Panics
    /// Panics if the window has more than [`Rows::EXPLICIT_ROWS`] rows.
    pub(super) fn new(
        window: Window,
        output: &Arc<Layout>,
        descriptor: &mut ConvDescriptor,
        scratch_len: usize,
        [band, panels]: [usize; 2],
    ) -> FusedPool {
        assert!(
            window.kernel[0] as usize <= Rows::EXPLICIT_ROWS,
            "a pooling window of few rows"
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

    /// Returns the number of `f32` values of scratch memory that each thread needs for the algorithm, a band and the
    /// carried rows.
    pub(super) fn scratch_len(&self, descriptor: &ConvDescriptor) -> usize {
        let blocks = descriptor.output.channels.blocks();
        let rows = self.panels * self.band + blocks * self.carried_rows;
        self.start + rows * descriptor.output.row_stride
    }

    /// Returns the number of `f32` values of shared memory that this primitive needs for each boundary between two
    /// threads' rows.
    pub(super) fn halo_len(&self, descriptor: &ConvDescriptor) -> usize {
        let blocks = descriptor.output.channels.blocks();
        2 * self.carried_rows * blocks * descriptor.output.row_stride
    }

    /// Sets the position of this primitive's rows in the shared memory of each boundary, in `f32` values.
    pub(super) fn place_halo(&mut self, halo: usize) {
        self.halo = halo;
    }

    /// Returns the text that the pooling adds to the algorithm's name shown to users: `max_pool` with rows x columns of
    /// the window.
    pub(super) fn name(&self) -> String {
        let [rows, columns] = self.window.kernel;
        format!("max_pool {rows}x{columns}")
    }

    /// Computes one thread's share of the convolution and the pooling: all of the thread's bands, then, if there are
    /// halos, a share of their pooled rows after waiting at the barrier for all threads. Does not pool the halos if
    /// another thread has panicked.
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
                    fused_pool: self,
                    algorithm,
                    descriptor,
                    worker,
                    target: worker.run.view(output, image),
                    image,
                    images: args.images,
                    outputs: self.outputs(row(first), &rows),
                    rows,
                    has_next_band: at + 1 < bands,
                };
                let is_last = image * units + of_band.end == mine.end;
                algorithm.band(args, worker, of_band, &band, is_last);
            }
        }
        let halos = self.halos(algorithm, descriptor, worker.threads, args.images);
        let mut halos = halos.peekable();
        if halos.peek().is_some() && worker.barrier_wait() {
            for halo in halos {
                self.pool_halo(descriptor, worker, output, halo);
            }
        }
    }

    /// Returns `true` if the threads wait for each other in a run, as windows cross the boundaries of their rows.
    pub(super) fn waits(
        &self,
        algorithm: &dyn RowBands,
        descriptor: &ConvDescriptor,
        threads: usize,
        images: usize,
    ) -> bool {
        self.halos(algorithm, descriptor, threads, images)
            .next()
            .is_some()
    }

    /// Returns the rows of the pooled map whose windows end inside the rows `rows` of the convolution's map and do not
    /// begin before row `first`.
    fn outputs(&self, first: usize, rows: &Range<usize>) -> Range<usize> {
        let all = self.output.size[0];
        let under = |y: usize| self.pool.under(y);
        let start = (0..all)
            .find(|y| under(*y).end > rows.start && under(*y).start >= first)
            .unwrap_or(all);
        let end = (start..all).find(|y| under(*y).end > rows.end);
        start..end.unwrap_or(all)
    }

    /// Returns the halos of a run over `images` images, in the order of the threads: the boundaries between two
    /// threads' rows, inside images, that pooling windows cross. A window that crosses several boundaries belongs to
    /// the first.
    fn halos<'s>(
        &'s self,
        algorithm: &'s dyn RowBands,
        descriptor: &'s ConvDescriptor,
        threads: usize,
        images: usize,
    ) -> impl Iterator<Item = Halo> + 's {
        let units = algorithm.units(descriptor);
        let place = move |boundary: usize| {
            let unit = units * images * boundary / threads;
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
        (1..threads).filter_map(halo)
    }

    /// Returns the address of row `row` of the convolution's map, for the channel block with index `block`, in the
    /// halo's memory. The row must be one of `halo.under`.
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

    /// Pools this thread's share of the windows that cross a halo's boundary into `output`, the region of the pooled
    /// map. All threads must have computed their bands.
    fn pool_halo(
        &self,
        descriptor: &ConvDescriptor,
        worker: &Worker<'_>,
        output: &Region,
        halo: Halo,
    ) {
        let target = worker.run.view::<f32>(output, halo.image);
        let rows = halo.outputs.len();
        for at in worker.part(descriptor.panels() * rows) {
            let (panel, y) = (at / rows, halo.outputs.start + at % rows);
            let first = self.pool.under(y).start;
            let from = self.at_halo(descriptor, worker, &halo, [panel, first]);
            let rows = Rows::strided(
                from.cast_const(),
                descriptor.output.row_stride,
                descriptor.output.size[1],
            );
            // SAFETY: all threads have passed the barrier, so the rows under the window are complete and no thread
            // writes to them; the output row is written by this thread only; the processor has the instruction set, as
            // its features were detected before `isa` was chosen.
            unsafe { self.pool.row(descriptor.isa, &rows, [panel, y], &target) };
        }
    }
}

impl Band for RowBand<'_> {
    fn image(&self) -> usize {
        self.image
    }

    fn target(&self, args: &ConvArgs<'_>, panel: usize) -> *mut f32 {
        let layout = &self.descriptor.output;
        self.memory().wrapping_sub(
            panel * layout.block_stride
                + self.rows.start * layout.row_stride
                + self.image * args.to_image,
        )
    }

    /// Pools the rows, and saves those that are needed later in carried rows and halos.
    fn finish(&self, panels: Range<usize>) {
        let RowBand {
            fused_pool,
            descriptor,
            ..
        } = *self;
        for panel in panels.clone() {
            let row = |row: usize| self.row(panels.start, panel, row);
            for y in self.outputs.clone() {
                let under = fused_pool.pool.under(y);
                let near = std::array::from_fn(|at| {
                    row((under.start + at).min(under.end - 1)).cast_const()
                });
                let rows = Rows::from_addresses(near, descriptor.output.size[1]);
                // SAFETY: the rows under the window are complete, in this band or as carried rows; the output row is
                // written by this thread only; the processor has the instruction set, as its features were detected
                // before `isa` was chosen.
                unsafe {
                    fused_pool
                        .pool
                        .row(descriptor.isa, &rows, [panel, y], &self.target);
                }
            }
        }
        self.save_carried_rows(panels.clone());
        self.copy_to_halos(panels);
    }
}

impl RowBand<'_> {
    /// Copies the band's rows that windows of later bands reach back to into the carried rows, for the panels `panels`
    /// of a panel group. Does nothing in the thread's last band of an image.
    fn save_carried_rows(&self, panels: Range<usize>) {
        let fused_pool = self.fused_pool;
        let next = self.outputs.end;
        if !self.has_next_band || next >= fused_pool.output.size[0] {
            return;
        }
        let from = fused_pool.pool.under(next).start.max(self.rows.start);
        for panel in panels.clone() {
            for row in from..self.rows.end {
                // SAFETY: source and destination are rows in different parts of the thread's scratch memory.
                unsafe { self.copy(panels.start, panel, row, self.carried_row(panel, row)) };
            }
        }
    }

    /// Copies the band's rows that lie under windows across a boundary between two threads' rows into the halos, for
    /// the panels `panels` of a panel group.
    fn copy_to_halos(&self, panels: Range<usize>) {
        let RowBand {
            fused_pool,
            algorithm,
            descriptor,
            worker,
            ..
        } = *self;
        let halos = fused_pool.halos(algorithm, descriptor, worker.threads, self.images);
        for halo in halos.filter(|halo| halo.image == self.image) {
            let (start, end) = (self.rows.start, self.rows.end);
            for panel in panels.clone() {
                for row in halo.under.start.max(start)..halo.under.end.min(end) {
                    let to = fused_pool.at_halo(descriptor, worker, &halo, [panel, row]);
                    // SAFETY: the destination lies inside the halo's memory, and no other thread accesses this row
                    // before the barrier.
                    unsafe { self.copy(panels.start, panel, row, to) };
                }
            }
        }
    }

    /// Copies row `row` of the convolution's map, which lies in the band or among the carried rows, to `to`. `panel` is
    /// a panel of the panel group whose first panel is `first`.
    ///
    /// # Safety
    /// `to` must have room for one row (the output's row stride) outside the band, and no other code may access that
    /// room.
    unsafe fn copy(&self, first: usize, panel: usize, row: usize, to: *mut f32) {
        let from = self.row(first, panel, row).cast_const();
        // SAFETY: the row lies in the thread's scratch memory; the caller guarantees the destination.
        unsafe { from.copy_to_nonoverlapping(to, self.descriptor.output.row_stride) };
    }

    /// Returns the address of row `row` of the convolution's map for panel `panel`: in the band or, for rows before the
    /// band, among the carried rows. `first` is the first panel of the panel's group.
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

    /// Returns the address of the carried row for row `row` of the convolution's map and panel `panel`. Rows are stored
    /// at their index modulo the number of carried rows.
    fn carried_row(&self, panel: usize, row: usize) -> *mut f32 {
        let held = self.fused_pool.carried_rows;
        let row = self.fused_pool.panels * self.fused_pool.band + panel * held + row % held;
        self.memory()
            .wrapping_add(row * self.descriptor.output.row_stride)
    }

    /// Returns the address of the band in the thread's scratch memory.
    fn memory(&self) -> *mut f32 {
        let len = self.fused_pool.scratch_len(self.descriptor);
        self.worker
            .scratch::<f32>(len)
            .wrapping_add(self.fused_pool.start)
    }
}
