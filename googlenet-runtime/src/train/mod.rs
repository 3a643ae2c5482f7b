//! Training of networks: the backward pass, optimizers and trainers.

mod core;
pub mod data;
mod engine;
mod error;
mod frozen;
mod initialize;
mod metrics;
mod optimize;
mod program;
mod rule;
mod session;
mod state;
mod store;
mod trainer;

pub use error::TrainError;
pub use googlenet_dsl::value::training::*;
pub use metrics::Metrics;
pub use session::{GradientSession, GradientSessionBuilder};
pub use trainer::{Trainer, TrainerBuilder, initialize_weights};
