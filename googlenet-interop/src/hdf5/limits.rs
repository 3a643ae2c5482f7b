//! What a file may hold.

/// Largest number of groups and datasets.
pub(super) const MAX_OBJECTS: usize = 100_000;
/// Largest number of groups in each other.
pub(super) const MAX_DEPTH: usize = 64;
/// Largest number of axes of a dataset, as HDF5 has it.
pub(super) const MAX_AXES: usize = 32;
/// Bytes of a chunk of a dataset that are always decoded; larger chunks must be no larger than their dataset.
pub(super) const SMALL_CHUNK: u64 = 8 << 20;
/// Largest number of bytes that a byte of DEFLATE's stream becomes.
pub(super) const RATIO: u64 = 1032;
/// What a whole file may become when its chunks are decoded: this many times its size, and [`SPARE`] bytes more.
pub(super) const WHOLE_RATIO: u64 = 64;
pub(super) const SPARE: u64 = 16 << 20;
