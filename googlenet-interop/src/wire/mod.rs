//! Containers: how the files of other programs are put together, whatever they hold.
//!
//! A container is walked where it lies: nothing is copied, no length is believed beyond what is around it, and what cannot
//! be read is told with its byte.

mod broken;
pub(crate) mod protobuf;

pub(crate) use broken::Broken;
