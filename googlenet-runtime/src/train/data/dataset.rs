//! Images with labels, whatever they are kept in.

#[cfg(feature = "image")]
use super::left_out::LeftOut;
use super::task::Task;
use crate::error::{Error, Origin};
use std::borrow::Cow;
#[cfg(feature = "image")]
use std::path::PathBuf;
use std::sync::Arc;

/// Images with labels, from 0. Images of a folder stay in their files and are decoded when they are needed; arrays are
/// in memory. Copies and parts share them.
#[derive(Debug, Clone)]
pub struct Dataset {
    pub(super) source: Arc<Source>,
    /// Places in the source of the items, in ascending order.
    pub(super) items: Arc<[u32]>,
}

/// What data sets and their parts share.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) origin: Origin,
    pub(super) images: Images,
    pub(super) labels: Vec<u32>,
    /// Names of the classes, where the data have some.
    pub(super) names: Option<Vec<String>>,
    #[cfg(feature = "image")]
    pub(super) left_out: Vec<LeftOut>,
    pub(super) notes: Vec<String>,
}

#[derive(Debug)]
pub(super) enum Images {
    #[cfg(feature = "image")]
    Files(Vec<PathBuf>),
    Bytes(Array<u8>),
    Floats(Array<f32>),
}

/// Size up to which values are never told to be large.
const FAR: f32 = 16.0;

/// Images of one size behind each other, each row by row with the channels of a pixel side by side.
#[derive(Debug)]
pub(super) struct Array<T> {
    /// Height, width, channels.
    pub(super) size: [usize; 3],
    pub(super) values: Vec<T>,
}

impl<T> Array<T> {
    pub(super) fn image(&self, at: usize) -> &[T] {
        let len = self.size.iter().product::<usize>();
        &self.values[at * len..][..len]
    }
}

impl Dataset {
    pub(super) fn of(source: Source) -> Dataset {
        let items = (0..u32::try_from(source.labels.len()).unwrap_or(u32::MAX)).collect();
        Dataset {
            source: Arc::new(source),
            items,
        }
    }

    /// Returns the items `indices` of this data set as one of their own, in ascending order.
    ///
    /// # Panics
    /// An index is beyond the data set.
    #[must_use]
    pub fn part(&self, indices: impl IntoIterator<Item = usize>) -> Dataset {
        let mut items: Vec<u32> = indices.into_iter().map(|index| self.items[index]).collect();
        items.sort_unstable();
        Dataset {
            source: Arc::clone(&self.source),
            items: items.into(),
        }
    }

    /// Returns the number of items.
    #[must_use]
    pub fn len(&self) -> usize {
        self.items.len()
    }

    /// Returns `true` if there is no item.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    /// Returns the label of an item.
    ///
    /// # Panics
    /// The index is beyond the data set.
    #[must_use]
    pub fn label(&self, index: usize) -> u32 {
        self.source.labels[self.place(index)]
    }

    /// Returns the labels of all items.
    pub fn labels(&self) -> impl ExactSizeIterator<Item = u32> + '_ {
        let labels = &self.source.labels;
        self.items.iter().map(|item| labels[*item as usize])
    }

    /// Returns the factors of the loss by which all of `classes` classes count alike: the number of images over that of
    /// classes and of the class' images, scikit-learn's `balanced`.
    #[must_use]
    pub fn balanced_weights(&self, classes: usize) -> Vec<f32> {
        let mut counts = vec![0_u64; classes];
        for label in self.labels() {
            if let Some(count) = counts.get_mut(label as usize) {
                *count += 1;
            }
        }
        let images = self.len() as f64;
        let factor = |count: &u64| (images / (classes as f64 * (*count).max(1) as f64)) as f32;
        counts.iter().map(factor).collect()
    }

    /// Returns the names of the classes, in the order of labels, if the data have some: those of the folders.
    #[must_use]
    pub fn class_names(&self) -> Option<&[String]> {
        self.source.names.as_deref()
    }

    /// Returns where the data come from.
    #[must_use]
    pub fn origin(&self) -> &Origin {
        &self.source.origin
    }

    /// Returns what a user should be told about the data, a sentence each, such as that folders are not named after the
    /// labels of the network.
    #[must_use]
    pub fn notes(&self) -> &[String] {
        &self.source.notes
    }

    /// Returns a sentence that images of arrays are resized, where they have another size than the input of a network
    /// whose description has no preprocessing.
    #[must_use]
    pub fn resizing(&self, task: &Task) -> Option<String> {
        let [height, width, _] = task.input;
        match &self.source.images {
            Images::Bytes(array)
                if task.preprocess.is_none() && array.size[..2] != [height, width] =>
            {
                let [rows, columns, _] = array.size;
                Some(format!(
                    "images of {rows}x{columns} (height, width) are resized to {height}x{width}"
                ))
            }
            _ => None,
        }
    }

    /// Returns a sentence that values of arrays of floats, which are taken as they are, are larger than those that images of
    /// bytes would have as inputs of the network, and than 16.
    #[must_use]
    pub fn scaling(&self, task: &Task) -> Option<String> {
        let Images::Floats(array) = &self.source.images else {
            return None;
        };
        let size = |largest: f32, value: &f32| largest.max(value.abs());
        let images = (0..self.len()).flat_map(|index| array.image(self.place(index)));
        let (largest, usual) = (images.fold(0.0, size), task.largest());
        (largest > usual.max(FAR)).then(|| {
            format!(
                "images of floats are taken as they are, and have values up to {largest}, where those of 8-bit images are up to \
                 {usual:.1}; help: save them as the network reads them, or as `uint8`"
            )
        })
    }

    /// Returns what an item is called in messages: the path of its file, or its number in the array.
    ///
    /// # Panics
    /// The index is beyond the data set.
    #[must_use]
    pub fn name(&self, index: usize) -> Cow<'_, str> {
        let place = self.place(index);
        match &self.source.images {
            #[cfg(feature = "image")]
            Images::Files(files) => files[place].to_string_lossy(),
            Images::Bytes(_) | Images::Floats(_) => format!("image {place}").into(),
        }
    }

    /// Returns the place of an item in the source.
    pub(super) fn place(&self, index: usize) -> usize {
        self.items[index] as usize
    }

    pub(super) fn wrong(&self, error: crate::error::DataError) -> Error {
        Error::Data {
            origin: self.source.origin.clone(),
            error,
        }
    }
}

#[cfg(feature = "image")]
impl Dataset {
    /// Returns the files of a folder that are left out, in the order of their paths.
    #[must_use]
    pub fn left_out(&self) -> &[LeftOut] {
        &self.source.left_out
    }

    /// Returns an item as an image, such as for a thumbnail; `None` of arrays of floats or of other than 1 or 3
    /// channels.
    ///
    /// # Errors
    /// Those of [`Image::open`](crate::image::Image::open).
    ///
    /// # Panics
    /// The index is beyond the data set.
    pub fn image(&self, index: usize) -> Result<Option<crate::image::Image>, Error> {
        use crate::image::Image;
        let place = self.place(index);
        match &self.source.images {
            Images::Files(files) => Image::open(&files[place]).map(Some),
            Images::Bytes(array) => {
                let [height, width, channels] = array.size;
                let sizes = u32::try_from(width).ok().zip(u32::try_from(height).ok());
                let (Some((width, height)), 1 | 3) = (sizes, channels) else {
                    return Ok(None);
                };
                let pixels = array.image(place).to_vec();
                Image::of(width, height, channels as u32, pixels).map(Some)
            }
            Images::Floats(_) => Ok(None),
        }
    }
}
