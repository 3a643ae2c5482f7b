//! Instruction sets: the one list of them, what kernels ask of each, and the way into code that is compiled for one.
//!
//! To add one: a file with a type that implements [`Simd`], its two lines below, its line in the list of `isa.rs`, and the
//! table of algorithms that its file names.

#[cfg(target_arch = "x86_64")]
mod avx2;
#[cfg(target_arch = "x86_64")]
mod avx512;
mod isa;
mod portable;
mod prefetch;
mod simd;
mod tiles;

#[cfg(target_arch = "x86_64")]
pub(super) use avx2::Avx2;
#[cfg(target_arch = "x86_64")]
pub(super) use avx512::Avx512;
pub use isa::Isa;
pub(crate) use isa::Target;
pub(super) use isa::{MOST_LINE, MOST_PANELS, entry, with_simd};
pub(super) use portable::Portable;
pub(super) use prefetch::prefetch;
pub(super) use simd::{Kernel, Lines, PANEL_COUNTS, Simd, TileKernels};
