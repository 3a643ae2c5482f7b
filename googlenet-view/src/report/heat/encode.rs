//! Images as PNG.

use super::check;
use crate::report::error::Error;

/// Returns an RGB image of `size`, height and width, as the bytes of a PNG.
///
/// # Errors
/// [`Error::Empty`] if the image has no pixel, [`Error::Length`] if it has another number of values than its size says,
/// [`Error::Png`] if it cannot be encoded, such as a side above 2^32 pixels.
pub fn rgb_png(rgb: &[u8], size: [usize; 2]) -> Result<Vec<u8>, Error> {
    check("image", &[size[0], size[1], 3], rgb.len())?;
    encode(rgb, size, png::ColorType::Rgb)
}

/// Returns an image of grey values of `size`, height and width, as the bytes of a PNG.
///
/// # Errors
/// Those of [`rgb_png`].
pub fn grey_png(grey: &[u8], size: [usize; 2]) -> Result<Vec<u8>, Error> {
    check("image", &size, grey.len())?;
    encode(grey, size, png::ColorType::Grayscale)
}

fn encode(
    pixels: &[u8],
    [height, width]: [usize; 2],
    color: png::ColorType,
) -> Result<Vec<u8>, Error> {
    let failed = |reason: String| Error::Png(reason);
    let side = |side: usize| u32::try_from(side).map_err(|error| failed(error.to_string()));
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, side(width)?, side(height)?);
    encoder.set_color(color);
    encoder.set_depth(png::BitDepth::Eight);
    let mut writer = encoder
        .write_header()
        .map_err(|error| failed(error.to_string()))?;
    let written = writer
        .write_image_data(pixels)
        .and_then(|()| writer.finish());
    written.map_err(|error| failed(error.to_string()))?;
    Ok(bytes)
}
