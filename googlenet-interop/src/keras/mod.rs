//! Files of Keras: HDF5 files, archives, and models of TensorFlow.js.

mod file;

pub(crate) use file::{KerasFile, LayerWeights, Variables};
