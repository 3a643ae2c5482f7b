//! Values of the description language that all stages share (activations, padding, precision, memory, element types,
//! initial values of kernels, preprocessing, published figures, modes of heads), the words that stand for them, and the rules for names.

mod activation;
mod channel_order;
mod dtype;
mod initializer;
mod memory;
pub mod name;
mod names;
mod pad_mode;
mod padding;
mod precision;
mod preprocess;
mod published;
mod resize;
pub mod training;
mod when;
pub(crate) mod word;

pub use activation::{Activation, Elementwise, Parameter};
pub use channel_order::ChannelOrder;
pub use dtype::DType;
pub use initializer::{Distribution, Initializer};
pub use memory::{Algorithms, Memory};
pub use names::Names;
pub use pad_mode::PadMode;
pub use padding::Padding;
pub use precision::Precision;
pub use preprocess::{Color, MAX_PIXELS, Preprocess, Resize};
pub use published::Published;
pub use resize::{Coordinates, Interpolation, Rounding, Scale};
pub use when::When;
pub use word::ParseWordError;
