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

/// Tells what is to be known about images for a network: files that are left out, how folders became classes, sizes and
/// values that are not those of the network.
pub(super) fn tell(dataset: &Dataset, task: &Task) {
    dataset.notes().iter().for_each(|note| warn(note));
    let unlike = [dataset.resizing(task), dataset.scaling(task)];
    unlike.iter().flatten().for_each(|sentence| warn(sentence));
    let left_out = LeftOut::summary(dataset.left_out());
    left_out.iter().for_each(|sentence| warn(sentence));
}
