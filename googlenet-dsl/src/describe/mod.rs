//! Documents about the description language, generated from the table of layer kinds: the JSON Schema, and the Markdown
//! reference of kinds and options.

mod json;
mod reference;
mod schema;

pub use reference::reference;
pub use schema::schema;
