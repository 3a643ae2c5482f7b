//! Sums over the pixels of each channel: of one image ([`channel_sums`]), and of all images ([`combine_sums`]).
//!
//! The order of a sum is fixed: of each four pixels of a row each to a sum of its own, the last pixels to the first of
//! them, and these sums together at the row's end; rows one after the other; images one after the other, in `f64`.

use super::SharedValues;
use super::panels::{PanelRow, channels_of, panels};
use crate::kernel::Worker;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::view::View;
use googlenet_dsl::plan::{Channels, LANES, Region};

/// Number of sums of a row.
pub(super) const WAYS: usize = 4;

/// Sums of the lanes of vectors that come pixel by pixel, row by row.
pub(super) struct Sums<S: Simd> {
    row: [S::Vector; WAYS],
    total: S::Vector,
}

impl<S: Simd> Sums<S> {
    /// # Safety
    /// The processor must have the instruction set `S`; so below.
    #[inline(always)]
    pub(super) unsafe fn new() -> Sums<S> {
        // SAFETY: the caller guarantees the instruction set.
        unsafe {
            let zero = S::broadcast(0.0);
            Sums {
                row: [zero; WAYS],
                total: zero,
            }
        }
    }

    /// Adds the values of a pixel to sum `way` of the row, a number that the compiler must know, so that the sums stay in
    /// registers.
    #[inline(always)]
    pub(super) unsafe fn add(&mut self, way: usize, values: S::Vector) {
        // SAFETY: the caller guarantees the instruction set.
        self.row[way] = unsafe { S::add(self.row[way], values) };
    }

    /// Ends a row.
    #[inline(always)]
    pub(super) unsafe fn end_row(&mut self) {
        // SAFETY: the caller guarantees the instruction set.
        unsafe {
            let [a, b, c, d] = self.row;
            self.total = S::add(self.total, S::add(S::add(a, b), S::add(c, d)));
            self.row = [S::broadcast(0.0); WAYS];
        }
    }

    /// Returns the sums of the rows that have ended.
    #[inline(always)]
    pub(super) fn total(&self) -> S::Vector {
        self.total
    }
}

/// Returns the address of the sums of panel `panel` in vector `vector` of the sums of one image.
///
/// # Panics
/// Panics if `sums` is not a region for `vector + 1` such vectors, of `panels` panels each, or more, or has no such
/// panel.
pub(super) fn place_of(
    sums: &View<'_, f32>,
    vector: usize,
    panels: usize,
    panel: usize,
) -> *mut f32 {
    let layout = sums.layout;
    assert!(
        layout.is_in_blocks()
            && layout.size == [1, 1]
            && layout.block_stride == LANES
            && panel < panels
            && (vector + 1) * panels <= layout.channels.blocks(),
        "there is room for the sums of each channel"
    );
    sums.start.wrapping_add((vector * panels + panel) * LANES)
}

/// Computes the sums of `gradient` over the pixels of each image, channel by channel, for this thread's share of images
/// and channels. Writes them to vector `vector` of `sums`, which has a value for each lane of each panel, one panel
/// behind the other; of lanes without a channel they are unspecified.
///
/// # Panics
/// Panics if there is no room for the sums, or if an element type is not `f32`.
pub(crate) fn channel_sums(worker: &Worker<'_>, gradient: &Region, sums: &Region, vector: usize) {
    let panels = panels(&gradient.layout.channels);
    for at in worker.part(worker.run.images() * panels) {
        let (image, panel) = (at / panels, at % panels);
        let source = worker.run.view::<f32>(gradient, image);
        let inputs = std::slice::from_ref(gradient);
        let to = worker.run.output::<f32>(sums, image, inputs);
        let to = place_of(&to, vector, panels, panel);
        // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen; `to` has
        // room for a panel, as was checked, and this thread alone writes it.
        unsafe { entry::<Total>(worker.isa)((&source, panel, to)) };
    }
}

/// Kernel that adds the pixels of a panel.
struct Total;

impl Kernel for Total {
    type Args<'a> = (&'a View<'a, f32>, usize, *mut f32);

    #[inline(always)]
    unsafe fn run<S: Simd>((source, panel, to): Self::Args<'_>) {
        let [height, width] = source.layout.size;
        // SAFETY: the rows have these pixels; the caller guarantees the rest.
        unsafe {
            let mut sums = Sums::<S>::new();
            for y in 0..height {
                let row = PanelRow::of(source, panel, y);
                let fours = width - width % WAYS;
                for first in (0..fours).step_by(WAYS) {
                    for way in 0..WAYS {
                        sums.add(way, row.load::<S>(first + way));
                    }
                }
                for x in fours..width {
                    sums.add(0, row.load::<S>(x));
                }
                sums.end_row();
            }
            S::store(to, sums.total());
        }
    }
}

/// Adds the sums of all images, in order and in `f64`, and writes one value for each channel to `to`, for this thread's
/// share of the channels. `vector` is the index of the vector among those of `sums`, and `channels` the division of
/// channels of the map whose pixels were added.
///
/// # Panics
/// Panics if `to` has not one value a channel, or if `sums` is too small.
pub(crate) fn combine_sums(
    worker: &Worker<'_>,
    sums: &Region,
    vector: usize,
    channels: &Channels,
    to: SharedValues<'_>,
) {
    assert_eq!(to.len(), channels.count(), "a value a channel");
    for panel in worker.part(panels(channels)) {
        let (first, len) = channels_of(channels, panel);
        let totals = totals(worker, sums, vector, channels, panel);
        // SAFETY: each panel is written by one thread only.
        let to = unsafe { to.get_mut(first..first + len) };
        for (to, total) in to.iter_mut().zip(totals) {
            *to = total as f32;
        }
    }
}

/// Returns the sums over all images, in order, of a panel of vector `vector`; those of lanes without a channel are
/// unspecified.
pub(super) fn totals(
    worker: &Worker<'_>,
    sums: &Region,
    vector: usize,
    channels: &Channels,
    panel: usize,
) -> [f64; LANES] {
    let mut totals = [0.0; LANES];
    for image in 0..worker.run.images() {
        for (total, value) in totals
            .iter_mut()
            .zip(sums_of(worker, sums, image, vector, channels, panel))
        {
            *total += f64::from(*value);
        }
    }
    totals
}

/// Returns the values of one image, of a panel of vector `vector`.
pub(super) fn sums_of<'v>(
    worker: &Worker<'_>,
    sums: &Region,
    image: usize,
    vector: usize,
    channels: &Channels,
    panel: usize,
) -> &'v [f32; LANES] {
    let view = worker.run.view::<f32>(sums, image);
    let from = place_of(&view, vector, panels(channels), panel);
    // SAFETY: the panel lies inside the region, as was checked; the plan lets a step read only what earlier steps wrote.
    unsafe { &*from.cast::<[f32; LANES]>() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::tests::harness::isas;
    use crate::kernel::{Arena, RunContext};
    use googlenet_dsl::plan::{ALIGN, Layout, Place};
    use googlenet_dsl::shape::Shape;
    use googlenet_dsl::value::DType;

    #[test]
    fn sums_over_pixels_and_images_have_the_same_bits_with_any_number_of_threads() {
        let channels = [Channels::blocked(5), Channels::blocked(20)];
        for (size, channels, vector) in [
            ([1, 1], Channels::blocked(16), 0),
            ([7, 6], Channels::join(&channels), 1),
            ([3, 9], Channels::interleaved(21), 1),
        ] {
            let [height, width] = size;
            let count = channels.count();
            let layout = Layout::new(DType::F32, size, [1, 0, 2, 1], channels.clone());
            let lanes = panels(&channels) * LANES;
            let of_sums = Layout::new(DType::F32, [1, 1], [0; 4], Channels::blocked(2 * lanes));
            let offset = layout.origin_bytes();
            let behind = layout.bytes().next_multiple_of(ALIGN);
            let bytes = behind + of_sums.bytes();
            let shape = Shape::map(height, width, count);
            let gradient = Region::new(Place::Arena, offset, shape, layout);
            let sums = Region::new(Place::Arena, behind, Shape::vector(2 * lanes), of_sums);
            let images = 3;
            let mut arena = Arena::new(bytes * images);
            for (at, value) in arena.values_mut::<f32>().iter_mut().enumerate() {
                *value = crate::weights::formula(3, at as u64) as f32;
            }
            let mut expected = vec![0.0f64; count];
            {
                let run = RunContext::new(&mut arena, bytes, &[], 0, images);
                let mut values = vec![0.0; shape.len()];
                for image in 0..images {
                    run.read(&gradient, image, &mut values);
                    for (at, value) in values.iter().enumerate() {
                        expected[at % count] += f64::from(*value);
                    }
                }
            }
            for isa in isas() {
                let mut first: Option<Vec<u32>> = None;
                for threads in [1, 2, 3] {
                    let mut got = vec![f32::NAN; count];
                    let to = SharedValues::new(&mut got);
                    let run = RunContext::new(&mut arena, bytes, &[], 0, images);
                    for thread in 0..threads {
                        let worker = run.worker(isa, thread, threads);
                        channel_sums(&worker, &gradient, &sums, vector);
                    }
                    for thread in 0..threads {
                        let worker = run.worker(isa, thread, threads);
                        combine_sums(&worker, &sums, vector, &channels, to);
                    }
                    for (got, expected) in got.iter().zip(&expected) {
                        let error = (f64::from(*got) - expected).abs();
                        assert!(error < 1e-4, "{got}, not {expected}, on {}", isa.as_str());
                    }
                    let bits: Vec<u32> = got.iter().map(|value| value.to_bits()).collect();
                    assert_eq!(first.get_or_insert_with(|| bits.clone()), &bits);
                }
            }
        }
    }
}
