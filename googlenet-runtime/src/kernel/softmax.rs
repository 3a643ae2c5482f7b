//! Kernel that computes the softmax over the channels of each pixel.

use super::arch::{Kernel, Simd, entry};
use super::number::{Number, with_number};
use super::vector_math::exp;
use super::view::View;
use super::{Isa, Worker};
use googlenet_dsl::plan::{LANES, Region};
use googlenet_dsl::value::DType;

/// Replaces the channels of each pixel by their softmax, in place, for this thread's share of the pixels of all images.
/// Lanes without a channel are left unchanged or, unless the elements are `f32`, become zero.
///
/// # Panics
/// Panics if kernels do not compute with elements of the region's type.
pub(crate) fn softmax(worker: &Worker<'_>, region: &Region) {
    let layout = &region.layout;
    let pixels = layout.size[0] * layout.size[1];
    let width = layout.size[1];
    for at in worker.part(worker.run.images() * pixels) {
        let (image, y, x) = (at / pixels, at % pixels / width, at % width);
        if layout.dtype != DType::F32 {
            with_number!(layout.dtype, T => {
                softmax_widened::<T>(worker.isa, &worker.run.output(region, image, &[]), [y, x]);
            });
            continue;
        }
        let view = worker.run.output::<f32>(region, image, &[]);
        let rows = || {
            layout.channels.iter().map(|block| {
                // SAFETY: each pixel is written by one thread only, and its rows are used one after the other.
                unsafe { view.pixel_mut(block.block, y, x * layout.pixel_stride, block.len) }
            })
        };
        let most = rows().fold(f32::NEG_INFINITY, |most, row| {
            largest(worker.isa, row, most)
        });
        let mut sum = 0.0;
        rows().for_each(|row| sum = exponentials(worker.isa, row, most, sum));
        rows().for_each(|row| divide(row, sum));
    }
}

/// Stores the softmax over the channels of each pixel of a map in another one, for this thread's share of the pixels of all
/// images. The elements of both may be of different types, and stand for values in different ways. Lanes without a channel
/// become zero.
///
/// # Panics
/// Panics if the maps differ in size or in the division of their channels into blocks of 16, if they overlap, or if kernels
/// do not compute with elements of their types.
pub(crate) fn softmax_between(worker: &Worker<'_>, input: &Region, output: &Region) {
    let (from, to) = (&input.layout, &output.layout);
    assert!(
        from.size == to.size && from.channels == to.channels,
        "a softmax has the size of its input"
    );
    let [height, width] = to.size;
    let pixels = height * width;
    for at in worker.part(worker.run.images() * pixels) {
        let (image, place) = (at / pixels, [at % pixels / width, at % width]);
        let load = |block: usize| {
            with_number!(from.dtype, T => {
                pixel_of::<T>(worker.isa, &worker.run.view(input, image), block, place)
            })
        };
        let (mut most, mut sum) = (f32::NEG_INFINITY, 0.0);
        for block in to.channels.iter() {
            most = largest(worker.isa, &load(block.block)[..block.len], most);
        }
        for block in to.channels.iter() {
            let mut lanes = load(block.block);
            sum = exponentials(worker.isa, &mut lanes[..block.len], most, sum);
        }
        for block in to.channels.iter() {
            let mut lanes = load(block.block);
            exponentials(worker.isa, &mut lanes[..block.len], most, 0.0);
            divide(&mut lanes[..block.len], sum);
            lanes[block.len..].fill(0.0);
            let inputs = std::slice::from_ref(input);
            with_number!(to.dtype, T => {
                let view = worker.run.output::<T>(output, image, inputs);
                // SAFETY: each pixel is written by one thread only.
                unsafe { store_pixel(worker.isa, &view, block.block, place, &lanes) };
            });
        }
    }
}

/// Returns the values of a pixel of a channel block, those of lanes without a channel included.
fn pixel_of<T: Number>(
    isa: Isa,
    view: &View<'_, T>,
    block: usize,
    [y, x]: [usize; 2],
) -> [f32; LANES] {
    let mut lanes = [0.0; LANES];
    let part = view.row_part(block, y, x..x + 1);
    let mut buffer = T::buffer();
    lanes.copy_from_slice(T::values(&part, isa, &mut buffer));
    lanes
}

/// Stores the values of a pixel of a channel block.
///
/// # Safety
/// No other code may access the pixel's channels.
unsafe fn store_pixel<T: Number>(
    isa: Isa,
    view: &View<'_, T>,
    block: usize,
    [y, x]: [usize; 2],
    lanes: &[f32; LANES],
) {
    let part = view.row_part(block, y, x..x + 1);
    let mut buffer = T::buffer();
    // SAFETY: the caller guarantees exclusive access.
    unsafe {
        T::begin(&part, &mut buffer).copy_from_slice(lanes);
        T::finish(&part, isa, lanes);
    }
}

/// Replaces the channels of one pixel by their softmax, in place. The exponentials are computed twice, as they are rounded
/// when they are stored.
fn softmax_widened<T: Number>(isa: Isa, view: &View<'_, T>, [y, x]: [usize; 2]) {
    let mut buffer = T::buffer();
    let (mut most, mut sum) = (f32::NEG_INFINITY, 0.0);
    for block in view.layout.channels.iter() {
        let part = view.row_part(block.block, y, x..x + 1);
        most = largest(isa, &T::values(&part, isa, &mut buffer)[..block.len], most);
    }
    let mut lanes = [0.0; LANES];
    for block in view.layout.channels.iter() {
        let part = view.row_part(block.block, y, x..x + 1);
        lanes.copy_from_slice(T::values(&part, isa, &mut buffer));
        sum = exponentials(isa, &mut lanes[..block.len], most, sum);
    }
    for block in view.layout.channels.iter() {
        let part = view.row_part(block.block, y, x..x + 1);
        lanes.copy_from_slice(T::values(&part, isa, &mut buffer));
        exponentials(isa, &mut lanes[..block.len], most, 0.0);
        divide(&mut lanes[..block.len], sum);
        // SAFETY: each pixel is written by one thread only.
        unsafe { T::finish(&part, isa, &lanes) };
    }
}

/// Replaces the values by their softmax, in place. The maximum is subtracted first, so that no exponential overflows.
#[cfg(any(test, feature = "image"))]
pub(crate) fn softmax_of(isa: Isa, values: &mut [f32]) {
    let most = largest(isa, values, f32::NEG_INFINITY);
    let sum = exponentials(isa, values, most, 0.0);
    divide(values, sum);
}

/// Returns the largest of `values` and `most`; NaN is passed over.
fn largest(isa: Isa, values: &[f32], most: f32) -> f32 {
    let mut result = most;
    // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen.
    unsafe { entry::<Largest>(isa)((values, &mut result)) };
    result
}

/// Replaces each value `x` by `exp(x - most)`, and returns the sum of `sum` and these, added one after the other.
fn exponentials(isa: Isa, values: &mut [f32], most: f32, sum: f32) -> f32 {
    // SAFETY: the processor has the instruction set, as its features were detected before `isa` was chosen.
    unsafe { entry::<Exponentials>(isa)((values, most)) };
    values.iter().fold(sum, |sum, value| sum + value)
}

fn divide(values: &mut [f32], sum: f32) {
    values.iter_mut().for_each(|value| *value /= sum);
}

/// Kernel that sets its last argument to the largest of the values and of itself.
struct Largest;

impl Kernel for Largest {
    type Args<'a> = (&'a [f32], &'a mut f32);

    #[inline(always)]
    unsafe fn run<S: Simd>((values, result): Self::Args<'_>) {
        let (vectors, rest) = values.as_chunks::<LANES>();
        // SAFETY: each chunk has a vector's values; the caller guarantees the instruction set.
        unsafe {
            let mut most = S::broadcast(*result);
            for vector in vectors {
                most = S::max(S::load(vector.as_ptr()), most);
            }
            let mut lanes = [0.0; LANES];
            S::store(lanes.as_mut_ptr(), most);
            for value in lanes.iter().chain(rest) {
                *result = result.max(*value);
            }
        }
    }
}

/// Kernel that replaces each value by its exponential, after subtracting the last argument.
struct Exponentials;

impl Kernel for Exponentials {
    type Args<'a> = (&'a mut [f32], f32);

    #[inline(always)]
    unsafe fn run<S: Simd>((values, most): Self::Args<'_>) {
        let (vectors, rest) = values.as_chunks_mut::<LANES>();
        // SAFETY: each chunk has a vector's values, and the rest fewer; the caller guarantees the instruction set.
        unsafe {
            let most = S::broadcast(most);
            for vector in vectors {
                let value = exp::<S>(S::subtract(S::load(vector.as_ptr()), most));
                S::store(vector.as_mut_ptr(), value);
            }
            if !rest.is_empty() {
                let value = S::load_part(rest.as_ptr(), rest.len());
                let value = exp::<S>(S::subtract(value, most));
                S::store_part(rest.as_mut_ptr(), value, rest.len());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::kernel::tests::harness::isas;

    #[test]
    fn values_whose_exponentials_are_no_floats() {
        for isa in isas() {
            let mut values = [1000.0, 999.0, -1000.0, f32::MAX / -2.0];
            softmax_of(isa, &mut values);
            let [first, second] = [1.0f32, (-1.0f32).exp()].map(|x| x / (1.0 + (-1.0f32).exp()));
            assert!((values[0] - first).abs() < 2e-7 && (values[1] - second).abs() < 1e-7);
            assert_eq!(values[2..], [0.0, 0.0]);
        }
    }

    #[test]
    fn rows_of_any_length_have_the_softmax_of_their_values() {
        for isa in isas() {
            for len in 1..70 {
                let given: Vec<f32> = (0..len)
                    .map(|at| (at * 37 % 23) as f32 / 3.0 - 4.0)
                    .collect();
                let mut values = given.clone();
                softmax_of(isa, &mut values);
                let sum: f64 = given.iter().map(|x| f64::from(*x).exp()).sum();
                for (x, value) in given.iter().zip(&values) {
                    let expected = f64::from(*x).exp() / sum;
                    let error = (f64::from(*value) - expected).abs() / expected;
                    assert!(error < 1e-6, "{value}, not {expected}, of {len} values");
                }
            }
        }
    }

    #[test]
    fn a_value_that_is_nan_makes_all_nan() {
        for isa in isas() {
            for at in [0, 15, 16, 20] {
                let mut values = [1.0; 21];
                values[at] = f32::NAN;
                softmax_of(isa, &mut values);
                assert!(values.iter().all(|value| value.is_nan()), "NaN at {at}");
            }
        }
    }
}
