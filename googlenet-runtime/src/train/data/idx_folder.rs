//! The four files of the MNIST form in a folder.

use super::arrays::Arrays;
use super::dataset::Dataset;
use super::idx;
use crate::Error;
use crate::error::{DataError, Origin};
use std::path::{Path, PathBuf};

/// The files of one part of a data set in the MNIST form: images and labels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdxFiles {
    /// The file of the images, with the axes image, row, column, and perhaps channel.
    pub images: PathBuf,
    /// The file of the labels.
    pub labels: PathBuf,
}

impl IdxFiles {
    /// Looks in a folder for the files of training and of the test: `train-images-idx3-ubyte` and
    /// `train-labels-idx1-ubyte`, and those that begin with `t10k` or `test` instead; with `.` in place of the last
    /// `-`, too, and with `.gz` behind. Each part is there if both of its files are.
    #[must_use]
    pub fn find(folder: impl AsRef<Path>) -> [Option<IdxFiles>; 2] {
        let folder = folder.as_ref();
        let find = |part: &str, what: &str, axes: u32| {
            let names = ["-", "."].into_iter().flat_map(|dash| {
                ["", ".gz"].map(|end| format!("{part}-{what}{dash}idx{axes}-ubyte{end}"))
            });
            names
                .map(|name| folder.join(name))
                .find(|path| path.is_file())
        };
        let part = |part| {
            Some(IdxFiles {
                images: find(part, "images", 3)?,
                labels: find(part, "labels", 1)?,
            })
        };
        [part("train"), part("t10k").or_else(|| part("test"))]
    }
}

impl Dataset {
    /// Reads images and labels from files of the IDX format, also compressed by gzip. Images are unsigned bytes, or
    /// floats as the network reads them. Memory is taken as bytes are found, up to what the header says.
    ///
    /// # Errors
    /// [`Error::Data`] if a file cannot be read, is damaged, or is none of images or labels, and the errors of
    /// [`Dataset::arrays`].
    pub fn idx(files: &IdxFiles) -> Result<Dataset, Error> {
        let wrong = |path: &Path| {
            let origin = Origin::from(path);
            move |error: DataError| Error::Data { origin, error }
        };
        let images = idx::open(&files.images).and_then(idx::Idx::images);
        let (size, values) = images.map_err(wrong(&files.images))?;
        let labels = idx::open(&files.labels).and_then(|idx| Arrays::labels_of(&idx.labels()?));
        let labels = labels.map_err(wrong(&files.labels))?;
        let arrays = Arrays {
            values,
            size,
            labels,
        };
        Dataset::arrays(arrays, files.images.as_path().into())
    }
}
