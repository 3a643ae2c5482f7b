//! Convolution primitive: a convolution or dense layer between two regions.

use super::algorithm::Algorithm;
use super::args::ConvArgs;
use super::choose::{self, AlgorithmConfig};
use super::descriptor::ConvDescriptor;
use super::fused_pool::FusedPool;
use super::source_weights::SourceWeights;
use crate::kernel::{Isa, Target, Weights, Worker};
use googlenet_dsl::op::{Elementwise, Padding, Window};
use googlenet_dsl::plan::{ALIGN, Layout, Region};
use googlenet_dsl::value::Precision;
use std::ops::Range;
use std::sync::Arc;

/// Version of the packed weights. The number must change whenever a primitive with an unchanged
/// [`ConvPrimitive::layout`] packs the same source weights into other values.
pub(crate) const PACKING: u32 = 1;

/// Convolution or dense layer between two regions, with its algorithm. The packed weights lie in an arena shared with
/// other primitives.
#[derive(Debug)]
pub(crate) struct ConvPrimitive {
    descriptor: ConvDescriptor,
    algorithm: Algorithm,
    /// Fused maximum pooling: only the pooled map is stored. `None` for a convolution without one.
    fused_pool: Option<FusedPool>,
    /// Position of the packed weights in their arena, in values.
    offset: usize,
}

impl ConvPrimitive {
    /// Creates a convolution whose kernel is laid out as height x width x (input channels / groups) x output channels.
    pub(crate) fn new(
        window: Window,
        groups: usize,
        input: &Region,
        output: &Region,
        target: Target,
    ) -> ConvPrimitive {
        let descriptor = ConvDescriptor::new(window, groups, input, &output.layout, target.isa);
        let config = choose::config(&descriptor, target.precision);
        ConvPrimitive::with_config(descriptor, config)
    }

    /// Creates a convolution fused with the maximum pooling `pool`, whose result is `output`.
    ///
    /// # Panics
    /// Panics if the pooling window has more than [`MOST_POOLED_ROWS`](googlenet_dsl::plan::MOST_POOLED_ROWS) rows.
    pub(crate) fn with_fused_pool(
        window: Window,
        groups: usize,
        pool: Window,
        input: &Region,
        output: &Region,
        target: Target,
    ) -> ConvPrimitive {
        let descriptor = ConvDescriptor::pooled(window, groups, input, output, target.isa);
        let config = choose::config(&descriptor, target.precision);
        ConvPrimitive::with_config(descriptor, config).fuse_pool(pool, &output.layout)
    }

    /// Fuses a maximum pooling with the primitive: only the pooled map, laid out as `output`, is stored.
    pub(super) fn fuse_pool(mut self, pool: Window, output: &Arc<Layout>) -> ConvPrimitive {
        let (band, scratch_len) = (self.algorithm.bands().band_size(), self.scratch_len());
        let fused_pool = FusedPool::new(pool, output, &mut self.descriptor, scratch_len, band);
        self.fused_pool = Some(fused_pool);
        self
    }

    /// Creates a primitive with a given algorithm configuration.
    pub(super) fn with_config(
        descriptor: ConvDescriptor,
        config: AlgorithmConfig,
    ) -> ConvPrimitive {
        ConvPrimitive {
            algorithm: Algorithm::new(&descriptor, config),
            descriptor,
            fused_pool: None,
            offset: 0,
        }
    }

    #[cfg(test)]
    pub(super) fn set_band_rows(&mut self, rows: usize) {
        if let Algorithm::Direct(direct) = &mut self.algorithm {
            direct.set_band_rows(rows);
        }
    }

    /// Creates a dense layer whose kernel is laid out as inputs x outputs. The input is a vector, or the map that was
    /// flattened to the vector. The algorithm is always direct.
    pub(crate) fn dense(input: &Region, output: &Region, isa: Isa) -> ConvPrimitive {
        let size = input.layout.size.map(|size| size as u32);
        let whole = Window::new(size, size, Padding::Valid);
        let target = Target {
            isa,
            precision: Precision::Strict,
        };
        ConvPrimitive::new(whole, 1, input, output, target)
    }

    /// Returns the number of packed weights, in values.
    pub(crate) fn len(&self) -> usize {
        self.algorithm.len()
    }

    /// Returns the number of bytes of scratch memory that each thread needs, rounded up to a multiple of [`ALIGN`].
    pub(crate) fn scratch_bytes(&self) -> usize {
        (self.scratch_len() * size_of::<f32>()).next_multiple_of(ALIGN)
    }

    /// Returns the number of values of scratch memory that each thread needs.
    fn scratch_len(&self) -> usize {
        match &self.fused_pool {
            Some(fused_pool) => fused_pool.scratch_len(&self.descriptor),
            None => self.algorithm.scratch_len(),
        }
    }

    /// Returns the number of bytes of shared memory that each boundary between threads needs, rounded up to a multiple
    /// of [`ALIGN`]; 0 without a fused pooling.
    pub(crate) fn halo_bytes(&self) -> usize {
        let fused_pool = self.fused_pool.as_ref();
        let len = fused_pool.map_or(0, |fused_pool| fused_pool.halo_len(&self.descriptor));
        (len * size_of::<f32>()).next_multiple_of(ALIGN)
    }

    /// Sets the position of this primitive's part in the memory of each boundary, in bytes, a multiple of [`ALIGN`].
    pub(crate) fn place_halo(&mut self, halo: usize) {
        if let Some(fused_pool) = &mut self.fused_pool {
            fused_pool.place_halo(halo / size_of::<f32>());
        }
    }

    /// Returns the name shown to users: algorithm, tile size, partition and fused pooling.
    pub(crate) fn algorithm(&self) -> String {
        let name = self.algorithm.name(&self.descriptor);
        match &self.fused_pool {
            Some(fused_pool) => format!("{name}, {}", fused_pool.name()),
            None => name,
        }
    }

    /// Returns a text with everything, beside the source weights, that determines order and values of the packed
    /// weights. Texts are compared with those in files of packed weights.
    pub(crate) fn layout(&self) -> String {
        format!("{:?} {}", self.descriptor, self.algorithm.layout())
    }

    /// Sets the position of the packed weights in their arena, in values.
    pub(super) fn place(&mut self, offset: usize) {
        self.offset = offset;
    }

    /// Writes the packed weights to `values`.
    ///
    /// # Panics
    /// Panics if the kernel does not have the size of the descriptor's window and channels, or if `values` is too
    /// short.
    pub(crate) fn pack(&self, source: &SourceWeights<'_>, values: &mut [f32]) {
        let [group_inputs, _] = self.descriptor.channels_per_group();
        let [height, width] = self.descriptor.window.kernel.map(|size| size as usize);
        assert_eq!(
            source.kernel.len(),
            height * width * group_inputs * self.descriptor.output.channels.count(),
            "the kernel has its window's size"
        );
        self.algorithm.pack(&self.descriptor, source, values);
    }

    /// Returns the range of the arena, in values, that a thread reads first.
    fn first(&self, worker: &Worker<'_>) -> Range<usize> {
        let range = self.algorithm.first(&self.descriptor, worker);
        self.offset + range.start..self.offset + range.end
    }
}

/// Computes one thread's share of a convolution or dense layer: the sums, bias, activation, and the fused pooling if
/// there is one. `next` is the primitive that runs afterwards; the weights that this thread reads first there are
/// prefetched.
///
/// # Panics
/// Panics if the layouts of the regions are not those that the primitive was created for, or if the regions overlap.
pub(crate) fn run_conv(
    worker: &Worker<'_>,
    input: &Region,
    output: &Region,
    primitive: &ConvPrimitive,
    weights: &Weights,
    next: Option<&ConvPrimitive>,
    activation: Elementwise,
) {
    let descriptor = &primitive.descriptor;
    let stored = primitive
        .fused_pool
        .as_ref()
        .map_or(&descriptor.output, |fused_pool| &fused_pool.output);
    assert!(
        descriptor.input == input.layout && *stored == output.layout,
        "the regions have the primitive's layouts"
    );
    let weights = weights.values::<f32>();
    let run = worker.run;
    for image in 0..run.images() {
        run.output::<f32>(output, image, std::slice::from_ref(input));
        run.view::<f32>(input, image);
    }
    let args = ConvArgs {
        descriptor,
        weights: &weights[primitive.offset..][..primitive.len()],
        activation,
        from: run.view(input, 0).start,
        to: run.view(output, 0).start,
        from_image: run.image_stride(input),
        to_image: run.image_stride(output),
        images: run.images(),
        prefetch: next.map_or(&[], |next| &weights[next.first(worker)]),
    };
    if let Some(fused_pool) = &primitive.fused_pool {
        return fused_pool.run(primitive.algorithm.bands(), &args, worker, output);
    }
    primitive.algorithm.run(&args, worker);
}
