//! Measurement of the time that each step of a session's run takes.

use super::DynSession;
use super::program::Program;
use super::run::chunks;
use super::shares::Shares;
use super::steps::PackedStep;
use super::traffic::{RunPart, StepBytes};
use crate::Error;
use crate::kernel::{Unit, no_tiles, peak};
use googlenet_dsl::value::DType;
use std::ops::Range;
use std::time::{Duration, Instant};

/// The times of a network's run, as a whole and step by step, as [`DynSession::profile`] measures them.
#[derive(Debug, Clone)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Profile {
    /// Name of the instruction set that the session uses: `avx512`, `avx2` or `portable`.
    pub isa: &'static str,
    /// Type of the elements of the results of layers: `f32` or `bf16`.
    pub dtype: &'static str,
    /// Why the products of a network whose elements are not `f32` are not those of tiles (AMX): what the processor or the
    /// operating system lacks, or what turns them off. `None` where tiles are used, and for a network of `f32`.
    pub no_tiles: Option<String>,
    /// Number of threads of the session.
    pub threads: usize,
    /// Number of images in each run; if there are more than threads, a run computes them in several parts.
    pub batch: usize,
    /// Number of runs that were timed as a whole; as many further runs timed their steps. The times are those of the
    /// fastest whole run and, for each step separately, of the run in which that step was fastest.
    pub runs: usize,
    /// Peak of all threads together for `f32` in 10^9 operations per second, where a multiply-accumulate is two
    /// operations: the throughput of multiply-adds on registers, measured on one thread, times the number of threads.
    pub peak_gflops: f64,
    /// Peaks of the instructions that compute the multiply-accumulates of the steps, in the order in which steps first
    /// use them.
    pub peaks: Vec<Peak>,
    /// Time that the multiply-accumulates of all steps would take at the peaks of their instructions, divided by
    /// [`Profile::whole_ms`].
    pub peak_share: f64,
    /// Time of the fastest whole run in milliseconds, measured without timing the steps.
    pub whole_ms: f64,
    /// Sum of [`ProfiledStep::ms`] over all steps, in milliseconds.
    pub steps_ms: f64,
    /// Size in bytes of the packed weights of all steps together, with the gaps that align them to 64 bytes.
    pub weight_bytes: u64,
    /// Sum of [`ProfiledStep::bytes`] over all steps.
    pub bytes: u64,
    /// Sum of [`ProfiledStep::worker_bytes`] over all steps: what each thread reads and writes in a run.
    pub worker_bytes: u64,
    /// Number of times in a run that the threads wait for each other: between the phases of the plan, and within
    /// convolutions with a fused pooling whose windows cross the rows of two threads. 0 for one thread, and where each
    /// thread computes its own images; waking the threads and waiting for the last one are not counted.
    pub barriers: usize,
    /// What each thread would compute if all computed the same, divided by what the slowest computes: the sum over all
    /// phases of the largest work of a thread, computed from the sizes of what the threads divide, not measured. Work is
    /// multiply-accumulates, those with unused lanes included and the transforms of Winograd convolution not, and the
    /// values that other steps read. 1 for one thread.
    pub balance: f64,
    /// Measurements of the steps of the plan, one entry for each, in the order in which they run.
    pub steps: Vec<ProfiledStep>,
}

/// What instructions can do at most.
#[derive(Debug, Clone)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Peak {
    /// Name of the instructions, as in [`ProfiledStep::unit`].
    pub unit: &'static str,
    /// Peak of all threads together in 10^9 operations per second, measured like [`Profile::peak_gflops`].
    pub gflops: f64,
}

/// A step of a plan (an operation with the layers fused into it) with its time, its operations and its memory traffic.
#[derive(Debug, Clone)]
#[non_exhaustive]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct ProfiledStep {
    /// Paths of the layers that the step computes: that of the operation, then those fused with it.
    pub layers: Vec<String>,
    /// Name of the operation that the step runs, as a description writes it (`conv`, `max_pool`), without the layers
    /// fused with it; `input` for the copy of the caller's image, `softmax` for a softmax.
    pub kind: String,
    /// Name of the algorithm of a convolution or dense layer, with the size of its tile and what the threads divide
    /// among themselves, such as `direct 7x48 by pixels`; `copy` for the copy of the caller's image, `by rows` for all
    /// other steps.
    pub algorithm: String,
    /// Name of the instructions that compute the step's multiply-accumulates: `f32`; `amx bf16` or `amx int8` on tiles;
    /// `avx512-vnni int8`, `avx-vnni int8`, `avx2 int8` or `int8` for other products of integers.
    pub unit: &'static str,
    /// Index of the step's phase, from 0; the steps of one phase do not depend on each other.
    pub phase: usize,
    /// Time in milliseconds for all images of a run, in the run in which it was shortest. If each thread computes its own
    /// images, the time of the first thread.
    pub ms: f64,
    /// Number of multiply-accumulates of the step's layers for all images of a run, those with padding included,
    /// whatever the algorithm; 0 for a step that works in place.
    pub macs: u64,
    /// Throughput in 10^9 operations per second: twice [`ProfiledStep::macs`], as a multiply-accumulate is two
    /// operations, divided by the time.
    pub gflops: f64,
    /// [`ProfiledStep::gflops`] divided by the peak of [`ProfiledStep::unit`]; at most about 1 for direct convolution, possibly
    /// more for Winograd, which does fewer multiplications than are counted.
    pub peak_share: f64,
    /// Number of bytes that the step reads and writes in a run, computed, not measured, as if each were transferred once:
    /// [`ProfiledStep::input_bytes`], [`ProfiledStep::output_bytes`], [`ProfiledStep::weight_bytes`] and
    /// [`ProfiledStep::scratch_bytes`]. What is read again, by the next tile or another thread, is not counted again.
    pub bytes: u64,
    /// Bytes of the regions that the step reads, for all images, borders included.
    pub input_bytes: u64,
    /// Bytes of the regions that the step writes, for all images, borders included.
    pub output_bytes: u64,
    /// Bytes of the step's packed weights.
    pub weight_bytes: u64,
    /// Bytes that are written to scratch memory and read from it, all threads and images together: rows that are copied,
    /// transformed inputs and products of Winograd convolution, and the map before a fused pooling. They rarely leave the
    /// second-level cache.
    pub scratch_bytes: u64,
    /// Share of the step's work that the thread does which does most of it, computed as [`Profile::balance`] is. If all
    /// threads do the same, it is 1 divided by their number; threads that compute several steps of a phase side by side
    /// have larger shares of fewer steps.
    pub largest_share: f64,
    /// Bytes that each thread reads and writes, computed of equal shares: all weights where the threads divide pixels,
    /// the whole input where they divide the output channels of a convolution.
    pub worker_bytes: u64,
    /// [`ProfiledStep::bytes`] divided by the time, in 10^9 bytes per second.
    pub gbytes_per_s: f64,
    /// [`ProfiledStep::bytes`] divided by [`ProfiledStep::macs`]; `None` for a step without multiply-accumulates.
    pub bytes_per_mac: Option<f64>,
}

impl DynSession {
    /// Measures the network on the images `input`, NHWC. `runs` runs (one if that is 0) are each timed as a whole, and as
    /// many further runs step by step; the fastest whole run and the shortest time of each step count. The latter runs
    /// record nothing for taps. Sets the session's batch to the number of images, limited as [`DynSession::set_batch`]
    /// says, and leaves it so.
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
        let program = &*self.program;
        let peaks = Peaks::of(program, threads);
        let parts = self.run_parts(images);
        let phases = program.plan.phases.iter().enumerate();
        let steps = phases.flat_map(|(phase, steps)| {
            let (best, parts, peaks, shares) = (&best, &parts, &peaks, &self.shares);
            steps.clone().map(move |step| {
                let shared = (&parts[..], shares);
                profiled(program, step, phase, best[step], shared, peaks)
            })
        });
        let steps: Vec<ProfiledStep> = steps.collect();
        let at_peak = steps.iter().map(|step| step.peak_share * step.ms);
        let dtype = program.plan.dtype;
        Ok(Profile {
            isa: program.target.isa.as_str(),
            dtype: dtype.as_str(),
            no_tiles: match dtype == DType::F32 || peaks.are_of_tiles() {
                true => None,
                false => no_tiles(program.target.isa),
            },
            threads,
            batch: images,
            runs,
            peak_gflops: peaks.of_f32 / 1e9,
            peak_share: at_peak.sum::<f64>() / (whole * 1e3),
            peaks: peaks.used(),
            whole_ms: whole * 1e3,
            steps_ms: best.iter().sum::<f64>() * 1e3,
            weight_bytes: program.steps.weight_bytes() as u64,
            bytes: steps.iter().map(|step| step.bytes).sum(),
            worker_bytes: steps.iter().map(|step| step.worker_bytes).sum(),
            barriers: parts.iter().map(|part| part.barriers(program)).sum(),
            balance: {
                let (list, phases) = (program.steps.list(), &program.plan.phases);
                let paths = parts
                    .iter()
                    .map(|part| part.critical_path(list, phases, &self.shares));
                let sum = |[a, b]: [f64; 2], [ideal, actual]: [f64; 2]| [a + ideal, b + actual];
                let [ideal, actual] = paths.fold([0.0; 2], sum);
                if actual > 0.0 { ideal / actual } else { 1.0 }
            },
            steps,
        })
    }

    /// Returns the parts of a run over `images` images, each with the threads that compute it.
    fn run_parts(&self, images: usize) -> Vec<RunPart> {
        let part = |chunk: Range<usize>| RunPart {
            images: chunk.len(),
            threads: self.threads(),
            alone: self.images_of_thread(chunk.len()) > 0,
            late: self.late,
        };
        chunks(images, self.batch, self.threads())
            .map(part)
            .collect()
    }

    /// Runs the network `runs` times over the images `input`, NHWC, and returns for each step the sum of its times over
    /// all runs and images, in the order in which the steps run. Sets the session's batch to the number of images,
    /// limited as [`DynSession::set_batch`] says, and leaves it so. Records nothing for taps.
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

    /// Runs the network once over the `images` images of `input`, and adds the time of each step to its entry in
    /// `times`. The results are discarded.
    fn time_steps(&mut self, input: &[f32], images: usize, times: &mut [Duration]) {
        let len = self.input_shape().len();
        for chunk in chunks(images, self.batch, self.threads()) {
            let input = &input[chunk.start * len..chunk.end * len];
            self.run_chunk::<Vec<f32>>(input, chunk, &mut [], &Vec::as_mut_slice, Some(times));
        }
    }
}

/// Peaks of all threads together, in operations per second.
struct Peaks {
    of_f32: f64,
    /// Those of the instructions that steps use, in the order of their first steps.
    all: Vec<(Unit, f64)>,
}

impl Peaks {
    fn of(program: &Program, threads: usize) -> Peaks {
        let of = |unit| peak(unit, program.target.isa) * threads as f64;
        let of_f32 = of(Unit::F32);
        let mut all: Vec<(Unit, f64)> = Vec::new();
        for step in program.steps.list() {
            let Some(unit) = step.unit() else { continue };
            if all.iter().all(|(known, _)| *known != unit) {
                let peak = match unit {
                    Unit::F32 => of_f32,
                    other => of(other),
                };
                all.push((unit, peak));
            }
        }
        Peaks { of_f32, all }
    }

    /// Returns the peak for a step.
    fn for_step(&self, step: &PackedStep) -> f64 {
        let used = self.all.iter().find(|(unit, _)| Some(*unit) == step.unit());
        used.map_or(self.of_f32, |(_, peak)| *peak)
    }

    fn are_of_tiles(&self) -> bool {
        self.all.iter().any(|(unit, _)| unit.is_of_tiles())
    }

    fn used(&self) -> Vec<Peak> {
        let used = self.all.iter().map(|(unit, peak)| Peak {
            unit: unit.word(),
            gflops: peak / 1e9,
        });
        used.collect()
    }
}

fn profiled(
    program: &Program,
    at: usize,
    phase: usize,
    seconds: f64,
    (parts, shares): (&[RunPart], &Shares),
    peaks: &Peaks,
) -> ProfiledStep {
    let step = &program.steps.list()[at];
    let images: usize = parts.iter().map(|part| part.images).sum();
    let chain = &program.plan.steps[at].layers;
    let of_layers = chain
        .iter()
        .map(|layer| program.facts.macs[*layer])
        .sum::<u64>();
    let macs = match step.plan.is_in_place() {
        true => 0,
        false => of_layers * images as u64,
    };
    let each = StepBytes::of(step);
    let (mut scratch, mut worker) = (0, 0);
    for part in parts {
        let traffic = part.traffic((at, step));
        scratch += traffic.scratch;
        worker += traffic.worker;
    }
    let (input, output) = (each.input * images, each.output * images);
    let bytes = input + output + each.weights + scratch;
    let rate = 2.0 * macs as f64 / seconds;
    ProfiledStep {
        layers: chain
            .iter()
            .map(|layer| program.facts.names[*layer].clone())
            .collect(),
        kind: step.plan.op.label().to_owned(),
        algorithm: step.algorithm(),
        unit: step.unit().unwrap_or(Unit::F32).word(),
        phase,
        ms: seconds * 1e3,
        macs,
        gflops: rate / 1e9,
        peak_share: rate / peaks.for_step(step),
        bytes: bytes as u64,
        input_bytes: input as u64,
        output_bytes: output as u64,
        weight_bytes: each.weights as u64,
        scratch_bytes: scratch as u64,
        largest_share: {
            let of_part =
                |part: &RunPart| part.largest_share((at, step), shares) * part.images as f64;
            parts.iter().map(of_part).sum::<f64>() / images as f64
        },
        worker_bytes: worker as u64,
        gbytes_per_s: bytes as f64 / seconds / 1e9,
        bytes_per_mac: (macs > 0).then(|| bytes as f64 / macs as f64),
    }
}
