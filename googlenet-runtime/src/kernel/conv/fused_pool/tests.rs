//! Tests of convolutions with a fused pooling, with small bands and few rows for each thread, against the naive
//! references of both operations.

use super::super::choose;
use super::super::descriptor::ConvDescriptor;
use super::super::primitive::ConvPrimitive;
use super::super::run::run_conv;
use super::super::source_weights::SourceWeights;
use super::super::table::AlgorithmSpec;
use crate::kernel::tests::harness::{isas, layer};
use crate::kernel::{Arena, Barrier, Pool, RunContext, Weights};
use crate::ops::operator;
use googlenet_dsl::op::{self, Activation, Elementwise, Padding, Window};
use googlenet_dsl::plan::{LANES, LayerPlan, PlanOptions};
use googlenet_dsl::shape::Shape;

const IMAGES: usize = 2;

fn windows() -> Vec<Window> {
    let mut windows = Vec::new();
    for kernel in 1..=4 {
        for stride in 1..=5 {
            for padding in [Padding::Same, Padding::Valid] {
                for ceil in [false, true] {
                    let window = Window::new([kernel; 2], [stride, 2], padding);
                    windows.push(Window { ceil, ..window });
                }
            }
        }
    }
    windows
}

fn algorithms() -> Vec<AlgorithmSpec> {
    let transforms = (1..=4).map(|tile| AlgorithmSpec::Winograd {
        tile: [tile; 2],
        block: 0,
        panels: 2,
    });
    transforms
        .chain([AlgorithmSpec::Direct { panels: 2 }])
        .collect()
}

#[test]
fn every_pooling_of_bands_of_a_few_rows() {
    let shape = Shape::map(11, 9, 5);
    let convolution = op::Conv {
        filters: 5 * LANES as u32 - 1,
        window: Window::new([3, 3], [1, 1], Padding::Same),
        groups: 1,
        bias: true,
        activation: Activation::None,
        l2: 0.0,
        initializer: Default::default(),
    };
    let layer_of_conv = layer(convolution.clone().into(), &[shape]);
    let map = layer_of_conv.output_shape();
    let images: Vec<f32> = (0..IMAGES * shape.len())
        .map(|at| crate::weights::formula(9, at as u64) as f32)
        .collect();
    let image = |at: usize| &images[at * shape.len()..][..shape.len()];
    let maps: Vec<Vec<f32>> = (0..IMAGES)
        .map(|at| operator(layer_of_conv.op()).reference(&layer_of_conv, &[image(at)]))
        .collect();
    let options = &PlanOptions::default();
    let (inputs, _, input_bytes) = LayerPlan::regions(layer_of_conv.op(), &[shape], map, options);
    let source = SourceWeights {
        kernel: layer_of_conv.weights()[0].values(),
        bias: Some(layer_of_conv.weights()[1].values()),
        affine: None,
    };
    let mut pools = [1, 2, 5, 16].map(Pool::new);
    for window in windows() {
        if window.slide("test", map).is_err() {
            continue;
        }
        let pool = layer(op::MaxPool { window }.into(), &[map]);
        let expected: Vec<Vec<f32>> = maps
            .iter()
            .map(|map| operator(pool.op()).reference(&pool, &[map]))
            .collect();
        let (_, mut output, output_bytes) =
            LayerPlan::regions(pool.op(), &[], pool.output_shape(), options);
        output.offset += input_bytes;
        let bytes = input_bytes + output_bytes;
        for (algorithm, isa) in algorithms()
            .into_iter()
            .flat_map(|algorithm| isas().map(move |isa| (algorithm, isa)))
        {
            let descriptor =
                ConvDescriptor::pooled(convolution.window, 1, &inputs[0], &output, isa);
            let config = choose::configured(&descriptor, algorithm, None);
            let mut primitive = ConvPrimitive::with_config(descriptor, config);
            primitive.set_band_rows(2);
            let primitive = primitive.fuse_pool(window, &output.layout);
            let mut weights = Arena::new(primitive.len() * size_of::<f32>());
            primitive.pack(&source, &mut weights.values_mut()[..primitive.len()]);
            let weights = Weights::Own(weights);
            let mut first: Option<Vec<u32>> = None;
            for team in &mut pools {
                let threads = team.threads();
                let (scratch_bytes, halo_bytes) =
                    (primitive.scratch_bytes(), primitive.halo_bytes());
                let mut scratch = Arena::new(scratch_bytes * threads);
                let mut halos = Arena::new(halo_bytes * (threads - 1));
                scratch.values_mut::<f32>().fill(f32::NAN);
                halos.values_mut::<f32>().fill(f32::NAN);
                let mut arena = Arena::new(bytes * IMAGES);
                for at in 0..IMAGES {
                    let arena = &mut arena.values_mut::<f32>()[at * bytes / size_of::<f32>()..];
                    for (value, from) in image(at).iter().enumerate() {
                        let [channels, width] = [shape.channels(), shape.spatial()[1]];
                        let (pixel, channel) = (value / channels, value % channels);
                        let to = inputs[0].offset / size_of::<f32>()
                            + pixel / width * inputs[0].layout.row_stride
                            + pixel % width * LANES
                            + channel;
                        arena[to] = *from;
                    }
                }
                let run = RunContext::new(&mut arena, bytes, &[], 0, IMAGES);
                let run = run.with_scratch(&mut scratch, scratch_bytes, threads);
                let run = run.with_halos(&mut halos, halo_bytes, threads - 1);
                let barrier = Barrier::default();
                team.run(&|thread| {
                    let _guard = barrier.guard();
                    let worker = run.worker(isa, thread, threads).with_barrier(&barrier);
                    let (input, activation) = (&inputs[0], Elementwise::None);
                    run_conv(
                        &worker,
                        [input, &output],
                        &primitive,
                        &weights,
                        None,
                        activation.into(),
                        None,
                    );
                });
                let mut bits = Vec::new();
                for (at, expected) in expected.iter().enumerate() {
                    let mut got = vec![0.0; expected.len()];
                    run.read(&output, at, &mut got);
                    bits.extend(got.iter().map(|value| value.to_bits()));
                    for (place, (got, expected)) in got.iter().zip(expected).enumerate() {
                        assert!(
                            (got - expected).abs() <= 1e-4,
                            "{window:?} by {algorithm:?} on {}, {threads} threads: {got} at {place}, \
                             expected {expected}",
                            isa.as_str()
                        );
                    }
                }
                assert_eq!(
                    first.get_or_insert_with(|| bits.clone()),
                    &bits,
                    "{threads} threads give the same bits"
                );
            }
        }
    }
}
