//! Typed layers: layers with their input and output shapes in the type, which are the fields of generated networks.
//!
//! Each typed layer dereferences to [`Layer`](crate::Layer), which holds the name, the operation and the weights. Its
//! method `forward` runs the layer by itself, and accepts only tensors of the layer's input shapes. The sliding windows
//! of convolutions and pools are types too: a [`Window`] with a [`PaddingRule`], or a [`Dilated`] one.

#[doc(hidden)]
pub use crate::layer::Layers;
pub use crate::ops::{
    Activate, Add, AvgPool2d, BatchNorm, Ceil, ChannelScale, ChannelShuffle, Concat, Conv2d,
    ConvTranspose2d, Dense, DepthToSpace, Dilated, Dropout, Flatten, GlobalAvgPool2d,
    GlobalMaxPool2d, L2Norm, LayerNorm, Lrn, MaxPool2d, Maximum, Multiply, Operands, Pad,
    PaddingRule, Prelu, Reshape, Same, SameLower, Slice, Softmax, SpaceToDepth, Upsample2d, Valid,
    Window, WindowRule, ZeroPad2d,
};
