//! Sums in `f64`.

use super::super::super::args::Added;
use super::case::{Case, Setup};
use super::values::{get, pixels, place};
use googlenet_dsl::plan::reach;

/// Returns for each image and output the value before the activation, and the sum of the magnitudes of its terms.
/// `read` is what becomes of an input or a weight.
pub(in super::super::super) fn reference(
    case: &Case,
    setup: &Setup,
    kernel: &[f32],
    bias: &[f32],
    before: &[u8],
    read: impl Fn(f32) -> f64,
) -> Vec<[f64; 2]> {
    let Setup {
        input,
        output,
        other,
        bytes,
    } = setup;
    let [inputs, outputs] = [input, output].map(|region| region.layout.channels.count());
    let [rows, columns] = case.window.kernel.map(|taps| taps as usize);
    let reach = reach(case.window, case.shape());
    let mut all = Vec::new();
    for memory in before.chunks(*bytes) {
        for (y, x) in pixels(output.layout.size) {
            let mut sums: Vec<[f64; 2]> = bias
                .iter()
                .map(|bias| [f64::from(*bias), f64::from(bias.abs())])
                .collect();
            for (row, column) in pixels([rows, columns]) {
                let along = |axis: usize, at: usize, tap: usize| {
                    let step = case.window.stride[axis] as usize * at;
                    let tap = case.window.dilation[axis] as usize * tap;
                    let place = (step + tap).checked_sub(reach[axis])?;
                    (place < case.size[axis]).then_some(place)
                };
                let (Some(from_y), Some(from_x)) = (along(0, y, row), along(1, x, column)) else {
                    continue;
                };
                for channel in 0..inputs {
                    let held = get(
                        &memory[place(input, channel, from_y, from_x)..],
                        input.layout.dtype,
                    );
                    let weights = &kernel
                        [((row * columns + column) * inputs + channel) * outputs..][..outputs];
                    for (sum, weight) in sums.iter_mut().zip(weights) {
                        let product = read(held) * read(*weight);
                        *sum = [sum[0] + product, sum[1] + product.abs()];
                    }
                }
            }
            let from = match case.added {
                Added::Nothing => None,
                Added::Output => Some(output),
                Added::Behind(_) => Some(other),
            };
            for (channel, sum) in sums.iter_mut().enumerate() {
                if let Some(from) = from {
                    let held = f64::from(get(
                        &memory[place(from, channel, y, x)..],
                        from.layout.dtype,
                    ));
                    *sum = [sum[0] + held, sum[1] + held.abs()];
                }
            }
            all.extend(sums);
        }
    }
    all
}
