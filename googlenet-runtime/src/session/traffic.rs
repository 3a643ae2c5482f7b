//! What a run of a session moves, how its threads share the work and how often they wait for each other, computed from
//! plan and algorithms.

use super::program::Program;
use super::shares::{Shares, work};
use super::steps::PackedStep;
use crate::kernel::{Share, Traffic};
use googlenet_dsl::plan::Region;
use std::ops::Range;

/// Images of a run that are computed together: `images` images by `threads` threads, of which each computes its own
/// images, as many as the others, if `alone` is set: the steps before `late` image by image, those from there on of all of
/// its images at once.
#[derive(Debug, Clone, Copy)]
pub(super) struct RunPart {
    pub(super) images: usize,
    pub(super) threads: usize,
    pub(super) alone: bool,
    pub(super) late: usize,
}

/// Returns the index of the first of the late steps, those that move fewer bytes if a thread computes two images at once:
/// the weights are read once less, and the maps come from farther away.
pub(super) fn late(list: &[PackedStep]) -> usize {
    let gain = |step: &PackedStep| {
        let StepBytes {
            input,
            output,
            weights,
        } = StepBytes::of(step);
        weights as i64 / 2 - (input + output) as i64
    };
    let (mut late, mut most, mut sum) = (list.len(), 0, 0);
    for (at, step) in list.iter().enumerate().rev() {
        sum += gain(step);
        if sum > most {
            (late, most) = (at, sum);
        }
    }
    late
}

/// Bytes of a step in one image's run, each counted once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct StepBytes {
    pub(super) input: usize,
    pub(super) output: usize,
    pub(super) weights: usize,
}

impl StepBytes {
    pub(super) fn of(step: &PackedStep) -> StepBytes {
        let bytes = |regions: &[Region]| -> usize {
            regions.iter().map(|region| region.layout.bytes()).sum()
        };
        let packed = step.packed.as_ref();
        // A step in place reads what it writes.
        let in_place = match step.plan.is_in_place() {
            true => bytes(&step.plan.outputs),
            false => 0,
        };
        StepBytes {
            input: bytes(&step.plan.inputs) + in_place,
            output: bytes(&step.plan.outputs),
            weights: packed.map_or(0, |packed| packed.len() * size_of::<f32>()),
        }
    }
}

impl RunPart {
    /// Returns the number of images that each thread computes by itself.
    fn own(self) -> usize {
        self.images / self.threads
    }

    /// Returns what the step with the index `at` moves.
    pub(super) fn traffic(self, (at, step): (usize, &PackedStep)) -> Traffic {
        let StepBytes {
            input,
            output,
            weights,
        } = StepBytes::of(step);
        let (images, threads) = match self.alone {
            true if at < self.late => (1, 1),
            true => (self.own(), 1),
            false => (self.images, self.threads),
        };
        let traffic = match step.primitive() {
            Some(primitive) => {
                let first = step.plan.inputs[0].layout.bytes();
                primitive.traffic([first, input - first + output], images, threads)
            }
            None => Traffic {
                scratch: 0,
                worker: ((input + output) * images + weights).div_ceil(threads),
            },
        };
        match self.alone {
            true => Traffic {
                scratch: traffic.scratch * self.images / images,
                worker: traffic.worker * self.own() / images,
            },
            false => traffic,
        }
    }

    /// Returns the share of a step's work that the thread does which does most of it.
    pub(super) fn largest_share(self, (at, step): (usize, &PackedStep), shares: &Shares) -> f64 {
        let all = work(step, self.images, Share::all());
        match self.alone || all == 0 {
            true => 1.0 / self.threads as f64,
            false => {
                let works = shares.works((at, step), self.images);
                works.max().unwrap_or(0) as f64 / all as f64
            }
        }
    }

    /// Returns the work of a thread if all did the same, and the sum over all phases of the largest work of a thread.
    pub(super) fn critical_path(
        self,
        list: &[PackedStep],
        phases: &[Range<usize>],
        shares: &Shares,
    ) -> [f64; 2] {
        let all = |images| -> u64 {
            list.iter()
                .map(|step| work(step, images, Share::all()))
                .sum()
        };
        if self.alone {
            return [all(self.own()) as f64; 2];
        }
        let largest = phases.iter().map(|phase| {
            let mut loads = vec![0; self.threads];
            for at in phase.clone() {
                let works = shares.works((at, &list[at]), self.images);
                loads
                    .iter_mut()
                    .zip(works)
                    .for_each(|(load, work)| *load += work);
            }
            loads.into_iter().max().unwrap_or(0)
        });
        [
            all(self.images) as f64 / self.threads as f64,
            largest.sum::<u64>() as f64,
        ]
    }

    /// Returns the number of times that the threads wait for each other.
    pub(super) fn barriers(self, program: &Program) -> usize {
        if self.alone || self.threads == 1 {
            return 0;
        }
        let primitives = program
            .steps
            .list()
            .iter()
            .filter_map(PackedStep::primitive);
        let inside: usize = primitives
            .map(|primitive| primitive.waits(self.images, self.threads))
            .sum();
        program.plan.phases.len().saturating_sub(1) + inside
    }
}
