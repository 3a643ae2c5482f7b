//! Mean pictures (`.binaryproto`): the mean of all pictures that a network was trained with, pixel by pixel.

use super::caffemodel::Blob;
use super::error::{Error, broken};
use crate::wire::Broken;
use crate::wire::protobuf::Piece;
use googlenet_dsl::file_kind::FileRole;

/// Largest number of rows, columns or channels.
const MAX_SIZE: usize = 1_000_000;

/// A mean picture of Caffe, as its `compute_image_mean` writes it: values of 0 to 255 for each channel of each pixel,
/// with the channels in the order in which the network reads them, for networks of images blue, green, red.
#[derive(Debug, Clone, PartialEq)]
pub struct Mean {
    /// Height, width and channels.
    sizes: [usize; 3],
    /// The values in the file's order: channels, height, width.
    values: Vec<f32>,
}

impl Mean {
    /// Reads the content of a mean file.
    ///
    /// # Errors
    /// [`Error::OtherKind`] if its first bytes are those of a file of another kind, [`Error::CutOff`] or
    /// [`Error::Mean`] if it is malformed, is no picture, or has values that are NaN or infinite.
    pub fn read(bytes: &[u8]) -> Result<Mean, Error> {
        if let Some(wrong) = FileRole::CaffeMean.mistake(bytes) {
            return Err(Error::OtherKind { wrong });
        }
        picture(bytes).map_err(|broken_off| match broken(broken_off, None) {
            Error::Caffemodel { offset, reason, .. } => Error::Mean { offset, reason },
            other => other,
        })
    }

    /// Returns height, width and channels.
    pub fn sizes(&self) -> [usize; 3] {
        self.sizes
    }

    /// Returns the mean of each channel over all pixels.
    pub fn channels(&self) -> Vec<f64> {
        let means = self.planes().map(|plane| {
            let sum: f64 = plane.iter().map(|value| f64::from(*value)).sum();
            sum / plane.len() as f64
        });
        means.collect()
    }

    /// Returns by how much the value of a pixel differs at most from the mean of its channel.
    pub fn deviation(&self) -> f64 {
        let means = self.channels();
        let largest = self.planes().zip(means).map(|(plane, mean)| {
            let differences = plane.iter().map(|value| (f64::from(*value) - mean).abs());
            differences.fold(0.0, f64::max)
        });
        largest.fold(0.0, f64::max)
    }

    fn planes(&self) -> impl Iterator<Item = &[f32]> {
        let [height, width, _] = self.sizes;
        self.values.chunks_exact(height * width)
    }

    /// Returns the values of the part of this height and width in the centre, as Caffe cuts it out, in the order
    /// height, width, channels; `None` if the picture is smaller.
    pub(super) fn centre(&self, [rows, columns]: [usize; 2]) -> Option<Vec<f32>> {
        let [height, width, channels] = self.sizes;
        let top = height.checked_sub(rows)? / 2;
        let left = width.checked_sub(columns)? / 2;
        let mut values = Vec::with_capacity(rows * columns * channels);
        for row in top..top + rows {
            for column in left..left + columns {
                let at = |channel| self.values[(channel * height + row) * width + column];
                values.extend((0..channels).map(at));
            }
        }
        Some(values)
    }
}

fn picture(bytes: &[u8]) -> Result<Mean, Broken> {
    let blob = Blob::read(Piece::of_file(bytes, "Caffe"))?;
    let dims: Vec<usize> = blob.dims.iter().map(|size| *size as usize).collect();
    let sizes = match dims[..] {
        [1, channels, height, width] | [channels, height, width] => [height, width, channels],
        _ => {
            let reason = format!("expected one picture (1, C, H, W), got {dims:?}");
            return Err(Broken::new(0, reason));
        }
    };
    if sizes.iter().any(|size| !(1..=MAX_SIZE).contains(size)) {
        let reason = format!("a picture of {dims:?}; sizes go from 1 to {MAX_SIZE}");
        return Err(Broken::new(0, reason));
    }
    let stored = blob.picked();
    let values: Vec<f32> = (0..stored.len()).map(|at| stored.get(at)).collect();
    match values.iter().position(|value| !value.is_finite()) {
        Some(at) => Err(Broken::new(0, format!("value {at} is {}", values[at]))),
        None => Ok(Mean { sizes, values }),
    }
}
