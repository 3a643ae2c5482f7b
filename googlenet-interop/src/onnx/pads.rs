//! Padding in numbers. Files never leave it to their readers: `auto_pad` is deprecated, and what `ceil_mode` means has
//! differed between versions of the readers.

use googlenet_dsl::op::Window;
use googlenet_dsl::shape::Shape;

/// The padding of a window's input: rows above, columns on the left, rows below, columns on the right, as ONNX has it.
///
/// With it `floor((input + padding - kernel) / stride) + 1`, ONNX's only rule where nothing is rounded up, gives as
/// many outputs as the layer has.
pub(super) fn pads(window: &Window, input: Shape, output: Shape) -> [i64; 4] {
    let [height, width] = input.spatial();
    let [above, left] = window.padding_before(height, width);
    let after = |at: usize, before: usize| {
        let reach =
            (output.spatial()[at] - 1) * window.stride[at] as usize + window.kernel[at] as usize;
        reach.saturating_sub(input.spatial()[at] + before)
    };
    [above, left, after(0, above), after(1, left)].map(|size| size as i64)
}
