//! Kernels that compute each value from the values at the same place of their inputs, and apply an activation: sums,
//! and batch normalisation as a step of its own (a factor and a summand for each channel).

use super::arch::{Kernel, Simd, entry};
use super::number::{Number, RowPart, with_number};
use super::view::View;
use super::{Isa, Worker, activation};
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::Region;

/// Adds maps or vectors of one shape, in the order of the inputs, then applies the activation, for this thread's share
/// of the rows. Input `i` is multiplied by `factors[i]` first; empty `factors` mean that all factors are 1. The
/// division of the channels into blocks may differ between inputs and output.
///
/// # Panics
/// Panics if `factors` has neither an entry for every input nor none, if the shapes or element types differ, if kernels do
/// not compute with the type, or if the output overlaps an input.
pub(crate) fn add(
    worker: &Worker<'_>,
    inputs: &[Region],
    output: &Region,
    factors: &[f32],
    activation: Elementwise,
) {
    assert!(
        factors.is_empty() || factors.len() == inputs.len(),
        "a factor for every input"
    );
    assert!(
        inputs.iter().all(|input| input.shape == output.shape),
        "operands have the result's shape"
    );
    with_number!(output.layout.dtype, T => add_of::<T>(worker, inputs, output, factors, activation));
}

fn add_of<T: Number>(
    worker: &Worker<'_>,
    inputs: &[Region],
    output: &Region,
    factors: &[f32],
    activation: Elementwise,
) {
    let (mut sums, mut terms) = (T::buffer(), T::buffer());
    worker.for_row_ranges(&output.layout, |image, block, rows| {
        let target = worker.run.output::<T>(output, image, inputs);
        for part in target.parts(block, rows) {
            // SAFETY: each row is written by one thread only, and the output was checked not to overlap the inputs.
            let to = unsafe { T::begin(&part, &mut sums) };
            for (slot, input) in inputs.iter().enumerate() {
                let source = worker.run.view::<T>(input, image);
                let factor = factors.get(slot).copied().unwrap_or(1.0);
                if input.same_layout(output) {
                    let part = source.row_part(block, part.y, part.columns.clone());
                    let from = T::values(&part, worker.isa, &mut terms);
                    add_row(worker.isa, to, from, factor, slot == 0);
                } else {
                    for_each_channel(&source, &part, to, |from, to| {
                        let sum = if slot == 0 { 0.0 } else { *to };
                        *to = sum + factor * from;
                    });
                }
            }
            activation::apply(worker.isa, activation, to);
            // SAFETY: as above.
            unsafe { T::finish(&part, worker.isa, to) };
        }
    });
}

fn add_row(isa: Isa, to: &mut [f32], from: &[f32], factor: f32, first: bool) {
    // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen.
    unsafe { entry::<AddRow>(isa)((to, from, factor, first)) };
}

/// Kernel that adds `factor * value` to each element of a row, or stores the product if the flag `first` (the last
/// argument) is set.
struct AddRow;

impl Kernel for AddRow {
    type Args<'a> = (&'a mut [f32], &'a [f32], f32, bool);

    #[inline(always)]
    unsafe fn run<S: Simd>((to, from, factor, first): Self::Args<'_>) {
        let pairs = to.iter_mut().zip(from);
        if first {
            pairs.for_each(|(sum, value)| *sum = factor * value);
        } else {
            pairs.for_each(|(sum, value)| *sum += factor * value);
        }
    }
}

/// Calls `merge` with the source's value and the target's, for each channel and each column of a part of a row of the
/// target, whose values are `to`. The source may divide the channels into blocks in another way.
fn for_each_channel<T: Number>(
    source: &View<'_, T>,
    target: &RowPart<'_, T>,
    to: &mut [f32],
    merge: impl Fn(f32, &mut f32),
) {
    let to_step = T::step(target.view.layout);
    let scaling = T::scaling(source.layout);
    let own = target.view.layout.channels.block(target.block);
    for other in source.layout.channels.iter() {
        let first = own.first.max(other.first);
        let end = (own.first + own.len).min(other.first + other.len);
        if first >= end {
            continue;
        }
        let row = source.row(other.block, target.y);
        for (at, x) in target.columns.clone().enumerate() {
            let from = row.pixel(x);
            for channel in first..end {
                let value = from[channel - other.first].value(scaling);
                merge(value, &mut to[at * to_step + channel - own.first]);
            }
        }
    }
}

/// Computes `value * factor + summand` for each value, then applies the activation, for this thread's share of the
/// rows. `factor` and `summand` have one entry for each lane of each channel block, block by block.
///
/// # Panics
/// Panics if the regions differ in element type, size or channel blocks, if kernels do not compute with the type, if they
/// overlap, or if a slice has another length.
pub(crate) fn affine(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    factor: &[f32],
    summand: &[f32],
    activation: Elementwise,
) {
    assert!(
        input.same_layout(output),
        "the result has the input's shape and blocks"
    );
    let lanes = output.layout.channels.lanes();
    let values = lanes * output.layout.channels.blocks();
    assert!(
        factor.len() == values && summand.len() == values,
        "a factor and a summand a lane"
    );
    with_number!(output.layout.dtype, T => {
        affine_of::<T>(worker, [input, output], [factor, summand], activation);
    });
}

fn affine_of<T: Number>(
    worker: &Worker<'_>,
    [input, output]: [&Region; 2],
    [factor, summand]: [&[f32]; 2],
    activation: Elementwise,
) {
    let lanes = output.layout.channels.lanes();
    let (mut results, mut given) = (T::buffer(), T::buffer());
    worker.for_row_ranges(&output.layout, |image, block, rows| {
        let source = worker.run.view::<T>(input, image);
        let target = worker
            .run
            .output::<T>(output, image, std::slice::from_ref(input));
        let factor = &factor[block * lanes..][..lanes];
        let summand = &summand[block * lanes..][..lanes];
        for part in target.parts(block, rows) {
            let from = source.row_part(block, part.y, part.columns.clone());
            let from = T::values(&from, worker.isa, &mut given);
            // SAFETY: each row is written by one thread only, and the output was checked not to overlap the input.
            let to = unsafe { T::begin(&part, &mut results) };
            let pixels = to.chunks_exact_mut(lanes).zip(from.chunks_exact(lanes));
            for (to, from) in pixels {
                for lane in 0..lanes {
                    to[lane] = from[lane] * factor[lane] + summand[lane];
                }
            }
            activation::apply(worker.isa, activation, to);
            // SAFETY: as above.
            unsafe { T::finish(&part, worker.isa, to) };
        }
    });
}
