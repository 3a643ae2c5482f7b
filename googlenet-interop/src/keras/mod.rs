//! Files of Keras: HDF5 files, archives, and models of TensorFlow.js.

mod container;
mod file;

pub(crate) use container::read;
pub(crate) use file::{KerasFile, LayerWeights, Variables};
