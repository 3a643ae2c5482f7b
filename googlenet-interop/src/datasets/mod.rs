//! Images with labels for training and evaluation, whatever they are kept in: a folder with a folder for each class, files
//! of the MNIST form, or archives of NumPy arrays.

mod npz;
mod open;
#[cfg(test)]
mod tests;

pub use npz::read_npz;
pub use open::open;

use googlenet_runtime::train::data::Dataset;

/// The parts of a data set.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub struct Parts {
    /// Images to learn from; of data without parts all images.
    pub training: Dataset,
    /// Images of validation, if the data have a part for it.
    pub validation: Option<Dataset>,
    /// Images of the test, if the data have a part for it.
    pub test: Option<Dataset>,
}

impl Parts {
    fn one(training: Dataset) -> Parts {
        Parts {
            training,
            validation: None,
            test: None,
        }
    }
}
