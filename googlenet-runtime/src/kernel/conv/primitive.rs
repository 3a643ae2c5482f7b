//! A convolution or dense layer between two regions, on the way to its weights and its run.

use super::algorithm::Algorithm;
use super::args::ConvArgs;
use super::choose::{self, AlgorithmConfig};
use super::descriptor::ConvDescriptor;
use super::fused_pool::FusedPool;
use super::source_weights::SourceWeights;
use crate::kernel::{Isa, Target, Weights, Worker};
use googlenet_dsl::op::{Elementwise, Padding, Window};
use googlenet_dsl::plan::{ALIGN, Layout, Region};
use googlenet_dsl::precision::Precision;
use std::ops::Range;
use std::sync::Arc;

/// The version of what is packed: another number wherever a product with the same [`ConvPrimitive::layout`] packs the same
/// weights into other values.
pub(crate) const PACKING: u32 = 1;

/// A convolution or dense layer between two regions. Its weights lie in an arena that it shares with others.
#[derive(Debug)]
pub(crate) struct ConvPrimitive {
    descriptor: ConvDescriptor,
    algorithm: Algorithm,
    /// Set where the outputs are pooled, and only the pooled map is stored.
    fused_pool: Option<FusedPool>,
    /// Values in front of the weights in their arena.
    offset: usize,
}

impl ConvPrimitive {
    /// A convolution by a kernel of H x W x in / parts x out.
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

    /// The same with a maximum pooling of its outputs, the result of which is `output`.
    ///
    /// # Panics
    /// The pooling's windows have more than [`MOST_POOLED_ROWS`](googlenet_dsl::plan::MOST_POOLED_ROWS) rows.
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

    /// The same product with a pooling of its outputs into a map of that layout.
    pub(super) fn fuse_pool(mut self, pool: Window, output: &Arc<Layout>) -> ConvPrimitive {
        let (band, scratch_len) = (self.algorithm.bands().band_size(), self.scratch_len());
        let fused_pool = FusedPool::new(pool, output, &mut self.descriptor, scratch_len, band);
        self.fused_pool = Some(fused_pool);
        self
    }

    /// A product by a given choice.
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

    /// A dense layer's product with a kernel of in x out, over a vector or the map that it was flattened from.
    pub(crate) fn dense(input: &Region, output: &Region, isa: Isa) -> ConvPrimitive {
        let size = input.layout.size.map(|size| size as u32);
        let whole = Window::new(size, size, Padding::Valid);
        let target = Target {
            isa,
            precision: Precision::Strict,
        };
        ConvPrimitive::new(whole, 1, input, output, target)
    }

    /// Number of values of the packed weights.
    pub(crate) fn len(&self) -> usize {
        self.algorithm.len()
    }

    /// Bytes of memory that each thread needs while it computes, a multiple of [`ALIGN`].
    pub(crate) fn scratch_bytes(&self) -> usize {
        (self.scratch_len() * size_of::<f32>()).next_multiple_of(ALIGN)
    }

    /// The same in values.
    fn scratch_len(&self) -> usize {
        match &self.fused_pool {
            Some(fused_pool) => fused_pool.scratch_len(&self.descriptor),
            None => self.algorithm.scratch_len(),
        }
    }

    /// Bytes of memory that each boundary between threads needs, a multiple of [`ALIGN`].
    pub(crate) fn halo_bytes(&self) -> usize {
        let fused_pool = self.fused_pool.as_ref();
        let len = fused_pool.map_or(0, |fused_pool| fused_pool.halo_len(&self.descriptor));
        (len * size_of::<f32>()).next_multiple_of(ALIGN)
    }

    /// Says at which byte its memory begins in that of each boundary, a multiple of [`ALIGN`].
    pub(crate) fn place_halo(&mut self, halo: usize) {
        if let Some(fused_pool) = &mut self.fused_pool {
            fused_pool.place_halo(halo / size_of::<f32>());
        }
    }

    /// The name of the algorithm with the size of its register tile and what threads share out.
    pub(crate) fn algorithm(&self) -> String {
        let name = self.algorithm.name(&self.descriptor);
        match &self.fused_pool {
            Some(fused_pool) => format!("{name}, {}", fused_pool.name()),
            None => name,
        }
    }

    /// All that the order and the values of the packed weights depend on beside the source weights, for comparison.
    pub(crate) fn layout(&self) -> String {
        format!("{:?} {}", self.descriptor, self.algorithm.layout())
    }

    /// Says how many values stand in front of the weights in their arena.
    pub(super) fn place(&mut self, offset: usize) {
        self.offset = offset;
    }

    /// Writes the packed weights.
    ///
    /// # Panics
    /// The lengths do not fit.
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

    /// What a thread reads first, in the arena.
    fn first(&self, worker: &Worker<'_>) -> Range<usize> {
        let range = self.algorithm.first(&self.descriptor, worker);
        self.offset + range.start..self.offset + range.end
    }
}

/// Convolution of a map or product with a vector, then bias, then the activation.
///
/// `next` is the product that runs afterwards; its first weights are prefetched.
///
/// # Panics
/// The regions are not those that the product was made for.
pub(crate) fn conv(
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
        "the product was made for these regions"
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
        behind: next.map_or(&[], |next| &weights[next.first(worker)]),
    };
    if let Some(fused_pool) = &primitive.fused_pool {
        return fused_pool.run(primitive.algorithm.bands(), &args, worker, output);
    }
    primitive.algorithm.run(&args, worker);
}
