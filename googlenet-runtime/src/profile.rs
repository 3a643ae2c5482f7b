//! Measurement of networks: the time of each step, and the fastest algorithm of each convolution on this machine.

pub use crate::session::{Profile, ProfiledStep};
pub use crate::tune::{Tuned, tune};
