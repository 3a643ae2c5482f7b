//! What is told about layers: how an operation is written, and what it costs.

mod cost;
mod family;
mod phrase;

pub use cost::Cost;
pub(crate) use cost::{cost, cost_words};
pub use family::Family;
pub use phrase::{kind_words, phrase, shape};
