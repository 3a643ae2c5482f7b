//! Tests of sessions whose results are of other elements than `f32`.

use super::DynSession;
use super::program::Program;
use crate::kernel::Target;
use crate::model::seed;
use crate::{Algorithms, Layer, LayerMut};
use googlenet_dsl::compile_text;
use googlenet_dsl::graph::Graph;
use googlenet_dsl::plan::{Plan, PlanOptions};
use googlenet_dsl::value::DType;

/// A network with the operations that are no products, branches that begin within a group of blocks, views of channels,
/// and convolutions of small groups.
const MIXED: &str = "
format: 1
name: Mixed
input: {height: 20, width: 23, channels: 3}
defaults:
  conv: {padding: same, activation: relu}
  depthwise_conv: {padding: same}
layers:
  stem: {conv: 40, kernel: 3, stride: 2}
  norm: {lrn: {size: 5}}
  pool: {max_pool: 3, stride: 1, padding: same}
  mixed:
    concat:
      - a: {conv: 16, kernel: 1}
      - b: {depthwise_conv: {}, kernel: 3, activation: hard_swish}
      - c: {avg_pool: 3, stride: 1, padding: same}
      - d: {conv: 10, kernel: 1, groups: 2}
  scaled: batch_norm
  shuffled: {channel_shuffle: {groups: 2}}
  first: {slice: {channels: [0, 32]}}
  second: {slice: {channels: [16, 48]}, from: shuffled}
  sum: {add: [first, second], activation: swish}
  large: {upsample: 2, mode: bilinear}
  back: {conv_transpose: 20, kernel: 3, padding: same}
  squeeze: global_avg_pool
  features: {dense: 50}
  probabilities: {activation: softmax}
";

/// Runs a network with seeded weights, and returns its outputs.
fn run(graph: &Graph, dtype: DType, threads: usize, input: &[f32]) -> Vec<Vec<f32>> {
    let mut layers = Layer::all(graph);
    seed(layers.iter_mut().map(LayerMut::new).collect(), 11);
    let options = PlanOptions::default().with_dtype(dtype);
    let plan = || Plan::for_inference(graph, &options).into();
    let all: Vec<&Layer> = layers.iter().collect();
    let program = Program::shared(graph, plan, &all, Target::chosen(Algorithms::default()));
    let mut session = DynSession::of(program, threads);
    let mut outputs = Vec::new();
    session.run_all(input, &mut outputs).expect("whole images");
    outputs
}

#[test]
fn results_of_bfloat16_are_near_those_of_f32_and_the_same_on_all_threads() {
    let specs = ["moves_small", "maps_small"].map(|name| {
        let path = format!("{}/../specs/{name}.yaml", env!("CARGO_MANIFEST_DIR"));
        std::fs::read_to_string(path).expect("the description is there")
    });
    for text in specs.into_iter().chain([MIXED.to_owned()]) {
        let compiled = compile_text("elements.yaml", text);
        let graph = compiled
            .unwrap_or_else(|mistakes| panic!("{mistakes}"))
            .graph;
        let value = |at: usize| crate::weights::formula(3, at as u64) as f32;
        let input: Vec<f32> = (0..2 * graph.shape(0).len()).map(value).collect();
        let expected = run(&graph, DType::F32, 1, &input);
        let got = run(&graph, DType::Bf16, 1, &input);
        for (got, expected) in got.iter().zip(&expected) {
            let square = |value: f32| f64::from(value).powi(2);
            let off: f64 = got.iter().zip(expected).map(|(a, b)| square(a - b)).sum();
            let all: f64 = expected.iter().map(|value| square(*value)).sum();
            let error = (off / all).sqrt();
            assert!(error > 0.0 && error < 0.05, "{}: {error}", graph.name());
        }
        for threads in [2, 3] {
            let same = got == run(&graph, DType::Bf16, threads, &input);
            assert!(same, "{}: {threads} threads", graph.name());
        }
    }
}
