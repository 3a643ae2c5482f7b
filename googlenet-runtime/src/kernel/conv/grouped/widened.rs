//! One thread's share of a grouped convolution of maps whose elements are no `f32` values: rows of the input are widened as
//! they are copied, and rows of the result are computed in scratch memory and rounded once, as they are stored.

use super::super::args::ByteArgs;
use super::super::descriptor::ConvDescriptor;
use super::super::partition::Partition;
use super::super::tile::FLUSH;
use super::row::{OutputRows, Start, rows};
use super::spread::Spread;
use super::{Grouped, Inputs};
use crate::kernel::Worker;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::number::{Number, with_number};
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::LANES;
use std::marker::PhantomData;
use std::ops::Range;

impl Grouped {
    /// Returns the number of `f32` values of a thread's scratch memory in which rows of the result are computed.
    pub(super) fn widened_len(descriptor: &ConvDescriptor, spread: &Spread) -> usize {
        spread.outputs * descriptor.output.size[1] * LANES
    }

    /// Computes one thread's share of the outputs, whose memory was checked, as that of the input was.
    pub(in super::super) fn run_widened(&self, args: &ByteArgs<'_>, worker: &Worker<'_>) {
        let descriptor = args.descriptor;
        with_number!(descriptor.input.dtype, I => {
            with_number!(descriptor.output.dtype, O => self.run_of::<I, O>(args, worker));
        });
    }

    fn run_of<I: Number, O: Number>(&self, args: &ByteArgs<'_>, worker: &Worker<'_>) {
        let output = &*args.descriptor.output;
        let Inputs::Spread(spread) = &self.reads else {
            unreachable!("elements that are no values are copied")
        };
        assert!(output.is_in_blocks(), "results are in blocks");
        let work = Work::<I, O> {
            grouped: self,
            spread,
            args,
            scratch: worker.scratch(self.scratch_len()),
            elements: PhantomData,
        };
        // Rows are numbered through the images and, where threads divide the channels, through these before.
        let (height, groups) = (output.size[0], output.groups());
        let (all, each) = match self.config.partition {
            Partition::Pixels => (args.images * height, groups),
            Partition::Channels => (groups * args.images * height, 1),
        };
        let mine = worker.part(all);
        let mut at = mine.start;
        while at < mine.end {
            let (before, first) = (at / height, at % height);
            let now = first..height.min(first + mine.end - at);
            at += now.len();
            let (group, image) = (before / args.images, before % args.images);
            for group in group..group + each {
                for first in now.clone().step_by(spread.outputs) {
                    let rows = first..now.end.min(first + spread.outputs);
                    for panel in output.blocks_of_group(group) {
                        work.rows([image, panel], &rows);
                    }
                }
            }
        }
    }
}

/// Grouped convolution with the arguments of one run, on one thread, of elements `I` to elements `O`.
struct Work<'a, I, O> {
    grouped: &'a Grouped,
    spread: &'a Spread,
    args: &'a ByteArgs<'a>,
    /// Address of the thread's scratch memory: copied rows, then rows of the result.
    scratch: *mut f32,
    elements: PhantomData<(I, O)>,
}

impl<I: Number, O: Number> Work<'_, I, O> {
    /// Computes rows of one image and panel, at most as many as are computed from one copy.
    fn rows(&self, [image, panel]: [usize; 2], rows: &Range<usize>) {
        let (args, inputs) = (self.args, self.grouped.inputs);
        let descriptor = args.descriptor;
        let output = &*descriptor.output;
        let from = args.from.wrapping_add(image * args.from_image).cast::<I>();
        let to = args.to.wrapping_add(image * args.to_image).cast::<O>();
        let to = to.wrapping_add(output.block_offset(panel) + rows.start * output.row_stride);
        let sums = self.scratch.wrapping_add(self.spread.len());
        let weights = &args.weights[self.grouped.part(panel)];
        let stored = Stored {
            sums,
            to,
            size: [rows.len(), output.size[1]],
            strides: [output.row_stride, output.pixel_stride],
            len: output.channels.block(panel).len,
            scaling: O::scaling(output),
        };
        let mut start = Start::Bias(weights.as_ptr());
        if let Some(distance) = args.added {
            let held = to.wrapping_byte_offset(distance).cast_const();
            let scaling = O::scaling(args.added_layout);
            // SAFETY: what is added lies in a region that was checked, with the strides of the output; the scratch memory was
            // checked, and belongs to this thread; the processor has the instruction set, as its features were detected
            // before it was chosen.
            unsafe { entry::<Begin<O>>(descriptor.isa)((&stored, held, scaling, weights)) };
            start = Start::Held;
        }
        let (most, mut summed) = (FLUSH / self.grouped.taps, 0);
        for plane in (0..inputs).step_by(self.spread.planes) {
            let planes = plane..inputs.min(plane + self.spread.planes);
            // SAFETY: the scratch memory was checked to have room, and belongs to this thread; the region of the input was
            // checked, and no step writes what another step of its phase reads.
            unsafe {
                let planes = planes.clone();
                self.spread
                    .copy(descriptor, from, panel, rows, planes, self.scratch);
            }
            summed += planes.len();
            if plane > 0 && summed > most {
                (start, summed) = (Start::Zero, planes.len());
            }
            self.sum(rows, sums, &weights[LANES..], planes, start);
            start = Start::Held;
        }
        // SAFETY: the rows lie inside the output region, which was checked, and are computed by one thread only; the rest as
        // above.
        unsafe { entry::<Finish<O>>(descriptor.isa)(&stored) };
    }

    /// Adds the products of the copied planes `planes` to the rows of the result from `to` on; with the last ones, applies the
    /// activation.
    fn sum(
        &self,
        outputs: &Range<usize>,
        to: *mut f32,
        weights: &[f32],
        planes: Range<usize>,
        start: Start,
    ) {
        let descriptor = self.args.descriptor;
        let strides = [self.spread.row_len(), LANES];
        let [down, right] = descriptor.window.dilation.map(|step| step as usize);
        let [rows_apart, pixels_apart] = descriptor.window.stride.map(|step| step as usize);
        let pixels = descriptor.output.size[1];
        let args = OutputRows {
            from: self.scratch.cast_const(),
            to,
            rows: outputs.len(),
            row_steps: [rows_apart * strides[0], pixels * LANES],
            pixels,
            pixel_step: pixels_apart * strides[1],
            tap_steps: [down * strides[0], right * strides[1]],
            taps: descriptor.window.kernel.map(|taps| taps as usize),
            to_step: LANES,
            lanes: [LANES; 2],
            planes: planes.len(),
            plane_step: self.spread.plane_len,
            permutations: std::ptr::null(),
            weights: weights[planes.start * self.grouped.taps * LANES..].as_ptr(),
            start,
            activation: match planes.end == self.grouped.inputs {
                true => self.args.activation,
                false => Elementwise::None,
            },
            ahead: std::ptr::null(),
            ahead_step: 0,
        };
        // SAFETY: the inputs under the windows were copied with their padding to the scratch memory, which has room for the rows
        // behind them; the processor has the instruction set, as its features were detected before it was chosen.
        unsafe { rows(descriptor.isa, &args) };
    }
}

/// Rows of sums in scratch memory, 16 side by side for each pixel, and the pixels that are stored from them.
struct Stored<O: Number> {
    sums: *mut f32,
    to: *mut O,
    /// Numbers of rows and of pixels of a row.
    size: [usize; 2],
    /// Numbers of elements from a row of `to` to the next, and from a pixel to the next.
    strides: [usize; 2],
    /// Number of lanes that hold a channel.
    len: usize,
    scaling: O::Scaling,
}

/// Kernel that begins sums with the biases, and with elements whose first one's address is given.
struct Begin<O>(PhantomData<O>);

impl<O: Number> Kernel for Begin<O> {
    type Args<'a> = (&'a Stored<O>, *const O, O::Scaling, &'a [f32]);

    #[inline(always)]
    unsafe fn run<S: Simd>((stored, held, scaling, bias): Self::Args<'_>) {
        let mut sums = stored.sums;
        let bias = bias[..LANES].as_ptr();
        // SAFETY: the caller guarantees the addresses and the instruction set.
        unsafe {
            let bias = S::load(bias);
            for row in 0..stored.size[0] {
                for pixel in 0..stored.size[1] {
                    let at = row * stored.strides[0] + pixel * stored.strides[1];
                    let held = O::load::<S>(held.add(at), scaling);
                    S::store(sums, S::add(bias, held));
                    sums = sums.add(LANES);
                }
            }
        }
    }
}

/// Kernel that stores sums, with zeros in lanes without a channel.
struct Finish<O>(PhantomData<O>);

impl<O: Number> Kernel for Finish<O> {
    type Args<'a> = &'a Stored<O>;

    #[inline(always)]
    unsafe fn run<S: Simd>(stored: Self::Args<'_>) {
        let mut sums = stored.sums.cast_const();
        // SAFETY: the caller guarantees the addresses and the instruction set.
        unsafe {
            for row in 0..stored.size[0] {
                for pixel in 0..stored.size[1] {
                    let at = row * stored.strides[0] + pixel * stored.strides[1];
                    let values = match stored.len {
                        LANES => S::load(sums),
                        len => S::load_part(sums, len),
                    };
                    O::store::<S>(stored.to.add(at), values, stored.scaling);
                    sums = sums.add(LANES);
                }
            }
        }
    }
}
