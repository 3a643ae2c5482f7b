//! HDF5 files in memory: groups, attributes that are texts, and tensors.
//!
//! `hdf5-pure` reads the structure of a file, through a [`Source`](source::Counted) that ends a file whose parts lead
//! to each other over and over. What a file says of its sizes is compared with the bytes that it has before any memory
//! is taken for values. Values that lie side by side in little-endian bytes stay where they are; the others are
//! decoded.

mod attributes;
mod dataset;
mod file;
mod group;
mod limits;
mod shared;
mod source;
mod types;

pub(crate) use dataset::Dataset;
pub(crate) use file::open;
pub(crate) use group::Group;
