//! Gradients of operations over the channels of each pixel: division by the norm, layer normalisation, softmax.
//!
//! As in the forward pass, a sum over channels is one vector, to which panels are added in order, and its lanes then.

use super::panels::{PanelRow, channels_of, check_same, panels, written};
use super::sums::place_of;
use crate::kernel::Worker;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::pixel_norm::{first_lanes, total};
use crate::kernel::view::View;
use googlenet_dsl::plan::{LANES, Region};
use std::marker::PhantomData;

/// Number of pixels of a row that are computed together.
const PIXELS: usize = 8;

/// Stores to `target`, or adds to it, the gradient of the input of a division by the norm of the channels, for this
/// thread's share of the rows.
///
/// # Panics
/// Panics if the regions differ in size or in their channels, or if the target overlaps another region; so below.
pub(crate) fn l2_norm_gradient(
    worker: &Worker<'_>,
    input: &Region,
    gradient: &Region,
    target: &Region,
    epsilon: f32,
    accumulate: bool,
) {
    let parameters = (&[][..], epsilon);
    each_row::<Euclidean>(worker, [input, gradient], target, parameters, accumulate);
}

/// Stores to `target`, or adds to it, the gradient of the input of a layer normalisation. `factor` has one entry for
/// each lane of each channel block, block by block.
pub(crate) fn layer_norm_gradient(
    worker: &Worker<'_>,
    input: &Region,
    gradient: &Region,
    target: &Region,
    (factor, epsilon): (&[f32], f32),
    accumulate: bool,
) {
    let channels = &target.layout.channels;
    assert_eq!(
        factor.len(),
        channels.blocks() * channels.lanes(),
        "a factor a lane"
    );
    let parameters = (factor, epsilon);
    each_row::<Standard>(worker, [input, gradient], target, parameters, accumulate);
}

/// Stores to `target`, or adds to it, the gradient of the input of a softmax over the channels, from its result.
pub(crate) fn softmax_gradient(
    worker: &Worker<'_>,
    result: &Region,
    gradient: &Region,
    target: &Region,
    accumulate: bool,
) {
    let parameters = (&[][..], 0.0);
    each_row::<Shares>(worker, [result, gradient], target, parameters, accumulate);
}

fn each_row<N: Norm>(
    worker: &Worker<'_>,
    [value, gradient]: [&Region; 2],
    target: &Region,
    (factor, epsilon): (&[f32], f32),
    accumulate: bool,
) {
    check_same(value, target);
    check_same(gradient, target);
    let rows = target.layout.size[0];
    for at in worker.part(worker.run.images() * rows) {
        let image = at / rows;
        let args = Row {
            value: worker.run.view(value, image),
            gradient: worker.run.view(gradient, image),
            target: written(worker, target, image, [value, gradient]),
            y: at % rows,
            factor,
            epsilon,
            accumulate,
        };
        // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen. The row
        // is written by this thread only, and the regions were checked to be disjoint.
        unsafe { entry::<Rows<N>>(worker.isa)(&args) };
    }
}

struct Row<'a> {
    value: View<'a, f32>,
    gradient: View<'a, f32>,
    target: View<'a, f32>,
    y: usize,
    factor: &'a [f32],
    epsilon: f32,
    accumulate: bool,
}

/// A panel of a row of the three maps.
struct Panel {
    /// Index of its first value among those of all lanes of all blocks.
    first: usize,
    len: usize,
    value: PanelRow,
    gradient: PanelRow,
    target: PanelRow,
}

impl Panel {
    /// Loads value and gradient of pixel `x`, with zeros in the lanes without a channel.
    ///
    /// # Safety
    /// As for [`PanelRow::load`].
    #[inline(always)]
    unsafe fn load<S: Simd>(&self, x: usize) -> (S::Vector, S::Vector) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            (
                first_lanes::<S>(self.value.load::<S>(x), self.len),
                first_lanes::<S>(self.gradient.load::<S>(x), self.len),
            )
        }
    }
}

impl Row<'_> {
    #[inline(always)]
    fn panels(&self) -> usize {
        panels(&self.target.layout.channels)
    }

    #[inline(always)]
    fn panel(&self, panel: usize) -> Panel {
        let (_, len) = channels_of(&self.target.layout.channels, panel);
        Panel {
            first: panel * LANES,
            len,
            value: PanelRow::of(&self.value, panel, self.y),
            gradient: PanelRow::of(&self.gradient, panel, self.y),
            target: PanelRow::of(&self.target, panel, self.y),
        }
    }
}

/// An operation over the channels of a few neighbouring pixels.
trait Norm {
    /// Computes `count` pixels, at most [`PIXELS`], from pixel `x` of the row on.
    ///
    /// # Safety
    /// The processor must have the instruction set `S`, the row must have these pixels, and nobody else may access those
    /// of the target.
    unsafe fn pixels<S: Simd>(row: &Row<'_>, x: usize, count: usize);
}

struct Rows<N>(PhantomData<N>);

impl<N: Norm> Kernel for Rows<N> {
    type Args<'a> = &'a Row<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(row: Self::Args<'_>) {
        let width = row.target.layout.size[1];
        for x in (0..width).step_by(PIXELS) {
            // SAFETY: the row has these pixels; the caller guarantees the rest.
            unsafe { N::pixels::<S>(row, x, PIXELS.min(width - x)) };
        }
    }
}

struct Euclidean;

impl Norm for Euclidean {
    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn pixels<S: Simd>(row: &Row<'_>, x: usize, count: usize) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let zero = S::broadcast(0.0);
            let (mut squares, mut products) = ([zero; PIXELS], [zero; PIXELS]);
            for panel in 0..row.panels() {
                let panel = row.panel(panel);
                for pixel in 0..count {
                    let (value, gradient) = panel.load::<S>(x + pixel);
                    squares[pixel] = S::add(squares[pixel], S::multiply(value, value));
                    products[pixel] = S::add(products[pixel], S::multiply(value, gradient));
                }
            }
            let (mut factors, mut slopes) = ([0.0f32; PIXELS], [0.0f32; PIXELS]);
            for pixel in 0..count {
                let norm = total::<S>(squares[pixel]).sqrt();
                if norm < row.epsilon {
                    factors[pixel] = 1.0 / row.epsilon;
                } else {
                    factors[pixel] = 1.0 / norm;
                    // The product with the normalised value, divided by the norm; a norm times itself may be no number.
                    let product = total::<S>(products[pixel]) / norm;
                    slopes[pixel] = product / norm / norm;
                }
            }
            for panel in 0..row.panels() {
                let panel = row.panel(panel);
                for pixel in 0..count {
                    let (value, gradient) = panel.load::<S>(x + pixel);
                    let part = S::multiply(gradient, S::broadcast(factors[pixel]));
                    let rest = S::multiply(value, S::broadcast(slopes[pixel]));
                    let value = S::subtract(part, rest);
                    panel.target.put::<S>(x + pixel, value, row.accumulate);
                }
            }
        }
    }
}

/// Mean and `1 / sqrt(variance + epsilon)` of the channels of `count` pixels.
///
/// # Safety
/// As for [`Norm::pixels`].
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn moments<S: Simd>(row: &Row<'_>, x: usize, count: usize) -> [[f32; PIXELS]; 2] {
    let channels = row.target.layout.channels.count() as f32;
    // SAFETY: the caller upholds the safety requirements of this function.
    unsafe {
        let mut sums = [S::broadcast(0.0); PIXELS];
        for panel in 0..row.panels() {
            let panel = row.panel(panel);
            for pixel in 0..count {
                sums[pixel] = S::add(sums[pixel], panel.load::<S>(x + pixel).0);
            }
        }
        let (mut means, mut inverses) = ([0.0; PIXELS], [0.0; PIXELS]);
        for pixel in 0..count {
            means[pixel] = total::<S>(sums[pixel]) / channels;
            sums[pixel] = S::broadcast(0.0);
        }
        for panel in 0..row.panels() {
            let panel = row.panel(panel);
            for pixel in 0..count {
                let (value, _) = panel.load::<S>(x + pixel);
                let value = S::subtract(value, S::broadcast(means[pixel]));
                let value = first_lanes::<S>(value, panel.len);
                sums[pixel] = S::add(sums[pixel], S::multiply(value, value));
            }
        }
        for pixel in 0..count {
            let variance = total::<S>(sums[pixel]) / channels;
            inverses[pixel] = 1.0 / (variance + row.epsilon).sqrt();
        }
        [means, inverses]
    }
}

struct Standard;

impl Norm for Standard {
    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn pixels<S: Simd>(row: &Row<'_>, x: usize, count: usize) {
        let channels = row.target.layout.channels.count() as f32;
        // SAFETY: `factor` has a value for each lane; the caller guarantees the rest.
        unsafe {
            let [means, inverses] = moments::<S>(row, x, count);
            let zero = S::broadcast(0.0);
            let (mut sums, mut products) = ([zero; PIXELS], [zero; PIXELS]);
            for panel in 0..row.panels() {
                let panel = row.panel(panel);
                let factor = panel_of::<S>(row.factor, panel.first, panel.len);
                for pixel in 0..count {
                    let (value, gradient) = panel.load::<S>(x + pixel);
                    let gradient = S::multiply(gradient, factor);
                    let value = S::subtract(value, S::broadcast(means[pixel]));
                    let normal = S::multiply(value, S::broadcast(inverses[pixel]));
                    sums[pixel] = S::add(sums[pixel], gradient);
                    products[pixel] = S::add(products[pixel], S::multiply(gradient, normal));
                }
            }
            for pixel in 0..count {
                sums[pixel] = S::broadcast(total::<S>(sums[pixel]) / channels);
                products[pixel] = S::broadcast(total::<S>(products[pixel]) / channels);
            }
            for panel in 0..row.panels() {
                let panel = row.panel(panel);
                let factor = panel_of::<S>(row.factor, panel.first, panel.len);
                for pixel in 0..count {
                    let (value, gradient) = panel.load::<S>(x + pixel);
                    let inverse = S::broadcast(inverses[pixel]);
                    let value = S::subtract(value, S::broadcast(means[pixel]));
                    let normal = S::multiply(value, inverse);
                    let rest = S::multiply_sum(normal, products[pixel], sums[pixel]);
                    let value = S::subtract(S::multiply(gradient, factor), rest);
                    let value = S::multiply(value, inverse);
                    panel.target.put::<S>(x + pixel, value, row.accumulate);
                }
            }
        }
    }
}

/// Loads `len` values from index `first` on, with zeros behind them.
///
/// # Safety
/// The processor must have the instruction set `S`.
#[inline(always)]
unsafe fn panel_of<S: Simd>(values: &[f32], first: usize, len: usize) -> S::Vector {
    let mut lanes = [0.0f32; LANES];
    lanes[..len].copy_from_slice(&values[first..first + len]);
    // SAFETY: the array has a vector's values; the caller guarantees the instruction set.
    unsafe { S::load(lanes.as_ptr()) }
}

struct Shares;

impl Norm for Shares {
    #[inline(always)]
    #[allow(clippy::needless_range_loop)]
    unsafe fn pixels<S: Simd>(row: &Row<'_>, x: usize, count: usize) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            let mut sums = [S::broadcast(0.0); PIXELS];
            for panel in 0..row.panels() {
                let panel = row.panel(panel);
                for pixel in 0..count {
                    let (value, gradient) = panel.load::<S>(x + pixel);
                    sums[pixel] = S::add(sums[pixel], S::multiply(value, gradient));
                }
            }
            for pixel in 0..count {
                sums[pixel] = S::broadcast(total::<S>(sums[pixel]));
            }
            for panel in 0..row.panels() {
                let panel = row.panel(panel);
                for pixel in 0..count {
                    let (value, gradient) = panel.load::<S>(x + pixel);
                    let value = S::multiply(value, S::subtract(gradient, sums[pixel]));
                    panel.target.put::<S>(x + pixel, value, row.accumulate);
                }
            }
        }
    }
}

/// Computes, for each channel of each image, the sum of `gradient` over pixels, and the sum of its products with the
/// input that layer normalisation has normalised, for this thread's share of the images, and stores them to the vectors
/// 0 and 1 of `sums`, as [`channel_sums`](super::channel_sums) does.
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
