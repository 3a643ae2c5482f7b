//! Tests of maximum pooling in training: first maxima, and NaN.

use super::*;
use crate::kernel::tests::harness::{isas, value_or_nan};
use crate::kernel::{Arena, RunContext, max_pool};
use googlenet_dsl::op::Padding;
use googlenet_dsl::plan::{ALIGN, Channels, Layout, Place};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::DType;

const CHANNELS: usize = 19;

/// Pools a map of 6x5 pixels with the values `value(0)`, `value(1)` and so on; returns results of `max_pool` and of
/// this module, and the gradients of the input for those of the result, both ways.
fn pooled(isa: crate::kernel::Isa, window: Window, value: impl Fn(usize) -> f32) -> [Vec<f32>; 4] {
    let shape = Shape::map(6, 5, CHANNELS);
    let [rows, columns] = window.slide("test", shape).expect("a window that fits");
    let result = Shape::map(rows, columns, CHANNELS);
    let mut end = 0;
    let mut region = |shape: Shape, dtype: DType| {
        let channels = Channels::blocked(CHANNELS);
        let layout = Layout::apart(dtype, shape.spatial(), [0; 4], channels);
        let offset = end;
        end += layout.bytes().next_multiple_of(ALIGN);
        Region::new(Place::Arena, offset, shape, layout)
    };
    let (input, target) = (region(shape, DType::F32), region(shape, DType::F32));
    let (expected, output) = (region(result, DType::F32), region(result, DType::F32));
    let gradient = region(result, DType::F32);
    let saved = region(result, DType::U8);
    let bytes = end;
    let given: Vec<f32> = (0..shape.len()).map(value).collect();
    let ones: Vec<f32> = (0..result.len())
        .map(|at| 1.0 + at as f32 / 1024.0)
        .collect();
    let mut arena = Arena::new(bytes);
    for (region, values) in [(&input, &given), (&gradient, &ones)] {
        let layout = &region.layout;
        let memory = arena.values_mut::<f32>();
        for (at, value) in values.iter().enumerate() {
            let (pixel, channel) = (at / CHANNELS, at % CHANNELS);
            let place = pixel / layout.size[1] * layout.row_stride
                + pixel % layout.size[1] * layout.pixel_stride
                + channel / 16 * layout.block_stride
                + channel % 16;
            memory[region.offset / size_of::<f32>() + place] = *value;
        }
    }
    let run = RunContext::new(&mut arena, bytes, &[], 0, 1);
    let worker = run.worker(isa, 0, 1);
    let read = |region: &Region| {
        let mut values = vec![0.0; region.shape.len()];
        run.read(region, 0, &mut values);
        values
    };
    max_pool(&worker, [&input, &expected], window, false);
    max_pool_with_taps(&worker, &input, &output, &saved, window);
    max_pool_gradient(&worker, &saved, &gradient, &target, window, false);
    let gathered = read(&target);
    let values = [&input, &output];
    searched_max_pool_gradient(&worker, values, &gradient, &target, window, false);
    [read(&expected), read(&output), gathered, read(&target)]
}

#[test]
fn gathered_gradients_are_those_that_are_searched() {
    let windows = [
        Window::new([3, 3], [1, 1], Padding::Same),
        Window::new([3, 3], [2, 2], Padding::Same),
        Window::new([2, 2], [2, 2], Padding::Valid),
        Window::new([4, 2], [1, 1], Padding::Same),
        Window::new([2, 3], [3, 1], Padding::Explicit([0, 1, 1, 1])),
        Window::new([5, 3], [1, 2], Padding::Same),
        Window {
            dilation: [2, 1],
            ..Window::new([5, 3], [2, 2], Padding::Same)
        },
        Window {
            dilation: [1, 2],
            ..Window::new([3, 3], [1, 1], Padding::Same)
        },
    ];
    for window in windows {
        for isa in isas() {
            let value = |at: usize| crate::weights::formula(1, at as u64) as f32;
            let [expected, pooled, gathered, searched] = pooled(isa, window, value);
            assert_eq!(pooled, expected, "{window:?}");
            for (at, (got, expected)) in gathered.iter().zip(&searched).enumerate() {
                assert!(
                    (got - expected).abs() <= 1e-5,
                    "{window:?}: {got} at {at}, expected {expected}"
                );
            }
        }
    }
}

#[test]
fn the_first_of_equal_maxima_takes_the_gradient() {
    let window = Window::new([2, 3], [2, 1], Padding::Valid);
    for isa in isas() {
        let [.., gathered, searched] = pooled(isa, window, |_| 0.25);
        assert_eq!(gathered, searched);
        for (at, gradient) in gathered.iter().enumerate() {
            let (y, x, channel) = (at / CHANNELS / 5, at / CHANNELS % 5, at % CHANNELS);
            // Windows begin at each second row and each of the first three columns.
            let expected = match y % 2 == 0 && x < 3 {
                true => 1.0 + ((y / 2 * 3 + x) * CHANNELS + channel) as f32 / 1024.0,
                false => 0.0,
            };
            assert_eq!(*gradient, expected, "pixel {y}, {x}");
        }
    }
}

#[test]
fn results_are_those_of_inference_also_where_they_are_no_numbers() {
    let bits = |values: &[f32]| {
        let bits = values.iter().map(|value| match value.is_nan() {
            true => f32::NAN.to_bits(),
            false => value.to_bits(),
        });
        bits.collect::<Vec<u32>>()
    };
    for isa in isas() {
        for padding in [
            Padding::Valid,
            Padding::Same,
            Padding::Explicit([1, 0, 2, 1]),
        ] {
            let window = Window::new([3, 2], [2, 2], padding);
            let [expected, output, gathered, _] = pooled(isa, window, value_or_nan);
            assert!(expected.iter().any(|value| value.is_nan()));
            assert_eq!(
                bits(&output),
                bits(&expected),
                "{padding:?} on {}",
                isa.as_str()
            );
            // Each gradient goes to one input.
            let count = output.len() as f64;
            let all = count + count * (count - 1.0) / 2.0 / 1024.0;
            let sum: f64 = gathered.iter().copied().map(f64::from).sum();
            assert!((sum - all).abs() < 1e-2, "{sum} instead of {all}");
        }
        let window = Window::new([3, 2], [2, 2], Padding::Same);
        let [.., gathered, searched] = pooled(isa, window, |_| f32::NEG_INFINITY);
        assert_eq!(gathered, searched);
    }
}
