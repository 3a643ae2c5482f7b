//! Training of networks.

pub mod data;
