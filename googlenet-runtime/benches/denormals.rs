//! Speed of convolutions on subnormal numbers, on one thread, the shortest of runs in turn:
//! `cargo bench -p googlenet-runtime --features dynamic --bench denormals`.
//!
//! The environment variable `GOOGLENET_ISA` selects the instruction set.

use googlenet_runtime::weights::formula;
use googlenet_runtime::{DynSession, Network, dynamic};
use std::time::Duration;

/// Height and width of the input, number of its channels, and the layer in YAML.
const CASES: [(usize, usize, &str); 4] = [
    (14, 256, "{conv: 256, kernel: 1}"),
    (28, 64, "{conv: 96, kernel: 3, stride: 2, padding: same}"),
    (28, 128, "{depthwise_conv: , kernel: 3, padding: same}"),
    (28, 96, "{conv: 128, kernel: 3, padding: same}"),
];

/// What weights and inputs are multiplied by, and the share of values that are: one in so many.
const KINDS: [(&str, f64, f64, usize); 8] = [
    ("normal", 1.0, 1.0, 1),
    ("weights subnormal, products too", 1e-39, 1.0, 1),
    ("weights subnormal, products not", 1e-39, 1e6, 1),
    ("one weight in 16 subnormal", 1e-39, 1.0, 16),
    ("inputs subnormal, products too", 1.0, 1e-39, 1),
    ("inputs subnormal, products not", 1e6, 1e-39, 1),
    ("one input in 16 subnormal", 1.0, 1e-39, 16),
    ("products subnormal alone", 1e-20, 1e-20, 1),
];

fn session(size: usize, channels: usize, layer: &str, factor: f64, share: usize) -> DynSession {
    let text = format!(
        "format: 1\nname: Bench\ninput: {{height: {size}, width: {size}, channels: {channels}}}\n\
         layers:\n  before: {{max_pool: 1}}\n  layer: {layer}\n"
    );
    let model = dynamic::Model::from_text("bench.yaml", &text);
    let mut model = model.unwrap_or_else(|error| panic!("{error}")).seeded(1);
    let layer = model.layer("layer").expect("the layer");
    let weights: Vec<(String, Vec<f32>)> = (layer.weights().iter())
        .map(|weight| {
            (
                weight.name().to_owned(),
                scaled(weight.values(), factor, share),
            )
        })
        .collect();
    let mut layer = model.layer_mut("layer").expect("the layer");
    for (name, values) in weights {
        layer.set_weight(&name, values).expect("as many values");
    }
    model.dyn_session(1)
}

fn scaled(values: &[f32], factor: f64, share: usize) -> Vec<f32> {
    let scaled = |(at, value): (usize, &f32)| match at % share {
        0 => (f64::from(*value) * factor) as f32,
        _ => *value,
    };
    values.iter().enumerate().map(scaled).collect()
}

fn main() {
    for (size, channels, layer) in CASES {
        let values: Vec<f32> = (0..(size * size * channels) as u64)
            .map(|at| formula(7, at) as f32)
            .collect();
        let mut runs = KINDS.map(|(_, weights, inputs, share)| {
            let (of_weights, of_inputs) = match (weights < 1e-30, share) {
                (true, share) => (share, 1),
                (false, share) => (1, share),
            };
            let session = session(size, channels, layer, weights, of_weights);
            (session, scaled(&values, inputs, of_inputs), Duration::MAX)
        });
        for _ in 0..30 {
            for (session, input, best) in &mut runs {
                let times = session.times(input, 3).expect("one image");
                *best = (*best).min(times[times.len() - 1] / 3);
            }
        }
        let normal = runs[0].2.as_secs_f64();
        println!("{size}x{size}x{channels} {layer}");
        for ((name, ..), (_, _, best)) in KINDS.iter().zip(&runs) {
            let time = best.as_secs_f64();
            println!("  {name:32} {:9.1} us  {:7.2}", time * 1e6, time / normal);
        }
    }
}
