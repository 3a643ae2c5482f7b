//! One thread's share of a convolution whose rows are widened.

use super::super::args::{Added, ByteArgs, ConvArgs, Epilogue};
use super::super::fused_pool::Band;
use super::Converted;
use crate::kernel::Worker;
use crate::kernel::activation::{Apply, Rows, activate, is_simple};
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::number::{Number, with_number};
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::{LANES, Layout};
use std::marker::PhantomData;
use std::ops::Range;

impl Converted {
    /// Computes one thread's share of the outputs, whose memory was checked, as that of the input was.
    pub(in super::super) fn run(&self, args: &ByteArgs<'_>, worker: &Worker<'_>) {
        let algorithm = self.algorithm.bands();
        let units = algorithm.units(&self.values);
        let scratch = worker.scratch::<f32>(self.scratch_len);
        let inputs = scratch.wrapping_add(self.inputs);
        // What is added precedes the activation.
        let activation = match args.added {
            Some(_) => Elementwise::None,
            None => args.activation,
        };
        let values = ConvArgs {
            descriptor: &self.values,
            weights: args.weights,
            epilogue: Epilogue {
                added: Added::Nothing,
                activation,
            },
            from: inputs,
            to: std::ptr::null_mut(),
            from_image: 0,
            to_image: 0,
            images: args.images,
            prefetch: args.prefetch,
        };
        let mine = worker.part(units * args.images);
        for image in mine.start / units..mine.end.div_ceil(units) {
            let first = mine.start.max(image * units) - image * units;
            let end = mine.end.min((image + 1) * units) - image * units;
            let bands = (end - first).div_ceil(self.units);
            let bound = |at: usize| first + (end - first) * at / bands;
            for at in 0..bands {
                let of_band = bound(at)..bound(at + 1);
                let row = |unit| algorithm.first_row(&self.values, unit);
                let rows = row(of_band.start)..row(of_band.end);
                let from = self.widen(args, image, &rows, inputs);
                let band = ConvertedBand {
                    converted: self,
                    args,
                    image,
                    rows,
                    memory: scratch.wrapping_add(self.outputs),
                };
                let is_last = image * units + of_band.end == mine.end;
                let values = ConvArgs { from, ..values };
                algorithm.band(&values, worker, of_band, &band, is_last);
            }
        }
    }

    /// Widens the rows of an image's input under the rows `outputs` of the result, with their padding, to `to`. Returns
    /// the address that the first pixel of the whole input would have there.
    fn widen(
        &self,
        args: &ByteArgs<'_>,
        image: usize,
        outputs: &Range<usize>,
        to: *mut f32,
    ) -> *const f32 {
        let input = &*args.descriptor.input;
        let values = &*self.values.input;
        let stride = args.descriptor.window.stride[0] as usize;
        let [top, left, ..] = values.border;
        let from = args.from.wrapping_add(image * args.from_image);
        let blocks = match values.is_in_blocks() {
            true => values.channels.blocks(),
            false => 1,
        };
        // Rows count from the first one of the padding, and of what strides reach above it.
        let first = outputs.start * stride;
        let above = top + stride - 1;
        let rows = super::rows_under(args.descriptor, outputs.len());
        for block in 0..blocks {
            for at in 0..rows {
                let y = (first + at).checked_sub(above);
                let y = y.filter(|y| *y < input.size[0]);
                let to = to.wrapping_add(block * values.block_stride + at * values.row_stride);
                let Some(y) = y else {
                    // SAFETY: the row lies inside the thread's scratch memory, which has room for all rows.
                    unsafe { to.write_bytes(0, values.row_stride) };
                    continue;
                };
                let begin = match input.is_in_blocks() {
                    true => input.block_offset(block),
                    false => 0,
                };
                let begin = (begin + y * input.row_stride) * input.dtype.size();
                let row = WidenRow {
                    from: from.wrapping_add(begin),
                    layout: input,
                    to,
                    before: left * values.pixel_stride,
                    len: values.row_stride,
                };
                // SAFETY: the row lies inside the input, which was checked, and inside the thread's scratch memory; the
                // processor has the instruction set, as its features were detected before it was chosen.
                with_number!(input.dtype, I => unsafe { entry::<Widen<I>>(args.descriptor.isa)(&row) });
            }
        }
        to.wrapping_add(left * values.pixel_stride)
            .wrapping_add(above * values.row_stride)
            .wrapping_sub(first * values.row_stride)
    }
}

/// A row of 16 channels, or of all channels of an NHWC map.
struct WidenRow<'a> {
    /// First channel of the first pixel.
    from: *const u8,
    /// Layout of the map.
    layout: &'a Layout,
    /// First value of the padding of the widened row.
    to: *mut f32,
    /// Number of values in front of those of the first pixel, and of the whole row.
    before: usize,
    len: usize,
}

/// Kernel that widens a row, with zeros as its padding.
struct Widen<I>(PhantomData<I>);

impl<I: Number> Kernel for Widen<I> {
    type Args<'a> = &'a WidenRow<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(row: Self::Args<'_>) {
        let scaling = I::scaling(row.layout);
        let from = row.from.cast::<I>();
        let pixels = row.layout.size[1];
        // SAFETY: the caller guarantees the rows and the instruction set.
        unsafe {
            row.to.write_bytes(0, row.before);
            let to = row.to.add(row.before);
            let written = match row.layout.is_in_blocks() {
                true => {
                    for pixel in 0..pixels {
                        let values =
                            I::load::<S>(from.add(pixel * row.layout.pixel_stride), scaling);
                        S::store(to.add(pixel * LANES), values);
                    }
                    pixels * LANES
                }
                false => {
                    let values = pixels * row.layout.pixel_stride;
                    for at in 0..values {
                        *to.add(at) = (*from.add(at)).value(scaling);
                    }
                    values
                }
            };
            to.add(written)
                .write_bytes(0, row.len - row.before - written);
        }
    }
}

/// Rows of one image's result that are computed together.
struct ConvertedBand<'a> {
    converted: &'a Converted,
    args: &'a ByteArgs<'a>,
    image: usize,
    rows: Range<usize>,
    /// Where the rows are computed.
    memory: *mut f32,
}

impl Band for ConvertedBand<'_> {
    fn image(&self) -> usize {
        self.image
    }

    fn target(&self, _: &ConvArgs<'_>, panel: usize) -> *mut f32 {
        let layout = &self.converted.values.output;
        let before = panel * layout.block_stride + self.rows.start * layout.row_stride;
        self.memory.wrapping_sub(before)
    }

    fn finish(&self, panels: Range<usize>) {
        let output = &*self.args.descriptor.output;
        let values = &*self.converted.values.output;
        let size = output.dtype.size();
        let to = self.args.to.wrapping_add(self.image * self.args.to_image);
        for panel in panels.clone() {
            let begin = output.block_offset(panel) + self.rows.start * output.row_stride;
            let rows = FinishedRows {
                values: self
                    .memory
                    .wrapping_add((panel - panels.start) * values.block_stride),
                to: to.wrapping_add(begin * size),
                layout: output,
                rows: self.rows.len(),
                len: output.channels.block(panel).len,
                added: self.args.added,
                added_layout: self.args.added_layout,
                activation: self.args.activation,
            };
            // SAFETY: the values were computed in the thread's scratch memory; the rows lie inside the output, which was
            // checked, and are this thread's alone; the processor has the instruction set, as its features were
            // detected before it was chosen.
            with_number!(output.dtype, O => unsafe {
                entry::<FinishRows<O>>(self.args.descriptor.isa)(&rows);
            });
        }
    }
}

/// Rows of one panel of a result.
struct FinishedRows<'a> {
    /// Values of the rows, 16 a pixel.
    values: *mut f32,
    /// First lane of the first pixel of the first row.
    to: *mut u8,
    /// Layout of the result.
    layout: &'a Layout,
    rows: usize,
    /// Number of lanes that hold a channel.
    len: usize,
    /// Distance in bytes from each output to what is added to it; the activation follows.
    added: Option<isize>,
    /// Layout of what is added.
    added_layout: &'a Layout,
    activation: Elementwise,
}

/// Kernel that adds what is to be added, and stores the values as numbers of type `O`, zeros in lanes without a channel.
struct FinishRows<O>(PhantomData<O>);

impl<O: Number> Kernel for FinishRows<O> {
    type Args<'a> = &'a FinishedRows<'a>;

    #[inline(always)]
    unsafe fn run<S: Simd>(finished: Self::Args<'_>) {
        let layout = finished.layout;
        let scaling = O::scaling(layout);
        let pixels = layout.size[1];
        // SAFETY: the caller guarantees the addresses and the instruction set.
        unsafe {
            for row in 0..finished.rows {
                let values = finished.values.add(row * pixels * LANES);
                let to = finished.to.cast::<O>().add(row * layout.row_stride);
                if let Some(distance) = finished.added {
                    let added = O::scaling(finished.added_layout);
                    for pixel in 0..pixels {
                        let at = values.add(pixel * LANES);
                        let held = to.add(pixel * layout.pixel_stride).byte_offset(distance);
                        let held = O::load::<S>(held.cast_const(), added);
                        let mut sum = [[S::add(S::load(at), held)]];
                        activate::<S, 1, 1>(finished.activation, &mut sum);
                        S::store(at, sum[0][0]);
                    }
                    if !is_simple(finished.activation) {
                        let rows = Rows {
                            first: values,
                            counts: [pixels, 1],
                            steps: [LANES; 2],
                            last: LANES,
                        };
                        S::entry::<Apply>()((finished.activation, rows));
                    }
                }
                for pixel in 0..pixels {
                    let at = values.add(pixel * LANES);
                    let values = match finished.len {
                        LANES => S::load(at),
                        len => S::load_part(at, len),
                    };
                    O::store::<S>(to.add(pixel * layout.pixel_stride), values, scaling);
                }
            }
        }
    }
}
