//! Training of networks: the backward pass, optimizers and trainers.

mod best;
mod callback;
mod core;
pub mod data;
mod engine;
mod epoch;
mod error;
mod evaluate;
mod frozen;
mod initialize;
mod metrics;
mod optimize;
mod program;
mod rule;
mod scores;
mod session;
mod state;
mod store;
mod trainer;

pub use callback::{Callback, EpochEnd, StepEnd, after_epochs, after_steps};
pub use error::TrainError;
pub use evaluate::{Answer, Evaluation, Evaluator};
pub use googlenet_dsl::value::training::*;
pub use metrics::{EpochMetrics, Metrics};
pub use scores::softmax;
pub use session::{GradientSession, GradientSessionBuilder};
pub use state::ResumeOptions;
pub use trainer::{Trainer, TrainerBuilder, initialize_weights};
