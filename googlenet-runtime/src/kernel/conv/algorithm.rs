//! Convolution algorithm of a primitive (direct, grouped, Winograd or product), and the calls that all share.

use super::args::ConvArgs;
use super::choose::AlgorithmConfig;
use super::converted::Converted;
use super::descriptor::ConvDescriptor;
use super::direct::Direct;
use super::fused_pool::RowBands;
use super::grouped::Grouped;
#[cfg(any(test, feature = "reference"))]
use super::magnitudes::sums;
use super::partition::Partition;
use super::product::Product;
use super::source_weights::PackSource;
use super::winograd::Winograd;
#[cfg(any(test, feature = "reference"))]
use crate::kernel::rounding::Magnitudes;
use crate::kernel::share::Share;
use crate::kernel::{MANY, Unit, Worker};
use std::ops::Range;

/// Convolution algorithm with its sizes and tables, prepared for one descriptor. The methods that take a descriptor
/// require that one.
#[derive(Debug)]
pub(super) enum Algorithm {
    Direct(Direct),
    Grouped(Grouped),
    Winograd(Box<Winograd>),
    /// A product of tiles of a type of less than 32 bits.
    Product(Box<Product>),
    /// An algorithm of `f32` values, between rows that are widened and rounded.
    Converted(Box<Converted>),
}

impl Algorithm {
    /// Prepares the algorithm of a configuration for a descriptor.
    ///
    /// # Panics
    /// May panic if the algorithm does not fit the descriptor: see [`Grouped::fits`] and [`Winograd::fits`].
    pub(super) fn new(descriptor: &ConvDescriptor, config: AlgorithmConfig) -> Algorithm {
        match config {
            AlgorithmConfig::Direct(config) => Algorithm::Direct(Direct::new(descriptor, config)),
            AlgorithmConfig::Grouped(config) => {
                Algorithm::Grouped(Grouped::new(descriptor, config))
            }
            AlgorithmConfig::Winograd(config) => {
                Algorithm::Winograd(Box::new(Winograd::new(descriptor, config)))
            }
            AlgorithmConfig::Product(config) => {
                Algorithm::Product(Box::new(Product::new(descriptor, config, None)))
            }
            AlgorithmConfig::Converted(config) => {
                Algorithm::Converted(Box::new(Converted::new(descriptor, config)))
            }
        }
    }

    /// Returns the number of packed weights, bias included, in `f32` values.
    pub(super) fn len(&self) -> usize {
        match self {
            Algorithm::Direct(direct) => direct.len(),
            Algorithm::Grouped(grouped) => grouped.len(),
            Algorithm::Winograd(winograd) => winograd.len(),
            Algorithm::Product(product) => product.len(),
            Algorithm::Converted(converted) => converted.len(),
        }
    }

    /// Returns the number of `f32` values of scratch memory that each thread needs while the algorithm runs, without a
    /// fused pooling.
    pub(super) fn scratch_len(&self) -> usize {
        match self {
            Algorithm::Direct(direct) => direct.scratch_len(),
            Algorithm::Grouped(grouped) => grouped.scratch_len(),
            Algorithm::Winograd(winograd) => winograd.scratch_len(),
            Algorithm::Product(product) => product.scratch_len(),
            Algorithm::Converted(converted) => converted.scratch_len(),
        }
    }

    /// Returns the instructions that compute the multiply-accumulates.
    pub(super) fn unit(&self) -> Unit {
        match self {
            Algorithm::Product(product) => product.unit(),
            Algorithm::Converted(_)
            | Algorithm::Direct(_)
            | Algorithm::Grouped(_)
            | Algorithm::Winograd(_) => Unit::F32,
        }
    }

    /// Returns what threads divide among themselves.
    pub(super) fn partition(&self) -> Partition {
        match self {
            Algorithm::Direct(direct) => direct.config().partition,
            Algorithm::Grouped(grouped) => grouped.partition(),
            Algorithm::Winograd(winograd) => winograd.config().partition,
            Algorithm::Product(product) => product.partition(),
            Algorithm::Converted(_) => Partition::Pixels,
        }
    }

    /// Returns the number of multiply-accumulates of a thread's share of a convolution without a fused pooling, those with
    /// unused lanes included, the transforms of Winograd convolution not. Products count as if their threads divided
    /// single outputs.
    pub(super) fn work(&self, descriptor: &ConvDescriptor, images: usize, share: Share) -> usize {
        match self {
            Algorithm::Direct(direct) => direct.work(descriptor, images, share),
            Algorithm::Grouped(grouped) => grouped.work(descriptor, images, share),
            Algorithm::Winograd(winograd) => winograd.work(images, share),
            Algorithm::Product(_) => share.part(descriptor.products() * images).len(),
            Algorithm::Converted(converted) => converted.work(images, share),
        }
    }

    /// Returns the number of parts of the pixels of `images` images of which each of `threads` threads that divide them
    /// evenly computes one; more threads than parts divide the channels of each.
    pub(super) fn pixel_parts(&self, images: usize, threads: usize) -> usize {
        match (self, self.partition()) {
            (Algorithm::Winograd(winograd), _) if threads >= MANY => {
                winograd.parts_of_pixels(images, threads)
            }
            (_, Partition::Pixels) => threads,
            (_, Partition::Channels) => 1,
        }
    }

    /// Sets what threads divide among themselves; grouped convolution and rows that are widened keep their own.
    pub(super) fn set_partition(&mut self, partition: Partition) {
        match self {
            Algorithm::Direct(direct) => direct.set_partition(partition),
            Algorithm::Grouped(_) | Algorithm::Converted(_) => {}
            Algorithm::Winograd(winograd) => winograd.set_partition(partition),
            Algorithm::Product(product) => product.set_partition(partition),
        }
    }

    /// Returns how many `f32` values one image writes to scratch memory: those that a thread makes of the inputs that it
    /// reads, and those that belong to its outputs.
    pub(super) fn scratch_values(&self, descriptor: &ConvDescriptor) -> [usize; 2] {
        match self {
            Algorithm::Direct(direct) => [0, direct.scratch_values(descriptor)],
            Algorithm::Grouped(grouped) => [0, grouped.scratch_values(descriptor)],
            Algorithm::Winograd(winograd) => winograd.scratch_values(),
            Algorithm::Product(product) => [product.scratch_values(), 0],
            Algorithm::Converted(converted) => converted.scratch_values(),
        }
    }

    /// Returns the magnitudes of the outputs of one image before any epilogue, from which the bounds on their rounding
    /// errors follow, in the order height, width, channels, as `input` is. `source` has what is folded into the weights.
    #[cfg(any(test, feature = "reference"))]
    pub(super) fn magnitudes(
        &self,
        descriptor: &ConvDescriptor,
        source: &PackSource<'_>,
        input: &[f64],
    ) -> Magnitudes {
        let roundings = match self {
            Algorithm::Direct(direct) => direct.roundings(descriptor),
            Algorithm::Grouped(grouped) => grouped.roundings(),
            Algorithm::Product(product) => product.roundings(descriptor),
            Algorithm::Winograd(winograd) => {
                return winograd.magnitudes(descriptor, source, input);
            }
            Algorithm::Converted(converted) => return converted.magnitudes(source, input),
        };
        Magnitudes {
            values: sums(descriptor, source, input),
            roundings,
        }
    }

    /// Returns the name shown to users: the algorithm, the size of its register tile or of its largest Winograd tile,
    /// and the partition.
    pub(super) fn name(&self, descriptor: &ConvDescriptor) -> String {
        match self {
            Algorithm::Direct(direct) => direct.name(descriptor),
            Algorithm::Grouped(grouped) => grouped.name(descriptor),
            Algorithm::Winograd(winograd) => winograd.name(),
            Algorithm::Product(product) => product.name(),
            Algorithm::Converted(converted) => converted.name(),
        }
    }

    /// Returns a text with everything, beside the descriptor, that determines the order of the packed weights. Equal
    /// texts mean equal order; they are compared with those in files of packed weights.
    pub(super) fn layout(&self) -> String {
        match self {
            Algorithm::Direct(direct) => direct.config().layout(),
            Algorithm::Grouped(grouped) => grouped.layout(),
            Algorithm::Winograd(winograd) => winograd.config().layout(),
            Algorithm::Product(product) => product.layout(),
            Algorithm::Converted(converted) => converted.layout(),
        }
    }

    /// Returns the number of parts of the packed weights that are packed by themselves, as by several threads.
    pub(super) fn parts(&self) -> usize {
        match self {
            Algorithm::Direct(direct) => direct.parts(),
            Algorithm::Grouped(grouped) => grouped.parts(),
            Algorithm::Winograd(winograd) => winograd.parts(),
            Algorithm::Product(product) => product.parts(),
            Algorithm::Converted(converted) => converted.parts(),
        }
    }

    /// Returns the range of the packed weights, in `f32` values, that is the part with this index. Parts follow each
    /// other without gaps.
    pub(super) fn part(&self, part: usize) -> Range<usize> {
        match self {
            Algorithm::Direct(direct) => direct.part(part),
            Algorithm::Grouped(grouped) => grouped.part(part),
            Algorithm::Winograd(winograd) => winograd.part(part),
            Algorithm::Product(product) => product.part(part),
            Algorithm::Converted(converted) => converted.part(part),
        }
    }

    /// Writes the part of the packed weights with this index, bias included, to `values`: all of them, and zeros to positions
    /// without a weight.
    pub(super) fn pack_part(
        &self,
        descriptor: &ConvDescriptor,
        source: &PackSource<'_>,
        part: usize,
        values: &mut [f32],
    ) {
        match self {
            Algorithm::Direct(direct) => direct.pack_part(descriptor, source, part, values),
            Algorithm::Grouped(grouped) => grouped.pack_part(descriptor, source, part, values),
            Algorithm::Winograd(winograd) => winograd.pack_part(descriptor, source, part, values),
            Algorithm::Product(product) => product.pack_part(descriptor, source, part, values),
            Algorithm::Converted(converted) => converted.pack_part(source, part, values),
        }
    }

    /// Returns the range of the primitive's packed weights, in `f32` values, that a thread reads first when the
    /// algorithm runs; some valid range if the thread has no share.
    pub(super) fn first(&self, descriptor: &ConvDescriptor, worker: &Worker<'_>) -> Range<usize> {
        match self {
            Algorithm::Direct(direct) => direct.first(descriptor, worker),
            Algorithm::Grouped(grouped) => grouped.first(descriptor, worker),
            Algorithm::Winograd(winograd) => winograd.first(worker),
            Algorithm::Product(product) => product.first(worker),
            Algorithm::Converted(converted) => converted.first(worker),
        }
    }

    /// Computes one thread's share of the outputs of a convolution without a fused pooling, of maps of `f32` values.
    pub(super) fn run(&self, args: &ConvArgs<'_>, worker: &Worker<'_>) {
        match self {
            Algorithm::Direct(direct) => direct.run(args, worker),
            Algorithm::Grouped(grouped) => grouped.run(args, worker),
            Algorithm::Winograd(winograd) => winograd.run(args, worker),
            Algorithm::Product(_) | Algorithm::Converted(_) => {
                unreachable!("maps of other types have arguments of their own")
            }
        }
    }

    /// Returns the number of multiply-accumulates of one unit of the bands of an image's map.
    pub(super) fn work_of_unit(&self, descriptor: &ConvDescriptor) -> usize {
        match self {
            Algorithm::Direct(direct) => direct.work_of_row(descriptor),
            Algorithm::Grouped(grouped) => grouped.work_of_row(descriptor),
            Algorithm::Winograd(winograd) => winograd.work_of_row(),
            Algorithm::Product(_) | Algorithm::Converted(_) => {
                unreachable!("maps of other types have no fused pooling")
            }
        }
    }

    /// Returns the algorithm as [`RowBands`], through which a fused pooling computes a few rows at a time.
    pub(super) fn bands(&self) -> &dyn RowBands {
        match self {
            Algorithm::Direct(direct) => direct,
            Algorithm::Grouped(grouped) => grouped,
            Algorithm::Winograd(winograd) => &**winograd,
            Algorithm::Product(_) | Algorithm::Converted(_) => {
                unreachable!("maps of other types have no fused pooling")
            }
        }
    }
}
