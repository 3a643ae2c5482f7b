//! Packing of weights for Winograd convolution: kernels are transformed in double precision and stored as `f32`.

use super::super::descriptor::ConvDescriptor;
use super::super::source_weights::{PackSource, flushed};
use super::transform::{MAX_POINTS, kernel_row};
use super::{PointGroup, Winograd};
use crate::kernel::arch::{Kernel, Simd, entry};
use googlenet_dsl::plan::{ALIGN, LANES};
use std::ops::Range;

/// Maximum number of taps of a kernel part along an axis, one less than the points of the largest tile.
const MAX_TAPS: usize = MAX_POINTS - 1;

/// Number of reduction rows whose taps are read together.
const ROWS: usize = 16;

/// Values of all lanes of a panel.
type Lanes<T> = [T; LANES];

impl Winograd {
    /// Returns the number of parts of the packed weights that are packed by themselves.
    pub(in super::super) fn parts(&self) -> usize {
        self.panel_groups.len()
    }

    /// Returns the range of the packed weights, in `f32` values, that is the part with this index. Parts follow each
    /// other without gaps.
    pub(in super::super) fn part(&self, part: usize) -> Range<usize> {
        let group = &self.panel_groups[part];
        let points = self.points[0] * self.points[1];
        group.offset..group.offset + group.panels * LANES + points * group.point_len
    }

    /// Packs bias and transformed kernel of the part with this index into `values`, with the step's batch normalisation
    /// folded into both. Lanes without a channel are zero.
    pub(in super::super) fn pack_part(
        &self,
        descriptor: &ConvDescriptor,
        source: &PackSource<'_>,
        part: usize,
        values: &mut [f32],
    ) {
        let group = &self.panel_groups[part];
        let (biases, weights) = values[..self.part(part).len()].split_at_mut(group.panels * LANES);
        for (panel, to) in (group.panel..).zip(biases.chunks_exact_mut(LANES)) {
            source.biases(descriptor.panel(panel), to);
        }
        for part in 0..self.parts.len() {
            let mut transform = KernelTransform::new(self, part);
            for first in (0..self.depth).step_by(ROWS) {
                let rows = first..self.depth.min(first + ROWS);
                for panel in 0..group.panels {
                    let outputs = descriptor.panel(group.panel + panel);
                    self.taps(source, part, rows.clone(), outputs, &mut transform);
                    let to = (part * self.depth + first) * group.panels + panel;
                    self.transform(
                        descriptor,
                        group,
                        &transform,
                        rows.len(),
                        &mut weights[to * LANES..],
                    );
                }
            }
        }
    }

    /// Reads the taps of a kernel part for some reduction rows and the output channels of a panel.
    fn taps(
        &self,
        source: &PackSource<'_>,
        part: usize,
        rows: Range<usize>,
        outputs: Range<usize>,
        transform: &mut KernelTransform,
    ) {
        let part = &self.parts[part];
        transform.factors = [1.0; LANES];
        if let Some(affine) = source.weights.affine {
            let factors = &affine.factor[outputs.clone()];
            transform.factors[..factors.len()].copy_from_slice(factors);
        }
        for tap in 0..part.taps[0] * part.taps[1] {
            let place = [
                part.start[0] + tap / part.taps[1],
                part.start[1] + tap % part.taps[1],
            ];
            let to = &mut transform.taps_in[tap];
            if outputs.len() < LANES || self.fold.is_some() {
                to.fill([0.0; LANES]);
            }
            let to = to.as_flattened_mut();
            let Some(fold) = &self.fold else {
                let from = source.kernel.position(place, 0, rows.start, outputs.start);
                let size = [rows.len(), outputs.len()];
                source.kernel.copy(from, size, to, LANES);
                continue;
            };
            for (row, to) in rows.clone().zip(to.chunks_exact_mut(LANES)) {
                if let Some((tap, channel)) = fold.source(place, row) {
                    let from = source.kernel.position(tap, 0, channel, outputs.start);
                    source.kernel.copy(from, [1, outputs.len()], to, LANES);
                }
            }
        }
    }

    /// Transforms the kernels of some reduction rows and a panel; `to` begins with the first point's values for the
    /// first row.
    fn transform(
        &self,
        descriptor: &ConvDescriptor,
        group: &PointGroup,
        transform: &KernelTransform,
        rows: usize,
        to: &mut [f32],
    ) {
        let points = self.points[0] * self.points[1];
        let step = group.panels * LANES;
        assert!(
            rows <= ROWS && (points - 1) * group.point_len + (rows - 1) * step + LANES <= to.len(),
            "the packed weights have all points and rows"
        );
        let packed = Packed {
            to: to.as_mut_ptr(),
            rows,
            step,
            point_len: group.point_len,
            streams: to.as_ptr().addr().is_multiple_of(ALIGN),
        };
        // SAFETY: the last value was checked to lie in `to`; the processor has the instruction set, as its features were
        // detected before `isa` was chosen.
        unsafe { entry::<TransformKernel>(descriptor.isa)((transform, &packed)) };
    }
}

/// Where the transformed kernels of some reduction rows and one panel are stored; distances count `f32` values.
struct Packed {
    to: *mut f32,
    /// Number of reduction rows.
    rows: usize,
    /// Distance from one row to the next.
    step: usize,
    /// Distance from one point to the next.
    point_len: usize,
    /// Whether the values are stored past the caches, from which those of large layers would push out all else before
    /// they are read: if the address is aligned.
    streams: bool,
}

/// Transform of the kernels from some input channels to the output channels of a panel.
struct KernelTransform {
    /// Number of rows and columns of taps of the kernel part.
    taps: [usize; 2],
    /// Number of points of the largest tile, vertically and horizontally.
    points: [usize; 2],
    /// Matrices of the vertical and the horizontal transform, indexed by axis, point and tap.
    matrices: [[[f64; MAX_POINTS]; MAX_POINTS]; 2],
    /// Taps of the kernel part, row by row, each for all reduction rows and lanes.
    taps_in: [[Lanes<f32>; ROWS]; MAX_TAPS * MAX_TAPS],
    /// Factors of the lanes.
    factors: Lanes<f64>,
}

impl KernelTransform {
    fn new(winograd: &Winograd, part: usize) -> KernelTransform {
        let mut transform = KernelTransform {
            taps: winograd.parts[part].taps,
            points: winograd.points,
            matrices: [[[0.0; MAX_POINTS]; MAX_POINTS]; 2],
            taps_in: [[[0.0; LANES]; ROWS]; MAX_TAPS * MAX_TAPS],
            factors: [1.0; LANES],
        };
        for (at, matrix) in transform.matrices.iter_mut().enumerate() {
            for (point, row) in matrix[..winograd.points[at]].iter_mut().enumerate() {
                *row = kernel_row(point, transform.taps[at]);
            }
        }
        transform
    }
}

/// Kernel that transforms vertically, then horizontally, row by row.
struct TransformKernel;

impl Kernel for TransformKernel {
    type Args<'a> = (&'a KernelTransform, &'a Packed);

    #[inline(always)]
    unsafe fn run<S: Simd>((transform, packed): Self::Args<'_>) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            match transform.taps[0] {
                1 => vertically::<S, 1>(transform, packed),
                2 => vertically::<S, 2>(transform, packed),
                3 => vertically::<S, 3>(transform, packed),
                4 => vertically::<S, 4>(transform, packed),
                _ => vertically::<S, 5>(transform, packed),
            }
            S::end_streams();
        }
    }
}

/// Transforms kernels of `H` rows of taps.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn vertically<S: Simd, const H: usize>(transform: &KernelTransform, packed: &Packed) {
    let [_, width] = transform.taps;
    for row in 0..packed.rows {
        let mut after = [[[0.0; LANES]; MAX_POINTS]; MAX_TAPS];
        for x in 0..width {
            let mut taps = [[0.0; LANES]; H];
            for y in 0..H {
                let from = &transform.taps_in[y * width + x][row];
                for lane in 0..LANES {
                    taps[y][lane] = f64::from(from[lane]) * transform.factors[lane];
                }
            }
            for point in 0..transform.points[0] {
                after[x][point] = combined(&transform.matrices[0][point], &taps);
            }
        }
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            match width {
                1 => horizontally::<S, 1>(transform, packed, row, &after),
                2 => horizontally::<S, 2>(transform, packed, row, &after),
                3 => horizontally::<S, 3>(transform, packed, row, &after),
                4 => horizontally::<S, 4>(transform, packed, row, &after),
                _ => horizontally::<S, 5>(transform, packed, row, &after),
            }
        }
    }
}

/// Transforms one row of kernels of `W` columns of taps after the vertical transform, and stores them.
#[inline(always)]
#[allow(clippy::needless_range_loop)]
unsafe fn horizontally<S: Simd, const W: usize>(
    transform: &KernelTransform,
    packed: &Packed,
    row: usize,
    after: &[[Lanes<f64>; MAX_POINTS]; MAX_TAPS],
) {
    let [down, across] = transform.points;
    for point in 0..down {
        let mut taps = [[0.0; LANES]; W];
        for x in 0..W {
            taps[x] = after[x][point];
        }
        for place in 0..across {
            let sum = combined(&transform.matrices[1][place], &taps);
            let to = packed.point_len * (point * across + place) + row * packed.step;
            let mut rounded = [0.0; LANES];
            for lane in 0..LANES {
                rounded[lane] = flushed(sum[lane] as f32);
            }
            // SAFETY: the caller guarantees the room for all rows and points, and the instruction set; the address is
            // aligned where the first one is.
            unsafe {
                let (to, rounded) = (packed.to.add(to), S::load(rounded.as_ptr()));
                match packed.streams {
                    true => S::stream(to, rounded),
                    false => S::store(to, rounded),
                }
            }
        }
    }
}

/// Returns the sum of the taps, each times its factor, lane by lane.
#[inline(always)]
fn combined<const TAPS: usize>(
    factors: &[f64; MAX_POINTS],
    taps: &[Lanes<f64>; TAPS],
) -> Lanes<f64> {
    let mut sum = [0.0; LANES];
    for tap in 0..TAPS {
        for lane in 0..LANES {
            sum[lane] += factors[tap] * taps[tap][lane];
        }
    }
    sum
}
