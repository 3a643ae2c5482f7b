//! Kernel of ReLU with a slope of negative values for each channel.

use super::arch::{Kernel, Simd, entry};
use super::{Isa, Worker};
use googlenet_dsl::plan::Region;

/// Stores each value that is positive, and others multiplied by the slope of their channel, for this thread's share of
/// the rows. `slopes` has one entry for each lane of each channel block, block by block.
///
/// # Panics
/// Panics if the regions differ in element type, size or channel blocks, if the type is not `f32`, if they overlap, or
/// if `slopes` has another length.
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
    worker.for_rows(&output.layout, |image, block, y| {
        let source = worker.run.view::<f32>(input, image).row(block, y);
        let target = worker
            .run
            .output(output, image, std::slice::from_ref(input));
        // SAFETY: each row is written by one thread only, and the output was checked not to overlap the input.
        let to = unsafe { target.row_mut(block, y) };
        row(worker.isa, to, source, &slopes[block * lanes..][..lanes]);
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
