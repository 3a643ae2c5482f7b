//! Weight files without a network: which tensors they hold, whatever program wrote them.
//!
//! [`open_weights`] tells the format by the content. Of a file of tensors by name a network takes those that are its
//! own by their names.

mod error;
mod file;
mod keras;
mod keras_file;
mod named;
mod npz;
mod own;
mod pair;
mod pytorch;
mod reader;
mod readers;
mod safetensors;
mod safetensors_index;

pub use error::WeightsError;
pub use file::{WeightFile, WeightFormat};
pub use named::NamedWeights;
pub use own::has_own_names;
pub use pair::{
    LeftOver, PairError, PairOptions, PairReport, PairRule, Paired, PassedOver, pair_part,
    pair_weights,
};
pub use readers::{open_weights, reads_weights};
