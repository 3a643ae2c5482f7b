//! Convolutions and dense layers: the choice of an algorithm, packing of weights, and the kernels. A [`ConvPrimitive`]
//! combines a descriptor (window, groups, layouts), the algorithm chosen for it, and the position of its packed
//! weights.

mod algorithm;
mod args;
mod choose;
mod converted;
mod descriptor;
mod direct;
mod fused_pool;
mod gathered;
mod grouped;
#[cfg(any(test, feature = "reference"))]
mod magnitudes;
mod packed_weights;
mod panels;
mod partition;
mod primitive;
mod product;
mod quantized;
#[cfg(test)]
mod rounding_tests;
mod run;
mod segment;
mod source_weights;
mod table;
#[cfg(test)]
mod tests;
mod tile;
mod traffic;
mod transposed;
mod tune;
mod winograd;

#[cfg(feature = "train")]
pub(crate) use args::{Added, Epilogue};
pub(crate) use packed_weights::PackedWeights;
pub(crate) use primitive::{ConvPrimitive, PACKING};
pub(crate) use quantized::Quantized;
pub(crate) use run::run_conv;
#[cfg(feature = "train")]
pub(crate) use source_weights::KernelView;
pub(crate) use source_weights::{Affine, SourceWeights};
pub(crate) use traffic::Traffic;
pub(crate) use transposed::{Transposed, conv_transpose};
pub(crate) use tune::Tuner;
