//! Transposed convolution: each pixel of the result is the sum over the taps that an input pixel reaches it with.

use super::source_weights::SourceWeights;
use crate::kernel::arch::{Kernel, Simd, entry};
use crate::kernel::number::{Number, with_number};
use crate::kernel::view::View;
use crate::kernel::{Worker, activation};
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::{LANES, Region};
use googlenet_dsl::value::DType;
use std::marker::PhantomData;

/// Number of pixels of a row that are computed together, with the same taps.
const PIXELS: usize = 4;

/// The problem of a transposed convolution. Pairs are of rows and columns.
#[derive(Debug, Clone)]
pub(crate) struct Transposed {
    pub(crate) kernel: [usize; 2],
    /// Rows and columns of the result from one pixel of the input to the next.
    pub(crate) stride: [usize; 2],
    /// Rows and columns of the result from one tap to the next.
    pub(crate) dilation: [usize; 2],
    /// Rows and columns that are cut off before the first ones of the result.
    pub(crate) before: [usize; 2],
    pub(crate) groups: usize,
    pub(crate) inputs: usize,
    pub(crate) outputs: usize,
}

/// Consecutive output channels of one group inside one panel of 16: the channels that one vector holds.
#[derive(Debug, Clone, Copy)]
struct Run {
    /// First output channel, and their number.
    first: usize,
    len: usize,
    /// First input channel of the group.
    input: usize,
    /// Position of the run's packed weights.
    offset: usize,
}

impl Transposed {
    fn group_inputs(&self) -> usize {
        self.inputs / self.groups
    }

    fn group_outputs(&self) -> usize {
        self.outputs / self.groups
    }

    /// Returns the number of packed values of one run: a bias for each lane, then a weight for each tap, input channel
    /// of the group and lane.
    fn run_len(&self) -> usize {
        LANES * (1 + self.kernel[0] * self.kernel[1] * self.group_inputs())
    }

    /// Returns the runs, in the order of their channels.
    fn runs(&self) -> impl Iterator<Item = Run> + '_ {
        let mut next = 0;
        let starts = std::iter::from_fn(move || {
            let first = next;
            let end = (first / LANES + 1) * LANES;
            let group = first / self.group_outputs();
            next = end
                .min((group + 1) * self.group_outputs())
                .min(self.outputs);
            (first < self.outputs).then_some((first, next - first, group))
        });
        starts.enumerate().map(|(at, (first, len, group))| Run {
            first,
            len,
            input: group * self.group_inputs(),
            offset: at * self.run_len(),
        })
    }

    /// Returns the number of packed values.
    pub(super) fn len(&self) -> usize {
        self.runs().count() * self.run_len()
    }

    /// Packs the source weights, whose kernel is laid out as height x width x (output channels / groups) x input
    /// channels, into `values`, all of which are written.
    ///
    /// # Panics
    /// Panics if the kernel has another size, or if `values` is shorter than [`Transposed::len`].
    pub(crate) fn pack(&self, source: &SourceWeights<'_>, values: &mut [f32]) {
        let taps = self.kernel[0] * self.kernel[1];
        assert_eq!(
            source.kernel.len(),
            taps * self.group_outputs() * self.inputs,
            "the kernel has its window's size"
        );
        for run in self.runs() {
            let values = &mut values[run.offset..][..self.run_len()];
            if run.len < LANES {
                values.fill(0.0);
            }
            let (bias, weights) = values.split_at_mut(LANES);
            for lane in 0..run.len {
                let output = run.first + lane;
                bias[lane] = source.bias(output);
                let row = output % self.group_outputs();
                for tap in 0..taps {
                    for input in 0..self.group_inputs() {
                        let from = (tap * self.group_outputs() + row) * self.inputs;
                        let weight = source.weight(from + run.input + input, output);
                        weights[(tap * self.group_inputs() + input) * LANES + lane] = weight;
                    }
                }
            }
        }
    }

    /// Returns the index of the input row (`at` 0) or column (`at` 1) that reaches row or column `place` of the result
    /// with the tap `tap`, which may lie outside of the input; `None` if none does.
    #[inline(always)]
    fn source(&self, at: usize, place: usize, tap: usize) -> Option<isize> {
        let place = (place + self.before[at]) as isize - (tap * self.dilation[at]) as isize;
        let stride = self.stride[at] as isize;
        (place % stride == 0).then_some(place / stride)
    }
}

/// Computes a transposed convolution with its bias, then applies the activation, for this thread's share of the
/// output's rows. `weights` are the packed values of `problem`.
///
/// # Panics
/// Panics if the regions do not have the channels of `problem`, if the output has several segments, if `weights` has
/// another length, if element types differ, if kernels do not compute with the type, or if the regions overlap.
pub(crate) fn conv_transpose(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    problem: &Transposed,
    weights: &[f32],
    activation: Elementwise,
) {
    assert!(
        input.layout.channels.count() == problem.inputs
            && output.layout.channels.count() == problem.outputs
            && !output.layout.channels.is_segmented()
            && weights.len() == problem.len(),
        "the regions have the problem's channels"
    );
    with_number!(output.layout.dtype, T => {
        transposed_of::<T>(worker, [input, output], problem, weights, activation);
    });
}

fn transposed_of<T: Number>(
    worker: &Worker<'_>,
    [input, output]: [&Region; 2],
    problem: &Transposed,
    weights: &[f32],
    activation: Elementwise,
) {
    let rows = output.layout.size[0];
    // Panels side by side in a pixel are a group.
    let groups = match output.layout.is_in_blocks() {
        true => output.layout.groups(),
        false => problem.outputs.div_ceil(LANES),
    };
    for at in worker.part(worker.run.images() * groups * rows) {
        let (image, group, y) = (at / rows / groups, at / rows % groups, at % rows);
        let inputs = std::slice::from_ref(input);
        let panels = match output.layout.is_in_blocks() {
            true => output.layout.blocks_of_group(group),
            false => group..group + 1,
        };
        for panel in panels {
            let row = Row {
                problem,
                source: &worker.run.view::<T>(input, image),
                target: &worker.run.output::<T>(output, image, inputs),
                weights,
                panel,
                y,
                activation,
            };
            // SAFETY: the panel's channels of the output row are written by this thread only; the processor has the
            // instruction set, as its features were detected before `isa` was chosen.
            unsafe { entry::<TransposedRow<T>>(worker.isa)(&row) };
        }
    }
}

struct Row<'v, T> {
    problem: &'v Transposed,
    source: &'v View<'v, T>,
    target: &'v View<'v, T>,
    weights: &'v [f32],
    panel: usize,
    y: usize,
    activation: Elementwise,
}

struct TransposedRow<T>(PhantomData<T>);

impl<T: Number> Kernel for TransposedRow<T> {
    type Args<'a> = &'a Row<'a, T>;

    #[inline(always)]
    unsafe fn run<S: Simd>(row: Self::Args<'_>) {
        if T::DTYPE != DType::F32 {
            row.clear_unused();
        }
        let runs = row.problem.runs();
        for run in runs.filter(|run| run.first / LANES == row.panel) {
            let width = row.target.layout.size[1];
            let stride = row.problem.stride[1];
            // Pixels a stride apart are reached with the same taps.
            for phase in 0..stride.min(width) {
                let mut x = phase;
                while x < width {
                    // SAFETY: the pixels lie in the row; the caller guarantees the rest.
                    unsafe {
                        if x + (PIXELS - 1) * stride < width && row.is_inside(x, PIXELS) {
                            row.tile::<S, PIXELS>(&run, x);
                            x += PIXELS * stride;
                        } else {
                            row.tile::<S, 1>(&run, x);
                            x += stride;
                        }
                    }
                }
            }
        }
    }
}

impl<T: Number> Row<'_, T> {
    /// Writes zeros to the lanes of the panel that hold no channel.
    #[inline(always)]
    fn clear_unused(&self) {
        let layout = self.target.layout;
        let len = layout.channels.block(self.panel).len;
        let zero = T::zero(layout.zero_point);
        for x in 0..layout.size[1] {
            let first = x * layout.pixel_stride + len;
            // SAFETY: no other code accesses these lanes.
            unsafe {
                self.target
                    .pixel_mut(self.panel, self.y, first, LANES - len)
            }
            .fill(zero);
        }
    }

    /// Returns `true` if for all taps that reach pixel `x` of the result, and those of the `pixels` from there on, a
    /// stride apart, the input pixels lie inside the map.
    #[inline(always)]
    fn is_inside(&self, x: usize, pixels: usize) -> bool {
        let columns = self.source.layout.size[1] as isize;
        let mut inside = true;
        for tap in 0..self.problem.kernel[1] {
            if let Some(column) = self.problem.source(1, x, tap) {
                inside &= column >= 0 && column + (pixels as isize) <= columns;
            }
        }
        inside
    }

    /// Computes the run's channels of `N` pixels from pixel `x` on, a stride apart.
    ///
    /// # Safety
    /// The pixels must lie in the row, and no other code may access the run's channels of them; if there are several,
    /// [`Row::is_inside`] must be true; the processor must have the instruction set.
    #[inline(always)]
    unsafe fn tile<S: Simd, const N: usize>(&self, run: &Run, x: usize) {
        let problem = self.problem;
        let [rows, columns] = self.source.layout.size;
        let step = self.source.layout.pixel_stride;
        let scalings = [self.source, self.target].map(|view| T::scaling(view.layout));
        let inputs = problem.group_inputs();
        let weights = &self.weights[run.offset..][..problem.run_len()];
        // SAFETY: the run's values begin with 16 biases, and hold 16 weights for each tap and input channel; rows and
        // columns are checked to lie inside the map, and channels lie in the block that holds them; the caller
        // guarantees the pixels of the output and the instruction set.
        unsafe {
            let mut sums = [S::load(weights.as_ptr()); N];
            let weights = weights.as_ptr().add(LANES);
            for down in 0..problem.kernel[0] {
                let Some(from_row) = problem.source(0, self.y, down) else {
                    continue;
                };
                if from_row < 0 || from_row >= rows as isize {
                    continue;
                }
                for right in 0..problem.kernel[1] {
                    let Some(column) = problem.source(1, x, right) else {
                        continue;
                    };
                    if column < 0 || column + N as isize > columns as isize {
                        continue;
                    }
                    let tap = (down * problem.kernel[1] + right) * inputs;
                    let mut channel = 0;
                    while channel < inputs {
                        let holder = self.source.layout.channels.holding(run.input + channel);
                        let lane = run.input + channel - holder.first;
                        let len = (holder.len - lane).min(inputs - channel);
                        let from = self.source.address(holder.block, from_row as usize);
                        let from = from.add(column as usize * step + lane);
                        let weights = weights.add((tap + channel) * LANES);
                        for at in 0..len {
                            let weight = S::load(weights.add(at * LANES));
                            let mut pixel = 0;
                            while pixel < N {
                                let value = (*from.add(pixel * step + at)).value(scalings[0]);
                                sums[pixel] = S::multiply_add(value, weight, sums[pixel]);
                                pixel += 1;
                            }
                        }
                        channel += len;
                    }
                }
            }
            let mut pixel = 0;
            while pixel < N {
                let mut value = [[sums[pixel]]];
                activation::activate::<S, 1, 1>(self.activation, &mut value);
                let place = x + pixel * problem.stride[1];
                let to = self.target.panel(self.panel, self.y);
                let to = to.add(place * self.target.layout.pixel_stride + run.first % LANES);
                let mut lanes = [0.0f32; LANES];
                let results = match T::DTYPE {
                    DType::F32 => to.cast(),
                    _ => lanes.as_mut_ptr(),
                };
                S::store_part(results, value[0][0], run.len);
                if !activation::is_simple(self.activation) {
                    let stored = activation::Rows {
                        first: results,
                        counts: [1, 1],
                        steps: [0, LANES],
                        last: run.len,
                    };
                    S::entry::<activation::Apply>()((self.activation, stored));
                }
                if T::DTYPE != DType::F32 {
                    T::store_part::<S>(to, S::load(lanes.as_ptr()), run.len, scalings[1]);
                }
                pixel += 1;
            }
        }
    }
}
