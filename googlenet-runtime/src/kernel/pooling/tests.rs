//! Tests of the division of poolings among threads, and of maxima of integers.

use super::{Edge, avg_pool, max_pool};
use crate::kernel::tests::harness::isas;
use crate::kernel::{Arena, RunContext};
use googlenet_dsl::op::{MaxPool, Padding, Window};
use googlenet_dsl::plan::{ALIGN, Channels, LayerPlan, Layout, Place, PlanOptions, Region};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::DType;

#[test]
fn whole_rows_of_a_pooling_are_those_of_its_blocks() {
    let windows = [
        Window::new([3, 3], [1, 1], Padding::Same),
        Window::new([2, 3], [2, 1], Padding::Valid),
    ];
    for (window, [height, width, channels]) in windows.into_iter().zip([[7, 5, 40], [6, 9, 5]]) {
        let shape = Shape::map(height, width, channels);
        let op = MaxPool { window };
        let [rows, columns] = window.slide("window", shape).expect("it fits");
        let result = Shape::map(rows, columns, channels);
        let options = PlanOptions::default();
        let (inputs, output, bytes) = LayerPlan::regions(&op.into(), &[shape], result, &options);
        let images = 2;
        for isa in isas() {
            let pooled = |whole_rows: bool, threads: usize| {
                let mut arena = Arena::new(bytes * images);
                for (at, value) in arena.values_mut::<f32>().iter_mut().enumerate() {
                    *value = (at * 7919 % 1013) as f32 - 500.0;
                }
                let run = RunContext::new(&mut arena, bytes, &[], 0, images);
                let regions = [&inputs[0], &output];
                let read = || {
                    let mut all = vec![0.0; images * result.len()];
                    for (image, values) in all.chunks_exact_mut(result.len()).enumerate() {
                        run.read(&output, image, values);
                    }
                    all
                };
                for thread in 0..threads {
                    max_pool(
                        &run.worker(isa, thread, threads),
                        regions,
                        window,
                        whole_rows,
                    );
                }
                let largest = read();
                for thread in 0..threads {
                    let worker = run.worker(isa, thread, threads);
                    avg_pool(&worker, regions, window, whole_rows, false);
                }
                [largest, read()]
            };
            let expected = pooled(false, 1);
            for threads in [1, 2, 3, 16] {
                assert_eq!(
                    pooled(true, threads),
                    expected,
                    "{threads} threads, {isa:?}"
                );
            }
        }
    }
}

#[test]
fn maxima_of_integers_are_those_of_the_integers() {
    let scaled = |size, border, channels: &Channels, scale| {
        let layout = Layout::new(DType::U8, size, border, channels.clone());
        layout.with_scale(scale).with_zero_point(7)
    };
    let windows = [
        Window::new([3, 3], [1, 1], Padding::Same),
        Window::new([3, 3], [2, 2], Padding::Same),
        Window::new([2, 5], [2, 1], Padding::Valid),
        Window::new([1, 1], [1, 1], Padding::Valid),
    ];
    for (window, count) in windows
        .into_iter()
        .flat_map(|window| [1, 16, 40, 64, 144, 256].map(|count| (window, count)))
    {
        let size = [6, 7];
        let shape = Shape::map(size[0], size[1], count);
        let [rows, columns] = window.slide("window", shape).expect("it fits");
        let channels = &Channels::blocked(count);
        let from = scaled(size, [1, 2, 0, 1], channels, 0.5);
        let to = scaled([rows, columns], [0, 1, 1, 0], channels, 0.5);
        let input = Region::new(Place::Arena, from.origin_bytes(), shape, from);
        let offset = input.layout.bytes().next_multiple_of(ALIGN) + to.origin_bytes();
        let output = Region::new(Place::Arena, offset, Shape::map(rows, columns, count), to);
        let bytes = offset + output.layout.bytes();
        let bytes = bytes.next_multiple_of(ALIGN);
        let place = |region: &Region, y: usize, x: usize, channel: usize| {
            let layout = &region.layout;
            let at = layout.block_offset(channel / 16) + channel % 16;
            region.offset + at + y * layout.row_stride + x * layout.pixel_stride
        };
        for isa in isas() {
            let mut arena = Arena::new(bytes);
            for (at, value) in arena.values_mut::<u8>().iter_mut().enumerate() {
                *value = (at * 7919 % 1013) as u8;
            }
            let before = arena.values::<u8>().to_vec();
            let run = RunContext::new(&mut arena, bytes, &[], 0, 1);
            for thread in 0..3 {
                max_pool(
                    &run.worker(isa, thread, 3),
                    [&input, &output],
                    window,
                    false,
                );
            }
            let edges = [Edge::new(window, 0, size[0]), Edge::new(window, 1, size[1])];
            let after = arena.values::<u8>();
            for (y, x) in (0..rows).flat_map(|y| (0..columns).map(move |x| (y, x))) {
                for channel in 0..count {
                    let under = edges[0]
                        .under(y)
                        .flat_map(|y| edges[1].under(x).map(move |x| (y, x)));
                    let of_input = under.map(|(y, x)| before[place(&input, y, x, channel)]);
                    assert_eq!(
                        Some(after[place(&output, y, x, channel)]),
                        of_input.max(),
                        "channel {channel} of {count} at {y}, {x}, {isa:?}"
                    );
                }
            }
        }
    }
}
