//! The kernels: everything that touches raw memory, behind functions that check what they are given.
//!
//! A [`Run`] holds the memory and the threads; each kernel takes the [`Region`](googlenet_dsl::plan::Region)s that it
//! reads and writes. Outputs are partitioned over threads, sums never, so that results do not depend on their number.
#![allow(unsafe_code)]

mod activation;
mod arena;
mod conv;
mod elementwise;
mod isa;
mod lrn;
mod map;
mod pack;
mod pool;
mod pooling;
mod run;
#[cfg(test)]
mod tests;
mod tile;

pub(crate) use arena::Arena;
pub(crate) use conv::{conv, dense, grouped_conv};
pub(crate) use elementwise::{add, affine, concat, copy, zero_pad};
pub use isa::Isa;
pub(crate) use lrn::lrn;
pub(crate) use map::map;
pub(crate) use pack::{Packed, Product};
pub(crate) use pool::Pool;
pub(crate) use pooling::{avg_pool, max_pool};
pub(crate) use run::Run;
