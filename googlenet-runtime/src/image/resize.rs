//! Resizing and cropping of images, as torchvision's `Resize` and `CenterCrop` do with Pillow images, except that a
//! crop larger than the image is an error.

use super::pixels::{Image, wrong};
use crate::Error;
use crate::error::ImageError;
use crate::pixels::{offset, resample, resized_size};
use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8, U8x3};
use fast_image_resize::{PixelTrait, Resizer};
use googlenet_dsl::value::Resize;
use std::borrow::Cow;

pub(super) fn resize(image: Cow<'_, Image>, to: Resize) -> Result<Cow<'_, Image>, ImageError> {
    let size = [image.width, image.height];
    let resized = resized_size(size, to)?;
    if resized == size {
        return Ok(image);
    }
    let [columns, rows] = resized;
    let mut pixels = vec![0; columns as usize * rows as usize * image.channels as usize];
    match image.channels {
        1 => convolve::<U8>(&image, resized, &mut pixels)?,
        _ => convolve::<U8x3>(&image, resized, &mut pixels)?,
    }
    Image::new(columns, rows, image.channels, pixels).map(Cow::Owned)
}

/// Resizes the image `from`, whose pixels have the type `P`, to `columns` x `rows` pixels, which are written to `to`.
fn convolve<P: PixelTrait>(
    from: &Image,
    [columns, rows]: [u32; 2],
    to: &mut [u8],
) -> Result<(), ImageError> {
    let wrong = |message| ImageError::Resize { message };
    let source = TypedImageRef::<P>::from_buffer(from.width, from.height, &from.pixels);
    let source = source.map_err(|error| wrong(error.to_string()))?;
    let target = TypedImage::<P>::from_buffer(columns, rows, to);
    let target = target.map_err(|error| wrong(error.to_string()))?;
    resample(&mut Resizer::new(), source, target)
}

pub(super) fn crop(image: Cow<'_, Image>, crop: [u32; 2]) -> Result<Image, ImageError> {
    if [image.height, image.width] == crop {
        return Ok(image.into_owned());
    }
    let over = over(&image, crop)?;
    cut(&image, crop, over.map(offset))
}

/// Returns how many rows and columns an image has more than a crop.
fn over(image: &Image, [rows, columns]: [u32; 2]) -> Result<[u32; 2], ImageError> {
    let (width, height) = (image.width, image.height);
    match (height.checked_sub(rows), width.checked_sub(columns)) {
        (Some(rows), Some(columns)) => Ok([rows, columns]),
        _ => Err(ImageError::SmallerThanCrop {
            size: [width, height],
            crop: [columns, rows],
        }),
    }
}

/// Returns the first row and column of the crops at the corners of an image, upper left and right, lower left and
/// right, and of that in its centre.
pub(super) fn corners_and_centre(image: &Image, crop: [u32; 2]) -> Result<[[u32; 2]; 5], Error> {
    let [rows, columns] = over(image, crop).map_err(wrong)?;
    let centre = [rows, columns].map(offset);
    Ok([[0, 0], [0, columns], [rows, 0], [rows, columns], centre])
}

/// Returns the part of an image that begins in this row and column.
pub(super) fn crop_at(image: &Image, crop: [u32; 2], first: [u32; 2]) -> Result<Image, Error> {
    cut(image, crop, first).map_err(wrong)
}

fn cut(
    image: &Image,
    [rows, columns]: [u32; 2],
    [top, left]: [u32; 2],
) -> Result<Image, ImageError> {
    let channels = image.channels as usize;
    let line = image.width as usize * channels;
    let rows_kept = image.pixels.chunks_exact(line);
    let rows_kept = rows_kept.skip(top as usize).take(rows as usize);
    let pixels = rows_kept
        .flat_map(|row| &row[left as usize * channels..][..columns as usize * channels])
        .copied()
        .collect();
    Image::new(columns, rows, image.channels, pixels)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(width: u32, height: u32) -> Image {
        let pixels = (0..width * height).map(|at| at as u8).collect();
        Image::new(width, height, 1, pixels).expect("an image")
    }

    #[test]
    fn the_centre_is_cut_out() {
        let cut = crop(Cow::Owned(image(5, 4)), [2, 2]).expect("smaller");
        // (5 - 2) / 2 = 1.5 is rounded to 2, (4 - 2) / 2 = 1.
        assert_eq!(cut.pixels, [7, 8, 12, 13]);
        let said = crop(Cow::Owned(image(5, 4)), [5, 5]).expect_err("too small");
        assert_eq!(
            said.to_string(),
            "5 x 4 is smaller than the 5 x 5 that are cut out of it"
        );
    }
}
