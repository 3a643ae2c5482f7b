//! Packing of weights for Winograd convolution: kernels are transformed in double precision and stored as `f32`.

use super::super::descriptor::ConvDescriptor;
use super::super::source_weights::SourceWeights;
use super::Winograd;
use super::transform::{MAX_POINTS, kernel_row};
use crate::kernel::arch::{Kernel, MAX_PANELS, Simd, entry};
use googlenet_dsl::plan::LANES;

impl Winograd {
    /// Packs bias and transformed kernel into `values`, with the step's batch normalisation folded into both. Biases of
    /// lanes without a channel are left unchanged.
    pub(in super::super) fn pack(
        &self,
        descriptor: &ConvDescriptor,
        source: &SourceWeights<'_>,
        values: &mut [f32],
    ) {
        let outputs = descriptor.output.channels.count();
        let inputs = descriptor.input.channels.count();
        let columns = descriptor.window.kernel[1] as usize;
        let mut kernel = KernelTransform {
            taps: [0; 2],
            points: self.points,
            matrices: [[[0.0; MAX_POINTS]; MAX_POINTS]; 2],
            taps_in: [[0.0; MAX_OUTPUTS]; MAX_POINTS * MAX_POINTS],
            after_vertical: [[0.0; MAX_OUTPUTS]; MAX_POINTS * MAX_POINTS],
            transformed: [[0.0; MAX_OUTPUTS]; MAX_POINTS * MAX_POINTS],
        };
        for group in &self.panel_groups {
            let wide = group.panels * LANES;
            assert!(
                wide <= MAX_OUTPUTS,
                "as many panels as the transform has lanes for"
            );
            let first = group.panel * LANES;
            let last = outputs.min(first + wide);
            for (output, to) in (first..last).zip(&mut values[group.offset..][..wide]) {
                *to = source.bias(output);
            }
            let weights = &mut values[group.offset + wide..];
            for row in 0..self.parts.len() * self.depth {
                let (part, row_of_part) = (&self.parts[row / self.depth], row % self.depth);
                let taps = part.taps;
                kernel.taps = taps;
                if row_of_part == 0 {
                    for (at, matrix) in kernel.matrices.iter_mut().enumerate() {
                        for (point, row) in matrix[..self.points[at]].iter_mut().enumerate() {
                            *row = kernel_row(point, taps[at]);
                        }
                    }
                }
                for tap in 0..taps[0] * taps[1] {
                    let place = [part.start[0] + tap / taps[1], part.start[1] + tap % taps[1]];
                    let from = match &self.fold {
                        Some(fold) => fold.source(place, row_of_part),
                        None => Some((place, row_of_part)),
                    };
                    let taps_in = &mut kernel.taps_in[tap];
                    taps_in.fill(0.0);
                    let Some(([y, x], channel)) = from else {
                        continue;
                    };
                    let from = &source.kernel[((y * columns + x) * inputs + channel) * outputs..];
                    for (to, output) in taps_in.iter_mut().zip(first..last) {
                        *to = f64::from(from[output]);
                    }
                    if let Some(affine) = source.affine {
                        for (to, output) in taps_in.iter_mut().zip(first..last) {
                            *to *= affine.factor[output];
                        }
                    }
                }
                // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen.
                unsafe { entry::<TransformKernel>(descriptor.isa)(&mut kernel) };
                for point in 0..self.points[0] * self.points[1] {
                    let to = &mut weights[point * group.point_len + row * wide..][..wide];
                    to.copy_from_slice(&kernel.transformed[point][..wide]);
                }
            }
        }
    }
}

/// Maximum number of output channels whose kernels are transformed together: the channels of the largest panel group.
const MAX_OUTPUTS: usize = MAX_PANELS * LANES;

/// Transform of the kernels from one input channel to the output channels of a panel group: operands, intermediate
/// values and result.
struct KernelTransform {
    /// Number of rows and columns of taps of the kernel part.
    taps: [usize; 2],
    /// Number of points of the largest tile, vertically and horizontally.
    points: [usize; 2],
    /// Matrices of the vertical and the horizontal transform, indexed by axis, point and tap.
    matrices: [[[f64; MAX_POINTS]; MAX_POINTS]; 2],
    /// Taps of the kernel part, row by row, each for all output channels.
    taps_in: [[f64; MAX_OUTPUTS]; MAX_POINTS * MAX_POINTS],
    /// Values after the vertical pass, for all output channels: column x of vertical point p at index p times the
    /// columns of taps plus x.
    after_vertical: [[f64; MAX_OUTPUTS]; MAX_POINTS * MAX_POINTS],
    /// Transformed kernels, for all output channels: vertical point p and horizontal point q at index p times the
    /// horizontal points plus q.
    transformed: [[f32; MAX_OUTPUTS]; MAX_POINTS * MAX_POINTS],
}

/// Kernel that runs [`KernelTransform::transform`] with an instruction set.
struct TransformKernel;

impl Kernel for TransformKernel {
    type Args<'a> = &'a mut KernelTransform;

    #[inline(always)]
    unsafe fn run<S: Simd>(kernel: Self::Args<'_>) {
        kernel.transform();
    }
}

impl KernelTransform {
    /// Transforms `taps_in` to `transformed`: vertically, then horizontally.
    #[inline(always)]
    fn transform(&mut self) {
        let kernel = self;
        let [height, width] = kernel.taps;
        for point in 0..kernel.points[0] {
            for x in 0..width {
                let mut sum = [0.0; MAX_OUTPUTS];
                for y in 0..height {
                    let factor = kernel.matrices[0][point][y];
                    let taps_in = &kernel.taps_in[y * width + x];
                    for lane in 0..MAX_OUTPUTS {
                        sum[lane] += factor * taps_in[lane];
                    }
                }
                kernel.after_vertical[point * width + x] = sum;
            }
        }
        for point in 0..kernel.points[0] {
            for across in 0..kernel.points[1] {
                let mut sum = [0.0; MAX_OUTPUTS];
                for x in 0..width {
                    let factor = kernel.matrices[1][across][x];
                    let after_vertical = &kernel.after_vertical[point * width + x];
                    for lane in 0..MAX_OUTPUTS {
                        sum[lane] += factor * after_vertical[lane];
                    }
                }
                let transformed = &mut kernel.transformed[point * kernel.points[1] + across];
                for lane in 0..MAX_OUTPUTS {
                    transformed[lane] = sum[lane] as f32;
                }
            }
        }
    }
}
