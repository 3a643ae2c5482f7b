//! Drawings of networks as SVG, PNG, PDF or an interactive HTML page, laid out by this crate, and as Graphviz or Mermaid
//! text, whose programs compute the layout; and reports of training and evaluation ([`report`]).
//!
//! ```
//! use googlenet_dsl::graph::Graph;
//! use googlenet_view::{Direction, Plot};
//!
//! # fn draw(graph: &Graph) -> Result<(), googlenet_view::Error> {
//! let svg = Plot::new(graph).collapse().direction(Direction::LeftRight).svg()?;
//! # Ok(())
//! # }
//! ```
//!
//! With the trait [`PlotNetwork`] in scope, a network that `googlenet_model!` compiled has a function `plot`, as in
//! `InceptionV1::plot()`. PNG needs the feature `png`, PDF the feature `pdf`.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(doctest, doc = include_str!("../README.md"))]
#![forbid(unsafe_code)]

mod content;
pub mod diff;
mod draw;
pub mod drawing;
mod error;
pub mod facts;
mod font;
mod layout;
mod options;
pub mod outline;
mod plot;
pub mod report;
mod scene;
mod subject;
pub mod text;
mod write;

pub use drawing::Drawing;
pub use error::Error;
pub use options::{Background, ColorBy, Direction, Legend, Options, Theme, UnknownBackground};
pub use plot::{Plot, PlotNetwork};
