//! Runs networks that [`googlenet_model!`] compiled or, with the feature `dynamic`, that are compiled at run time:
//! tensors, typed layers, sessions, weights and summaries.
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
//! A network is a struct with a field for each step of the description: a typed layer, or for a step of several layers,
//! such as the use of a block, a struct in a module of its own, beside its input and output shapes. A [`Session`] runs
//! the network, and its [`Summary`](summary::Summary) is the table that Keras prints. A mistake in the description is a
//! compile error that shows its line.
//!
//! # Features
//!
//! None is on by default.
//!
//! - `dynamic` compiles descriptions at run time; such a network runs the same plan as the compiled one, to the same
//!   bits.
//! - `image` decodes images, prepares them as the description says, and classifies them with class names.
//! - `train` trains networks: trainers, gradients of anything, images with labels and batches of them; files of images
//!   are decoded with `image`, too.
//! - `quantize` quantises networks to 8-bit integers: calibration on images, quantised weights and their files.
//! - `serde` makes summaries and profiles serialisable.
//! - `reference` adds the naive engine that the kernels are tested against.
//!
//! # Where to go on
//!
//! - [`googlenet_model!`] describes the generated code, [`TypedNetwork`] and [`Network`] the functions of every
//!   network. Compiled networks have [`Session`], and [`TypedPacked`] for packed weights; networks read at run time have
//!   [`DynSession`] and [`PackedNetwork`].
//! - [`SessionBuilder`] sets threads, batch, precision, memory and taps (layers whose results are recorded); a
//!   [`SessionPool`](pool::SessionPool) serves many requests with one network; [`TypedPacked`] holds packed weights
//!   alone.
//! - [`layers`] are the types of layers, [`weights`] the files of weights, [`graph`] the network as the compiler sees
//!   it, [`summary`] and [`profile`] tables and measurements.
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
pub mod error;
pub mod graph;
#[cfg(feature = "image")]
pub mod image;
mod kernel;
mod layer;
pub mod layers;
mod macros;
#[cfg(feature = "train")]
#[doc(hidden)]
pub mod measure;
mod model;
mod notice;
mod ops;
#[cfg(any(feature = "image", feature = "train"))]
mod pixels;
pub mod pool;
mod processors;
pub mod profile;
#[cfg(feature = "quantize")]
pub mod quantize;
#[cfg(any(test, feature = "reference"))]
pub mod reference;
mod replace;
mod session;
mod splitmix;
pub mod summary;
mod tensor;
#[cfg(feature = "train")]
pub mod train;
mod tune;
pub mod weights;

pub use error::Error;
pub use googlenet_dsl::value::{Algorithms, DType, Memory, Precision};
pub use kernel::Isa;
pub use layer::{Layer, LayerMut};
pub use model::{
    Labels, LoadOptions, Network, PackedNetwork, SessionBuilder, TypedNetwork, TypedPacked,
};
#[doc(hidden)]
pub use replace::replace_file;
pub use session::{DynSession, Session};
#[doc(hidden)]
pub use session::{PlannedStep, planned};
pub use tensor::{Flat, Hwc, Outputs, Shape, Tensor, check_finite};

/// Items that the expansion of [`googlenet_model!`] uses beyond the public ones; not part of the public interface.
#[doc(hidden)]
pub mod __private {
    pub use crate::model::Sealed;
    pub use crate::model::generated::{Definition, clone, debug, layers, layers_mut, training};
    pub use googlenet_dsl as dsl;
    pub use googlenet_macros::googlenet_model;
    pub use std;
    pub use std::marker::PhantomData;
}
