//! Kernel of ReLU with a slope of negative values for each channel.

use super::arch::{Kernel, Simd, entry};
use super::number::{Number, with_number};
use super::{Isa, Worker};
use googlenet_dsl::plan::Region;

/// Stores each value that is positive, and others multiplied by the slope of their channel, for this thread's share of
/// the rows. `slopes` has one entry for each lane of each channel block, block by block.
///
/// # Panics
/// Panics if the regions differ in element type, size or channel blocks, if kernels do not compute with the type, if they
/// overlap, or if `slopes` has another length.
pub(crate) fn prelu(worker: &Worker<'_>, input: &Region, output: &Region, slopes: &[f32]) {
    assert!(
        input.same_layout(output),
        "the result has the input's shape and blocks"
    );
    let lanes = output.layout.channels.lanes();
    assert!(
        slopes.len() == lanes * output.layout.channels.blocks(),
        "a slope a lane"
    );
    with_number!(output.layout.dtype, T => prelu_of::<T>(worker, input, output, slopes));
}

fn prelu_of<T: Number>(worker: &Worker<'_>, input: &Region, output: &Region, slopes: &[f32]) {
    let lanes = output.layout.channels.lanes();
    let (mut results, mut given) = (T::buffer(), T::buffer());
    worker.for_row_ranges(&output.layout, |image, block, rows| {
        let source = worker.run.view::<T>(input, image);
        let target = worker
            .run
            .output::<T>(output, image, std::slice::from_ref(input));
        for part in target.parts(block, rows) {
            let from = source.row_part(block, part.y, part.columns.clone());
            let from = T::values(&from, worker.isa, &mut given);
            // SAFETY: each row is written by one thread only, and the output was checked not to overlap the input.
            let to = unsafe { T::begin(&part, &mut results) };
            row(worker.isa, to, from, &slopes[block * lanes..][..lanes]);
            // SAFETY: as above.
            unsafe { T::finish(&part, worker.isa, to) };
        }
    });
}

fn row(isa: Isa, to: &mut [f32], from: &[f32], slopes: &[f32]) {
    // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen.
    unsafe { entry::<Row>(isa)((to, from, slopes)) };
}

/// Kernel for a row of pixels, each with as many values as there are slopes.
struct Row;

impl Kernel for Row {
    type Args<'a> = (&'a mut [f32], &'a [f32], &'a [f32]);

    #[inline(always)]
    unsafe fn run<S: Simd>((to, from, slopes): Self::Args<'_>) {
        let lanes = slopes.len();
        for (to, from) in to.chunks_exact_mut(lanes).zip(from.chunks_exact(lanes)) {
            for lane in 0..lanes {
                let value = from[lane];
                to[lane] = if value > 0.0 {
                    value
                } else {
                    slopes[lane] * value
                };
            }
        }
    }
}
