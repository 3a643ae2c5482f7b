//! Runs of convolution primitives: the regions are checked, and each algorithm gets its arguments.

use super::algorithm::Algorithm;
use super::args::{Added, ByteArgs, ConvArgs, Epilogue};
use super::grouped::Grouped;
use super::primitive::ConvPrimitive;
use crate::kernel::element::with_element;
use crate::kernel::{Share, Weights, Worker};
#[cfg(feature = "train")]
use googlenet_dsl::plan::Layout;
use googlenet_dsl::plan::{Place, Region};
use std::ops::Range;

impl ConvPrimitive {
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

    /// Returns the arguments of a run of maps that are no `f32` values, as [`ConvPrimitive::args`] does; `summand` is the region of what is
    /// added, if that is not the output.
    fn byte_args<'a>(
        &'a self,
        worker: &Worker<'_>,
        [input, output]: [&'a Region; 2],
        weights: &'a [f32],
        epilogue: Epilogue,
        summand: Option<&'a Region>,
    ) -> ByteArgs<'a> {
        let run = worker.run;
        for image in 0..run.images() {
            start_of_output(worker, output, image, input);
            start(worker, input, image);
        }
        let size = |region: &Region| region.layout.dtype.size();
        ByteArgs {
            descriptor: &self.descriptor,
            weights: &weights[..self.len()],
            added: epilogue
                .added
                .distance()
                .map(|distance| distance * size(output) as isize),
            added_layout: &summand.unwrap_or(output).layout,
            activation: epilogue.activation,
            from: start(worker, input, 0),
            to: start(worker, output, 0),
            from_image: run.image_stride(input) * size(input),
            to_image: run.image_stride(output) * size(output),
            images: run.images(),
            prefetch: &[],
        }
    }

    /// Returns `true` if input or result are no maps of `f32` values.
    fn is_of_bytes(&self) -> bool {
        match &self.algorithm {
            Algorithm::Product(_) | Algorithm::Converted(_) => true,
            Algorithm::Grouped(_) => Grouped::is_widened(&self.descriptor),
            Algorithm::Direct(_) | Algorithm::Winograd(_) => false,
        }
    }

    /// Computes one thread's share of a convolution of maps that are no `f32` values.
    fn run_bytes(&self, worker: &Worker<'_>, args: &ByteArgs<'_>) {
        let Some(gathered) = &self.gathered else {
            return self.run_read(worker, args);
        };
        for image in 0..args.images {
            let from = args.from.wrapping_add(image * args.from_image);
            let args = ByteArgs {
                // SAFETY: the input lies inside its memory, as was checked, and no step of this phase writes to it.
                from: unsafe { gathered.gather(worker, from) },
                to: args.to.wrapping_add(image * args.to_image),
                images: 1,
                ..*args
            };
            self.run_read(worker, &args);
        }
    }

    /// Does what [`ConvPrimitive::run_bytes`] does with inputs that lie where the arguments say.
    fn run_read(&self, worker: &Worker<'_>, args: &ByteArgs<'_>) {
        match &self.algorithm {
            Algorithm::Product(product) => product.run(args, worker),
            Algorithm::Converted(converted) => converted.run(args, worker),
            Algorithm::Grouped(grouped) => grouped.run_widened(args, worker),
            Algorithm::Direct(_) | Algorithm::Winograd(_) => {
                unreachable!("algorithms of maps of f32 values")
            }
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
/// primitive of which the thread computes a share afterwards; the weights that it reads first there are prefetched.
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
    next: Option<(&ConvPrimitive, Share)>,
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
        *primitive.input() == input.layout && *stored == output.layout,
        "the regions have the primitive's layouts"
    );
    let weights = weights.values::<f32>();
    let prefetch = next.map_or(&[][..], |(next, share)| {
        &weights[next.first(&worker.sharing(share))]
    });
    if primitive.is_of_bytes() {
        let own = &weights[primitive.offset..];
        let args = ByteArgs {
            prefetch,
            ..primitive.byte_args(worker, [input, output], own, epilogue, summand)
        };
        return primitive.run_bytes(worker, &args);
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
