//! The kernels: everything that touches raw memory, behind functions that check what they are given.
//!
//! A [`RunContext`] holds the memory; each kernel takes a thread's [`Worker`] of it and the
//! [`Region`](googlenet_dsl::plan::Region)s that it reads and writes, and is called on every thread. Outputs are
//! partitioned over threads, sums never, so that results do not depend on their number.
#![allow(unsafe_code)]

mod activation;
mod arch;
mod arena;
mod conv;
mod copies;
mod element;
mod elementwise;
mod lrn;
mod peak;
mod pooling;
mod run;
mod softmax;
mod system;
#[cfg(test)]
pub(crate) mod tests;
mod view;
mod weights;

pub use arch::Isa;
pub(crate) use arch::Target;
pub(crate) use arena::Arena;
pub(crate) use copies::{clear_border, concat, copy, zero_pad};
pub(crate) use elementwise::{add, affine};
pub(crate) use lrn::lrn;
pub(crate) use softmax::softmax;
#[cfg(feature = "image")]
pub(crate) use softmax::softmax_of;

pub(crate) use conv::{Affine, ConvPrimitive, PACKING, PackedWeights, SourceWeights, Tuner, conv};
pub(crate) use peak::peak;
pub(crate) use pooling::{avg_pool, max_pool};
pub(crate) use run::{RunContext, Worker};
pub(crate) use system::{Barrier, Pool, map};
pub(crate) use weights::{MappedValues, Weights};
