//! Measurement of the candidate algorithms for a convolution, for `googlenet tune`.

use super::choose;
use super::descriptor::ConvDescriptor;
use super::primitive::ConvPrimitive;
use super::run::run_conv;
use super::source_weights::{Affine, SourceWeights};
use super::table::{AlgorithmSpec, Line};
use crate::kernel::{Arena, Isa, RunContext, Weights};
use googlenet_dsl::op::{Elementwise, Window};
use googlenet_dsl::plan::{ALIGN, LANES, Place, Region};
use std::time::Instant;

/// Ratio to the fastest algorithm's time up to which algorithms count as equally fast; of those, the one with the
/// fewest packed weights is chosen.
const EQUAL_TIME_RATIO: f64 = 1.03;

/// Measurement of convolutions on the calling thread.
pub(crate) struct Tuner {
    isa: Isa,
    /// Number of times that each algorithm is measured, never 0.
    repeats: usize,
}

impl Tuner {
    /// Prepares measurements with an instruction set that the processor must have. Each algorithm is measured `repeats`
    /// times, once if that is 0.
    pub(crate) fn new(isa: Isa, repeats: usize) -> Tuner {
        Tuner {
            isa,
            repeats: repeats.max(1),
        }
    }

    /// Measures a convolution from `input` to `output`, fused with the maximum pooling `pool` if that is not `None`,
    /// with all candidate algorithms; only layouts and sizes of the regions are used. Returns a line for the table of
    /// algorithms and, for each algorithm, its name as in the table and its median time in milliseconds, the fastest
    /// first: that of a second run, which finds the weights in the caches as far as they fit. In a network the step before
    /// prefetches them, and with weights that are in no cache small Winograd tiles, which have fewer, look better than
    /// they are there. The line names, of the algorithms within 3% of the fastest, the one with the fewest packed weights.
    pub(crate) fn measure(
        &mut self,
        window: Window,
        groups: usize,
        pool: Option<Window>,
        input: &Region,
        output: &Region,
    ) -> (String, Vec<(String, f64)>) {
        let [input, output] = moved([input, output]);
        let bytes = output.span().end.next_multiple_of(ALIGN);
        let descriptor = || match pool {
            Some(_) => ConvDescriptor::pooled(window, groups, &input, &output, self.isa),
            None => ConvDescriptor::new(window, groups, &input, &output.layout, self.isa),
        };
        let configured = |algorithm: AlgorithmSpec| {
            let descriptor = descriptor();
            let config = choose::configured(&descriptor, algorithm, None);
            let primitive = ConvPrimitive::with_config(descriptor, config);
            match pool {
                Some(pool) => primitive.fuse_pool(pool, &output.layout),
                None => primitive,
            }
        };
        let descriptor = descriptor();
        let taps = window.kernel[0] as usize * window.kernel[1] as usize;
        let [group_inputs, _] = descriptor.channels_per_group();
        let outputs = descriptor.output.channels.count();
        let kernel: Vec<f32> = (0..taps * group_inputs * outputs)
            .map(|at| (at % 17) as f32 - 8.0)
            .collect();
        let source = SourceWeights {
            kernel: &kernel,
            bias: None,
            affine: None::<&Affine>,
        };
        let mut trials: Vec<(AlgorithmSpec, ConvPrimitive, Weights)> = Vec::new();
        for algorithm in choose::candidates(&descriptor) {
            let primitive = configured(algorithm);
            let alike = |known: &ConvPrimitive| {
                known.algorithm() == primitive.algorithm()
                    && known.scratch_bytes() == primitive.scratch_bytes()
            };
            if trials.iter().any(|(_, known, _)| alike(known)) {
                continue;
            }
            let mut weights = Arena::new(primitive.len() * size_of::<f32>());
            primitive.pack(&source, &mut weights.values_mut()[..primitive.len()]);
            trials.push((algorithm, primitive, Weights::Own(weights)));
        }
        let mut times = vec![Vec::new(); trials.len()];
        let mut arena = Arena::new(bytes);
        let scratch = trials
            .iter()
            .map(|(_, primitive, _)| primitive.scratch_bytes());
        let scratch_bytes = scratch.max().unwrap_or(0);
        let mut scratch = Arena::new(scratch_bytes);
        let read = |arena: &Arena, bytes: usize| {
            let values = &arena.values::<f32>()[..bytes / size_of::<f32>()];
            std::hint::black_box(values.iter().step_by(LANES).sum::<f32>())
        };
        for _ in 0..self.repeats {
            for ((_, primitive, weights), times) in trials.iter().zip(&mut times) {
                let mut elapsed = 0.0;
                for _ in 0..2 {
                    // In a network, the step before leaves its scratch memory and its result, the input, in the caches.
                    read(&scratch, primitive.scratch_bytes());
                    read(&arena, input.span().end);
                    let run = RunContext::new(&mut arena, bytes, &[], 0, 1);
                    let run = run.with_scratch(&mut scratch, scratch_bytes, 1);
                    let worker = run.worker(self.isa, 0, 1);
                    let start = Instant::now();
                    run_conv(
                        &worker,
                        [&input, &output],
                        primitive,
                        weights,
                        None,
                        Elementwise::Relu.into(),
                        None,
                    );
                    elapsed = start.elapsed().as_secs_f64() * 1e3;
                }
                times.push(elapsed);
            }
        }
        let mut measured: Vec<(AlgorithmSpec, f64, usize)> = Vec::new();
        for ((algorithm, primitive, _), mut times) in trials.iter().zip(times) {
            times.sort_by(f64::total_cmp);
            measured.push((*algorithm, times[times.len() / 2], primitive.len()));
        }
        measured.sort_by(|a, b| a.1.total_cmp(&b.1));
        let alike = measured.iter();
        let alike = alike.take_while(|(_, ms, _)| *ms <= measured[0].1 * EQUAL_TIME_RATIO);
        let chosen = alike.min_by_key(|(.., len)| *len);
        let mut line = Line::of(&descriptor);
        line.algorithm = chosen.map_or(measured[0].0, |(algorithm, ..)| *algorithm);
        let named = measured
            .iter()
            .map(|(algorithm, ms, _)| (algorithm.to_string(), *ms));
        (line.to_string(), named.collect())
    }
}

/// Returns copies of the two regions that lie one behind the other in the arena, from offset 0 on, each aligned to
/// [`ALIGN`] bytes.
fn moved(regions: [&Region; 2]) -> [Region; 2] {
    let mut next = 0;
    regions.map(|region| {
        let mut region = region.clone();
        region.place = Place::Arena;
        region.offset = next + region.layout.origin_bytes();
        next += region.layout.bytes().next_multiple_of(ALIGN);
        region
    })
}
