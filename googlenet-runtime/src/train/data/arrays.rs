//! Data sets of arrays in memory.

use super::dataset::{Array, Dataset, Images, Source};
use crate::error::{DataError, Error, Origin};

/// Images of one size as an array, and their labels.
#[derive(Debug, Clone)]
pub struct Arrays {
    /// Values of all images, one behind the other, row by row with the channels of a pixel side by side.
    pub values: Values,
    /// Height, width and channels of an image.
    pub size: [usize; 3],
    /// Label of each image.
    pub labels: Vec<u32>,
}

impl Arrays {
    /// Returns integers of any sign, as files have them, as labels.
    ///
    /// # Errors
    /// [`DataError::Label`] with the first that is negative or beyond 32 bits.
    pub fn labels_of(numbers: &[i64]) -> Result<Vec<u32>, DataError> {
        let label = |(image, number): (usize, &i64)| {
            u32::try_from(*number).map_err(|_| DataError::Label {
                image,
                label: *number,
                classes: None,
            })
        };
        numbers.iter().enumerate().map(label).collect()
    }
}

/// Values of images.
#[derive(Debug, Clone)]
#[non_exhaustive]
pub enum Values {
    /// Values from 0 to 255, which are resized and normalised as the network's preprocessing says; without one, to
    /// values from 0 to 1.
    Bytes(Vec<u8>),
    /// Values as the network reads them: neither normalised nor, but for augmentation, resized.
    Floats(Vec<f32>),
}

impl Dataset {
    /// Makes a data set of arrays. `origin` is what errors name.
    ///
    /// # Errors
    /// [`Error::Data`] if there is no image, if there are not as many labels or values as images, or if a value
    /// is NaN or infinite.
    pub fn arrays(arrays: Arrays, origin: Origin) -> Result<Dataset, Error> {
        match source(arrays) {
            Ok((images, labels)) => Ok(Dataset::of(Source {
                origin,
                images,
                labels,
                names: None,
                #[cfg(feature = "image")]
                left_out: Vec::new(),
                notes: Vec::new(),
            })),
            Err(error) => Err(Error::Data { origin, error }),
        }
    }
}

fn source(arrays: Arrays) -> Result<(Images, Vec<u32>), DataError> {
    let Arrays {
        values,
        size,
        labels,
    } = arrays;
    let images = labels.len();
    if u32::try_from(images).is_err() {
        return Err(DataError::TooMany);
    }
    let len = (size.iter()).try_fold(1_usize, |len, size| len.checked_mul(*size));
    let Some(len) = len.filter(|len| *len > 0 && images > 0) else {
        return Err(DataError::NoImages);
    };
    let got = match &values {
        Values::Bytes(values) => values.len(),
        Values::Floats(values) => values.len(),
    };
    if got % len == 0 && got / len != images {
        return Err(DataError::Count {
            images: got / len,
            labels: images,
        });
    }
    if len.checked_mul(images) != Some(got) {
        return Err(DataError::Length {
            expected: (len as u64).saturating_mul(images as u64),
            got: got as u64,
        });
    }
    let images = match values {
        Values::Bytes(values) => Images::Bytes(Array { size, values }),
        Values::Floats(values) => {
            if let Some(at) = values.iter().position(|value| !value.is_finite()) {
                return Err(DataError::NonFinite {
                    image: at / len,
                    value: values[at],
                });
            }
            Images::Floats(Array { size, values })
        }
    };
    Ok((images, labels))
}
