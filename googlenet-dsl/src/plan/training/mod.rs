//! The planned form of a network for training: forward steps that keep what the backward pass needs, backward steps,
//! and the places of results and gradients in one arena.

mod step;

pub use step::{TrainingKind, TrainingStep};
