//! Runs networks that [`googlenet_model!`] compiled: tensors, typed layers, sessions, weights and summaries.
//!
//! A network is a struct of typed layers. [`Session`] runs it fast, [`Summary`] is the table that Keras prints;
//! with the feature `dynamic` the same network is read from YAML at run time.
#![deny(unsafe_code)]

#[cfg(feature = "dynamic")]
pub mod dynamic;
mod error;
#[cfg(feature = "image")]
pub mod image;
mod kernel;
mod layer;
mod macros;
mod model;
mod ops;
#[cfg(any(test, feature = "reference"))]
pub mod reference;
mod replace;
mod session;
mod summary;
mod tensor;
mod tune;

pub use error::{Error, Misfit};
pub use googlenet_dsl::precision::Precision;
pub use googlenet_dsl::preprocess::{Color, Preprocess, Resize};
pub use kernel::Isa;
pub use layer::{Layer, LayerMut, Layers, TypedLayer, Weight};
pub use model::{
    Labels, LoadReport, Network, PackedNetwork, StoredTensor, TypedNetwork, TypedPacked, formula,
    save_tensors,
};
pub use ops::{
    Activate, Add, AvgPool2d, BatchNorm, Ceil, Concat, Conv2d, Dense, Dilated, Dropout, Flatten,
    GlobalAvgPool2d, GlobalMaxPool2d, Lrn, MaxPool2d, Operands, Pad, PaddingRule, Same, Softmax,
    Valid, Window, WindowRule, ZeroPad2d,
};
pub use replace::replace_file;
pub use session::{
    Executor, JobError, JobPanic, Ordered, PoolStats, Profile, ProfiledStep, Session, SessionPool,
    SubmitError, Ticket, share_threads,
};
#[doc(hidden)]
pub use session::{PlannedStep, planned};
pub use summary::{Column, Row, Style, Summary, Totals, compare};
pub use tensor::{Flat, Hwc, Outputs, Shape, Tensor};
pub use tune::{Tuned, tune};

/// What generated code needs beyond the public names.
#[doc(hidden)]
pub mod __private {
    pub use googlenet_dsl as dsl;
    pub use googlenet_macros::googlenet_model;
}
