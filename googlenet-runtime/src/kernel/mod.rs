//! The kernels: everything that touches raw memory, behind functions that check what they are given.
//!
//! A [`Run`] holds the memory; each kernel takes a thread's [`Share`] of it and the
//! [`Region`](googlenet_dsl::plan::Region)s that it reads and writes, and is called on every thread. Outputs are
//! partitioned over threads, sums never, so that results do not depend on their number.
#![allow(unsafe_code)]

mod activation;
mod arena;
mod elementwise;
mod isa;
mod lrn;
mod map;
mod peak;
mod pool;
mod pooling;
mod product;
mod run;
mod softmax;
#[cfg(test)]
mod tests;
mod weights;

pub(crate) use arena::Arena;
pub(crate) use elementwise::{add, affine, clear_border, concat, copy, zero_pad};
pub use isa::Isa;
pub(crate) use isa::Target;
pub(crate) use lrn::lrn;
pub(crate) use map::{bytes_of, map};
pub(crate) use softmax::softmax;

pub(crate) use peak::peak;
pub(crate) use pool::{Barrier, Pool};
pub(crate) use pooling::{avg_pool, max_pool};
pub(crate) use product::{Affine, PACKING, Packed, Product, Source, Tuner, conv};
pub(crate) use run::{Run, Share};
pub(crate) use weights::{MappedValues, Weights};
