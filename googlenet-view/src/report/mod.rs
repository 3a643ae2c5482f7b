//! Reports of training and evaluation, as text and bytes: curves over the epochs ([`Curves`]), confusion matrices and pages of
//! an evaluation ([`Confusion`], [`Evaluation`]), pages of a quantisation ([`Quantization`]), and what a network looked at ([`heat`]).
//!
//! Pages are one file that loads no others, in light and dark colours. Equal data give equal text.
//!
//! ```
//! use googlenet_view::Theme;
//! use googlenet_view::report::{Confusion, Curves, Epoch};
//!
//! let curves = Curves {
//!     title: "Digits".to_owned(),
//!     about: vec![("optimizer".to_owned(), "sgd, momentum 0.9".to_owned())],
//!     epochs: vec![Epoch { epoch: 1, step: 45, loss: 0.9, accuracy: 0.71, ..Epoch::default() }],
//!     best: None,
//! };
//! assert!(curves.svg(Theme::Light).starts_with("<svg"));
//! assert!(curves.html().starts_with("<!doctype html>"));
//!
//! let mut confusion = Confusion::new(vec!["cat".to_owned(), "dog".to_owned()]);
//! confusion.add(0, 1);
//! assert!(confusion.svg("Pets", Theme::Dark).starts_with("<svg"));
//! ```

mod axis;
mod confusion;
mod curves;
mod error;
pub mod heat;
mod page;
mod picture;
mod quantization;
mod svg;
mod tint;
mod words;

pub use confusion::{ClassScore, Confusion, Evaluation, Mistake, Pair};
pub use curves::{Curves, Epoch};
pub use error::Error;
pub use quantization::{Quantization, QuantizedResult, QuantizedStep, QuantizedWeights};
