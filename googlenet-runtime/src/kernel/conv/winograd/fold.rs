//! Strides as channels (space to depth): a convolution with stride s over C channels is one with stride 1 over s x s x C
//! channels, whose pixels are s x s pixels of the input.

use super::super::descriptor::ConvDescriptor;
use googlenet_dsl::plan::LANES;

/// How an input whose channels lie side by side is folded.
#[derive(Debug)]
pub(super) struct Fold {
    /// Rows and columns of the kernel over folded pixels.
    pub(super) taps: [usize; 2],
    stride: [usize; 2],
    channels: usize,
    /// Folded pixels before the first one that begins inside the input.
    before: [usize; 2],
    /// How many rows and columns of the first of them lie before the window.
    shift: [usize; 2],
    kernel: [usize; 2],
}

/// Values that are copied at a time at most.
const MOST_LANES: usize = 8;

impl Fold {
    /// `None` where the stride is 1, or folded pixels have more values than a block has lanes.
    pub(super) fn new(descriptor: &ConvDescriptor) -> Option<Fold> {
        let channels = descriptor.input.channels.count();
        let stride = descriptor.window.stride.map(|stride| stride as usize);
        let lanes = stride[0].checked_mul(stride[1])?.checked_mul(channels)?;
        let fits = lanes <= LANES && stride[1] * channels <= MOST_LANES && stride != [1, 1];
        if !fits
            || !descriptor.input.channels.is_interleaved()
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

    /// Values of a folded pixel.
    pub(super) fn lanes(&self) -> usize {
        self.stride[0] * self.stride[1] * self.channels
    }

    /// The tap and channel of the kernel that stands at a tap and lane of the folded one.
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

    /// Writes a row of folded pixels, `LANES` values each, zeros beyond the edges of the input.
    ///
    /// # Safety
    /// `image` is the first pixel of an image of the problem's input; `to` has room for `width` pixels.
    pub(super) unsafe fn row(
        &self,
        descriptor: &ConvDescriptor,
        image: *const f32,
        row: usize,
        width: usize,
        to: *mut f32,
    ) {
        // SAFETY: the caller's promise.
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
        // Folded pixels that lie inside the input as a whole.
        let first = self.before[1].min(width);
        let whole = (self.before[1] + columns / self.stride[1]).clamp(first, width);
        for inner in 0..self.stride[0] {
            let y = (row * self.stride[0] + inner).wrapping_sub(self.before[0] * self.stride[0]);
            let inside = y < height;
            // Wrapping, as rows outside are not read.
            let from = image.wrapping_add(y.wrapping_mul(layout.row_stride));
            let to = to.wrapping_add(inner * VALUES);
            // SAFETY: the row and the columns lie inside the input; the caller gives room for the pixels.
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
