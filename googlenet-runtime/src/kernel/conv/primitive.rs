//! Convolution primitive: a convolution or dense layer between two regions, ready to be packed and run.

use super::algorithm::Algorithm;
use super::args::{Added, ConvArgs, Epilogue};
use super::choose::{self, AlgorithmConfig};
use super::converted::ConvertedArgs;
use super::descriptor::ConvDescriptor;
use super::fused_pool::FusedPool;
use super::grouped::{Grouped, WidenedArgs};
use super::partition::Partition;
use super::product::{Product, ProductArgs, ProductConfig};
use super::quantized::{Quantized, scaling};
use super::source_weights::{KernelView, PackSource, SourceWeights};
use crate::kernel::arch::amx::HeldTiles;
use crate::kernel::element::with_element;
#[cfg(any(test, feature = "reference"))]
use crate::kernel::rounding::Magnitudes;
use crate::kernel::{Isa, Target, Unit, Weights, Worker};
use googlenet_dsl::op::{Padding, Window};
use googlenet_dsl::plan::{ALIGN, Layout, Place, Region};
use googlenet_dsl::value::Precision;
use std::ops::Range;
use std::sync::Arc;

/// Version of the packing, stored in files of packed weights. The number must change whenever a primitive with an
/// unchanged [`ConvPrimitive::layout`] packs the same source weights into other values.
pub(crate) const PACKING: u32 = 2;

/// Convolution or dense layer between regions of two given layouts, with its algorithm. The packed weights lie in an
/// arena shared with other primitives and are passed to [`run_conv`].
#[derive(Debug)]
pub(crate) struct ConvPrimitive {
    pub(super) descriptor: ConvDescriptor,
    pub(super) algorithm: Algorithm,
    /// Maximum pooling that is fused with the convolution, so that only the pooled map is stored; `None` without one.
    pub(super) fused_pool: Option<FusedPool>,
    /// Position of the packed weights in the arena of all weights, in `f32` values.
    offset: usize,
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
        let config = choose::config(&descriptor, target);
        ConvPrimitive::with_config(descriptor, config)
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
        let config = choose::product_config(&descriptor);
        ConvPrimitive::with_quantized(descriptor, config, quantized)
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
        match &self.fused_pool {
            Some(fused_pool) => fused_pool.scratch_len(&self.descriptor),
            None => self.algorithm.scratch_len(),
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
        match &self.fused_pool {
            Some(fused_pool) => format!("{name}, {}", fused_pool.name()),
            None => name,
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

    /// Returns the arguments of a run from the first of the regions to the second, whose memory is checked, without a
    /// primitive to prefetch. `weights` begin with the primitive's.
    fn args<'a>(
        &'a self,
        worker: &Worker<'_>,
        [input, output]: [&Region; 2],
        weights: &'a [f32],
        epilogue: Epilogue,
    ) -> ConvArgs<'a> {
        let run = worker.run;
        for image in 0..run.images() {
            run.output::<f32>(output, image, std::slice::from_ref(input));
            run.view::<f32>(input, image);
        }
        ConvArgs {
            descriptor: &self.descriptor,
            weights: &weights[..self.len()],
            epilogue,
            from: run.view(input, 0).start,
            to: run.view(output, 0).start,
            from_image: run.image_stride(input),
            to_image: run.image_stride(output),
            images: run.images(),
            prefetch: &[],
        }
    }

    /// Returns the arguments of a run of a product, as [`ConvPrimitive::args`] does; `summand` is the region of what is
    /// added, if that is not the output.
    fn product_args<'a>(
        &'a self,
        worker: &Worker<'_>,
        [input, output]: [&Region; 2],
        weights: &'a [f32],
        epilogue: Epilogue,
        summand: Option<&Region>,
    ) -> ProductArgs<'a> {
        let run = worker.run;
        for image in 0..run.images() {
            start_of_output(worker, output, image, input);
            start(worker, input, image);
        }
        let size = |region: &Region| region.layout.dtype.size();
        ProductArgs {
            descriptor: &self.descriptor,
            weights: &weights[..self.len()],
            added: epilogue
                .added
                .distance()
                .map(|distance| distance * size(output) as isize),
            added_scale: scaling(&summand.unwrap_or(output).layout),
            activation: epilogue.activation,
            from: start(worker, input, 0),
            to: start(worker, output, 0),
            from_image: run.image_stride(input) * size(input),
            to_image: run.image_stride(output) * size(output),
            images: run.images(),
            prefetch: &[],
        }
    }

    /// Computes one thread's share of a convolution between pixels of two regions, those of input and output, over all
    /// images: sums, bias and epilogue. The primitive's layouts are those of some pixels of the regions, whose first
    /// ones lie `begins` values behind the first pixels of the regions. `weights` are the packed weights of this
    /// primitive.
    ///
    /// # Panics
    /// Panics if the pixels are not inside the regions, if the regions overlap or lie outside their memory, if the
    /// thread's scratch memory or the weights are too short, or if there is a fused pooling.
    #[cfg(feature = "train")]
    pub(in crate::kernel) fn run_inside(
        &self,
        worker: &Worker<'_>,
        regions: [&Region; 2],
        begins: [usize; 2],
        weights: &[f32],
        epilogue: Epilogue,
    ) {
        let layouts = [&self.descriptor.input, &self.descriptor.output];
        for ((region, layout), begin) in regions.iter().zip(layouts).zip(begins) {
            assert!(
                self.fused_pool.is_none() && is_inside(layout, begin, &region.layout),
                "the pixels are some of the region's"
            );
        }
        let mut args = self.args(worker, regions, weights, epilogue);
        args.from = args.from.wrapping_add(begins[0]);
        args.to = args.to.wrapping_add(begins[1]);
        self.algorithm.run(&args, worker);
    }

    /// Returns the range of the packed weights, in `f32` values from the beginning of the arena of all weights, that a
    /// thread reads first when this primitive runs.
    fn first(&self, worker: &Worker<'_>) -> Range<usize> {
        let range = self.algorithm.first(&self.descriptor, worker);
        self.offset + range.start..self.offset + range.end
    }
}

/// Returns `true` if the pixels of `part`, of which the first lies `begin` values behind that of `whole`, are pixels of
/// `whole`, with their border, and their channels are those of `whole`.
#[cfg(feature = "train")]
fn is_inside(part: &Layout, begin: usize, whole: &Layout) -> bool {
    let first = [
        begin / whole.row_stride,
        begin % whole.row_stride / whole.pixel_stride,
    ];
    let steps = [
        part.row_stride / whole.row_stride,
        part.pixel_stride / whole.pixel_stride,
    ];
    let fits = |axis: usize| {
        let (first, step) = (first[axis], steps[axis]);
        let last = first + (part.size[axis] - 1) * step;
        let [before, after] = [axis, axis + 2];
        part.size[axis] > 0
            && last < whole.size[axis]
            && part.border[before] * step <= first + whole.border[before]
            && last + part.border[after] * step < whole.size[axis] + whole.border[after]
    };
    begin == first[0] * whole.row_stride + first[1] * whole.pixel_stride
        && part.row_stride == steps[0] * whole.row_stride
        && part.pixel_stride == steps[1] * whole.pixel_stride
        && part.block_stride == whole.block_stride
        && part.channels == whole.channels
        && (0..2).all(fits)
}

/// Returns the window of the size of a map.
fn whole(input: &Region) -> Window {
    let size = input.layout.size.map(|size| size as u32);
    Window::new(size, size, Padding::Valid)
}

/// Returns the address of the first channel of the first pixel of a region, which is checked to lie inside its memory.
///
/// # Panics
/// Panics if it does not.
fn start(worker: &Worker<'_>, region: &Region, image: usize) -> *mut u8 {
    with_element!(region.layout.dtype, T => worker.run.view::<T>(region, image).start.cast())
}

/// Returns that address of a region that a kernel writes while it reads the region `input`.
///
/// # Panics
/// Panics if the region does not lie inside its memory, or shares a byte with the other one.
fn start_of_output(worker: &Worker<'_>, region: &Region, image: usize, input: &Region) -> *mut u8 {
    let inputs = std::slice::from_ref(input);
    with_element!(region.layout.dtype, T => worker.run.output::<T>(region, image, inputs).start.cast())
}

/// Returns the number of values from those of a region of the arena to those of another.
///
/// # Panics
/// Panics if the regions overlap, have different strides, or lie outside the arena.
fn distance(worker: &Worker<'_>, from: &Region, to: &Region) -> isize {
    let in_arena = [from, to].iter().all(|region| region.place == Place::Arena);
    let of = |region: &Region| (region.layout.strides(), region.layout.phase);
    let alike = from.same_layout(to) && of(from) == of(to);
    assert!(in_arena && alike, "a sum's operands lie alike");
    for image in 0..worker.run.images() {
        start_of_output(worker, from, image, to);
        start(worker, to, image);
    }
    let [begin, end] = [from, to].map(|region| start(worker, region, 0) as isize);
    (end - begin) / from.layout.dtype.size() as isize
}

/// Computes one thread's share of a convolution or dense layer over all images: sums, bias, epilogue, and the fused
/// pooling if there is one (the threads then wait for each other at the barrier). Adds the values of the region
/// `summand`, if there is one, before the activation. `weights` are the packed weights of all primitives. `next` is the
/// primitive that runs afterwards; the weights that this thread reads first there are prefetched.
///
/// # Panics
/// Panics if the layouts of the regions are not those that the primitive was created for, if the regions overlap or lie
/// outside their memory, if the thread's scratch memory or the weights are too short, or if something is added with a
/// fused pooling.
pub(crate) fn run_conv(
    worker: &Worker<'_>,
    [input, output]: [&Region; 2],
    primitive: &ConvPrimitive,
    weights: &Weights,
    next: Option<&ConvPrimitive>,
    epilogue: Epilogue,
    summand: Option<&Region>,
) {
    let descriptor = &primitive.descriptor;
    let epilogue = match summand {
        Some(summand) => Epilogue {
            added: Added::Behind(distance(worker, output, summand)),
            ..epilogue
        },
        None => epilogue,
    };
    let stored = primitive
        .fused_pool
        .as_ref()
        .map_or(&descriptor.output, |fused_pool| &fused_pool.output);
    assert!(
        descriptor.input == input.layout && *stored == output.layout,
        "the regions have the primitive's layouts"
    );
    let weights = weights.values::<f32>();
    let prefetch = next.map_or(&[][..], |next| &weights[next.first(worker)]);
    if let Algorithm::Product(product) = &primitive.algorithm {
        let own = &weights[primitive.offset..];
        let args = ProductArgs {
            prefetch,
            ..primitive.product_args(worker, [input, output], own, epilogue, summand)
        };
        return product.run(&args, worker);
    }
    if let Algorithm::Converted(converted) = &primitive.algorithm {
        let own = &weights[primitive.offset..];
        let args = primitive.product_args(worker, [input, output], own, epilogue, summand);
        let args = ConvertedArgs {
            descriptor,
            weights: args.weights,
            added: args.added,
            added_layout: &summand.unwrap_or(output).layout,
            activation: args.activation,
            from: args.from,
            to: args.to,
            images_apart: [args.from_image, args.to_image],
            images: args.images,
            prefetch,
        };
        return converted.run(&args, worker);
    }
    if let (Algorithm::Grouped(grouped), true) =
        (&primitive.algorithm, Grouped::is_widened(descriptor))
    {
        let own = &weights[primitive.offset..];
        let args = primitive.product_args(worker, [input, output], own, epilogue, summand);
        let args = WidenedArgs {
            descriptor,
            weights: args.weights,
            added: args.added,
            added_layout: &summand.unwrap_or(output).layout,
            activation: args.activation,
            from: args.from,
            to: args.to,
            images_apart: [args.from_image, args.to_image],
            images: args.images,
        };
        return grouped.run_widened(&args, worker);
    }
    let args = ConvArgs {
        prefetch,
        ..primitive.args(
            worker,
            [input, output],
            &weights[primitive.offset..],
            epilogue,
        )
    };
    if let Some(fused_pool) = &primitive.fused_pool {
        assert!(epilogue.added == Added::Nothing, "a pooled map is replaced");
        return fused_pool.run(primitive.algorithm.bands(), &args, worker, output);
    }
    primitive.algorithm.run(&args, worker);
}
