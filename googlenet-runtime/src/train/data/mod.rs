//! Images with labels, for training and evaluation.
//!
//! A [`Dataset`] is a folder with a folder for each class (with the feature `image`), the four files of the MNIST form,
//! or arrays in memory. A [`Task`] says what the network takes: the size of its input, the preprocessing, the number of
//! classes. [`Dataset::check`] and [`check_training`] compare the two before the first step. A [`Loader`] prepares
//! batches beside the training: items in an order of their own for each epoch, changed at random as
//! [`Augment`](googlenet_dsl::value::training::Augment) says, converted to inputs of the network.
//!
//! # Randomness
//!
//! All numbers depend on the seed, the epoch and the item alone, so that batches have the same bits on any number of
//! threads and when training goes on in the middle of an epoch. A stream of random numbers is SplitMix64. It begins
//! from the state that is made of four words: `s = mix(seed + G)`, then `s = mix((s ^ word) + G)` for purpose, epoch
//! and item. `G` is `0x9E3779B97F4A7C15`, `mix` the output function of SplitMix64, and number `i` of a stream is `mix(s
//! + (i + 1) * G)`. Purposes are numbered: 1 the order of an epoch, 2 the split, 3 the part of an image that is cut
//! out, 4 rotation, 5 shift, 6 flips, 7 colours. A number below `n` is the upper half of the product of 64-bit random
//! number and `n`; a real number from 0 to 1 has the upper 53 bits.

mod arrays;
mod augment;
mod check;
mod classes;
mod dataset;
#[cfg(feature = "image")]
mod folder;
mod idx;
mod idx_folder;
#[cfg(feature = "image")]
mod left_out;
mod loader;
mod order;
mod prepare;
mod random;
mod split;
mod task;
#[cfg(test)]
mod tests;

pub use arrays::{Arrays, Values};
pub use check::check_training;
pub use dataset::Dataset;
pub use idx_folder::IdxFiles;
#[cfg(feature = "image")]
pub use left_out::{LeftOut, Reason};
pub use loader::{Batch, Loader, LoaderOptions, Problem};
pub use order::order;
pub use task::Task;
