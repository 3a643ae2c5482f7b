//! What a convolution moves and how often its threads wait for each other, computed from its sizes.

use super::partition::Partition;
use super::primitive::ConvPrimitive;
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
        // A thread with some output channels reads the inputs of all of them, and transforms all inputs.
        let whole =
            self.algorithm.partition() == Partition::Channels && self.descriptor.groups == 1;
        match whole {
            true => Traffic {
                scratch: of_inputs * threads + of_outputs,
                worker: input + of_inputs + share(others + of_outputs + weights),
            },
            false => Traffic {
                scratch: of_inputs + of_outputs,
                worker: share(input + others + of_inputs + of_outputs)
                    + match self.algorithm.partition() {
                        Partition::Pixels => weights,
                        Partition::Channels => share(weights),
                    },
            },
        }
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
