//! Instruction sets: their list, the vector operations that kernels use, and the functions compiled for each of them.
//!
//! To add an instruction set, write a file with a type that implements [`Simd`], declare and re-export it in this
//! module, and add an entry to the list in `isa.rs` and the table of algorithms that [`Simd::TABLE`] includes.

pub(super) mod amx;
#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod isa;
#[cfg(target_arch = "x86_64")]
pub(super) mod pairs;
#[cfg(target_arch = "x86_64")]
pub(super) mod points;
mod portable;
mod prefetch;
mod quads;
#[cfg(target_arch = "x86_64")]
pub(super) mod results;
mod simd;
mod tiles;

#[cfg(target_arch = "x86_64")]
pub(super) use avx2::Avx2;
#[cfg(target_arch = "x86_64")]
pub(super) use avx512::Avx512;
pub use isa::Isa;
pub(crate) use isa::Target;
pub(super) use isa::{MAX_LINE, MAX_PANELS, entry, with_simd};
pub(super) use portable::Portable;
pub(super) use prefetch::prefetch;
pub(super) use quads::{QuadKernel, QuadSet, Quads};
pub(super) use simd::{Kernel, Lines, PANEL_COUNTS, Simd, TileKernels};
