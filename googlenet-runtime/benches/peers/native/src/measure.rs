//! Measurement of run times in the same way as `googlenet bench`.

use crate::engine::Engine;
use crate::{Options, Result};
use std::time::{Duration, Instant};

const INPUTS: u64 = 4;
const WARM_UP: usize = 50;
const WARM_UP_SHARE: f64 = 0.25;
const MIN_RUNS: usize = 5;

/// Returns different inputs of `len` pseudorandom values from -1 to 1, the same ones as `googlenet bench`.
pub(crate) fn inputs(len: usize) -> Vec<Vec<f32>> {
    let value = |input: u64, i: u64| {
        // This is one step of SplitMix64.
        let mut z = ((input << 32) + i).wrapping_add(0x9E37_79B9_7F4A_7C15);
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^= z >> 31;
        ((z >> 40) as f64 / 8_388_608.0 - 1.0) as f32
    };
    (0..INPUTS)
        .map(|input| (0..len as u64).map(|i| value(input, i)).collect())
        .collect()
}

/// Runs the inputs in turn for the given time, after a warm-up, and returns median, minimum and 99th percentile of the
/// run times as JSON.
pub(crate) fn measure(
    engine: &mut dyn Engine,
    inputs: usize,
    time: Duration,
    options: &Options,
) -> Result<String> {
    let begin = Instant::now();
    let mut warm_up = 0;
    while warm_up < inputs || (warm_up < WARM_UP && begin.elapsed() < time.mul_f64(WARM_UP_SHARE)) {
        engine.run(warm_up % inputs)?;
        warm_up += 1;
    }
    let mut times = Vec::new();
    let begin = Instant::now();
    while times.len() < MIN_RUNS || begin.elapsed() < time {
        let start = Instant::now();
        engine.run(times.len() % inputs)?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    let wall = begin.elapsed().as_secs_f64();
    times.sort_by(f64::total_cmp);
    let runs = times.len();
    let median = (times[(runs - 1) / 2] + times[runs / 2]) / 2.0;
    let p99 = times[(runs * 99).div_ceil(100) - 1];
    let (threads, batch, minimum) = (options.threads, options.shape[0], times[0]);
    Ok(format!(
        "{{\"median_ms\":{median},\"min_ms\":{minimum},\"p99_ms\":{p99},\"runs\":{runs},\"warm_up_runs\":{warm_up},\
         \"wall_s\":{wall},\"threads\":{threads},\"batch\":{batch}}}"
    ))
}
