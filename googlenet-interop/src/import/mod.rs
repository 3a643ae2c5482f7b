//! What the readers of all formats share: a network as steps with the places of its weights, and the way from there to
//! a description.

mod describe;
pub(crate) mod network;
pub(crate) mod preamble;
mod recover;
pub(crate) mod source;
pub(crate) mod step;
mod verify;
mod write;

pub(crate) use describe::describe;
pub(crate) use recover::network_name;
