//! The register tile: some pixels times some panels of output channels, summed over the whole window.

use super::activation;
use super::isa::Level;
use super::pack::{LANES, Product};
use super::run::View;
use googlenet_dsl::op::Activation;

/// A convolution of one picture.
pub(super) struct Job<'a> {
    pub(super) source: View,
    pub(super) target: View,
    pub(super) packed: &'a Product,
    pub(super) activation: Activation,
    /// Rows above and columns before the first input.
    pub(super) before: [usize; 2],
}

/// The input under an output pixel's window: the row and column of its first tap, which may lie outside.
#[derive(Clone, Copy)]
struct Origin {
    row: isize,
    column: isize,
}

/// Computes `pixels` outputs from `pixel` on, for `panels` panels from `panel` on.
///
/// # Safety
/// The pixels and panels are in range and no more than the level's tile; nobody else writes these outputs or the
/// inputs; the processor has the instruction set.
#[inline(always)]
pub(super) unsafe fn tile<L: Level>(
    job: &Job<'_>,
    pixel: usize,
    pixels: usize,
    panel: usize,
    panels: usize,
) {
    macro_rules! cases {
        ($($pixels:literal)*) => {
            // SAFETY: the caller's promise.
            unsafe {
                match (pixels, panels) {
                    $(($pixels, 3) if L::PIXELS >= $pixels && L::PANELS >= 3 => fixed::<L, $pixels, 3>(job, pixel, panel),
                      ($pixels, 2) if L::PIXELS >= $pixels && L::PANELS >= 2 => fixed::<L, $pixels, 2>(job, pixel, panel),
                      ($pixels, 1) if L::PIXELS >= $pixels => fixed::<L, $pixels, 1>(job, pixel, panel),)*
                    _ => unreachable!("a tile of {pixels} pixels and {panels} panels"),
                }
            }
        };
    }
    cases!(7 6 5 4 3 2 1);
}

#[inline(always)]
unsafe fn fixed<L: Level, const PIXELS: usize, const PANELS: usize>(
    job: &Job<'_>,
    pixel: usize,
    panel: usize,
) {
    let Job {
        source,
        target,
        packed,
        ..
    } = job;
    let depth = packed.depth();
    let [rows, columns] = packed.window.kernel.map(|size| size as usize);
    let [down, right] = packed.window.dilation.map(|size| size as usize);
    let [reach_down, reach_right] = [packed.window.axis(0).reach(), packed.window.axis(1).reach()];
    let origins: [Origin; PIXELS] = std::array::from_fn(|at| {
        let (y, x) = ((pixel + at) / target.width, (pixel + at) % target.width);
        Origin {
            row: (y * packed.window.stride[0] as usize) as isize - job.before[0] as isize,
            column: (x * packed.window.stride[1] as usize) as isize - job.before[1] as isize,
        }
    });
    let inside = |origin: &Origin| {
        origin.row >= 0
            && origin.column >= 0
            && origin.row as usize + reach_down <= source.height
            && origin.column as usize + reach_right <= source.width
    };
    // SAFETY: panels are in range, so their weights and biases are; input addresses are inside the input, or the
    // packed zeros; outputs are the caller's promise.
    unsafe {
        let mut sums = [[L::load(packed.zeros_panel()); PANELS]; PIXELS];
        for (at, bias) in packed.bias[panel * LANES..]
            .chunks_exact(LANES)
            .take(PANELS)
            .enumerate()
        {
            let bias = L::load(bias.as_ptr());
            sums.iter_mut().for_each(|sums| sums[at] = bias);
        }
        let mut weights = packed.kernel.as_ptr().add(panel * depth * LANES);
        let panel_stride = depth * LANES;
        if origins.iter().all(inside) {
            // Where pixels lie side by side, the taps of a row are one run of values.
            let (taps, len) = match source.stride == packed.in_channels && right == 1 {
                true => (1, columns * packed.in_channels),
                false => (columns, packed.in_channels),
            };
            for row in 0..rows {
                for tap in 0..taps {
                    let inputs = origins.map(|origin| {
                        let pixel = (origin.row as usize + row * down) * source.width
                            + origin.column as usize
                            + tap * right;
                        source.address(pixel).cast_const()
                    });
                    sum::<L, PIXELS, PANELS>(&mut sums, inputs, weights, panel_stride, len);
                    weights = weights.add(len * LANES);
                }
            }
        } else {
            for row in 0..rows {
                for column in 0..columns {
                    let inputs = origins.map(|origin| {
                        let (y, x) = (
                            origin.row + (row * down) as isize,
                            origin.column + (column * right) as isize,
                        );
                        let inside = y >= 0
                            && x >= 0
                            && (y as usize) < source.height
                            && (x as usize) < source.width;
                        match inside {
                            true => source
                                .address(y as usize * source.width + x as usize)
                                .cast_const(),
                            false => packed.zeros.as_ptr(),
                        }
                    });
                    sum::<L, PIXELS, PANELS>(
                        &mut sums,
                        inputs,
                        weights,
                        panel_stride,
                        packed.in_channels,
                    );
                    weights = weights.add(packed.in_channels * LANES);
                }
            }
        }
        for (at, sums) in sums.iter().enumerate() {
            for (slot, sums) in sums.iter().enumerate() {
                let first = (panel + slot) * LANES;
                let lanes = LANES.min(packed.out_channels - first);
                let mut values = [0.0; LANES];
                L::store(values.as_mut_ptr(), *sums);
                activation::apply(job.activation, &mut values);
                std::ptr::copy_nonoverlapping(
                    values.as_ptr(),
                    target.address(pixel + at).add(first),
                    lanes,
                );
            }
        }
    }
}

/// Adds `len` inputs times their weights to the sums.
#[inline(always)]
unsafe fn sum<L: Level, const PIXELS: usize, const PANELS: usize>(
    sums: &mut [[L::Vector; PANELS]; PIXELS],
    inputs: [*const f32; PIXELS],
    weights: *const f32,
    panel_stride: usize,
    len: usize,
) {
    let mut local = *sums;
    for at in 0..len {
        // SAFETY: the caller gives addresses of `len` inputs and of as many rows of weights in each panel.
        unsafe {
            let weights: [L::Vector; PANELS] = std::array::from_fn(|panel| {
                L::load(weights.add(panel * panel_stride + at * LANES))
            });
            for pixel in 0..PIXELS {
                let value = *inputs[pixel].add(at);
                for panel in 0..PANELS {
                    local[pixel][panel] =
                        L::multiply_add(value, weights[panel], local[pixel][panel]);
                }
            }
        }
    }
    *sums = local;
}
