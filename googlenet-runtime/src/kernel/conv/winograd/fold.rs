//! Folding of strides into channels (space to depth): a convolution with stride s over C channels equals a convolution
//! with stride 1 over s x s x C channels, whose pixels (folded pixels) are blocks of s x s pixels of the input.

use super::super::descriptor::ConvDescriptor;
use googlenet_dsl::plan::LANES;

/// Folding of an interleaved (NHWC) input for one descriptor. Pairs are vertical and horizontal.
#[derive(Debug)]
pub(super) struct Fold {
    /// Number of rows and columns of taps of the folded kernel, each over one folded pixel.
    pub(super) taps: [usize; 2],
    /// Stride of the convolution: rows and columns of the input in a folded pixel.
    stride: [usize; 2],
    /// Number of channels of the input map, before folding.
    channels: usize,
    /// Number of folded rows and columns under the windows of output row and column 0 that lie before the folded pixel
    /// that begins at the input's first pixel.
    before: [usize; 2],
    /// Number of input rows and columns from the beginning of the first folded pixel under a window to the beginning of
    /// the window.
    shift: [usize; 2],
    /// Number of rows and columns of taps of the convolution's kernel, before folding.
    kernel: [usize; 2],
}

/// Maximum number of values (columns times channels) that a folded pixel takes from one input row.
const MAX_LANES: usize = 8;

impl Fold {
    /// Creates the folding for a descriptor. Returns `None` if the stride is 1, the window is dilated, the input is not
    /// interleaved or is a slice, or a folded pixel has more than 16 values, or more than 8 from one input row.
    pub(super) fn new(descriptor: &ConvDescriptor) -> Option<Fold> {
        let channels = descriptor.input.channels.count();
        let stride = descriptor.window.stride.map(|stride| stride as usize);
        let lanes = stride[0].checked_mul(stride[1])?.checked_mul(channels)?;
        let fits = lanes <= LANES && stride[1] * channels <= MAX_LANES && stride != [1, 1];
        if !fits
            || !descriptor.input.channels.is_interleaved()
            || descriptor.input.is_slice()
            || descriptor.window.dilation != [1, 1]
        {
            return None;
        }
        let [top, left, ..] = descriptor.reach;
        let reach = [top, left];
        let kernel = descriptor.window.kernel.map(|taps| taps as usize);
        let before = [0, 1].map(|at| reach[at].div_ceil(stride[at]));
        let shift = [0, 1].map(|at| before[at] * stride[at] - reach[at]);
        Some(Fold {
            taps: [0, 1].map(|at| (kernel[at] + shift[at]).div_ceil(stride[at])),
            stride,
            channels,
            before,
            shift,
            kernel,
        })
    }

    /// Returns the number of values of a folded pixel, the channels of the folded convolution.
    pub(super) fn lanes(&self) -> usize {
        self.stride[0] * self.stride[1] * self.channels
    }

    /// Returns the kernel tap (row and column) and the input channel that belong to the folded kernel's tap `tap` and
    /// value `lane` of a folded pixel, or `None` if that tap lies outside the kernel.
    pub(super) fn source(&self, tap: [usize; 2], lane: usize) -> Option<([usize; 2], usize)> {
        let pixel = lane / self.channels;
        let inner = [pixel / self.stride[1], pixel % self.stride[1]];
        let mut place = [0; 2];
        for at in 0..2 {
            let tap = (tap[at] * self.stride[at] + inner[at]).checked_sub(self.shift[at])?;
            place[at] = (tap < self.kernel[at]).then_some(tap)?;
        }
        Some((place, lane % self.channels))
    }

    /// Returns the row and the column of the input, wrapping where it lies before the map, and the input channel of the
    /// value `lane` of the folded pixel at a row and column that count as in [`Fold::row`].
    #[cfg(any(test, feature = "reference"))]
    pub(super) fn pixel(&self, place: [usize; 2], lane: usize) -> ([usize; 2], usize) {
        let pixel = lane / self.channels;
        let inner = [pixel / self.stride[1], pixel % self.stride[1]];
        let of_axis = |axis: usize| {
            let at = place[axis] * self.stride[axis] + inner[axis];
            at.wrapping_sub(self.before[axis] * self.stride[axis])
        };
        ([of_axis(0), of_axis(1)], lane % self.channels)
    }

    /// Writes the first `width` folded pixels of folded row `row` to `to`, `LANES` values apart; values outside the
    /// input become zero, and lanes beyond the folded pixel's values are left unchanged. Rows count from the first
    /// folded row under the windows of output row 0.
    ///
    /// # Safety
    /// `image` must be the address of the first pixel of an image with the descriptor's input layout, and `to` must
    /// have room for `width` pixels of `LANES` values.
    pub(super) unsafe fn row(
        &self,
        descriptor: &ConvDescriptor,
        image: *const f32,
        row: usize,
        width: usize,
        to: *mut f32,
    ) {
        // SAFETY: the caller upholds the safety requirements of this function.
        unsafe {
            match self.stride[1] * self.channels {
                1 => self.rows::<1>(descriptor, image, row, width, to),
                2 => self.rows::<2>(descriptor, image, row, width, to),
                3 => self.rows::<3>(descriptor, image, row, width, to),
                4 => self.rows::<4>(descriptor, image, row, width, to),
                5 => self.rows::<5>(descriptor, image, row, width, to),
                6 => self.rows::<6>(descriptor, image, row, width, to),
                7 => self.rows::<7>(descriptor, image, row, width, to),
                _ => self.rows::<8>(descriptor, image, row, width, to),
            }
        }
    }

    /// Writes one folded row as [`Fold::row`] does, where each folded pixel takes `VALUES` values from each of its
    /// input rows.
    unsafe fn rows<const VALUES: usize>(
        &self,
        descriptor: &ConvDescriptor,
        image: *const f32,
        row: usize,
        width: usize,
        to: *mut f32,
    ) {
        let layout = &descriptor.input;
        let [height, columns] = layout.size;
        // Folded pixels whose columns all lie inside the input.
        let first = self.before[1].min(width);
        let whole = (self.before[1] + columns / self.stride[1]).clamp(first, width);
        for inner in 0..self.stride[0] {
            let y = (row * self.stride[0] + inner).wrapping_sub(self.before[0] * self.stride[0]);
            let inside = y < height;
            // Wrapping, as rows outside the input are not read.
            let from = image.wrapping_add(y.wrapping_mul(layout.row_stride));
            let to = to.wrapping_add(inner * VALUES);
            // SAFETY: row and columns are checked to lie inside the input; the caller guarantees room for the pixels.
            unsafe {
                for x in 0..width {
                    let to = to.add(x * LANES).cast::<[f32; VALUES]>();
                    let place = x.wrapping_sub(first);
                    if inside && place < whole - first {
                        let from = from.add(place * VALUES).cast::<[f32; VALUES]>();
                        to.write_unaligned(from.read_unaligned());
                        continue;
                    }
                    let mut values = [0.0; VALUES];
                    for (at, value) in values.iter_mut().enumerate() {
                        let column = (x * self.stride[1] + at / self.channels)
                            .wrapping_sub(self.before[1] * self.stride[1]);
                        if inside && column < columns {
                            *value = *from.add(column * self.channels + at % self.channels);
                        }
                    }
                    to.write_unaligned(values);
                }
            }
        }
    }
}
