//! Where the time of a run goes.

use super::DynSession;
use super::program::Program;
use crate::Error;
use crate::kernel::peak;
use std::time::{Duration, Instant};

/// Where the time of a run goes, step by step.
#[derive(Debug, Clone)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Profile {
    /// The instruction set: `avx512`, `avx2` or `portable`.
    pub isa: &'static str,
    /// Number of threads.
    pub threads: usize,
    /// Images of a run.
    pub batch: usize,
    /// Runs of which the fastest counts, for each step by itself.
    pub runs: usize,
    /// The most that all threads can do, in 10^9 operations a second, two for a multiply-accumulate: measured by
    /// multiply-adds on registers, on one thread, times their number.
    pub peak_gflops: f64,
    /// The fastest whole run, in milliseconds, without looking at the clock in between.
    pub whole_ms: f64,
    /// The sum of the steps' milliseconds.
    pub steps_ms: f64,
    /// Bytes of packed weights.
    pub weight_bytes: u64,
    /// The steps in the order in which they run.
    pub steps: Vec<ProfiledStep>,
}

/// A step of a plan with its cost.
#[derive(Debug, Clone)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ProfiledStep {
    /// The layers that it computes.
    pub layers: Vec<String>,
    /// The kind of the first one.
    pub kind: String,
    /// How it is done.
    pub algorithm: String,
    /// Steps of one phase do not wait for each other.
    pub phase: usize,
    /// Milliseconds: the fastest of all runs.
    pub ms: f64,
    /// Multiply-accumulates, those with padding included.
    pub macs: u64,
    /// 10^9 operations a second, two for a multiply-accumulate.
    pub gflops: f64,
    /// The share of the peak, from 0 to 1.
    pub peak_share: f64,
    /// Bytes of the regions that are read and written and of the weights, each once.
    pub bytes: u64,
}

impl DynSession {
    /// Runs the network `runs` times over images, NHWC, one behind the other, as many at a time as threads, and
    /// says how long each step takes.
    ///
    /// # Errors
    /// As [`DynSession::run`].
    pub fn profile(&mut self, input: &[f32], runs: usize) -> Result<Profile, Error> {
        let images = self.images(input)?;
        self.set_batch(images);
        let mut whole = f64::INFINITY;
        let mut output = Vec::new();
        let runs = runs.max(1);
        for _ in 0..runs {
            let start = Instant::now();
            self.run(input, &mut output)?;
            whole = whole.min(start.elapsed().as_secs_f64());
        }
        let mut best = vec![f64::INFINITY; self.program.steps.list().len()];
        for _ in 0..runs {
            let mut times = vec![Duration::ZERO; best.len()];
            self.time_steps(input, images, &mut times);
            for (best, time) in best.iter_mut().zip(times) {
                *best = best.min(time.as_secs_f64());
            }
        }
        let threads = self.threads();
        let peak = peak(self.program.target.isa) * threads as f64;
        let program = &*self.program;
        let steps = program
            .plan
            .phases
            .iter()
            .enumerate()
            .flat_map(|(phase, steps)| {
                let best = &best;
                steps
                    .clone()
                    .map(move |step| profiled(program, step, phase, best[step], images, peak))
            });
        Ok(Profile {
            isa: program.target.isa.name(),
            threads,
            batch: images,
            runs,
            peak_gflops: peak / 1e9,
            whole_ms: whole * 1e3,
            steps_ms: best.iter().sum::<f64>() * 1e3,
            weight_bytes: program.steps.weight_bytes() as u64,
            steps: steps.collect(),
        })
    }

    /// The time that each step takes in all of `runs` runs together.
    ///
    /// # Errors
    /// As [`DynSession::run`].
    pub fn times(&mut self, input: &[f32], runs: usize) -> Result<Vec<Duration>, Error> {
        let images = self.images(input)?;
        self.set_batch(images);
        let mut times = vec![Duration::ZERO; self.program.steps.list().len()];
        for _ in 0..runs {
            self.time_steps(input, images, &mut times);
        }
        Ok(times)
    }

    /// Runs all steps, and adds to the time of each.
    fn time_steps(&mut self, input: &[f32], images: usize, times: &mut [Duration]) {
        let len = self.input_shape().len();
        for first in (0..images).step_by(self.batch) {
            let end = images.min(first + self.batch);
            let input = &input[first * len..end * len];
            self.run_chunk::<Vec<f32>>(input, first..end, &mut [], &Vec::as_mut_slice, Some(times));
        }
    }
}

fn profiled(
    program: &Program,
    at: usize,
    phase: usize,
    seconds: f64,
    images: usize,
    peak: f64,
) -> ProfiledStep {
    let step = &program.steps.list()[at];
    let chain = &program.plan.steps[at].layers;
    let of_layers = chain
        .iter()
        .map(|layer| program.facts.macs[*layer])
        .sum::<u64>();
    let macs = match step.plan.is_in_place() {
        true => 0,
        false => of_layers * images as u64,
    };
    let regions = step.plan.inputs.iter().chain(&step.plan.outputs);
    let bytes: usize = regions.map(|region| region.layout.bytes()).sum();
    let weights = step.primitive().map_or(0, |primitive| primitive.len());
    let rate = 2.0 * macs as f64 / seconds;
    ProfiledStep {
        layers: chain
            .iter()
            .map(|layer| program.facts.names[*layer].clone())
            .collect(),
        kind: step.plan.op.label().to_owned(),
        algorithm: step.algorithm(),
        phase,
        ms: seconds * 1e3,
        macs,
        gflops: rate / 1e9,
        peak_share: rate / peak,
        bytes: (bytes * images + weights * size_of::<f32>()) as u64,
    }
}
