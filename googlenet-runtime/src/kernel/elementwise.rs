//! Kernels that compute each value from the values at the same place of their inputs, and apply an activation: sums,
//! and batch normalisation as a step of its own (a factor and a summand for each channel).

use super::arch::{Kernel, Simd, entry};
use super::view::View;
use super::{Isa, Worker, activation};
use googlenet_dsl::op::Elementwise;
use googlenet_dsl::plan::Region;

/// Adds maps or vectors of one shape, in the order of the inputs, then applies the activation, for this thread's share
/// of the rows. Input `i` is multiplied by `factors[i]` first; empty `factors` mean that all factors are 1. The
/// division of the channels into blocks may differ between inputs and output.
///
/// # Panics
/// Panics if `factors` has neither an entry for every input nor none, if the shapes differ, if an element type is not
/// `f32`, or if the output overlaps an input.
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
    worker.for_row_ranges(&output.layout, |image, block, rows| {
        let target = worker.run.output(output, image, inputs);
        for y in rows {
            // SAFETY: each row is written by one thread only, and the output was checked not to overlap the inputs.
            let to = unsafe { target.row_mut(block, y) };
            for (slot, input) in inputs.iter().enumerate() {
                let source = worker.run.view(input, image);
                let factor = factors.get(slot).copied().unwrap_or(1.0);
                if input.same_layout(output) {
                    add_row(worker.isa, to, source.row(block, y), factor, slot == 0);
                } else {
                    for_each_channel(&source, &target, block, y, |from, to| {
                        let sum = if slot == 0 { 0.0 } else { *to };
                        *to = sum + factor * from;
                    });
                }
            }
            activation::apply(worker.isa, activation, to);
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

/// Calls `merge` with the source's value and the target's element, for each channel and each column in row `y` of the
/// target's channel block `block`. The source may divide the channels into blocks in another way.
fn for_each_channel(
    source: &View<'_, f32>,
    target: &View<'_, f32>,
    block: usize,
    y: usize,
    merge: impl Fn(f32, &mut f32),
) {
    let width = target.layout.size[1];
    let (from_step, to_step) = (source.layout.pixel_stride, target.layout.pixel_stride);
    let own = target.layout.channels.block(block);
    for other in source.layout.channels.iter() {
        let first = own.first.max(other.first);
        let end = (own.first + own.len).min(other.first + other.len);
        if first >= end {
            continue;
        }
        let row = source.row(other.block, y);
        for x in 0..width {
            for channel in first..end {
                let value = row[x * from_step + channel - other.first];
                // SAFETY: this thread alone writes the target's row.
                let to =
                    unsafe { target.pixel_mut(block, y, x * to_step + channel - own.first, 1) };
                merge(value, &mut to[0]);
            }
        }
    }
}

/// Computes `value * factor + summand` for each value, then applies the activation, for this thread's share of the
/// rows. `factor` and `summand` have one entry for each lane of each channel block, block by block.
///
/// # Panics
/// Panics if the regions differ in element type, size or channel blocks, if the type is not `f32`, if they overlap, or
/// if a slice has another length.
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
    worker.for_rows(&output.layout, |image, block, y| {
        let source = worker.run.view::<f32>(input, image).row(block, y);
        let target = worker
            .run
            .output(output, image, std::slice::from_ref(input));
        // SAFETY: each row is written by one thread only, and the output was checked not to overlap the input.
        let to = unsafe { target.row_mut(block, y) };
        let factor = &factor[block * lanes..][..lanes];
        let summand = &summand[block * lanes..][..lanes];
        let pixels = to.chunks_exact_mut(lanes).zip(source.chunks_exact(lanes));
        for (to, from) in pixels {
            for lane in 0..lanes {
                to[lane] = from[lane] * factor[lane] + summand[lane];
            }
        }
        activation::apply(worker.isa, activation, to);
    });
}
