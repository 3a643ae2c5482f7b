//! The architecture as the file has it: models of layers, and how these are connected. All generations are read: lists
//! of layers and objects, connections as lists and as calls with arguments.

mod call;
mod json;
mod model;
mod place;

pub(super) use call::{Argument, TensorAt};
pub(super) use json::parse;
pub(super) use model::{Body, LayerConfig, ModelConfig, Wiring, read};
pub(super) use place::Fault;
