//! Images with labels that the command line names.

use crate::failure::Failure;
use crate::output::warn;
use googlenet_interop::datasets::{self, Parts};
use googlenet_runtime::train::data::{Dataset, LeftOut, Task};
use std::path::Path;

/// Finds the images for a network, and looks at each file of a folder on `threads` threads.
///
/// # Errors
/// [`Failure::Message`] if they cannot be read, or if folders are not those of the network's classes.
pub(super) fn open(path: &Path, task: &Task, threads: usize) -> Result<Parts, Failure> {
    datasets::open(path, task, threads).map_err(Failure::message)
}

/// Tells what is to be known about images: files that are left out, and how folders became classes.
pub(super) fn tell(dataset: &Dataset) {
    dataset.notes().iter().for_each(|note| warn(note));
    let left_out = LeftOut::summary(dataset.left_out());
    left_out.iter().for_each(|sentence| warn(sentence));
}
