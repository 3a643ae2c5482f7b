//! Conversion of decoded images to grey or RGB with 8 bits per channel, and of RGB to grey, as Pillow's `convert` does.

use super::pixels::Image;
use crate::pixels::luma;
use image::DynamicImage;

/// Converts a decoded image to 8 bits per channel: to grey if it is grey, otherwise to RGB. Transparency is dropped.
/// Returns the number of channels and the pixels.
pub(super) fn opaque(image: DynamicImage) -> (u32, Vec<u8>) {
    match image {
        DynamicImage::ImageLuma8(grey) => (1, grey.into_raw()),
        DynamicImage::ImageRgb8(colors) => (3, colors.into_raw()),
        DynamicImage::ImageRgba8(colors) => (3, first::<4, 3>(colors.into_raw())),
        other => (3, other.into_rgb8().into_raw()),
    }
}

/// Removes all but the first `KEPT` of the `ALL` 8-bit channels of each pixel, in place.
fn first<const ALL: usize, const KEPT: usize>(mut pixels: Vec<u8>) -> Vec<u8> {
    let count = pixels.len() / ALL;
    for pixel in 0..count {
        for channel in 0..KEPT {
            pixels[pixel * KEPT + channel] = pixels[pixel * ALL + channel];
        }
    }
    pixels.truncate(count * KEPT);
    pixels
}

/// Converts an image, which must be RGB, to luma.
pub(super) fn grey(image: &Image) -> Image {
    let (pixels, _) = image.pixels.as_chunks::<3>();
    Image {
        channels: 1,
        pixels: pixels.iter().map(|pixel| luma(*pixel)).collect(),
        ..*image
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn channels_are_dropped_not_mixed() {
        assert_eq!(
            first::<4, 3>(vec![1, 2, 3, 0, 4, 5, 6, 255]),
            [1, 2, 3, 4, 5, 6]
        );
    }
}
