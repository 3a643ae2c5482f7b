//! Resizing and cropping of images, as torchvision's `Resize` and `CenterCrop` do with Pillow images, except that a
//! crop larger than the image is an error. The filter is Pillow's antialiased bilinear one: a triangle whose support
//! grows with the reduction factor.

use super::pixels::{Image, check_size, wrong};
use crate::Error;
use crate::error::ImageError;
use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{U8, U8x3};
use fast_image_resize::{FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer};
use googlenet_dsl::value::{MAX_PIXELS, Resize};
use std::borrow::Cow;

pub(super) fn resize(image: Cow<'_, Image>, to: Resize) -> Result<Cow<'_, Image>, ImageError> {
    let (width, height) = (image.width, image.height);
    let (columns, rows) = match to {
        Resize::None => return Ok(image),
        Resize::Exact([rows, columns]) => (columns, rows),
        Resize::Shorter(side) => {
            let (short, long) = (width.min(height), width.max(height));
            let long = u64::from(side) * u64::from(long) / u64::from(short);
            let long = u32::try_from(long).unwrap_or(u32::MAX);
            if width <= height {
                (side, long)
            } else {
                (long, side)
            }
        }
        _ => googlenet_dsl::no_other_variant!(Resize, 3),
    };
    if (columns, rows) == (width, height) {
        return Ok(image);
    }
    let (size, to) = ([width, height], [columns, rows]);
    check_size(columns, rows, MAX_PIXELS).map_err(|_| ImageError::Resized {
        size,
        to,
        limit: MAX_PIXELS,
    })?;
    // Between its two passes, the image has the new width and the old height.
    if u64::from(columns) * u64::from(height) > MAX_PIXELS {
        return Err(ImageError::TooNarrow { size, to });
    }
    let mut pixels = vec![0; columns as usize * rows as usize * image.channels as usize];
    let resized = match image.channels {
        1 => convolve::<U8>(&image, [columns, rows], &mut pixels),
        _ => convolve::<U8x3>(&image, [columns, rows], &mut pixels),
    };
    resized?;
    Image::new(columns, rows, image.channels, pixels).map(Cow::Owned)
}

/// Resizes the image `from`, whose pixels have the type `P`, to `rows` x `columns` pixels, which are written to `to`.
/// `Resizer::resize`, which chooses the pixel type at run time, would compile code for all types.
fn convolve<P: PixelTrait>(
    from: &Image,
    [columns, rows]: [u32; 2],
    to: &mut [u8],
) -> Result<(), ImageError> {
    let wrong = |message| ImageError::Resize { message };
    let source = TypedImageRef::<P>::from_buffer(from.width, from.height, &from.pixels);
    let source = source.map_err(|error| wrong(error.to_string()))?;
    let target = TypedImage::<P>::from_buffer(columns, rows, to);
    let mut target = target.map_err(|error| wrong(error.to_string()))?;
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
    let resized = Resizer::new().resize_typed(&source, &mut target, &options);
    resized.map_err(|error| wrong(error.to_string()))
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

/// Returns the number of rows or columns to cut off before the crop, where the image has `over` more than the crop:
/// half of `over`, or if that is not whole, its even neighbour, as Python's `round` does.
fn offset(over: u32) -> u32 {
    let half = over / 2;
    half + (over % 2) * (half % 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn image(width: u32, height: u32) -> Image {
        let pixels = (0..width * height).map(|at| at as u8).collect();
        Image::new(width, height, 1, pixels).expect("an image")
    }

    fn size(width: u32, height: u32, to: Resize) -> Result<(u32, u32), ImageError> {
        let resized = resize(Cow::Owned(image(width, height)), to)?;
        Ok((resized.width, resized.height))
    }

    #[test]
    fn the_longer_side_is_rounded_down() {
        assert_eq!(size(300, 200, Resize::Shorter(256)), Ok((384, 256)));
        assert_eq!(size(100, 299, Resize::Shorter(64)), Ok((64, 191)));
        assert_eq!(size(50, 50, Resize::Shorter(7)), Ok((7, 7)));
        assert_eq!(size(50, 20, Resize::Exact([30, 10])), Ok((10, 30)));
        assert_eq!(size(50, 20, Resize::None), Ok((50, 20)));
    }

    #[test]
    fn what_would_not_fit_into_memory_is_refused() {
        let said = size(1, 100_000, Resize::Shorter(64)).expect_err("6,400,000 rows");
        assert!(matches!(said, ImageError::Resized { .. }), "{said}");
        let said = size(1, 1_000_000, Resize::Exact([224, 224])).expect_err("224,000,000 between");
        assert!(matches!(said, ImageError::TooNarrow { .. }), "{said}");
    }

    #[test]
    fn the_centre_is_cut_out() {
        let cut = crop(Cow::Owned(image(5, 4)), [2, 2]).expect("smaller");
        // (5 - 2) / 2 = 1.5 is rounded to 2, (4 - 2) / 2 = 1.
        assert_eq!(cut.pixels, [7, 8, 12, 13]);
        assert_eq!(
            [0, 1, 2, 3, 4, 5, 117, 119].map(offset),
            [0, 0, 1, 2, 2, 2, 58, 60]
        );
        let said = crop(Cow::Owned(image(5, 4)), [5, 5]).expect_err("too small");
        assert_eq!(
            said.to_string(),
            "5 x 4 is smaller than the 5 x 5 that are cut out of it"
        );
    }
}
