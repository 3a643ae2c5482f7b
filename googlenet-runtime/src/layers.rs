//! Typed layers: a layer whose input and output shapes are in its type, as the fields of generated networks are.
//!
//! Each one derefs to [`Layer`](crate::Layer), which has its name, operation and weights, and has a `forward` that takes
//! tensors of its input's shape alone. Sliding windows are types, too: [`Window`] with its padding rule, [`Dilated`].

#[doc(hidden)]
pub use crate::layer::{Layers, TypedLayer};
pub use crate::ops::{
    Activate, Add, AvgPool2d, BatchNorm, Ceil, Concat, Conv2d, Dense, Dilated, Dropout, Flatten,
    GlobalAvgPool2d, GlobalMaxPool2d, Lrn, MaxPool2d, Operands, Pad, PaddingRule, Same, Softmax,
    Valid, Window, WindowRule, ZeroPad2d,
};
