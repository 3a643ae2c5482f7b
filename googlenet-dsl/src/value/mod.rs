//! Values and names of the description language that all stages share.

mod activation;
pub mod dtype;
pub mod name;
mod padding;
pub mod precision;
pub mod preprocess;
mod when;

pub use activation::{Activation, Elementwise};
pub use dtype::DType;
pub use padding::Padding;
pub use when::When;
