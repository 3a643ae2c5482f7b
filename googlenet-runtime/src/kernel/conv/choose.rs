//! Choice of the algorithm for a descriptor from tables of measurements: the one measured for this convolution or, if
//! there is none, for the most similar one.

use super::converted::{Converted, ConvertedConfig};
use super::descriptor::ConvDescriptor;
use super::direct::DirectConfig;
use super::grouped::{Grouped, GroupedConfig};
use super::partition::Partition;
use super::product::{Product, ProductConfig};
use super::table::{self, AlgorithmSpec, Line};
use super::tile;
use super::winograd::{Winograd, WinogradConfig};
use crate::kernel::Target;
use googlenet_dsl::value::DType;

/// Algorithm with its sizes and partition, as used for one descriptor. Unlike in [`AlgorithmSpec`], the number of
/// panels is limited to that of the instruction set's register tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum AlgorithmConfig {
    Direct(DirectConfig),
    Grouped(GroupedConfig),
    Winograd(WinogradConfig),
    Product(ProductConfig),
    Converted(ConvertedConfig),
}

/// Number of output pixels of one image from which on threads divide the pixels by default, instead of the output
/// channels.
const LARGE: usize = 28 * 28;

/// Minimum ratio of the multiplications of direct convolution to those of Winograd convolution for which Winograd is
/// chosen.
const MIN_GAIN: f64 = 1.2;

/// Chooses the algorithm and sizes for a descriptor.
///
/// Of maps whose elements are no `f32` values: for several groups grouped convolution, otherwise a product of tiles, or
/// without instructions on tiles the algorithm for `f32` values on widened rows. Of maps of `f32` values: where
/// [`rounds_values`] allows it a product of tiles, grouped convolution where it fits and pays, otherwise what the table of
/// the instruction set says. Direct convolution replaces Winograd convolution where that does not fit or saves too
/// little, and where the target leaves it out. The environment variable `GOOGLENET_TILE` overrides parts
/// of the choice, for experiments.
pub(super) fn config(descriptor: &ConvDescriptor, target: Target) -> AlgorithmConfig {
    let forced = table::forced();
    if rounds_values(descriptor, target) {
        let product = product_config(descriptor);
        if product.amx.is_some() {
            return AlgorithmConfig::Product(product);
        }
    }
    if Product::fits(descriptor) {
        let product = product_config(descriptor);
        return converted_config(descriptor, target)
            .filter(|_| product.amx.is_none())
            .map_or(
                AlgorithmConfig::Product(product),
                AlgorithmConfig::Converted,
            );
    }
    let pays = || forced.grouped || Grouped::pays(descriptor);
    let is_widened = Grouped::is_widened(descriptor);
    if is_widened || !forced.direct && Grouped::fits(descriptor) && pays() {
        return AlgorithmConfig::Grouped(GroupedConfig {
            partition: partition(descriptor, forced.partition),
        });
    }
    let wanted = Line::of(descriptor);
    let [inputs, _] = descriptor.channels_per_group();
    let transforms = target.transforms(inputs) && !forced.direct && Winograd::fits(descriptor);
    let usable =
        |line: &&Line| transforms || matches!(line.algorithm, AlgorithmSpec::Direct { .. });
    let lines = table::lines(descriptor.isa).iter().filter(usable);
    let nearest = lines
        .map(|line| (wanted.distance(line), line.algorithm))
        .min_by(|(a, _), (b, _)| a.total_cmp(b));
    let direct = AlgorithmSpec::Direct { panels: usize::MAX };
    let algorithm = nearest.map_or(direct, |(_, algorithm)| algorithm);
    let direct = configured(descriptor, direct, forced.partition);
    let config = configured(descriptor, forced.apply(algorithm), forced.partition);
    match saves_enough(descriptor, config) {
        true => config,
        false => direct,
    }
}

/// Returns `true` for a convolution of `f32` values that tiles may compute from bfloat16 numbers: one of a network of 8-bit
/// integers, where layers without quantised weights are to be more exact than these, not as exact as in `f32`.
fn rounds_values(descriptor: &ConvDescriptor, target: Target) -> bool {
    target.algorithms.dtype == DType::U8 && Product::fits_values(descriptor)
}

/// Returns `false` for a Winograd convolution that saves too few multiplications to be chosen.
fn saves_enough(descriptor: &ConvDescriptor, config: AlgorithmConfig) -> bool {
    match config {
        AlgorithmConfig::Winograd(config) => Winograd::gain(descriptor, config) >= MIN_GAIN,
        _ => true,
    }
}

/// Returns the algorithm of `f32` values that computes a convolution of a map of another type from widened rows, the
/// one for the same convolution of `f32` values; `None` if that does not fit.
fn converted_config(descriptor: &ConvDescriptor, target: Target) -> Option<ConvertedConfig> {
    if !Converted::fits(descriptor) {
        return None;
    }
    match config(&Converted::of_values(descriptor), target) {
        AlgorithmConfig::Direct(config) => Some(ConvertedConfig::Direct(config)),
        AlgorithmConfig::Winograd(config) => Some(ConvertedConfig::Winograd(config)),
        _ => None,
    }
}

/// Returns the settings of a product of tiles.
pub(super) fn product_config(descriptor: &ConvDescriptor) -> ProductConfig {
    let partition = partition(descriptor, table::forced().partition);
    ProductConfig::of(descriptor.isa, partition)
}

/// Converts an algorithm of the tables to a configuration for a descriptor: limits the panels (of 16 output channels)
/// to those of the instruction set's register tile, converts the size of a Winograd block from KiB to values, and adds
/// the partition, `wanted` or the usual one.
pub(super) fn configured(
    descriptor: &ConvDescriptor,
    algorithm: AlgorithmSpec,
    wanted: Option<Partition>,
) -> AlgorithmConfig {
    let most = tile::full(descriptor.isa)[1];
    let partition = partition(descriptor, wanted);
    match algorithm {
        AlgorithmSpec::Direct { panels } => AlgorithmConfig::Direct(DirectConfig {
            panels: panels.clamp(1, most),
            partition,
        }),
        AlgorithmSpec::Winograd {
            tile,
            block,
            panels,
        } => AlgorithmConfig::Winograd(WinogradConfig {
            tile,
            block: block.saturating_mul(1024) / size_of::<f32>(),
            panels: panels.clamp(1, most),
            partition,
        }),
    }
}

/// Returns what threads divide among themselves. Convolutions with a fused pooling are always divided by pixels; for
/// others, `None` selects the partition by the number of output pixels.
fn partition(descriptor: &ConvDescriptor, wanted: Option<Partition>) -> Partition {
    match wanted {
        _ if descriptor.pooled => Partition::Pixels,
        Some(partition) => partition,
        None if descriptor.pixels() >= LARGE => Partition::Pixels,
        None => Partition::Channels,
    }
}

/// Least number of output pixels that threads divide where no other step reads the input: a few tiles a thread.
const FEW: usize = 128;

/// Returns `true` if threads divide the pixels of a convolution with `weights` packed weights that alone reads what all
/// threads have just computed. Where they divide the output channels, each reads the whole input, most of it out of the
/// caches of others; where they divide the pixels, each reads all weights, which is less if these are fewer. A
/// convolution of several groups reads a part of the input for each output channel either way.
pub(super) fn only_read_by_pixels(descriptor: &ConvDescriptor, weights: usize) -> bool {
    let [height, width] = descriptor.input.size;
    let input = height * width * descriptor.input.channels.count();
    table::forced().partition.is_none()
        && descriptor.groups == 1
        && descriptor.pixels() >= FEW
        && weights <= input
}

/// Returns the algorithms and sizes that [`Tuner`](super::tune::Tuner) measures for a descriptor: direct convolution
/// and, if it fits and saves enough, Winograd convolution with several sizes of tiles and blocks. Different entries may resolve to the
/// same configuration.
pub(super) fn candidates(descriptor: &ConvDescriptor) -> Vec<AlgorithmSpec> {
    let most = tile::full(descriptor.isa)[1];
    let panels = if descriptor.pixels() == 1 {
        most..=most
    } else {
        (most - 1).max(1)..=most
    };
    let mut algorithms: Vec<AlgorithmSpec> = panels
        .clone()
        .map(|panels| AlgorithmSpec::Direct { panels })
        .collect();
    if Winograd::fits(descriptor) {
        let gains = |algorithm: &AlgorithmSpec| {
            saves_enough(descriptor, configured(descriptor, *algorithm, None))
        };
        for tile in 1..=4 {
            for block in [256, 512, 1024, 1536] {
                let algorithm = panels.clone().map(|panels| AlgorithmSpec::Winograd {
                    tile: [tile; 2],
                    block,
                    panels,
                });
                algorithms.extend(algorithm.filter(gains));
            }
        }
    }
    algorithms
}
