//! Measurements: the time of each step of a network in a session, and the fastest algorithm for each convolution on
//! this machine.

pub use crate::session::{Peak, Profile, ProfiledStep};
pub use crate::tune::{Tuned, tune};
