//! Runs networks that [`googlenet_model!`] compiled: tensors, typed layers, sessions, weights and summaries.
//!
//! A network is a struct of typed layers. [`Session`] runs it fast, [`Summary`](summary::Summary) is the table that Keras prints;
//! with the feature `dynamic` the same network is read from YAML at run time.
#![deny(unsafe_code)]

#[cfg(feature = "dynamic")]
pub mod dynamic;
pub mod error;
pub mod graph;
#[cfg(feature = "image")]
pub mod image;
mod kernel;
mod layer;
pub mod layers;
mod macros;
mod model;
mod ops;
pub mod pool;
pub mod profile;
#[cfg(any(test, feature = "reference"))]
pub mod reference;
mod replace;
mod session;
pub mod summary;
mod tensor;
mod tune;
pub mod weights;

pub use error::Error;
pub use googlenet_dsl::precision::Precision;
pub use kernel::Isa;
pub use layer::{Layer, LayerMut};
pub use model::{Labels, Network, PackedNetwork, SessionBuilder, TypedNetwork, TypedPacked};
#[doc(hidden)]
pub use replace::replace_file;
pub use session::{DynSession, Session};
#[doc(hidden)]
pub use session::{PlannedStep, planned};
pub use tensor::{Flat, Hwc, Outputs, Shape, Tensor};

/// Names that generated code needs beyond the public ones.
#[doc(hidden)]
pub mod __private {
    pub use crate::model::Sealed;
    pub use googlenet_dsl as dsl;
    pub use googlenet_macros::googlenet_model;
}
