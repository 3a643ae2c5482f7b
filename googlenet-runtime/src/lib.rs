//! Runs networks that [`googlenet_model!`] compiled: tensors, typed layers, sessions, weights and summaries.
//!
//! A description, `examples/digits.yaml`:
//!
//! ```yaml
//! # Digits of 28 by 28 grey pixels, in ten classes.
//! format: 1
//! name: Digits
//! input: {height: 28, width: 28, channels: 1}
//!
//! defaults:
//!   conv: {padding: same, activation: relu}
//!
//! blocks:
//!   inception:
//!     columns: [filters_1x1, filters_3x3_reduce, filters_3x3]
//!     concat:
//!       - conv_1x1:        {conv: $filters_1x1, kernel: 1}
//!       - conv_3x3_reduce: {conv: $filters_3x3_reduce, kernel: 1}
//!         conv_3x3:        {conv: $filters_3x3, kernel: 3}
//!
//! layers:
//!   conv1:        {conv: 8, kernel: 3, stride: 2}
//!   inception_2a: {inception: [8, 4, 8]}
//!   inception_2b: {inception: [8, 8, 16]}
//!   mean:         global_avg_pool
//!   classes:      {dense: 10, activation: softmax}
//! ```
//!
//! A program that runs it:
//!
//! ```
//! use googlenet_runtime::{Tensor, googlenet_model};
//!
//! googlenet_model! {
//!     /// Digits of 28 by 28 grey pixels.
//!     pub Digits = "examples/digits.yaml"; // relative to the crate's Cargo.toml
//! }
//!
//! const _: () = assert!(Digits::PARAMS == 2_174);
//!
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     println!("{}", Digits::summary());
//!
//!     let model = Digits::seeded(42); // or Digits::load("digits.safetensors")?
//!     let mut session = model.session(2); // two threads
//!     let image: Tensor<digits::Input> = Tensor::zeros(1);
//!     let probabilities = session.run(&image)?;
//!     for (class, probability) in probabilities.top(0, 5) {
//!         println!("{class}  {probability:.4}");
//!     }
//!     Ok(())
//! }
//! ```
//!
//! A network is a struct of typed layers: each step of the file is a field, and each block a module with its shapes.
//! [`Session`] runs it fast, [`Summary`] is the table that Keras prints. A mistake in the description is a compile error at its
//! line.
//!
//! # Features
//!
//! None is on by default. `dynamic` reads descriptions at run time; such a network runs the same plan, to the same bits.
//! `image` decodes images, prepares them as the description says, and classifies them with labels. `reference` is the naive
//! engine that the kernels are tested against. `serde` makes summaries data for serde.
//!
//! # Where to go on
//!
//! - [`googlenet_model!`] says what the macro makes, [`TypedNetwork`] what every compiled network can do.
//! - [`SessionPool`] serves many requests with one network; [`TypedPacked`] holds packed weights alone.
//! - The language of descriptions: the project's
//!   [`specs/README.md`](https://github.com/googlenet-rs/googlenet/blob/main/specs/README.md).
//! - Drawings of networks: [`googlenet-view`](https://docs.rs/googlenet-view). ONNX, Caffe and NumPy:
//!   [`googlenet-interop`](https://docs.rs/googlenet-interop). The program:
//!   [`googlenet-cli`](https://docs.rs/googlenet-cli).
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(doctest, doc = include_str!("../README.md"))]
#![deny(unsafe_code)]

#[cfg(feature = "dynamic")]
pub mod dynamic;
mod error;
mod kernel;
mod layer;
mod macros;
mod model;
mod ops;
#[cfg(feature = "picture")]
pub mod picture;
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
