//! What a run of a session moves and how often its threads wait for each other, computed from plan and algorithms.

use super::program::Program;
use super::steps::PackedStep;
use crate::kernel::Traffic;
use googlenet_dsl::plan::Region;

/// Images of a run that are computed together: `images` images by `threads` threads, of which each computes one image by
/// itself if `alone` is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct RunPart {
    pub(super) images: usize,
    pub(super) threads: usize,
    pub(super) alone: bool,
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
    /// Returns what a step moves.
    pub(super) fn traffic(self, step: &PackedStep) -> Traffic {
        let StepBytes {
            input,
            output,
            weights,
        } = StepBytes::of(step);
        let (images, threads) = match self.alone {
            true => (1, 1),
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
                scratch: traffic.scratch * self.images,
                ..traffic
            },
            false => traffic,
        }
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
