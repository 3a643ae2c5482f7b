//! Weights of a case, and memory before it is computed.

use super::case::{Case, Inputs, Setup};
use super::values::{pixels, place, put, rounded, value};
use googlenet_dsl::value::DType;

/// Returns kernel and bias of a case.
pub(in super::super::super) fn weights(case: &Case, setup: &Setup) -> [Vec<f32>; 2] {
    let [rows, columns] = case.window.kernel.map(|taps| taps as usize);
    let [inputs, outputs] =
        [&setup.input, &setup.output].map(|region| region.layout.channels.count());
    let kernel = (0..rows * columns * inputs * outputs).map(|at| value(at + 99));
    [kernel.collect(), (0..outputs).map(value).collect()]
}

/// Returns the memory of all images of a case before it is computed.
pub(in super::super::super) fn memory(case: &Case, setup: &Setup) -> Vec<u8> {
    let Setup { input, bytes, .. } = setup;
    // Everything is filled with values that would be seen, what is read of it with zeros.
    let mut before = vec![0u8; bytes * case.images];
    for (image, memory) in before.chunks_mut(*bytes).enumerate() {
        for (at, pair) in memory.chunks_mut(2).enumerate() {
            pair.copy_from_slice(&rounded(value(at + image)).to_ne_bytes());
        }
        let layout = &input.layout;
        let size = layout.dtype.size();
        let span = input.span();
        for pixel in memory[span].chunks_mut(size) {
            put(pixel, layout.dtype, 0.0);
        }
        if case.inputs == Inputs::Part {
            // Other maps' values.
            for (y, x) in pixels(layout.size) {
                let at = place(input, 0, y, x);
                memory[at - 16 * size..at].fill(0xff);
            }
        }
        for (y, x) in pixels(layout.size) {
            for block in layout.channels.iter() {
                let at = place(input, block.first, y, x);
                for lane in 0..layout.channels.lanes().min(16.max(block.len)) {
                    let held = match (lane < block.len, layout.dtype) {
                        (true, _) => {
                            value(image + 31 * (y * layout.size[1] + x) + 7 * (block.first + lane))
                        }
                        (false, DType::F32) => f32::NAN,
                        (false, _) => 3.5,
                    };
                    put(&mut memory[at + lane * size..], layout.dtype, held);
                }
            }
        }
    }
    before
}
