//! Inputs of convolutions whose windows reach far beyond the map, or have taps far apart, of elements that are no `f32`
//! values: the pixels under each window, side by side, of which a convolution whose stride is its kernel computes the same
//! sums. A copy of the map with all of its padding would take memory that no other size bounds. Each thread gathers the whole
//! map: such windows are rare, and their maps small.

use super::descriptor::ConvDescriptor;
use crate::kernel::Worker;
use crate::kernel::arena::READABLE;
use crate::kernel::element::{Element, with_element};
use googlenet_dsl::op::{Padding, Window};
use googlenet_dsl::plan::{ALIGN, Layout, gathered};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::DType;
use std::sync::Arc;

/// The map of the pixels under all windows, and the one that they are taken from.
#[derive(Debug)]
pub(super) struct Gathered {
    /// Window of the convolution.
    window: Window,
    /// Rows and columns before the first pixel of the input under the first window.
    before: [usize; 2],
    pub(super) input: Arc<Layout>,
    layout: Arc<Layout>,
    /// Position of the map in a thread's scratch memory, in `f32` values.
    pub(super) offset: usize,
}

impl Gathered {
    /// Returns the descriptor unless the pixels under its windows are to be gathered; otherwise that of the convolution
    /// of these.
    pub(super) fn of(descriptor: ConvDescriptor) -> (ConvDescriptor, Option<Gathered>) {
        let types = [&descriptor.input, &descriptor.output].map(|layout| layout.dtype);
        let input = &descriptor.input;
        let [height, width] = input.size;
        let shape = Shape::map(height, width, input.channels.count());
        let size = match types {
            [DType::F32, DType::F32] => None,
            _ => gathered(descriptor.window, shape),
        };
        let Some(size) = size else {
            return (descriptor, None);
        };
        let layout = Layout::new(input.dtype, size, [0; 4], input.channels.clone())
            .with_zero_point(input.zero_point)
            .with_scale(input.scale);
        let layout = Arc::new(layout);
        let [top, left, ..] = descriptor.reach;
        let gathered = Gathered {
            window: descriptor.window,
            before: [top, left],
            input: Arc::clone(input),
            layout: Arc::clone(&layout),
            offset: 0,
        };
        let kernel = descriptor.window.kernel;
        let descriptor = ConvDescriptor {
            window: Window::new(kernel, kernel, Padding::Valid),
            reach: [0; 4],
            input: layout,
            ..descriptor
        };
        (descriptor, Some(gathered))
    }

    /// Places the map behind the first `len` `f32` values of a thread's scratch memory.
    pub(super) fn behind(self, len: usize) -> Gathered {
        let line = ALIGN / size_of::<f32>();
        Gathered {
            offset: len.next_multiple_of(line),
            ..self
        }
    }

    /// Returns the number of `f32` values of a thread's scratch memory up to the end of the map, and of what kernels read
    /// behind it.
    pub(super) fn scratch_len(&self) -> usize {
        self.offset + (self.layout.bytes() + READABLE).div_ceil(size_of::<f32>())
    }

    /// Gathers the pixels of an image's input, whose first pixel lies at `from`, in this thread's scratch memory. Returns the
    /// address of the first pixel there.
    ///
    /// # Safety
    /// The input must be valid at `from`, and not written meanwhile.
    pub(super) unsafe fn gather(&self, worker: &Worker<'_>, from: *const u8) -> *const u8 {
        let to = worker
            .scratch::<f32>(self.scratch_len())
            .wrapping_add(self.offset)
            .cast::<u8>();
        with_element!(self.input.dtype, T => {
            // SAFETY: the scratch memory has room for the map; the caller guarantees the input.
            unsafe { self.gather_of::<T>(from.cast(), to.cast()) }
        });
        to
    }

    /// # Safety
    /// As of [`Gathered::gather`]; the map must have room at `to`, in memory that no other code accesses.
    unsafe fn gather_of<T: Element>(&self, from: *const T, to: *mut T) {
        let (input, layout) = (&*self.input, &*self.layout);
        let lanes = layout.channels.lanes();
        // What holds no channel is finite.
        // SAFETY: the caller guarantees the room.
        let all = unsafe { std::slice::from_raw_parts_mut(to, layout.len()) };
        all.fill(T::zero(input.zero_point));
        for block in 0..layout.channels.blocks() {
            let from = from.wrapping_add(input.block_offset(block));
            let to = to.wrapping_add(layout.block_offset(block));
            for row in 0..layout.size[0] {
                let Some(y) = self.source(0, row) else {
                    continue;
                };
                for column in 0..layout.size[1] {
                    let Some(x) = self.source(1, column) else {
                        continue;
                    };
                    // SAFETY: both pixels lie inside their maps.
                    unsafe {
                        let from = from.add(y * input.row_stride + x * input.pixel_stride);
                        let to = to.add(row * layout.row_stride + column * layout.pixel_stride);
                        std::ptr::copy_nonoverlapping(from, to, lanes);
                    }
                }
            }
        }
    }

    /// Returns the row or column of the input that is gathered as row or column `at`; `None` if it is outside.
    fn source(&self, axis: usize, at: usize) -> Option<usize> {
        let [kernel, stride, dilation] =
            [self.window.kernel, self.window.stride, self.window.dilation]
                .map(|sizes| sizes[axis] as usize);
        let under = at / kernel * stride + at % kernel * dilation;
        let inside = under.checked_sub(self.before[axis])?;
        (inside < self.input.size[axis]).then_some(inside)
    }

    /// Gathers values in the order height, width, channels.
    #[cfg(any(test, feature = "reference"))]
    pub(super) fn values(&self, input: &[f64]) -> Vec<f64> {
        let channels = self.input.channels.count();
        let width = self.input.size[1];
        let [rows, columns] = self.layout.size;
        let mut values = vec![0.0; rows * columns * channels];
        for (at, pixel) in values.chunks_exact_mut(channels).enumerate() {
            let source =
                [(0, at / columns), (1, at % columns)].map(|(axis, at)| self.source(axis, at));
            if let [Some(y), Some(x)] = source {
                pixel.copy_from_slice(&input[(y * width + x) * channels..][..channels]);
            }
        }
        values
    }
}
