//! Descriptions of the language: the JSON Schema and the reference page, both generated from the table of kinds.

mod json;
mod reference;
mod schema;

pub use reference::reference;
pub use schema::schema;
