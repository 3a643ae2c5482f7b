//! What a convolution moves and how often its threads wait for each other, computed from its sizes.

use super::primitive::ConvPrimitive;
use crate::kernel::share::Share;
use googlenet_dsl::plan::LANES;

/// Bytes that a step reads and writes in one run over some images.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Traffic {
    /// Bytes written to the scratch memory of all threads, and read from it once.
    pub(crate) scratch: usize,
    /// Bytes of inputs, outputs, weights and scratch memory that each of the threads reads and writes, of equal shares.
    pub(crate) worker: usize,
}

impl ConvPrimitive {
    /// Returns what `threads` threads that share the work on `images` images move. `input` and `others` are the bytes of
    /// one image's input and of its other regions.
    pub(crate) fn traffic(
        &self,
        [input, others]: [usize; 2],
        images: usize,
        threads: usize,
    ) -> Traffic {
        let values = self.algorithm.scratch_values(&self.descriptor);
        let [of_inputs, of_outputs] = values.map(|values| 2 * size_of::<f32>() * values * images);
        let of_outputs = of_outputs + 2 * size_of::<f32>() * self.pooled_values() * images;
        let weights = self.len() * size_of::<f32>();
        let (input, others) = (input * images, others * images);
        let share = |bytes: usize| bytes.div_ceil(threads);
        let parts = match self.fused_pool {
            Some(_) => threads,
            None => self.algorithm.pixel_parts(images, threads),
        };
        // A thread with some output channels reads the inputs of all of them, and transforms all inputs.
        let whole = parts < threads && self.descriptor.groups == 1;
        let (inputs, transforms) = match whole {
            true => (input.div_ceil(parts), of_inputs.div_ceil(parts)),
            false => (share(input), share(of_inputs)),
        };
        Traffic {
            scratch: match whole {
                true => transforms * threads,
                false => of_inputs,
            } + of_outputs,
            worker: inputs
                + transforms
                + share(others + of_outputs)
                + (weights * parts).div_ceil(threads),
        }
    }

    /// Returns the number of multiply-accumulates of a thread's share of `images` images, those with unused lanes
    /// included, the transforms of Winograd convolution not. The threads divide a convolution with a fused pooling evenly,
    /// as `share` does.
    pub(crate) fn work(&self, images: usize, share: Share) -> usize {
        match self.fused_pool {
            Some(_) => {
                let units = self.algorithm.bands().units(&self.descriptor);
                let of_unit = self.algorithm.work_of_unit(&self.descriptor);
                share.part(units * images).len() * of_unit
            }
            None => self.algorithm.work(&self.descriptor, images, share),
        }
    }

    /// Returns `true` if threads may have to wait for each other within the convolution, so that they must divide it
    /// evenly.
    pub(crate) fn may_wait(&self) -> bool {
        self.fused_pool.is_some()
    }

    /// Returns the number of `f32` values of one image's map that a fused pooling reads.
    fn pooled_values(&self) -> usize {
        match self.descriptor.pooled {
            true => self.descriptor.pixels() * self.descriptor.panels() * LANES,
            false => 0,
        }
    }

    /// Returns the number of times that `threads` threads wait for each other while they share the work on `images`
    /// images.
    pub(crate) fn waits(&self, images: usize, threads: usize) -> usize {
        let waits = |pool: &super::fused_pool::FusedPool| {
            pool.waits(self.algorithm.bands(), &self.descriptor, threads, images)
        };
        usize::from(self.fused_pool.as_ref().is_some_and(waits))
    }
}
