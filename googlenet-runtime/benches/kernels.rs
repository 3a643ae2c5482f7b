//! Benchmarks of each kernel by class of shape, on one thread:
//! `cargo bench -p googlenet-runtime --features dynamic --bench kernels`.
//!
//! Except for the stem, each layer is measured behind another layer, so that the layer reads values that were just
//! written, as in a session. The environment variable `GOOGLENET_ISA` selects the instruction set.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use googlenet_runtime::{DynSession, Network, dynamic};

use googlenet_runtime::weights::formula;
use std::time::Duration;

/// One benchmark: height and width of the square input, number of input channels, and the layer in YAML.
type Case = (usize, usize, &'static str);

const GROUPS: &[(&str, &[Case])] = &[
    (
        "conv_1x1",
        &[
            (56, 64, "{conv: 64, kernel: 1, activation: relu}"),
            (28, 256, "{conv: 128, kernel: 1, activation: relu}"),
            (14, 512, "{conv: 160, kernel: 1, activation: relu}"),
            (14, 512, "{conv: 24, kernel: 1, activation: relu}"),
            (7, 832, "{conv: 384, kernel: 1, activation: relu}"),
        ],
    ),
    (
        "conv_3x3",
        &[
            (
                56,
                64,
                "{conv: 192, kernel: 3, padding: same, activation: relu}",
            ),
            (
                28,
                96,
                "{conv: 128, kernel: 3, padding: same, activation: relu}",
            ),
            (
                14,
                128,
                "{conv: 256, kernel: 3, padding: same, activation: relu}",
            ),
            (
                7,
                192,
                "{conv: 384, kernel: 3, padding: same, activation: relu}",
            ),
            (
                14,
                128,
                "{conv: 256, kernel: 3, stride: 2, padding: same, activation: relu}",
            ),
        ],
    ),
    (
        "conv_5x5",
        &[
            (
                28,
                32,
                "{conv: 96, kernel: 5, padding: same, activation: relu}",
            ),
            (
                14,
                24,
                "{conv: 64, kernel: 5, padding: same, activation: relu}",
            ),
            (
                7,
                48,
                "{conv: 128, kernel: 5, padding: same, activation: relu}",
            ),
        ],
    ),
    (
        "conv_other",
        &[
            (
                17,
                192,
                "{conv: 192, kernel: [1, 7], padding: same, activation: relu}",
            ),
            (
                35,
                61,
                "{conv: 93, kernel: 3, padding: same, activation: relu}",
            ),
            (
                28,
                64,
                "{conv: 64, kernel: 3, padding: same, dilation: 2, activation: relu}",
            ),
            (
                28,
                64,
                "{conv: 64, kernel: 3, padding: same, groups: 4, activation: relu}",
            ),
        ],
    ),
    (
        "pool",
        &[
            (112, 64, "{max_pool: 3, stride: 2, padding: same}"),
            (28, 256, "{max_pool: 3, stride: 1, padding: same}"),
            (14, 512, "{max_pool: 3, stride: 1, padding: same}"),
            (35, 192, "{avg_pool: 3, stride: 1, padding: same}"),
            (7, 1024, "{avg_pool: 7}"),
            (7, 1024, "global_avg_pool"),
        ],
    ),
    (
        "elementwise",
        &[
            (28, 256, "batch_norm"),
            (28, 256, "{activation: relu}"),
            (28, 64, "{activation: sigmoid}"),
            (56, 64, "{lrn: , size: 5}"),
            (28, 256, "{zero_pad: 1}"),
        ],
    ),
];

fn seeded(text: &str) -> DynSession {
    let model = dynamic::Model::from_text("bench.yaml", text);
    let model = model.unwrap_or_else(|error| panic!("{error}")).seeded(1);
    model.dyn_session(1)
}

fn input(session: &DynSession) -> Vec<f32> {
    let len = session.input_shape().len() as u64;
    (0..len).map(|i| formula(7, i) as f32).collect()
}

/// Benchmarks the last step of the network described by `text`. `macs` is the number of multiply-accumulates of that
/// step, reported as throughput; `None` reports times only.
fn measure(c: &mut Criterion, group: &str, name: &str, text: &str, macs: Option<u64>) {
    let mut session = seeded(text);
    let input = input(&session);
    let mut group = c.benchmark_group(group);
    if let Some(macs) = macs {
        group.throughput(Throughput::Elements(macs));
    }
    group.warm_up_time(Duration::from_millis(300));
    group.measurement_time(Duration::from_secs(1));
    group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
        bencher.iter_custom(|runs| {
            let times = session.times(&input, runs as usize).expect("one image");
            times[times.len() - 1]
        });
    });
    group.finish();
}

fn kernels(c: &mut Criterion) {
    for (group, cases) in GROUPS {
        for (size, channels, layer) in *cases {
            let text = format!(
                "format: 1\nname: Bench\ninput: {{height: {size}, width: {size}, channels: 16}}\n\
                 layers:\n  before: {{conv: {channels}, kernel: 1}}\n  layer: {layer}\n"
            );
            let name = format!("{size}x{size}x{channels} {layer}");
            let macs = dynamic::Model::from_text("bench.yaml", &text)
                .ok()
                .map(|model| model.graph().macs(2));
            measure(c, group, &name, &text, macs.filter(|macs| *macs > 0));
        }
    }
}

/// Benchmarks the stem convolution, which reads NHWC, and dense layers.
fn borders(c: &mut Criterion) {
    let stem = "format: 1\nname: Bench\ninput: {height: 224, width: 224, channels: 3}\n\
                layers:\n  layer: {conv: 64, kernel: 7, stride: 2, padding: same, activation: relu}\n";
    measure(c, "stem", "224x224x3 7x7/2", stem, Some(118_013_952));
    for units in [1000, 4096] {
        let text = format!(
            "format: 1\nname: Bench\ninput: {{height: 1, width: 1, channels: 1024}}\n\
             layers:\n  flat: flatten\n  layer: {{dense: {units}}}\n"
        );
        let name = format!("1024 to {units}");
        measure(c, "dense", &name, &text, Some(1024 * units));
    }
}

criterion_group!(benches, kernels, borders);
criterion_main!(benches);
