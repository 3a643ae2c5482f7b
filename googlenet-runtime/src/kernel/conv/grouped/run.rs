//! One thread's share of a grouped convolution.

use super::super::args::ConvArgs;
use super::super::descriptor::ConvDescriptor;
use super::super::fused_pool::{Band, RowBands};
use super::super::partition::UnitShare;
use super::super::tile::FLUSH;
use super::elements::InOrder;
use super::row::{NO_RING, OutputRows, Start, rows};
use super::{Grouped, Inputs};
use crate::kernel::Worker;
use crate::kernel::share::Share;
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::LANES;
use std::ops::Range;

/// Maximum number of bytes of weights of the next primitive that are prefetched with each row of outputs.
const MAX_AHEAD: usize = 512;

impl Grouped {
    /// Computes one thread's share of the outputs, panel by panel.
    pub(in super::super) fn run(&self, args: &ConvArgs<'_>, worker: &Worker<'_>) {
        let mine = self.share(args.descriptor, args.images, worker.share());
        let all = (0..self.panels)
            .map(|panel| mine.units(panel, 1).len())
            .sum();
        let mut work = GroupedWork::new(self, args, worker, all);
        let height = args.descriptor.output.size[0];
        let mut of_panel = |panel: usize, range: Range<usize>| {
            let mut at = range.start;
            while at < range.end {
                let (image, first) = (at / height, at % height);
                let rows = first..height.min(first + range.end - at);
                at += rows.len();
                work.rows([image, panel], rows);
            }
        };
        match mine {
            // Of each image all panels, so that its rows stay in the caches.
            UnitShare::Pixels(range) => {
                let mut at = range.start;
                while at < range.end {
                    let end = range.end.min((at / height + 1) * height);
                    (0..self.panels).for_each(|panel| of_panel(panel, at..end));
                    at = end;
                }
            }
            mine => (0..self.panels).for_each(|panel| of_panel(panel, mine.units(panel, 1))),
        }
    }

    /// Returns a thread's share of the rows of outputs, which are numbered through the images.
    fn share(&self, descriptor: &ConvDescriptor, images: usize, share: Share) -> UnitShare {
        let rows = images * descriptor.output.size[0];
        UnitShare::new(self.config.partition, share, rows, self.panels)
    }

    /// Returns the number of multiply-accumulates of a thread's share, those with unused lanes included.
    pub(in super::super) fn work(
        &self,
        descriptor: &ConvDescriptor,
        images: usize,
        share: Share,
    ) -> usize {
        let mine = self.share(descriptor, images, share);
        let rows: usize = (0..self.panels)
            .map(|panel| mine.units(panel, 1).len())
            .sum();
        rows * self.work_of_row(descriptor) / self.panels
    }

    /// Returns the number of multiply-accumulates of one row of one image's map.
    pub(in super::super) fn work_of_row(&self, descriptor: &ConvDescriptor) -> usize {
        self.panels * LANES * self.taps * self.inputs * descriptor.output.size[1]
    }

    /// Returns the range of the primitive's packed weights, in `f32` values, that a thread reads first.
    pub(in super::super) fn first(
        &self,
        descriptor: &ConvDescriptor,
        worker: &Worker<'_>,
    ) -> Range<usize> {
        let mine = self.share(descriptor, worker.run.images(), worker.share());
        let mut panels = 0..self.panels;
        let panel = panels.find(|panel| !mine.units(*panel, 1).is_empty());
        self.part(panel.unwrap_or(0))
    }
}

impl RowBands for Grouped {
    fn units_of_band(&self) -> usize {
        self.band_rows
    }

    fn band_size(&self) -> [usize; 2] {
        [self.band_rows, 1]
    }

    fn band(
        &self,
        args: &ConvArgs<'_>,
        worker: &Worker<'_>,
        rows: Range<usize>,
        band: &dyn Band,
        is_last: bool,
    ) {
        for panel in 0..self.panels {
            let args = &ConvArgs {
                to: band.target(args, panel),
                prefetch: match is_last && panel + 1 == self.panels {
                    true => args.prefetch,
                    false => &[],
                },
                ..*args
            };
            let mut work = GroupedWork::new(self, args, worker, rows.len());
            work.rows([band.image(), panel], rows.clone());
            band.finish(panel..panel + 1);
        }
    }
}

/// Grouped convolution with the arguments of one run, on one thread.
struct GroupedWork<'a> {
    grouped: &'a Grouped,
    args: &'a ConvArgs<'a>,
    /// Address of the thread's scratch memory; null if the convolution needs none.
    scratch: *mut f32,
    /// Weights of the next primitive that are still to be prefetched, and the number of bytes for each row of a part of
    /// the sums of outputs.
    ahead: &'a [f32],
    ahead_bytes: usize,
}

/// Where the inputs of a row of outputs are read.
struct Source {
    /// Address of the first lane of the first input under the first pixel's window.
    from: *const f32,
    /// Numbers of values from one row to the next, and from one pixel to the next.
    strides: [usize; 2],
    /// Number of values from one plane to the next.
    plane_stride: usize,
    /// Number of lanes that are read of each input.
    lanes: usize,
}

/// A part of the sums of outputs.
struct Part {
    /// Input channels of each group over which the part sums.
    planes: Range<usize>,
    start: Start,
}

impl<'a> GroupedWork<'a> {
    /// Creates the work of a thread that computes `rows` rows of outputs.
    fn new(
        grouped: &'a Grouped,
        args: &'a ConvArgs<'a>,
        worker: &Worker<'_>,
        rows: usize,
    ) -> GroupedWork<'a> {
        let bytes = size_of_val(args.prefetch);
        let rows = rows * grouped.parts_of_a_sum();
        GroupedWork {
            grouped,
            args,
            scratch: match grouped.scratch_len() {
                0 => std::ptr::null_mut(),
                len => worker.scratch(len),
            },
            ahead: args.prefetch,
            ahead_bytes: bytes
                .div_ceil(rows.max(1))
                .next_multiple_of(LANES * size_of::<f32>())
                .min(MAX_AHEAD),
        }
    }

    /// Computes the rows `outputs` of outputs of one image and panel.
    fn rows(&mut self, [image, panel]: [usize; 2], outputs: Range<usize>) {
        let inputs = self.grouped.inputs;
        let Inputs::Spread(spread) = &self.grouped.reads else {
            let source = self.in_place([image, panel], outputs.start);
            let part = Part {
                planes: 0..inputs,
                start: self.start(panel),
            };
            return self.compute([image, panel], outputs, &source, part);
        };
        let source = Source {
            from: self.scratch.cast_const(),
            strides: [spread.row_len(), LANES],
            plane_stride: spread.plane_len,
            lanes: LANES,
        };
        let most = FLUSH / self.grouped.taps;
        for first in outputs.clone().step_by(spread.outputs) {
            let now = first..outputs.end.min(first + spread.outputs);
            let mut start = self.start(panel);
            let mut summed = 0;
            for plane in (0..inputs).step_by(spread.planes) {
                let planes = plane..inputs.min(plane + spread.planes);
                // SAFETY: the scratch memory was checked to have room, and belongs to this thread; the region of the input
                // was checked, and no step writes what another step of its phase reads.
                unsafe {
                    let planes = planes.clone();
                    let from = self.args.from.wrapping_add(image * self.args.from_image);
                    let descriptor = self.args.descriptor;
                    spread.copy(descriptor, from, panel, &now, planes, self.scratch);
                }
                summed += planes.len();
                if plane > 0 && summed > most {
                    (start, summed) = (Start::Zero, planes.len());
                }
                let part = Part { planes, start };
                self.compute([image, panel], now.clone(), &source, part);
                start = Start::Held;
            }
        }
    }

    /// Returns what the sums of a panel start with: bias, and what is added.
    fn start(&self, panel: usize) -> Start {
        let bias = self.args.weights[self.grouped.part(panel)].as_ptr();
        match self.args.epilogue.added.distance() {
            Some(distance) => Start::BiasAnd(bias, distance * size_of::<f32>() as isize),
            None => Start::Bias(bias),
        }
    }

    /// Returns where the inputs of the rows of outputs from `y` on are read if they are read where they lie.
    fn in_place(&self, [image, panel]: [usize; 2], y: usize) -> Source {
        let descriptor = self.args.descriptor;
        let input = &descriptor.input;
        let [inputs, outputs] = descriptor.channels_per_group();
        let first = descriptor.panel(panel).start / outputs * inputs;
        let block = input.channels.holding(first);
        // Lanes that are permuted are those of a whole block.
        let lane = match &self.grouped.reads {
            Inputs::Permuted(_) => 0,
            _ => first - block.first,
        };
        let [top, left, ..] = descriptor.reach;
        let row = y * descriptor.window.stride[0] as usize;
        // Wrapping, as the window's first tap may lie before the first pixel.
        let from = self
            .args
            .from
            .wrapping_add(image * self.args.from_image + row * input.row_stride)
            .wrapping_add(input.block_offset(block.block) + lane)
            .wrapping_sub(top * input.row_stride + left * input.pixel_stride);
        Source {
            from,
            strides: [input.row_stride, input.pixel_stride],
            plane_stride: 0,
            lanes: LANES.min(input.channels.lanes() - lane),
        }
    }

    /// Computes a part of the sums of the rows `outputs` of outputs of one image and panel from their inputs, whose first
    /// plane is the part's; with the last part, the outputs themselves.
    fn compute(
        &mut self,
        [image, panel]: [usize; 2],
        outputs: Range<usize>,
        source: &Source,
        part: Part,
    ) {
        let descriptor = self.args.descriptor;
        let output = &descriptor.output;
        let (panel_stride, stored) = match descriptor.stores_blocks() {
            true => (output.block_stride, LANES),
            false => (LANES, descriptor.panel(panel).len()),
        };
        let row_ahead = self.ahead_bytes / size_of::<f32>();
        let ahead = self.ahead.len().min(row_ahead * outputs.len());
        let (now, behind) = self.ahead.split_at(ahead);
        self.ahead = behind;
        let [down, right] = descriptor.window.dilation.map(|step| step as usize);
        let [rows_apart, pixels_apart] = descriptor.window.stride.map(|step| step as usize);
        let to =
            image * self.args.to_image + panel * panel_stride + outputs.start * output.row_stride;
        let weights = &self.args.weights[self.grouped.part(panel)];
        let args = OutputRows::<InOrder<f32, f32>> {
            from: source.from,
            to: self.args.to.wrapping_add(to),
            scaling: ((), [(); 2]),
            ring: NO_RING,
            rows: outputs.len(),
            row_steps: [rows_apart * source.strides[0], output.row_stride],
            pixels: output.size[1],
            pixel_step: pixels_apart * source.strides[1],
            tap_steps: [down * source.strides[0], right * source.strides[1]],
            taps: descriptor.window.kernel.map(|taps| taps as usize),
            to_step: output.pixel_stride,
            lanes: [source.lanes, stored],
            planes: part.planes.len(),
            plane_step: source.plane_stride,
            permutations: match &self.grouped.reads {
                Inputs::Permuted(tables) => tables[panel * self.grouped.inputs..].as_ptr(),
                _ => std::ptr::null(),
            },
            weights: weights[(1 + part.planes.start * self.grouped.taps) * LANES..].as_ptr(),
            start: part.start,
            activation: match part.planes.end == self.grouped.inputs {
                true => self.args.epilogue.activation,
                false => Elementwise::None,
            },
            ahead: now.as_ptr().cast(),
            ahead_step: size_of_val(now) / outputs.len(),
        };
        // SAFETY: the rows and their channels lie inside the output region, which was checked, and are computed by one
        // thread only; the inputs under the windows lie inside the input with its border, or were copied with their
        // padding; the processor has the instruction set, as its features were detected before `isa` was chosen.
        unsafe { rows(descriptor.isa, &args) };
    }
}
