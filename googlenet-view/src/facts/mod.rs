//! Facts about layers that drawings show: cost, family, and the operation as a short text.

mod cost;
mod family;
mod phrase;
mod settings;

pub use cost::Cost;
pub(crate) use cost::{cost, cost_words};
pub use family::Family;
pub use phrase::{kind_words, phrase, shape};
pub(crate) use settings::settings;
