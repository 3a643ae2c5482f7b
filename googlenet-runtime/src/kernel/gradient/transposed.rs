//! Gradient of the kernel of a transposed convolution whose operand is NHWC, as the input of a network.

use super::SharedValues;
use crate::kernel::{Transposed, Worker};
use googlenet_dsl::plan::Region;

/// Computes this thread's share of the gradient of the kernel, laid out as height x width x (output channels / groups) x
/// input channels: the sums over the pixels of all images of the operand, times the gradient of the result under each
/// tap. They replace the values of `kernel`. The operand is NHWC.
///
/// # Panics
/// Panics if the regions do not have the channels of `problem`, if the operand is not NHWC, or if `kernel` has another
/// size.
pub(crate) fn transposed_kernel_gradient(
    worker: &Worker<'_>,
    problem: &Transposed,
    operand: &Region,
    gradient: &Region,
    kernel: SharedValues<'_>,
) {
    let (inputs, outputs) = (problem.inputs, problem.outputs);
    let [height, width] = problem.kernel;
    let rows = outputs / problem.groups;
    assert!(
        operand.layout.channels.is_interleaved()
            && operand.layout.channels.count() == inputs
            && gradient.layout.channels.count() == outputs
            && kernel.len() == height * width * rows * inputs,
        "the regions have the problem's channels"
    );
    let group_inputs = inputs / problem.groups;
    for at in worker.part(height * width * rows) {
        let (tap, row) = ([at / rows / width, at / rows % width], at % rows);
        // SAFETY: each row of the kernel is written by one thread only.
        let sums = unsafe { kernel.get_mut(at * inputs..(at + 1) * inputs) };
        sums.fill(0.0);
        let place = |axis: usize, pixel: usize| {
            let place = pixel * problem.stride[axis] + tap[axis] * problem.dilation[axis];
            let place = place.checked_sub(problem.before[axis])?;
            (place < gradient.layout.size[axis]).then_some(place)
        };
        for image in 0..worker.run.images() {
            let (source, values) = (
                worker.run.view::<f32>(gradient, image),
                worker.run.view::<f32>(operand, image),
            );
            for y in 0..operand.layout.size[0] {
                let Some(from_y) = place(0, y) else { continue };
                for x in 0..operand.layout.size[1] {
                    let Some(from_x) = place(1, x) else { continue };
                    let values = values.pixel(0, y, x);
                    let parts = sums.chunks_exact_mut(group_inputs);
                    for (group, sums) in parts.enumerate() {
                        let channel = group * rows + row;
                        let holder = source.layout.channels.holding(channel);
                        let from = source.pixel(holder.block, from_y, from_x);
                        let factor = from[channel - holder.first];
                        let values = &values[group * group_inputs..];
                        for (sum, value) in sums.iter_mut().zip(values) {
                            *sum += factor * value;
                        }
                    }
                }
            }
        }
    }
}
