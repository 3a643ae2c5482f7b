//! The command `googlenet bench`, which measures how long runs of a network take.

mod training;

use super::loading::{Integers, Weights, packed, with_weights};
use super::network::{Given, Network};
use crate::args::{Bench, ReportFormat};
use crate::failure::Failure;
use crate::json::measured as rounded;
use googlenet_runtime::{DType, DynSession, Isa};

use googlenet_runtime::weights::formula;
use serde_json::json;
use std::time::{Duration, Instant};

/// Number of different inputs that the runs use in turn, so that a run does not find its input in the processor's
/// caches.
const INPUTS: usize = 4;
/// Largest number of warm-up runs, which come first and are not measured.
const WARM_UP: usize = 50;
/// Fraction of the requested measuring time after which no more warm-up runs begin. Each input is run once in any case.
const WARM_UP_SHARE: f64 = 0.25;
/// Smallest number of measured runs, however long they take.
const MIN_RUNS: usize = 5;
/// Largest number of measured runs, even if time is left.
const MAX_RUNS: usize = 1_000_000;

pub(crate) fn run(args: &Bench) -> Result<(), Failure> {
    let format = args.written.format()?;
    let given = Given::read(&args.spec.spec, &args.spec.size, args.weights.file())?;
    let network = given.compile(true)?;
    network.warn();
    if args.training {
        return training_steps(args, &network, format);
    }
    let compiled = &network.compiled;
    let (name, len) = (&compiled.name, compiled.graph.shape(0).len());
    let algorithms = args.choice.over(compiled.algorithms());
    let integers = Integers::Taken(args.choice.dtype());
    let weights = Weights::or_seeded(&args.weights, &network);
    let packed = packed(compiled.graph.clone(), weights, algorithms, integers)?;
    let batch = args.batch.images();
    let mut session = packed.dyn_session(args.threads.count());
    session.set_batch(batch);
    let inputs = (0..INPUTS as u64).map(|input| {
        let values = 0..(batch * len) as u64;
        values.map(|i| formula(input, i) as f32).collect()
    });
    let inputs: Vec<Vec<f32>> = inputs.collect();
    let measured = measure(&mut session, &inputs, args.seconds)?;
    let times = &measured.times;
    let text = if format == ReportFormat::Json {
        let report = json!({
            "network": name,
            "median_ms": rounded(milliseconds(median(times))),
            "min_ms": rounded(milliseconds(times[0])),
            "p99_ms": rounded(milliseconds(percentile(times, 99))),
            "runs": times.len(),
            "warm_up_runs": measured.warm_up,
            "wall_s": rounded(measured.wall.as_secs_f64()),
            "threads": session.threads(),
            "batch": batch,
            "isa": Isa::chosen().as_str(),
            "dtype": packed.algorithms().dtype.as_str(),
            "checksum": format!("{:016x}", measured.checksum),
        });
        format!("{report}\n")
    } else {
        format!(
            "{name}, {}, {}, {}, {}\nmedian {:.3} ms, min {:.3} ms, p99 {:.3} ms, {} in {:.1} s\nchecksum {:016x}\n",
            count(batch, "image"),
            count(session.threads(), "thread"),
            Isa::chosen().as_str(),
            packed.algorithms().dtype,
            milliseconds(median(times)),
            milliseconds(times[0]),
            milliseconds(percentile(times, 99)),
            count(times.len(), "run"),
            measured.wall.as_secs_f64(),
            measured.checksum,
        )
    };
    args.written.to().text(&text)
}

/// Measures steps of training, and writes the report.
fn training_steps(
    args: &Bench,
    network: &Network<'_>,
    format: ReportFormat,
) -> Result<(), Failure> {
    let compiled = &network.compiled;
    if args.choice.dtype().is_some_and(|dtype| dtype != DType::F32) {
        return Err(Failure::Usage(
            "training computes with results of `f32`; help: leave out `--dtype`".to_owned(),
        ));
    }
    let precision = args.choice.precision_over(compiled.precision);
    let weights = Weights::or_seeded(&args.weights, network);
    let model = with_weights(network.dynamic(), weights)?;
    let batch = args.batch.images();
    let training = compiled.training.clone().unwrap_or_default();
    let wanted = (args.threads.count(), batch);
    let measured = training::measure(model, training, wanted, precision, args.seconds)?;
    let (
        Measured {
            times,
            warm_up,
            wall,
            ..
        },
        threads,
        memory,
    ) = measured;
    let rate = batch as f64 / median(&times).as_secs_f64();
    let text = if format == ReportFormat::Json {
        let report = json!({
            "network": compiled.name,
            "training": true,
            "median_ms": rounded(milliseconds(median(&times))),
            "min_ms": rounded(milliseconds(times[0])),
            "p99_ms": rounded(milliseconds(percentile(&times, 99))),
            "images_per_s": rounded(rate),
            "steps": times.len(),
            "warm_up_steps": warm_up,
            "wall_s": rounded(wall.as_secs_f64()),
            "threads": threads,
            "batch": batch,
            "bytes": memory,
            "isa": Isa::chosen().as_str(),
        });
        format!("{report}\n")
    } else {
        format!(
            "{}, training, {}, {}, {}\nmedian {:.3} ms, min {:.3} ms, p99 {:.3} ms, {rate:.1} images/s, {} in {:.1} s, \
             {:.0} MiB\n",
            compiled.name,
            count(batch, "image"),
            count(threads, "thread"),
            Isa::chosen().as_str(),
            milliseconds(median(&times)),
            milliseconds(times[0]),
            milliseconds(percentile(&times, 99)),
            count(times.len(), "step"),
            wall.as_secs_f64(),
            memory as f64 / f64::from(1 << 20),
        )
    };
    args.written.to().text(&text)
}

struct Measured {
    /// Durations of the measured runs, in ascending order.
    times: Vec<Duration>,
    /// Number of warm-up runs that were made, which `times` does not hold.
    warm_up: usize,
    /// Wall-clock time from the start of the first measured run to the end of the last, including the checks after each
    /// run that its results are the expected ones.
    wall: Duration,
    /// FNV-1a hash of the checksums of the inputs' results, one for each input, in the order of the inputs.
    checksum: u64,
}

fn measure(
    session: &mut DynSession,
    inputs: &[Vec<f32>],
    time: Duration,
) -> Result<Measured, Failure> {
    let mut results = Vec::new();
    let mut expected = Vec::new();
    let begin = Instant::now();
    for input in inputs {
        session
            .run_all(input, &mut results)
            .map_err(Failure::message)?;
        expected.push(checksum(&results));
    }
    let mut warm_up = inputs.len();
    while warm_up < WARM_UP && begin.elapsed() < time.mul_f64(WARM_UP_SHARE) {
        session
            .run_all(&inputs[warm_up % inputs.len()], &mut results)
            .map_err(Failure::message)?;
        warm_up += 1;
    }
    let mut times = Vec::new();
    let begin = Instant::now();
    while times.len() < MIN_RUNS || (begin.elapsed() < time && times.len() < MAX_RUNS) {
        let at = times.len() % inputs.len();
        let start = Instant::now();
        session
            .run_all(&inputs[at], &mut results)
            .map_err(Failure::message)?;
        times.push(start.elapsed());
        if checksum(&results) != expected[at] {
            let run = times.len();
            return Err(Failure::Message(format!(
                "run {run} computed a different result than an earlier run of the same input"
            )));
        }
    }
    let wall = begin.elapsed();
    times.sort_unstable();
    let checksum = expected
        .iter()
        .fold(START, |sum, part| bytes(sum, &part.to_le_bytes()));
    Ok(Measured {
        times,
        warm_up,
        wall,
        checksum,
    })
}

/// Returns the median of durations in ascending order: the middle one, or the mean of the two middle ones. `sorted`
/// must not be empty.
fn median(sorted: &[Duration]) -> Duration {
    (sorted[(sorted.len() - 1) / 2] + sorted[sorted.len() / 2]) / 2
}

/// Returns the percentile (nearest rank) of durations in ascending order: the shortest one that at least `percent` per
/// cent of the durations do not exceed. `sorted` must not be empty.
fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    sorted[(sorted.len() * percent).div_ceil(100) - 1]
}

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1e3
}

fn count(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Initial value (offset basis) of the 64-bit FNV-1a hash.
const START: u64 = 0xcbf2_9ce4_8422_2325;

fn checksum(results: &[Vec<f32>]) -> u64 {
    let values = results.iter().flatten();
    values.fold(START, |sum, value| {
        bytes(sum, &value.to_bits().to_le_bytes())
    })
}

fn bytes(sum: u64, bytes: &[u8]) -> u64 {
    let step = |sum: u64, byte: &u8| (sum ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    bytes.iter().fold(sum, step)
}
