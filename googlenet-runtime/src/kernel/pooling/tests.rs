//! Tests of the division of poolings among threads.

use super::{avg_pool, max_pool};
use crate::kernel::tests::harness::isas;
use crate::kernel::{Arena, RunContext};
use googlenet_dsl::op::{MaxPool, Padding, Window};
use googlenet_dsl::plan::{LayerPlan, PlanOptions};
use googlenet_dsl::shape::Shape;

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
