//! Tests of weight gradients against sums in `f64`, over random shapes and on every instruction set of the machine.

use super::WeightGradient;
use crate::kernel::gradient::SharedValues;
use crate::kernel::tests::harness::isas;
use crate::kernel::{Arena, RunContext};
use googlenet_dsl::op::{Padding, Window};
use googlenet_dsl::plan::{ALIGN, Border, Channels, Layout, Place, Region, reach};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::DType;
use proptest::prelude::*;
use std::sync::Arc;

/// A convolution, and how its input and the gradient of its result lie in memory.
#[derive(Debug, Clone)]
struct Case {
    window: Window,
    groups: usize,
    /// Height and width of the input.
    size: [usize; 2],
    input: Channels,
    /// Whether the input has the border that the windows reach over.
    border: bool,
    /// Number of channels of other maps between the pixels of an NHWC input.
    between: usize,
    gradient: Channels,
    images: usize,
}

/// Returns the value with index `at`, of about the size of activations.
fn value(at: usize) -> f32 {
    crate::weights::formula(5, at as u64) as f32
}

/// Returns a region behind `next`, and sets that to the end of the region.
fn region(shape: Shape, layout: Layout, next: &mut usize) -> Region {
    let offset = *next + layout.origin_bytes();
    *next += layout.bytes().next_multiple_of(ALIGN) + ALIGN;
    Region::new(Place::Arena, offset, shape, layout)
}

impl Case {
    fn output(&self) -> Option<[usize; 2]> {
        let input = Shape::map(self.size[0], self.size[1], self.input.count());
        self.window.slide("test", input).ok()
    }

    /// Returns the regions of input and gradient, and the size of an image's memory in bytes.
    fn regions(&self) -> (Region, Region, usize) {
        let [height, width] = self.size;
        let shape = Shape::map(height, width, self.input.count());
        let border: Border = match self.border {
            true => reach(self.window, shape),
            false => [0; 4],
        };
        let mut layout = Layout::new(DType::F32, self.size, border, self.input.clone());
        if self.between > 0 {
            layout.pixel_stride += self.between;
            layout.row_stride = (border[1] + width + border[3]) * layout.pixel_stride;
            layout.block_stride = layout.rows() * layout.row_stride;
        }
        let mut next = 0;
        let input = region(shape, layout, &mut next);
        let size = self.output().expect("the window fits");
        let shape = Shape::map(size[0], size[1], self.gradient.count());
        let layout = Layout::new(DType::F32, size, [1, 0, 2, 1], self.gradient.clone());
        let gradient = region(shape, layout, &mut next);
        (input, gradient, next)
    }

    /// Returns the gradient of the kernel, and the sum of the magnitudes of the products, of dense maps.
    fn expected(&self, inputs: &[Vec<f32>], gradients: &[Vec<f32>]) -> Vec<[f64; 2]> {
        let [height, width] = self.size;
        let [out_height, out_width] = self.output().expect("the window fits");
        let (channels, filters) = (self.input.count(), self.gradient.count());
        let (group_channels, group_filters) = (channels / self.groups, filters / self.groups);
        let [rows, columns] = self.window.kernel.map(|size| size as usize);
        let before = [0, 1].map(|axis| self.window.axis(axis).padding(self.size[axis])[0]);
        let of = |axis: usize, output: usize, tap: usize| {
            let at = output * self.window.stride[axis] as usize
                + tap * self.window.dilation[axis] as usize;
            at.checked_sub(before[axis])
                .filter(|at| *at < [height, width][axis])
        };
        let mut result = vec![[0.0; 2]; rows * columns * group_channels * filters];
        for (input, gradient) in inputs.iter().zip(gradients) {
            for at in 0..rows * columns * out_height * out_width {
                let (tap, pixel) = (at / (out_height * out_width), at % (out_height * out_width));
                let y = of(0, pixel / out_width, tap / columns);
                let x = of(1, pixel % out_width, tap % columns);
                let (Some(y), Some(x)) = (y, x) else {
                    continue;
                };
                for filter in 0..filters {
                    let group = filter / group_filters;
                    let gradient = f64::from(gradient[pixel * filters + filter]);
                    for channel in 0..group_channels {
                        let from = (y * width + x) * channels + group * group_channels + channel;
                        let product = f64::from(input[from]) * gradient;
                        let to = (tap * group_channels + channel) * filters + filter;
                        result[to][0] += product;
                        result[to][1] += product.abs();
                    }
                }
            }
        }
        result
    }
}

/// Writes dense values to the pixels of a region of one image, with zeros in its border if there are such values that a
/// kernel may read, and returns what was written.
fn write(region: &Region, memory: &mut [f32], seed: usize) -> Vec<f32> {
    let layout = &region.layout;
    let start = region.span().start / size_of::<f32>();
    let span = &mut memory[start..][..layout.len()];
    if layout.channels.is_interleaved() && !layout.is_slice() {
        span.fill(0.0);
    }
    let (channels, width) = (region.shape.channels(), layout.size[1]);
    let dense: Vec<f32> = (0..region.shape.len()).map(|at| value(seed + at)).collect();
    for (pixel, values) in dense.chunks_exact(channels).enumerate() {
        for block in layout.channels.iter() {
            let (y, x) = (pixel / width, pixel % width);
            let at = layout.origin()
                + block.block * layout.block_stride
                + y * layout.row_stride
                + x * layout.pixel_stride;
            span[at..][..block.len].copy_from_slice(&values[block.first..][..block.len]);
        }
    }
    dense
}

/// Checks the gradient of a case on every instruction set, and that its bits are the same for several numbers of
/// threads. All that must not be read is NaN.
fn check(case: &Case) {
    let (input, gradient, bytes) = case.regions();
    let mut arena = Arena::new(bytes.next_multiple_of(ALIGN) * case.images);
    let bytes = bytes.next_multiple_of(ALIGN);
    arena.values_mut::<f32>().fill(f32::NAN);
    let (mut inputs, mut gradients) = (Vec::new(), Vec::new());
    for image in 0..case.images {
        let memory = &mut arena.values_mut::<f32>()[image * bytes / size_of::<f32>()..];
        inputs.push(write(&input, memory, image * 1_000_003));
        gradients.push(write(&gradient, memory, image * 1_000_003 + 500_001));
    }
    let expected = case.expected(&inputs, &gradients);
    for isa in isas() {
        let weights = WeightGradient::new(case.window, case.groups, &input, &gradient, isa);
        let mut first: Option<Vec<u32>> = None;
        for threads in [1, 2, 3, 16] {
            let mut got = vec![f32::NAN; expected.len()];
            let to = SharedValues::new(&mut got);
            let mut scratch = Arena::new(weights.scratch_bytes() * threads);
            scratch.values_mut::<f32>().fill(f32::NAN);
            let run = RunContext::new(&mut arena, bytes, &[], 0, case.images);
            let run = run.with_scratch(&mut scratch, weights.scratch_bytes(), threads);
            for thread in 0..threads {
                weights.run(&run.worker(isa, thread, threads), &input, &gradient, to);
            }
            for (at, (got, [expected, magnitude])) in got.iter().zip(&expected).enumerate() {
                let error = (f64::from(*got) - expected).abs();
                assert!(
                    error <= 1e-6 * magnitude,
                    "{case:?} on {}: {got} at {at}, expected {expected}",
                    isa.as_str()
                );
            }
            let bits: Vec<u32> = got.iter().map(|value| value.to_bits()).collect();
            assert_eq!(
                first.get_or_insert_with(|| bits.clone()),
                &bits,
                "{case:?}: {threads} threads give the same bits"
            );
        }
    }
}

fn window() -> impl Strategy<Value = Window> {
    let size = prop_oneof![3 => 1u32..=3, 1 => 4u32..=7];
    let padding = prop_oneof![
        Just(Padding::Same),
        Just(Padding::SameLower),
        Just(Padding::Valid),
        [0u32..=3, 0u32..=3, 0u32..=3, 0u32..=3].prop_map(Padding::Explicit),
    ];
    let dilation = prop_oneof![2 => Just(1u32), 1 => 2u32..=4];
    let pairs = (
        [size.clone(), size],
        [1u32..=3, 1u32..=3],
        [dilation.clone(), dilation],
    );
    (pairs, padding).prop_map(|((kernel, stride, dilation), padding)| Window {
        dilation,
        ..Window::new(kernel, stride, padding)
    })
}

/// Returns channels in one segment of blocks, or in two if `segments` is `true` and there are several channels.
fn blocked(count: usize, segments: bool) -> Channels {
    match segments && count > 1 {
        true => Channels::join(&[count / 2, count - count / 2].map(Channels::blocked)),
        false => Channels::blocked(count),
    }
}

fn map_size() -> impl Strategy<Value = [usize; 2]> {
    let side = prop_oneof![1 => Just(1usize), 4 => 2usize..=13, 1 => 14usize..=40];
    [side.clone(), side]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 100, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn gradients_of_kernels_are_sums_over_pixels(
        window in window(), size in map_size(), channels in 1usize..=40, filters in 1usize..=70, segments: [bool; 2],
        border: bool, images in 1usize..=5,
    ) {
        let case = Case {
            window, groups: 1, size, input: blocked(channels, segments[0]), border, between: 0,
            gradient: blocked(filters, segments[1]), images,
        };
        prop_assume!(case.output().is_some());
        check(&case);
    }

    #[test]
    fn inputs_may_be_nhwc(
        window in window(), size in map_size(), channels in prop_oneof![1usize..=7, 8usize..=40], filters in 1usize..=70,
        between in prop_oneof![2 => Just(0usize), 1 => Just(3usize)], border: bool, images in 1usize..=5,
    ) {
        let case = Case {
            window, groups: 1, size, input: Channels::interleaved(channels), border, between,
            gradient: blocked(filters, false), images,
        };
        prop_assume!(case.output().is_some());
        check(&case);
    }

    #[test]
    fn gradients_of_groups_are_apart(
        window in window(), size in map_size(), groups in prop_oneof![2usize..=5, 2usize..=40], channels in 1usize..=9, filters in prop_oneof![3 => 1usize..=9, 1 => 10usize..=40],
        segments: [bool; 2], border: bool, images in 1usize..=3,
    ) {
        let case = Case {
            window, groups, size, input: blocked(channels * groups, segments[0]), border, between: 0,
            gradient: blocked(filters * groups, segments[1]), images,
        };
        prop_assume!(case.output().is_some());
        check(&case);
    }

    #[test]
    fn a_dense_layer_reads_vectors_and_flattened_maps(
        size in prop_oneof![Just([1usize, 1]), [1usize..=5, 1usize..=5]], channels in 1usize..=90, units in 1usize..=90,
        images in 1usize..=150,
    ) {
        let window = Window::new(size.map(|size| size as u32), [1, 1], Padding::Valid);
        check(&Case {
            window, groups: 1, size, input: blocked(channels, false), border: false, between: 0,
            gradient: blocked(units, false), images,
        });
    }
}

#[test]
fn a_large_map_is_summed_in_patches() {
    for (size, kernel, stride, channels) in [([9, 300], 3, 1, 3), ([64, 61], 7, 2, 1)] {
        check(&Case {
            window: Window::new([kernel; 2], [stride; 2], Padding::Same),
            groups: 1,
            size,
            input: Channels::interleaved(channels),
            border: false,
            between: 0,
            gradient: blocked(33, false),
            images: 2,
        });
    }
}

#[test]
fn the_layouts_are_those_that_were_prepared() {
    let case = Case {
        window: Window::new([1, 1], [1, 1], Padding::Valid),
        groups: 1,
        size: [3, 3],
        input: blocked(4, false),
        border: false,
        between: 0,
        gradient: blocked(4, false),
        images: 1,
    };
    let (input, gradient, bytes) = case.regions();
    let bytes = bytes.next_multiple_of(ALIGN);
    let mut arena = Arena::new(bytes);
    let isa = isas().next().expect("the portable one");
    let weights = WeightGradient::new(case.window, 1, &input, &gradient, isa);
    let other = Region::new(
        Place::Arena,
        gradient.offset,
        gradient.shape,
        Layout::clone(&input.layout),
    );
    assert!(Arc::ptr_eq(&input.layout, &weights.input));
    for (gradient, len) in [(&other, 16), (&gradient, 15)] {
        let mut kernel = vec![0.0; len];
        let to = SharedValues::new(&mut kernel);
        let run = RunContext::new(&mut arena, bytes, &[], 0, 1);
        let worker = run.worker(isa, 0, 1);
        let run = std::panic::AssertUnwindSafe(|| weights.run(&worker, &input, gradient, to));
        assert!(std::panic::catch_unwind(run).is_err());
    }
}
