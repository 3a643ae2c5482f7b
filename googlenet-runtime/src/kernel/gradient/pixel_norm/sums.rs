//! Sums over pixels that the gradients of factor and summand of layer normalisation consist of.

use super::{PIXELS, Row, moments};
use crate::kernel::Worker;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::gradient::panels::{check_same, panels, written};
use crate::kernel::gradient::sums::place_of;
use googlenet_dsl::plan::{LANES, Region};

/// Computes, for each channel of each image, the sum of `gradient` over pixels, and the sum of its products with the
/// input that layer normalisation has normalised, for this thread's share of the images, and stores them to the vectors
/// 0 and 1 of `sums`, as [`channel_sums`](crate::kernel::channel_sums) does.
///
/// # Panics
/// Panics if the regions differ in size or in their channels, or if there is no room for the sums.
pub(crate) fn layer_norm_sums(
    worker: &Worker<'_>,
    input: &Region,
    gradient: &Region,
    sums: &Region,
    epsilon: f32,
) {
    check_same(input, gradient);
    let count = panels(&gradient.layout.channels);
    for image in worker.part(worker.run.images()) {
        let to = written(worker, sums, image, [input, gradient]);
        // The last panels have room, and so all others.
        place_of(&to, 1, count, count - 1);
        let args = Summed {
            row: Row {
                value: worker.run.view(input, image),
                gradient: worker.run.view(gradient, image),
                // Never written.
                target: worker.run.view(gradient, image),
                y: 0,
                factor: &[],
                epsilon,
                accumulate: false,
            },
            sums: [0, 1].map(|vector| place_of(&to, vector, count, 0)),
        };
        // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen; the sums
        // have room for all panels, one behind the other, and this thread alone writes those of the image.
        unsafe { entry::<Products>(worker.isa)(args) };
    }
}

struct Summed<'a> {
    row: Row<'a>,
    sums: [*mut f32; 2],
}

/// Kernel that adds the products of one image.
struct Products;

impl Kernel for Products {
    type Args<'a> = Summed<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(args: Self::Args<'_>) {
        let Summed {
            mut row,
            sums: [sums, products],
        } = args;
        let [height, width] = row.gradient.layout.size;
        // SAFETY: the rows have these pixels, and the sums all panels; the caller guarantees the rest.
        unsafe {
            for panel in 0..row.panels() {
                S::store(sums.add(panel * LANES), S::broadcast(0.0));
                S::store(products.add(panel * LANES), S::broadcast(0.0));
            }
            for y in 0..height {
                row.y = y;
                for x in (0..width).step_by(PIXELS) {
                    let count = PIXELS.min(width - x);
                    let [means, inverses] = moments::<S>(&row, x, count);
                    for at in 0..row.panels() {
                        let panel = row.panel(at);
                        let mut sum = S::broadcast(0.0);
                        let mut product = S::broadcast(0.0);
                        for pixel in 0..count {
                            let (value, gradient) = panel.load::<S>(x + pixel);
                            let value = S::subtract(value, S::broadcast(means[pixel]));
                            let normal = S::multiply(value, S::broadcast(inverses[pixel]));
                            sum = S::add(sum, gradient);
                            product = S::add(product, S::multiply(normal, gradient));
                        }
                        let (sums, products) = (sums.add(at * LANES), products.add(at * LANES));
                        S::store(sums, S::add(S::load(sums), sum));
                        S::store(products, S::add(S::load(products), product));
                    }
                }
            }
        }
    }
}
