//! Convolutions and dense layers of bfloat16 numbers and of 8-bit integers as products of tiles: each output is a sum
//! over steps of 64 bytes of inputs, with tiles of AMX where the processor has them, and elsewhere in the same order
//! with numbers widened to `f32`, or by instructions for integers.
//!
//! With bfloat16 numbers each step sums the products of even and of odd elements by themselves, from zero, and adds
//! both to the sum, as the instruction on tiles does. So all paths have the same bits, but for subnormal numbers, which
//! tiles take for zero, and products beyond the largest number where no fused multiply-add is there.

#[cfg(target_arch = "x86_64")]
mod blocks;
mod copy;
mod finish;
mod grid;
#[cfg(test)]
mod integer_tests;
mod integers;
mod numbers;
mod pack;
mod pixels;
mod run;
mod steps;
#[cfg(test)]
pub(super) mod tests;
#[cfg(target_arch = "x86_64")]
mod tiles;
mod widened;
#[cfg(target_arch = "x86_64")]
mod winograd;

use super::descriptor::ConvDescriptor;
use super::partition::Partition;
use super::quantized::Quantized;
use crate::kernel::arch::QuadSet;
use crate::kernel::arch::amx::Amx;
#[cfg(any(test, feature = "reference"))]
use crate::kernel::arch::amx::TILE_BYTES;
#[cfg(target_arch = "x86_64")]
use crate::kernel::arch::pairs::PIXELS;
use crate::kernel::peak::Instructions;
use crate::kernel::{Isa, Unit};
#[cfg(target_arch = "x86_64")]
use blocks::Blocks;
use copy::Copied;
use googlenet_dsl::plan::{LANES, gathered};
use googlenet_dsl::shape::Shape;
use googlenet_dsl::value::DType;
use grid::Grid;
use pixels::Pixels;
use steps::Steps;
#[cfg(target_arch = "x86_64")]
use winograd::Winograd;

/// Settings of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ProductConfig {
    pub(super) partition: Partition,
    /// The instructions on tiles, where they are used.
    pub(super) amx: Option<Amx>,
    /// The instructions for 8-bit integers without tiles.
    pub(super) quads: QuadSet,
}

/// A product of tiles prepared for one descriptor.
#[derive(Debug)]
pub(super) struct Product {
    config: ProductConfig,
    /// Weights of products of 8-bit integers; `None` with bfloat16 numbers.
    quantized: Option<Quantized>,
    /// Number of panels of 16 outputs, which are computed in pairs.
    panels: usize,
    grid: Grid,
    /// Copy of the inputs, if they are not read where they lie.
    copied: Option<Copied>,
    steps: Steps,
    pixels: Pixels,
    /// Tiles of a product of 8-bit integers that is computed by Winograd's transforms.
    #[cfg(target_arch = "x86_64")]
    winograd: Option<Winograd>,
    /// Blocks of a product of 8-bit integers whose instructions want them widened.
    #[cfg(target_arch = "x86_64")]
    blocks: Option<Blocks>,
}

/// Largest distance in bytes from the inputs of a pixel to those of the next for which tiles are used: they read up to
/// 15 such distances beyond the last pixel.
const MOST_STRIDE: usize = 256;

impl ProductConfig {
    /// Returns the settings with tiles where the processor has them and `isa` has their vector instructions.
    pub(super) fn of(isa: Isa, partition: Partition) -> ProductConfig {
        let amx = match isa {
            Isa::Avx512 => Amx::get().ok(),
            _ => None,
        };
        ProductConfig {
            partition,
            amx,
            quads: QuadSet::of(isa),
        }
    }
}

impl Product {
    /// Returns `true` if the descriptor is of a convolution in one group whose results are stored as bfloat16 numbers
    /// or 8-bit integers in blocks of 16 channels, or as `f32` values of such inputs, without a fused pooling. 8-bit
    /// integers are multiplied as bfloat16 numbers, which hold their distances from the zero point exactly, and their
    /// scale is folded into the weights.
    pub(super) fn fits(descriptor: &ConvDescriptor) -> bool {
        let types = [&descriptor.input, &descriptor.output].map(|layout| layout.dtype);
        matches!(
            types,
            [
                DType::F32 | DType::Bf16 | DType::U8,
                DType::Bf16 | DType::U8
            ] | [DType::Bf16 | DType::U8, DType::F32]
        ) && Product::fits_layouts(descriptor)
    }

    /// Returns `true` if the descriptor is of such a convolution of `f32` values with results of `f32`: its inputs are rounded
    /// to bfloat16 numbers as they are copied. Windows must not reach far beyond the map, as a copy has all of its padding.
    pub(super) fn fits_values(descriptor: &ConvDescriptor) -> bool {
        let layouts = [&descriptor.input, &descriptor.output];
        let input = &descriptor.input;
        let [height, width] = input.size;
        let shape = Shape::map(height, width, input.channels.count());
        layouts.iter().all(|layout| layout.dtype == DType::F32)
            && Product::fits_layouts(descriptor)
            && gathered(descriptor.window, shape).is_none()
    }

    /// Returns `true` if the descriptor is of such a convolution with inputs and results of any type that is known.
    pub(super) fn fits_quantized(descriptor: &ConvDescriptor) -> bool {
        let mut layouts = [&descriptor.input, &descriptor.output].into_iter();
        layouts.all(|layout| numbers::is_known(layout.dtype)) && Product::fits_layouts(descriptor)
    }

    fn fits_layouts(descriptor: &ConvDescriptor) -> bool {
        let bytes = [&descriptor.input, &descriptor.output].map(|layout| layout.bytes());
        descriptor.groups == 1
            && !descriptor.pooled
            && descriptor.output.is_in_blocks()
            && bytes.iter().all(|bytes| u32::try_from(*bytes).is_ok())
    }

    /// Creates the tables of a descriptor, which must fit: of a product of 8-bit integers with the weights `quantized`.
    pub(super) fn new(
        descriptor: &ConvDescriptor,
        config: ProductConfig,
        quantized: Option<Quantized>,
    ) -> Product {
        let dtype = match quantized {
            None => DType::Bf16,
            Some(_) => DType::U8,
        };
        let (grid, copied) = match Grid::in_place(descriptor, dtype) {
            Some(grid) => (grid, None),
            None => {
                let grid = Grid::of_copy(descriptor, dtype.size());
                let copied = Copied::new(descriptor, &grid);
                (grid, Some(copied))
            }
        };
        let pixels = Pixels::new(descriptor, &grid);
        let amx = config.amx.filter(|_| pixels.stride <= MOST_STRIDE);
        #[cfg(target_arch = "x86_64")]
        let are_widened = quantized.is_some() && amx.is_none() && config.quads == QuadSet::Avx2;
        #[cfg(target_arch = "x86_64")]
        let winograd = match &copied {
            None if are_widened => Winograd::new(descriptor, &grid),
            _ => None,
        };
        let steps = Steps::new(descriptor, &grid);
        Product {
            #[cfg(target_arch = "x86_64")]
            blocks: (are_widened && winograd.is_none())
                .then(|| Blocks::new(descriptor, &steps, copied_len(copied.as_ref()))),
            #[cfg(target_arch = "x86_64")]
            winograd,
            config: ProductConfig { amx, ..config },
            quantized,
            panels: descriptor.panels(),
            steps,
            pixels,
            grid,
            copied,
        }
    }

    pub(super) fn partition(&self) -> Partition {
        self.config.partition
    }

    pub(super) fn set_partition(&mut self, partition: Partition) {
        self.config.partition = partition;
    }

    /// Returns the instructions on tiles that the product uses.
    pub(super) fn amx(&self) -> Option<Amx> {
        self.config.amx
    }

    /// Returns the number of `f32` values of scratch memory that each thread needs.
    pub(super) fn scratch_len(&self) -> usize {
        #[cfg(target_arch = "x86_64")]
        if let Some(winograd) = &self.winograd {
            return winograd.scratch_len();
        }
        #[cfg(target_arch = "x86_64")]
        if let Some(blocks) = &self.blocks {
            return blocks.scratch_len();
        }
        copied_len(self.copied.as_ref())
    }

    /// Returns the number of `f32` values that one image writes to scratch memory.
    pub(super) fn scratch_values(&self) -> usize {
        #[cfg(target_arch = "x86_64")]
        if let Some(winograd) = &self.winograd {
            return winograd.scratch_values();
        }
        self.copied
            .as_ref()
            .map_or(0, |_| self.grid.bytes() / size_of::<f32>())
    }

    /// Returns the largest number of roundings that a product of an input and a weight passes through, that of the
    /// weight to bfloat16 left out.
    #[cfg(any(test, feature = "reference"))]
    pub(super) fn roundings(&self, descriptor: &ConvDescriptor) -> usize {
        let [channels, _] = descriptor.channels_per_group();
        let taps = descriptor.window.kernel.map(|taps| taps as usize);
        // The sums of a step, both of them, and one for each step.
        let of_a_step = (taps[0] * taps[1] * channels).min(TILE_BYTES / 64) + 1;
        of_a_step + self.steps.len() + super::magnitudes::ROUNDINGS
    }

    /// Returns the name shown to users: `amx`, or without tiles `widened` or the instructions for integers; pixels x
    /// output channels of a block, or `winograd` and the outputs of its tiles; and the partition.
    pub(super) fn name(&self) -> String {
        let name = match (self.config.amx, &self.quantized) {
            (Some(_), None) => "amx",
            (Some(_), Some(_)) => "amx integers",
            (None, None) => "widened",
            (None, Some(_)) => self.config.quads.word(),
        };
        #[cfg(target_arch = "x86_64")]
        if self.winograd.is_some() {
            return format!("{name} winograd 3x3 by {}", self.config.partition.word());
        }
        #[cfg(target_arch = "x86_64")]
        if self.blocks.is_some() {
            let partition = self.config.partition.word();
            return format!("{name} {PIXELS}x{LANES} by {partition}");
        }
        let outputs = self.panels.min(2) * LANES;
        let pixels = pixels::TILE * self.pixels.most_tiles();
        format!(
            "{name} {pixels}x{outputs} by {}",
            self.config.partition.word()
        )
    }

    /// Returns the instructions that compute the multiply-accumulates.
    pub(super) fn unit(&self) -> Unit {
        match (self.config.amx, &self.quantized) {
            (Some(amx), None) => Unit(Instructions::Bf16Tiles(amx)),
            (Some(amx), Some(_)) => Unit(Instructions::IntegerTiles(amx)),
            (None, None) => Unit::F32,
            (None, Some(_)) => Unit(Instructions::Quads(self.config.quads)),
        }
    }

    /// Returns a text for the description of packed weights: the same for all paths and instruction sets, but for
    /// Winograd's transforms.
    pub(super) fn layout(&self) -> String {
        #[cfg(target_arch = "x86_64")]
        if self.winograd.is_some() {
            return format!("Product of points {:?}", self.grid);
        }
        format!("Product {:?}", self.grid)
    }
}

/// Returns the number of `f32` values of scratch memory of a copy of the inputs.
fn copied_len(copied: Option<&Copied>) -> usize {
    copied.map_or(0, |copied| copied.bytes.div_ceil(size_of::<f32>()))
}
