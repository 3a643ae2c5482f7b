//! Gradient of a resized map: each pixel gets its share of the pixels that were made of it.

use super::resampling;
use crate::kernel::{self, Worker};
use crate::ops::{Train, TrainArgs};
use googlenet_dsl::op::Upsample;

impl Train for Upsample {
    fn input_gradient(&self, worker: &Worker<'_>, args: &TrainArgs<'_>, _input: usize) {
        let target = args.target();
        kernel::resize_gradient(
            worker,
            args.gradient(),
            target,
            &resampling(self, target),
            args.step.accumulate,
        );
    }
}
