//! The measurement of steps of training.

use super::{MAX_RUNS, MIN_RUNS, Measured, START, WARM_UP_SHARE, bytes};
use crate::failure::Failure;
use googlenet_runtime::train::{Metrics, Trainer, Training};
use googlenet_runtime::weights::formula;
use googlenet_runtime::{Precision, dynamic};
use std::time::{Duration, Instant};

/// Learning rate of the steps, so small that weights stay as they are in magnitude.
const RATE: f64 = 1e-5;

/// Measures steps of training of a network on one batch of pseudo-random images. Returns the times, the number of
/// threads, and the bytes of memory that the trainer holds.
///
/// # Errors
/// [`Failure::Message`] if the network cannot be trained.
pub(super) fn measure(
    model: dynamic::Model,
    training: Training,
    (threads, batch): (usize, usize),
    precision: Precision,
    time: Duration,
) -> Result<(Measured, usize, usize), Failure> {
    let builder = Trainer::builder(model).training(training);
    let builder = builder.threads(threads).precision(precision);
    let mut trainer = builder.build().map_err(Failure::message)?;
    let len = trainer.input_shape().len();
    let values = 0..(batch * len) as u64;
    let images: Vec<f32> = values.map(|i| formula(1, i) as f32).collect();
    let classes = trainer.classes();
    let labels: Vec<u32> = (0..batch).map(|image| (image % classes) as u32).collect();
    let mut step = || -> Result<Metrics, Failure> {
        let stepped = trainer.step_with_rate(&images, &labels, RATE);
        stepped.map_err(Failure::message)
    };
    let begin = Instant::now();
    let mut checksum = START;
    let mut warm_up = 0;
    while warm_up < 1 || begin.elapsed() < time.mul_f64(WARM_UP_SHARE) {
        checksum = bytes(checksum, &step()?.loss.to_bits().to_le_bytes());
        warm_up += 1;
    }
    let mut times = Vec::new();
    let begin = Instant::now();
    while times.len() < MIN_RUNS || (begin.elapsed() < time && times.len() < MAX_RUNS) {
        let start = Instant::now();
        step()?;
        times.push(start.elapsed());
    }
    let wall = begin.elapsed();
    times.sort_unstable();
    let measured = Measured {
        times,
        warm_up,
        wall,
        checksum,
    };
    Ok((measured, trainer.threads(), trainer.bytes()))
}
