//! One thread's share of a grouped convolution of maps whose elements are no `f32` values. bfloat16 numbers are read where they
//! lie, if `f32` values could be. Rows of other inputs are widened as they are copied, if a group has one channel once for
//! all outputs that are computed together. Results are rounded in registers, or are computed in scratch memory and rounded
//! once, as they are stored.

use super::super::args::ByteArgs;
use super::super::descriptor::ConvDescriptor;
use super::super::partition::UnitShare;
use super::super::tile::FLUSH;
use super::elements::{Elements, InOrder, Mixed, Scaling, mix};
use super::row::{NO_RING, OutputRows, Start, rows_of};
use super::spread::{self, Spread, USUAL_VALUES};
use super::stored::{Begin, Finish, Stored};
use super::{Grouped, Inputs};
use crate::kernel::Worker;
use crate::kernel::activation::is_simple;
use crate::kernel::arch::entry;
use crate::kernel::element::Bf16;
use crate::kernel::number::{Number, with_number};
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::LANES;
use googlenet_dsl::value::DType;
use std::marker::PhantomData;
use std::ops::Range;

/// Number of bytes of the input that are read for one block of channels before they are read for the next of the group.
const CACHED_BYTES: usize = 1 << 18;

impl Grouped {
    /// Returns the number of `f32` values of a thread's scratch memory in which rows of the result are computed, or that hold
    /// weights in another order.
    pub(super) fn widened_len(&self, descriptor: &ConvDescriptor) -> usize {
        let sums = self.rows_of_sums(descriptor) * descriptor.output.size[1] * LANES;
        match &self.reads {
            Inputs::InPlace => sums.max(self.panel_len()),
            _ => sums,
        }
    }

    /// Returns the number of rows of the result that are computed in scratch memory at a time.
    fn rows_of_sums(&self, descriptor: &ConvDescriptor) -> usize {
        let [height, width] = descriptor.output.size;
        match &self.reads {
            Inputs::Spread(spread) => spread.outputs,
            _ => (USUAL_VALUES / (width * LANES)).clamp(1, height),
        }
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
        assert!(output.is_in_blocks(), "results are in blocks");
        let work = Work::<I, O> {
            grouped: self,
            args,
            scratch: worker.scratch(self.scratch_len()),
            elements: PhantomData,
        };
        // The blocks of a group share the lines of the caches in which they lie: of some rows all blocks.
        let input = &args.descriptor.input;
        let stride = args.descriptor.window.stride[0] as usize;
        let row_bytes = input.row_stride * stride * input.dtype.size();
        // Enough for the rows that windows share with those of the next outputs to be few.
        let least = 4 * args.descriptor.window.axis(0).reach();
        let most = (CACHED_BYTES / row_bytes.max(1)).max(least);
        // Threads divide the groups of blocks whose elements lie together, and their rows, numbered through the images.
        let (height, groups) = (output.size[0], output.groups());
        let partition = self.config.partition;
        let mine = UnitShare::new(partition, worker.share(), args.images * height, groups);
        let of_group = |group: usize, range: Range<usize>| {
            let mut at = range.start;
            while at < range.end {
                let (image, first) = (at / height, at % height);
                let rows = first..height.min(first + most.min(range.end - at));
                at += rows.len();
                for panel in output.blocks_of_group(group) {
                    work.rows([image, panel], &rows);
                }
            }
        };
        (0..groups).for_each(|group| of_group(group, mine.units(group, 1)));
    }
}

/// Grouped convolution with the arguments of one run, on one thread, of elements `I` to elements `O`.
struct Work<'a, I, O> {
    grouped: &'a Grouped,
    args: &'a ByteArgs<'a>,
    /// Address of the thread's scratch memory: copied rows, then rows of the result or weights.
    scratch: *mut f32,
    elements: PhantomData<(I, O)>,
}

/// Where the inputs of rows of outputs lie.
struct Source<T> {
    /// Address of the first lane of the first input under the first pixel's window.
    from: *const T,
    /// Numbers of elements from one row to the next, and from one pixel to the next.
    strides: [usize; 2],
    /// As in [`OutputRows`].
    ring: [usize; 2],
}

impl<I: Number, O: Number> Work<'_, I, O> {
    /// Computes rows of one image and panel.
    fn rows(&self, [image, panel]: [usize; 2], rows: &Range<usize>) {
        let output = &*self.args.descriptor.output;
        let whole = output.channels.block(panel).len == LANES && is_simple(self.args.activation);
        match &self.grouped.reads {
            Inputs::Spread(spread) if whole && self.grouped.inputs == 1 => {
                self.each_copied_once([image, panel], rows, spread);
            }
            Inputs::Spread(spread) => self.in_parts([image, panel], rows, spread),
            _ if whole && O::DTYPE == DType::Bf16 => self.mixed([image, panel], rows),
            _ => self.in_place([image, panel], rows),
        }
    }

    /// Computes rows of bfloat16 numbers that are read where they lie and rounded in registers.
    fn mixed(&self, at: [usize; 2], rows: &Range<usize>) {
        let descriptor = self.args.descriptor;
        let weights = &self.args.weights[self.grouped.part(at[1])];
        // SAFETY: the scratch memory was checked to have room, and belongs to this thread.
        unsafe { mix(descriptor, weights, self.scratch) };
        // SAFETY: as above; the weights were copied.
        let weights = unsafe { std::slice::from_raw_parts(self.scratch, weights.len()) };
        let (to, strides) = self.output(at, rows.start);
        let source = self.lying(at, rows.start);
        let to = (to.cast(), strides);
        let rows = self.kernel_rows::<Mixed>(rows, &source, to, weights, ((), [(); 2]));
        // SAFETY: the rows and their channels lie inside the output region, which was checked, and are computed by one thread
        // only; the inputs under the windows lie inside the input with its border; the processor has the instruction set, as its
        // features were detected before it was chosen.
        unsafe { rows_of(descriptor.isa, &rows) };
    }

    /// Computes rows of bfloat16 numbers that are read where they lie, and results in scratch memory.
    fn in_place(&self, at: [usize; 2], rows: &Range<usize>) {
        let descriptor = self.args.descriptor;
        let weights = &self.args.weights[self.grouped.part(at[1])];
        let most = self.grouped.rows_of_sums(descriptor);
        for first in rows.clone().step_by(most) {
            let rows = first..rows.end.min(first + most);
            let stored = self.stored(at, &rows, self.scratch);
            let start = self.begin(&stored, weights);
            let to = (self.scratch, [stored.size[1] * LANES, LANES]);
            let rows = OutputRows::<InOrder<Bf16, f32>> {
                start,
                ..self.kernel_rows(&rows, &self.lying(at, first), to, weights, ((), [(); 2]))
            };
            // SAFETY: as in `mixed`; the sums lie in scratch memory, which was checked to have room and belongs to this thread.
            unsafe {
                rows_of(descriptor.isa, &rows);
                entry::<Finish<O>>(descriptor.isa)(&stored);
            }
        }
    }

    /// Computes rows from copies that remain while other rows of outputs read them, and rounds results in registers.
    fn each_copied_once(&self, at: [usize; 2], rows: &Range<usize>, spread: &Spread) {
        let [image, panel] = at;
        let (args, descriptor) = (self.args, self.args.descriptor);
        let from = args.from.wrapping_add(image * args.from_image).cast::<I>();
        let weights = &args.weights[self.grouped.part(panel)];
        let row_len = spread.row_len();
        // Row `at` of the input, those of the padding above counted, lies in row `at % room` of the memory.
        let room = spread.plane_len / row_len;
        let stride = descriptor.window.stride[0] as usize;
        let mut copied = 0;
        for first in rows.clone().step_by(spread.outputs) {
            let rows = first..rows.end.min(first + spread.outputs);
            let begin = first * stride;
            let end = begin + spread::rows(descriptor, rows.len()).expect("rows that fit");
            copied = begin.max(copied);
            while copied < end {
                let now = copied..end.min(copied + room - copied % room);
                copied = now.end;
                let to = self.scratch.wrapping_add(now.start % room * row_len);
                // SAFETY: the scratch memory was checked to have room, and belongs to this thread; the region of the input was
                // checked, and no step writes what another step of its phase reads.
                unsafe { spread.copy_rows(descriptor, from, panel, now, to) };
            }
            let source = Source {
                from: self
                    .scratch
                    .wrapping_add(begin % room * row_len)
                    .cast_const(),
                strides: [row_len, LANES],
                ring: [
                    self.scratch.wrapping_add(room * row_len).addr(),
                    room * row_len,
                ],
            };
            let scaling = [
                O::scaling(&descriptor.output),
                O::scaling(args.added_layout),
            ];
            let to = self.output(at, first);
            let rows =
                self.kernel_rows::<InOrder<f32, O>>(&rows, &source, to, weights, ((), scaling));
            // SAFETY: the inputs under the windows were copied with their padding; the rest as in `mixed`.
            unsafe { rows_of(descriptor.isa, &rows) };
        }
    }

    /// Computes rows from copies, in scratch memory: the products of as many input channels as are copied together after those
    /// of others.
    fn in_parts(&self, at: [usize; 2], rows: &Range<usize>, spread: &Spread) {
        let [image, panel] = at;
        let (args, descriptor) = (self.args, self.args.descriptor);
        let (inputs, taps) = (self.grouped.inputs, self.grouped.taps);
        let from = args.from.wrapping_add(image * args.from_image).cast::<I>();
        let sums = self.scratch.wrapping_add(spread.len());
        let weights = &args.weights[self.grouped.part(panel)];
        let source = Source {
            from: self.scratch.cast_const(),
            strides: [spread.row_len(), LANES],
            ring: NO_RING,
        };
        for first in rows.clone().step_by(spread.outputs) {
            let rows = first..rows.end.min(first + spread.outputs);
            let stored = self.stored(at, &rows, sums);
            let mut start = self.begin(&stored, weights);
            let to = (sums, [stored.size[1] * LANES, LANES]);
            let (most, mut summed) = (FLUSH / taps, 0);
            for plane in (0..inputs).step_by(spread.planes) {
                let planes = plane..inputs.min(plane + spread.planes);
                // SAFETY: the scratch memory was checked to have room, and belongs to this thread; the region of the input was
                // checked, and no step writes what another step of its phase reads.
                unsafe {
                    let planes = planes.clone();
                    spread.copy(descriptor, from, panel, &rows, planes, self.scratch);
                }
                summed += planes.len();
                if plane > 0 && summed > most {
                    (start, summed) = (Start::Zero, planes.len());
                }
                let of_planes = &weights[plane * taps * LANES..];
                let part = OutputRows::<InOrder<f32, f32>> {
                    planes: planes.len(),
                    plane_step: spread.plane_len,
                    start,
                    activation: match planes.end == inputs {
                        true => args.activation,
                        false => Elementwise::None,
                    },
                    ..self.kernel_rows(&rows, &source, to, of_planes, ((), [(); 2]))
                };
                // SAFETY: the inputs under the windows were copied with their padding to the scratch memory, which has room for
                // the sums behind them; the processor has the instruction set, as its features were detected before it was
                // chosen.
                unsafe { rows_of(descriptor.isa, &part) };
                start = Start::Held;
            }
            // SAFETY: the rows lie inside the output region, which was checked, and are computed by one thread only; the rest as
            // above.
            unsafe { entry::<Finish<O>>(descriptor.isa)(&stored) };
        }
    }

    /// Returns the address of the first element of a row of outputs, and the numbers of elements from one row to the next and from
    /// one pixel to the next.
    fn output(&self, [image, panel]: [usize; 2], row: usize) -> (*mut O, [usize; 2]) {
        let output = &*self.args.descriptor.output;
        let to = self.args.to.wrapping_add(image * self.args.to_image);
        let offset = output.block_offset(panel) + row * output.row_stride;
        let strides = [output.row_stride, output.pixel_stride];
        (to.cast::<O>().wrapping_add(offset), strides)
    }

    /// Returns where the inputs of the row `row` of outputs and those behind it lie, which are read there.
    fn lying(&self, [image, panel]: [usize; 2], row: usize) -> Source<Bf16> {
        assert!(
            I::DTYPE == DType::Bf16,
            "bfloat16 numbers are read where they lie"
        );
        let descriptor = self.args.descriptor;
        let input = &*descriptor.input;
        let block = input.channels.holding(descriptor.panel(panel).start);
        let [top, left, ..] = descriptor.reach;
        let row = row * descriptor.window.stride[0] as usize;
        let from = self.args.from.wrapping_add(image * self.args.from_image);
        // Wrapping, as the window's first tap may lie before the first pixel.
        let from = from
            .cast::<Bf16>()
            .wrapping_add(input.block_offset(block.block) + row * input.row_stride)
            .wrapping_sub(top * input.row_stride + left * input.pixel_stride);
        Source {
            from,
            strides: [input.row_stride, input.pixel_stride],
            ring: NO_RING,
        }
    }

    /// Returns what sums start with that are stored as they are finished.
    fn start(&self, weights: &[f32]) -> Start {
        match self.args.added {
            Some(distance) => Start::BiasAnd(weights.as_ptr(), distance),
            None => Start::Bias(weights.as_ptr()),
        }
    }

    /// Returns the rows of a result that are computed in scratch memory.
    fn stored(&self, at: [usize; 2], rows: &Range<usize>, sums: *mut f32) -> Stored<O> {
        let output = &*self.args.descriptor.output;
        let (to, strides) = self.output(at, rows.start);
        Stored {
            sums,
            to,
            size: [rows.len(), output.size[1]],
            strides,
            len: output.channels.block(at[1]).len,
            scaling: O::scaling(output),
        }
    }

    /// Begins sums in scratch memory if something is added to them, and returns what they start with.
    fn begin(&self, stored: &Stored<O>, weights: &[f32]) -> Start {
        let Some(distance) = self.args.added else {
            return Start::Bias(weights.as_ptr());
        };
        let held = stored.to.wrapping_byte_offset(distance).cast_const();
        let scaling = O::scaling(self.args.added_layout);
        let isa = self.args.descriptor.isa;
        // SAFETY: what is added lies in a region that was checked, with the strides of the output; the scratch memory was
        // checked, and belongs to this thread; the processor has the instruction set, as its features were detected
        // before it was chosen.
        unsafe { entry::<Begin<O>>(isa)((stored, held, scaling, weights)) };
        Start::Held
    }

    /// Returns arguments of the kernel for rows of results with the products of one input channel. Their first element and the
    /// numbers of elements from a row and from a pixel to the next are `to`; `weights` begin with the bias.
    fn kernel_rows<E: Elements>(
        &self,
        rows: &Range<usize>,
        source: &Source<E::From>,
        (to, [row, pixel]): (*mut E::To, [usize; 2]),
        weights: &[f32],
        scaling: Scaling<E>,
    ) -> OutputRows<E> {
        let descriptor = self.args.descriptor;
        let [down, right] = descriptor.window.dilation.map(|step| step as usize);
        let [rows_apart, pixels_apart] = descriptor.window.stride.map(|step| step as usize);
        OutputRows {
            from: source.from,
            to,
            scaling,
            ring: source.ring,
            rows: rows.len(),
            row_steps: [rows_apart * source.strides[0], row],
            pixels: descriptor.output.size[1],
            pixel_step: pixels_apart * source.strides[1],
            tap_steps: [down * source.strides[0], right * source.strides[1]],
            taps: descriptor.window.kernel.map(|taps| taps as usize),
            to_step: pixel,
            lanes: [LANES; 2],
            planes: 1,
            plane_step: 0,
            permutations: std::ptr::null(),
            weights: weights[LANES..].as_ptr(),
            start: self.start(weights),
            activation: self.args.activation,
            ahead: std::ptr::null(),
            ahead_step: 0,
        }
    }
}
