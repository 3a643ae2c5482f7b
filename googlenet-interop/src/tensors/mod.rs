//! Tensors of weight files by name, whatever container holds them.

mod array;
mod element;
mod named;

pub(crate) use array::Array;
pub use element::Element;
pub(crate) use named::NamedTensor;
