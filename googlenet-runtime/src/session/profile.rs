//! Measurement of the time that each step of a run takes.

use super::DynSession;
use super::program::Program;
use crate::Error;
use crate::kernel::peak;
use std::time::{Duration, Instant};

/// The time of a run, step by step.
#[derive(Debug, Clone)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Profile {
    /// Name of the instruction set: `avx512`, `avx2` or `portable`.
    pub isa: &'static str,
    /// Number of threads.
    pub threads: usize,
    /// Number of images in each run.
    pub batch: usize,
    /// Number of runs that were timed as a whole, and of further runs whose steps were timed. The fastest run counts,
    /// for each step separately.
    pub runs: usize,
    /// Peak of all threads in 10^9 operations per second, where a multiply-accumulate is two operations: the throughput
    /// of multiply-adds on registers, measured on one thread, times the number of threads.
    pub peak_gflops: f64,
    /// Time of the fastest whole run in milliseconds, measured without timing the steps.
    pub whole_ms: f64,
    /// Sum of [`ProfiledStep::ms`] over all steps.
    pub steps_ms: f64,
    /// Size of all packed weights in bytes.
    pub weight_bytes: u64,
    /// Steps in the order in which they run.
    pub steps: Vec<ProfiledStep>,
}

/// A step of a plan with its cost.
#[derive(Debug, Clone)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ProfiledStep {
    /// Paths of the layers that the step computes.
    pub layers: Vec<String>,
    /// Name of the operation that the step runs, without its epilogues: usually the kind of the first layer.
    pub kind: String,
    /// Algorithm with its sizes, as text.
    pub algorithm: String,
    /// Phase of the step; the steps of one phase do not depend on each other.
    pub phase: usize,
    /// Time in milliseconds, for all images of a run: the shortest of all runs.
    pub ms: f64,
    /// Number of multiply-accumulates for all images of a run, those with padding included; 0 for a step that works in
    /// place.
    pub macs: u64,
    /// Throughput in 10^9 operations per second, where a multiply-accumulate is two operations.
    pub gflops: f64,
    /// Throughput divided by [`Profile::peak_gflops`], about 0 to 1.
    pub peak_share: f64,
    /// Number of bytes that the step reads and writes if each is transferred once: its regions for all images of a run,
    /// borders included, and the packed weights of a convolution or dense layer.
    pub bytes: u64,
}

impl DynSession {
    /// Runs the network over the images `input`, NHWC, and measures each step: `runs` runs (at least 1) without timing
    /// the steps, then as many that time them. Sets the session's batch to the number of images, limited to the number
    /// of threads.
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or does not hold a whole number of images.
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
            isa: program.target.isa.as_str(),
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

    /// Runs the network `runs` times over the images `input`, NHWC, and returns for each step the sum of its times, in
    /// the order of the steps. Sets the session's batch to the number of images, limited to the number of threads.
    ///
    /// # Errors
    /// [`Error::Length`] if `input` is empty or does not hold a whole number of images.
    pub fn times(&mut self, input: &[f32], runs: usize) -> Result<Vec<Duration>, Error> {
        let images = self.images(input)?;
        self.set_batch(images);
        let mut times = vec![Duration::ZERO; self.program.steps.list().len()];
        for _ in 0..runs {
            self.time_steps(input, images, &mut times);
        }
        Ok(times)
    }

    /// Runs all steps over all images, and adds the time of each step to its entry in `times`.
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
