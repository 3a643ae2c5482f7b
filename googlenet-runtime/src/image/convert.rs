//! Conversion of decoded images to grey or RGB with 8 bits per channel, and of RGB to grey, as Pillow's `convert` does.

use super::pixels::Image;
use crate::error::ImageError;
use image::DynamicImage;

/// Converts a decoded image to 8 bits per channel: to grey if it is grey, otherwise to RGB. Transparency is dropped,
/// and of 16-bit channels the upper byte is kept, as Pillow does for the mode `RGB`.
pub(super) fn opaque(image: DynamicImage) -> Result<Image, ImageError> {
    let (width, height) = (image.width(), image.height());
    let (channels, pixels) = match image {
        DynamicImage::ImageLuma8(grey) => (1, grey.into_raw()),
        DynamicImage::ImageRgb8(colors) => (3, colors.into_raw()),
        DynamicImage::ImageLumaA8(grey) => (1, first::<2, 1>(grey.into_raw())),
        DynamicImage::ImageRgba8(colors) => (3, first::<4, 3>(colors.into_raw())),
        DynamicImage::ImageLuma16(grey) => (1, high::<1, 1>(&grey.into_raw())),
        DynamicImage::ImageLumaA16(grey) => (1, high::<2, 1>(&grey.into_raw())),
        DynamicImage::ImageRgb16(colors) => (3, high::<3, 3>(&colors.into_raw())),
        DynamicImage::ImageRgba16(colors) => (3, high::<4, 3>(&colors.into_raw())),
        other => (3, other.into_rgb8().into_raw()),
    };
    Image::new(width, height, channels, pixels)
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

/// Returns the upper bytes of the first `KEPT` of the `ALL` 16-bit channels of each pixel.
fn high<const ALL: usize, const KEPT: usize>(pixels: &[u16]) -> Vec<u8> {
    let (pixels, _) = pixels.as_chunks::<ALL>();
    let kept = pixels.iter().flat_map(|pixel| &pixel[..KEPT]);
    kept.map(|value| (value >> 8) as u8).collect()
}

/// Converts an image, which must be RGB, to luma by the weights of ITU-R BT.601, in the fixed-point arithmetic of
/// Pillow.
pub(super) fn grey(image: &Image) -> Image {
    let (pixels, _) = image.pixels.as_chunks::<3>();
    let luma = |[red, green, blue]: &[u8; 3]| {
        let [red, green, blue] = [*red, *green, *blue].map(u32::from);
        ((red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16) as u8
    };
    Image {
        channels: 1,
        pixels: pixels.iter().map(luma).collect(),
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
        assert_eq!(high::<2, 1>(&[0x1234, 0, 0xff80, 0xffff]), [0x12, 0xff]);
    }
}
