//! Pictures of networks: laid out here, written as SVG, PNG, Graphviz, Mermaid or a page to explore.
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
//! With [`PlotNetwork`] in scope a network that `googlenet_model!` compiled has `InceptionV1::plot()`.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![cfg_attr(doctest, doc = include_str!("../README.md"))]
#![forbid(unsafe_code)]

mod content;
pub mod diff;
mod draw;
mod error;
pub mod facts;
mod layout;
mod options;
pub mod outline;
pub mod picture;
mod plot;
mod scene;
pub mod text;
mod write;

pub use error::Error;
pub use options::{ColorBy, Direction, Options};
pub use picture::Picture;
pub use plot::{Plot, PlotNetwork};
