//! Ten crops of an image, whose results are averaged, as Caffe's oversampling does.

use super::pixels::Image;
use super::{normalize, resize};
use crate::Error;
use googlenet_dsl::value::Preprocess;

/// Number of crops of an image.
pub(super) const CROPS: usize = 10;

impl Image {
    /// Returns ten inputs of a network for one image, one behind the other, as Caffe's `oversample` does: crops of the
    /// resized image at its corners (upper left and right, lower left and right) and in its centre, then the same five
    /// mirrored left to right. Each is as [`Image::input`] returns one; the fifth is that input. Of an image that is
    /// resized to the size of the crop the five are equal.
    ///
    /// # Errors
    /// Returns the errors of [`Image::prepared`].
    pub fn ten_crops(&self, preprocess: &Preprocess) -> Result<Vec<f32>, Error> {
        let resized = self.resized(preprocess)?;
        let crop = preprocess.crop;
        let mut inputs = Vec::new();
        for mirrored in [false, true] {
            for [top, left] in resize::corners_and_centre(&resized, crop)? {
                let part = resize::crop_at(&resized, crop, [top, left])?;
                let part = if mirrored { part.mirrored() } else { part };
                inputs.extend(normalize::normalize(&part, preprocess));
            }
        }
        Ok(inputs)
    }

    /// Returns the image with its left and right exchanged.
    fn mirrored(mut self) -> Image {
        let channels = self.channels as usize;
        let line = self.width as usize * channels;
        for row in self.pixels.chunks_exact_mut(line.max(1)) {
            row.reverse();
            row.chunks_exact_mut(channels).for_each(<[u8]>::reverse);
        }
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use googlenet_dsl::value::{Color, Resize};

    fn preprocess(color: Color, crop: [u32; 2]) -> Preprocess {
        let channels = color.channels() as usize;
        Preprocess {
            resize: Resize::None,
            crop,
            color,
            scale: 1.0,
            mean: vec![0.0; channels].into(),
            std: vec![1.0; channels].into(),
        }
    }

    #[test]
    fn corners_and_centre_come_plain_and_mirrored() {
        // 0 1 2 3
        // 4 5 6 7
        // 8 9 10 11
        let image = Image::new(4, 3, 1, (0..12).collect()).expect("an image");
        let crops = image.ten_crops(&preprocess(Color::Grey, [1, 2]));
        let crops = crops.expect("smaller than the image");
        let crops: Vec<&[f32]> = crops.chunks(2).collect();
        let wanted: [&[f32]; CROPS] = [
            &[0., 1.],
            &[2., 3.],
            &[8., 9.],
            &[10., 11.],
            &[5., 6.],
            &[1., 0.],
            &[3., 2.],
            &[9., 8.],
            &[11., 10.],
            &[6., 5.],
        ];
        assert_eq!(crops, wanted);
    }

    #[test]
    fn channels_keep_their_order_and_the_fifth_is_the_usual_input() {
        let image = Image::new(5, 4, 3, (0..60).collect()).expect("an image");
        let preprocess = preprocess(Color::Bgr, [2, 3]);
        let crops = image.ten_crops(&preprocess).expect("crops");
        let centre = image.input(&preprocess).expect("an input");
        let crops: Vec<&[f32]> = crops.chunks(18).collect();
        assert_eq!(crops.len(), CROPS);
        assert_eq!(crops[4], centre);
        // Of the first row the last pixel comes first, blue, green, red.
        assert_eq!(crops[5][..3], crops[0][6..9]);
        let large = Image::new(2, 2, 3, vec![0; 12]).expect("an image");
        let error = large.ten_crops(&preprocess).expect_err("too small");
        assert_eq!(
            error.to_string(),
            large.input(&preprocess).expect_err("too small").to_string()
        );
    }
}
