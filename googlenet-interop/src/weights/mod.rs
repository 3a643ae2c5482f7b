//! Weight files without a network: which tensors they hold, whatever program wrote them.
//!
//! [`open_weights`] tells the format by the content. Of a file of tensors by name a network takes those that are its own
//! by their names.

mod error;
mod file;
mod keras;
mod keras_file;
mod pytorch;
mod reader;
mod readers;
mod safetensors;

pub use error::WeightsError;
pub use file::{WeightFile, WeightFormat};
pub use readers::open_weights;
