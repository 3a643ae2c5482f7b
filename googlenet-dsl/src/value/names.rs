//! The tools whose names layers and tensors have in weight files.

use super::word::words;

/// A tool with its names of layers and tensors: how the names of a network's parts are joined to that of a layer, and
/// what its files call and how they lay out a layer's tensors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Names {
    /// Modules of PyTorch, as torchvision has them: `layer1.0.conv1`, with tensors such as `weight` and `running_mean`,
    /// kernels as output channels x input channels x height x width.
    Torchvision,
    /// Layers of Keras, as `keras.applications` has them: `conv2_block1_1_conv`, with tensors such as `kernel` and
    /// `moving_mean`, kernels as height x width x input channels x output channels.
    Keras,
}

impl Names {
    /// Returns what stands between the name of a group and that of a part of it.
    pub const fn separator(self) -> char {
        match self {
            Names::Torchvision => '.',
            Names::Keras => '_',
        }
    }
}

words!(
    Names,
    "names",
    [Torchvision = "torchvision", Keras = "keras"]
);
