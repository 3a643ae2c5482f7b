//! Mean and variance of channels, of images and of the batch.

use super::{Part, each_panel, inverse, statistics_len, store_part};
use crate::kernel::Worker;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::gradient::SharedValues;
use crate::kernel::gradient::panels::{PanelRow, channels_of, in_blocks, panels, written};
use crate::kernel::gradient::sums::{Sums, WAYS, place_of, sums_of};
use crate::kernel::view::View;
use googlenet_dsl::plan::{Channels, LANES, Region};

/// Computes mean and sum of squared differences from it of each channel over the pixels of each image, for this thread's
/// share of images and channels, and stores them to the vectors 0 and 1 of `sums`, as
/// [`channel_sums`](crate::kernel::channel_sums) does.
///
/// # Panics
/// Panics if there is no room for the vectors, or if an element type is not `f32`.
pub(crate) fn image_statistics(worker: &Worker<'_>, input: &Region, sums: &Region) {
    each_panel(worker, input, |image, panel, count| {
        let to = written(worker, sums, image, [input]);
        let to = [0, 1].map(|vector| place_of(&to, vector, count, panel));
        let source = worker.run.view(input, image);
        let kernel = match in_blocks([input]) {
            true => entry::<Moments<true>>(worker.isa),
            false => entry::<Moments<false>>(worker.isa),
        };
        // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen; `to` are
        // places for panels, as was checked, which this thread alone writes.
        unsafe { kernel((&source, panel, to)) };
    });
}

struct Moments<const BLOCKS: bool>;

impl<const BLOCKS: bool> Kernel for Moments<BLOCKS> {
    type Args<'a> = (&'a View<'a, f32>, usize, [*mut f32; 2]);

    #[inline(always)]
    unsafe fn run<S: Simd>((source, panel, [mean, squares]): Self::Args<'_>) {
        let [height, width] = source.layout.size;
        let fours = width - width % WAYS;
        // SAFETY: the rows have these pixels; the caller guarantees the rest.
        unsafe {
            let mut sums = Sums::<S>::new();
            for y in 0..height {
                let row = PanelRow::known::<BLOCKS>(source, panel, y);
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
            let pixels = S::broadcast((height * width) as f32);
            let center = S::divide(sums.total(), pixels);
            S::store(mean, center);
            let mut sums = Sums::<S>::new();
            for y in 0..height {
                let row = PanelRow::known::<BLOCKS>(source, panel, y);
                for first in (0..fours).step_by(WAYS) {
                    for way in 0..WAYS {
                        let value = S::subtract(row.load::<S>(first + way), center);
                        sums.add(way, S::multiply(value, value));
                    }
                }
                for x in fours..width {
                    let value = S::subtract(row.load::<S>(x), center);
                    sums.add(0, S::multiply(value, value));
                }
                sums.end_row();
            }
            S::store(squares, sums.total());
        }
    }
}

/// Combines what [`image_statistics`] has computed of all images (Chan, Golub and LeVeque, "Updating formulae and a
/// pairwise algorithm for computing sample variances", 1979), image after image in `f64`, for this thread's share of the
/// channels. `pixels` is the number of pixels of an image. The variance is divided by the number of pixels of all
/// images, as Keras and PyTorch normalise with.
///
/// # Panics
/// Panics if `statistics` has not [`statistics_len`] values, or if `sums` is too small.
pub(crate) fn combine_statistics(
    worker: &Worker<'_>,
    sums: &Region,
    channels: &Channels,
    pixels: usize,
    epsilon: f32,
    statistics: SharedValues<'_>,
) {
    let count = channels.count();
    assert_eq!(statistics.len(), statistics_len(count));
    let images = worker.run.images();
    for panel in worker.part(panels(channels)) {
        let (first, len) = channels_of(channels, panel);
        let (mut means, mut squares) = ([0.0f64; LANES], [0.0f64; LANES]);
        for image in 0..images {
            let own = [0, 1].map(|vector| sums_of(worker, sums, image, vector, channels, panel));
            let (before, all) = (image as f64, (image + 1) as f64);
            for lane in 0..len {
                let difference = f64::from(own[0][lane]) - means[lane];
                means[lane] += difference / all;
                let between = difference * difference * (pixels as f64) * before / all;
                squares[lane] += f64::from(own[1][lane]) + between;
            }
        }
        let variances = squares.map(|squares| squares / (images * pixels) as f64);
        // SAFETY: each panel is written by one thread only; so below.
        unsafe {
            store_part(statistics, Part::Mean, first, &means[..len]);
            store_part(statistics, Part::Variance, first, &variances[..len]);
        }
        let inverses = variances.map(|variance| inverse(variance, epsilon).into());
        // SAFETY: as above.
        unsafe { store_part(statistics, Part::Inverse, first, &inverses[..len]) };
    }
}
