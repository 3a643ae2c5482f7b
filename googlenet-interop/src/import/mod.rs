//! The part of an import that all file formats share: the network as a list of steps, the sources and transforms of its
//! weights, and the stages that turn both into a YAML description and a weight file.
//!
//! A format reads its files, lowers its layers to steps and [`WeightSource`](source::WeightSource)s, implements
//! [`Tensors`](tensors::Tensors), and calls [`finish`].

mod compose;
mod concats;
pub(crate) mod conversion;
mod describe;
pub(crate) mod finite;
mod images;
mod imported;
pub(crate) mod mistake;
pub(crate) mod network;
pub(crate) mod notes;
mod quantized;
mod recover;
pub(crate) mod source;
mod stages;
pub(crate) mod step;
mod table;
pub(crate) mod tensors;
#[cfg(test)]
mod tests;
pub(crate) mod transform;
pub(crate) mod values;
mod verify;
mod weights;

pub use images::TransformParam;
pub use imported::Imported;
pub use mistake::Mistake;
pub use quantized::{QuantizedImport, QuantizedImportError};
pub(crate) use recover::network_name;
pub(crate) use stages::{Failure, Lowered, finish, finish_alone};
pub use table::Table;
