//! Convolution primitive: a convolution or dense layer between two regions, ready to be packed and run.

use super::algorithm::Algorithm;
use super::choose::{self, AlgorithmConfig};
use super::descriptor::ConvDescriptor;
use super::fused_pool::FusedPool;
use super::gathered::Gathered;
use super::partition::Partition;
use super::product::{Product, ProductConfig};
use super::quantized::Quantized;
use super::source_weights::{KernelView, PackSource, SourceWeights};
use crate::kernel::arch::amx::HeldTiles;
#[cfg(any(test, feature = "reference"))]
use crate::kernel::rounding::Magnitudes;
use crate::kernel::{Isa, Target, Unit};
use googlenet_dsl::op::{Padding, Window};
use googlenet_dsl::plan::{ALIGN, Layout, Region};
use googlenet_dsl::value::Precision;
use std::ops::Range;
use std::sync::Arc;

/// Version of the packing, stored in files of packed weights. The number must change whenever a primitive with an
/// unchanged [`ConvPrimitive::layout`] packs the same source weights into other values.
pub(crate) const PACKING: u32 = 2;

/// Convolution or dense layer between regions of two given layouts, with its algorithm. The packed weights lie in an
/// arena shared with other primitives and are passed to [`run_conv`](super::run_conv).
#[derive(Debug)]
pub(crate) struct ConvPrimitive {
    pub(super) descriptor: ConvDescriptor,
    pub(super) algorithm: Algorithm,
    /// Maximum pooling that is fused with the convolution, so that only the pooled map is stored; `None` without one.
    pub(super) fused_pool: Option<FusedPool>,
    /// Where the pixels under the windows are gathered before they are read; `None` if the input is read as it is. The
    /// descriptor is that of the convolution of gathered pixels.
    pub(super) gathered: Option<Gathered>,
    /// Position of the packed weights in the arena of all weights, in `f32` values.
    pub(super) offset: usize,
}

impl ConvPrimitive {
    /// Creates a convolution and chooses its algorithm. Only the layouts of the regions are used. The source kernel is
    /// laid out as height x width x (input channels / groups) x output channels. The packed weights are placed at the
    /// beginning of the arena until [`ConvPrimitive::place`] moves them.
    pub(crate) fn new(
        window: Window,
        groups: usize,
        input: &Region,
        output: &Region,
        target: Target,
    ) -> ConvPrimitive {
        let descriptor = ConvDescriptor::new(window, groups, input, &output.layout, target.isa);
        let (descriptor, gathered) = Gathered::of(descriptor);
        let config = choose::config(&descriptor, target);
        ConvPrimitive::with_config(descriptor, config).gather(gathered)
    }

    /// Has the inputs gathered, if they are to be.
    pub(super) fn gather(self, gathered: Option<Gathered>) -> ConvPrimitive {
        let own = self.scratch_len();
        ConvPrimitive {
            gathered: gathered.map(|gathered| gathered.behind(own)),
            ..self
        }
    }

    /// Returns the layout of the input.
    pub(super) fn input(&self) -> &Arc<Layout> {
        let gathered = self.gathered.as_ref();
        gathered.map_or(&self.descriptor.input, |gathered| &gathered.input)
    }

    /// Creates a convolution or, with a window of the input's size, a dense layer whose products are those of 8-bit
    /// integers. Inputs of other types are rounded to integers first, with the scale of their layout. The source kernel
    /// holds the integers; its bias is not read.
    ///
    /// # Panics
    /// Panics if there are several groups, or if the output is not in blocks of 16 channels.
    pub(crate) fn quantized(
        window: Window,
        [input, output]: [&Region; 2],
        isa: Isa,
        quantized: Quantized,
    ) -> ConvPrimitive {
        let descriptor = ConvDescriptor::new(window, 1, input, &output.layout, isa);
        let (descriptor, gathered) = Gathered::of(descriptor);
        let config = choose::product_config(&descriptor);
        ConvPrimitive::with_quantized(descriptor, config, quantized).gather(gathered)
    }

    /// Creates such a convolution with given settings.
    pub(super) fn with_quantized(
        descriptor: ConvDescriptor,
        config: ProductConfig,
        quantized: Quantized,
    ) -> ConvPrimitive {
        assert!(
            Product::fits_quantized(&descriptor),
            "a product of 8-bit integers"
        );
        let product = Product::new(&descriptor, config, Some(quantized));
        ConvPrimitive {
            algorithm: Algorithm::Product(Box::new(product)),
            descriptor,
            fused_pool: None,
            gathered: None,
            offset: 0,
        }
    }

    /// Creates a convolution as [`ConvPrimitive::new`] does, fused with a maximum pooling with the window `pool`, whose
    /// result has the layout of `output`.
    ///
    /// # Panics
    /// Panics if the pooling window has more than [`MOST_POOLED_ROWS`](googlenet_dsl::plan::MOST_POOLED_ROWS) rows, or
    /// if the convolution's window does not fit the input.
    pub(crate) fn with_fused_pool(
        window: Window,
        groups: usize,
        pool: Window,
        input: &Region,
        output: &Region,
        target: Target,
    ) -> ConvPrimitive {
        let descriptor = ConvDescriptor::pooled(window, groups, input, output, target.isa);
        let config = choose::config(&descriptor, target);
        ConvPrimitive::with_config(descriptor, config).fuse_pool(pool, &output.layout)
    }

    /// Fuses a maximum pooling with the window `pool` with the primitive, whose descriptor must come from
    /// [`ConvDescriptor::pooled`]. Only the pooled map, with the layout `output`, is stored.
    ///
    /// # Panics
    /// Panics if the window has more than [`MOST_POOLED_ROWS`](googlenet_dsl::plan::MOST_POOLED_ROWS) rows.
    pub(super) fn fuse_pool(mut self, pool: Window, output: &Arc<Layout>) -> ConvPrimitive {
        let (band, scratch_len) = (self.algorithm.bands().band_size(), self.scratch_len());
        let fused_pool = FusedPool::new(pool, output, &mut self.descriptor, scratch_len, band);
        self.fused_pool = Some(fused_pool);
        self
    }

    /// Creates a primitive with a given configuration of an algorithm, without a fused pooling.
    pub(super) fn with_config(
        descriptor: ConvDescriptor,
        config: AlgorithmConfig,
    ) -> ConvPrimitive {
        ConvPrimitive {
            algorithm: Algorithm::new(&descriptor, config),
            descriptor,
            fused_pool: None,
            gathered: None,
            offset: 0,
        }
    }

    #[cfg(test)]
    pub(super) fn set_band_rows(&mut self, rows: usize) {
        if let Algorithm::Direct(direct) = &mut self.algorithm {
            direct.set_band_rows(rows);
        }
    }

    /// Creates a dense layer whose source kernel is laid out as inputs x outputs. The input is a vector, or the map
    /// that was flattened to the vector, with inputs numbered in the order height, width, channels. The algorithm is
    /// always direct.
    pub(crate) fn dense(input: &Region, output: &Region, isa: Isa) -> ConvPrimitive {
        let target = Target::new(isa, Precision::Strict);
        ConvPrimitive::new(whole(input), 1, input, output, target)
    }

    /// Creates a dense layer as [`ConvPrimitive::dense`] does, whose products are those of 8-bit integers, as
    /// [`ConvPrimitive::quantized`] has them.
    ///
    /// # Panics
    /// Panics if the output is not in blocks of 16 channels.
    pub(crate) fn quantized_dense(
        regions: [&Region; 2],
        isa: Isa,
        quantized: Quantized,
    ) -> ConvPrimitive {
        ConvPrimitive::quantized(whole(regions[0]), regions, isa, quantized)
    }

    /// States that no other step reads the input, which all threads have just computed; the division among threads
    /// depends on it.
    pub(crate) fn set_only_reader(&mut self) {
        if choose::only_read_by_pixels(&self.descriptor, self.len()) {
            self.algorithm.set_partition(Partition::Pixels);
        }
    }

    /// Returns `true` if each thread computes all output channels of some pixels.
    pub(crate) fn divides_pixels(&self) -> bool {
        self.algorithm.partition() == Partition::Pixels
    }

    /// Keeps the tiles of the current thread configured for a run of the primitives, if any of them uses some.
    pub(crate) fn hold_tiles<'p>(primitives: impl Iterator<Item = &'p ConvPrimitive>) -> HeldTiles {
        let mut products = primitives.filter_map(|primitive| match &primitive.algorithm {
            Algorithm::Product(product) => product.amx(),
            _ => None,
        });
        HeldTiles::new(products.next())
    }

    /// Returns the number of packed weights, bias included, in `f32` values.
    pub(crate) fn len(&self) -> usize {
        self.algorithm.len()
    }

    /// Returns the number of bytes of private scratch memory that each thread needs, rounded up to a multiple of
    /// [`ALIGN`].
    pub(crate) fn scratch_bytes(&self) -> usize {
        (self.scratch_len() * size_of::<f32>()).next_multiple_of(ALIGN)
    }

    /// Returns the number of `f32` values of private scratch memory that each thread needs.
    fn scratch_len(&self) -> usize {
        match (&self.fused_pool, &self.gathered) {
            (Some(fused_pool), _) => fused_pool.scratch_len(&self.descriptor),
            (None, Some(gathered)) => gathered.scratch_len(),
            (None, None) => self.algorithm.scratch_len(),
        }
    }

    /// Returns the number of bytes of shared memory (halo) that this primitive needs for each boundary between two
    /// threads' rows, rounded up to a multiple of [`ALIGN`]; 0 without a fused pooling.
    pub(crate) fn halo_bytes(&self) -> usize {
        let fused_pool = self.fused_pool.as_ref();
        let len = fused_pool.map_or(0, |fused_pool| fused_pool.halo_len(&self.descriptor));
        (len * size_of::<f32>()).next_multiple_of(ALIGN)
    }

    /// Sets the position of this primitive's part in the shared memory of each boundary between two threads, in bytes,
    /// a multiple of [`ALIGN`]. Does nothing without a fused pooling.
    pub(crate) fn place_halo(&mut self, halo: usize) {
        if let Some(fused_pool) = &mut self.fused_pool {
            fused_pool.place_halo(halo / size_of::<f32>());
        }
    }

    /// Returns the name shown to users: algorithm, size of its register or Winograd tile, partition, and the window of
    /// a fused pooling.
    pub(crate) fn algorithm(&self) -> String {
        let name = self.algorithm.name(&self.descriptor);
        match (&self.fused_pool, &self.gathered) {
            (Some(fused_pool), _) => format!("{name}, {}", fused_pool.name()),
            (None, Some(_)) => format!("{name}, gathered"),
            (None, None) => name,
        }
    }

    /// Returns the instructions that compute the multiply-accumulates.
    pub(crate) fn unit(&self) -> Unit {
        self.algorithm.unit()
    }

    /// Returns a text with everything, beside the source weights and [`PACKING`], that determines order and values of
    /// the packed weights. It is compared with the text in files of packed weights.
    pub(crate) fn layout(&self) -> String {
        format!("{:?} {}", self.descriptor, self.algorithm.layout())
    }

    /// Sets the position of the packed weights in the arena of all weights, in `f32` values.
    pub(super) fn place(&mut self, offset: usize) {
        self.offset = offset;
    }

    /// Packs the source weights into `values`, all of which are written: zeros to positions without a weight, such as
    /// those of unused lanes.
    ///
    /// # Panics
    /// Panics if the source kernel does not have the size of the descriptor's window and channels, or if `values` is
    /// shorter than [`ConvPrimitive::len`].
    pub(crate) fn pack(&self, source: &SourceWeights<'_>, values: &mut [f32]) {
        let mut behind = &mut values[..self.len()];
        for part in 0..self.parts() {
            let (to, rest) = behind.split_at_mut(self.part(part).len());
            self.pack_part(source, part, to);
            behind = rest;
        }
    }

    /// Returns `true` if the weights are rounded to the type of the inputs when they are packed.
    pub(crate) fn rounds_weights(&self) -> bool {
        matches!(self.algorithm, Algorithm::Product(_))
    }

    /// Returns the magnitudes of the sums of one image, before anything else is added and before activation and
    /// pooling, from which the bounds on their rounding errors follow. They and `input` are in the order height, width,
    /// channels.
    ///
    /// # Panics
    /// Panics if kernel or input do not have the sizes of the descriptor.
    #[cfg(any(test, feature = "reference"))]
    pub(crate) fn magnitudes(&self, source: &SourceWeights<'_>, input: &[f64]) -> Magnitudes {
        let channels = self.descriptor.channels_per_group();
        let columns = self.descriptor.window.kernel[1] as usize;
        let kernel = KernelView::conv(source.kernel, columns, self.descriptor.groups, channels);
        let source = PackSource {
            kernel,
            weights: source,
        };
        let gathered = self.gathered.as_ref();
        let gathered = gathered.map(|gathered| gathered.values(input));
        let input = gathered.as_deref().unwrap_or(input);
        self.algorithm.magnitudes(&self.descriptor, &source, input)
    }

    /// Returns the number of parts of the packed weights, which several threads can pack.
    pub(crate) fn parts(&self) -> usize {
        self.algorithm.parts()
    }

    /// Returns the range of the primitive's packed weights, in `f32` values, that is the part with this index. Parts
    /// follow each other without gaps.
    pub(crate) fn part(&self, part: usize) -> Range<usize> {
        self.algorithm.part(part)
    }

    /// Packs the part with this index into `values`, all of which are written.
    ///
    /// # Panics
    /// Panics if the source kernel does not have the size of the descriptor's window and channels, or if `values` is
    /// shorter than the part.
    pub(crate) fn pack_part(&self, source: &SourceWeights<'_>, part: usize, values: &mut [f32]) {
        let channels = self.descriptor.channels_per_group();
        let [height, width] = self.descriptor.window.kernel.map(|size| size as usize);
        assert_eq!(
            source.kernel.len(),
            height * width * channels[0] * self.descriptor.output.channels.count(),
            "the kernel has its window's size"
        );
        let kernel = KernelView::conv(source.kernel, width, self.descriptor.groups, channels);
        self.pack_view(kernel, source, part, values);
    }

    /// Packs the part with this index, as [`ConvPrimitive::pack_part`] does, from a kernel wherever its values lie;
    /// that of `weights` is not read.
    pub(in crate::kernel) fn pack_view(
        &self,
        kernel: KernelView<'_>,
        weights: &SourceWeights<'_>,
        part: usize,
        values: &mut [f32],
    ) {
        let source = PackSource { kernel, weights };
        self.algorithm
            .pack_part(&self.descriptor, &source, part, values);
    }
}

/// Returns the window of the size of a map.
fn whole(input: &Region) -> Window {
    let size = input.layout.size.map(|size| size as u32);
    Window::new(size, size, Padding::Valid)
}
