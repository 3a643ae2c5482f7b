//! What a network looked at: heat maps over images (Grad-CAM) and the strength of gradients (saliency), as pixels and PNG.
//!
//! Images are rows of pixels from the top to the bottom, without gaps; a size is height and width.

mod colormap;
#[cfg(feature = "png")]
mod encode;
mod resize;

pub use colormap::color;
#[cfg(feature = "png")]
#[cfg_attr(docsrs, doc(cfg(feature = "png")))]
pub use encode::{grey_png, rgb_png};

use super::error::{Error, check_length};

/// Opacity of the colours of [`overlay`] that is usual.
pub const OPACITY: f32 = 0.5;
/// Share of the gradients that [`saliency`] shows without clipping.
const PERCENTILE: f64 = 0.99;

/// Returns an image with a heat map over it: red, green and blue of each pixel, as many bytes as `rgb` has.
///
/// `rgb` are the red, green and blue of an image of `size`, each from 0 to 255, `heat` the values of a map of `heat_size`,
/// which covers the whole image. The map is resized bilinearly, with the middles of its corner cells as far from the
/// edges as they are in the map, and divided by its maximum; [`color`] colours it. `opacity` is the weight of the colours,
/// from 0 to 1; the rest is the image. Values below 0 and such that are not finite count as 0; a map without any value above
/// 0 has the colour of 0 everywhere.
///
/// # Errors
/// [`Error::Empty`] if the image or the map has no pixel, [`Error::Length`] if one has another number of values than its size
/// says.
pub fn overlay(
    rgb: &[u8],
    size: [usize; 2],
    heat: &[f32],
    heat_size: [usize; 2],
    opacity: f32,
) -> Result<Vec<u8>, Error> {
    check("image", &[size[0], size[1], 3], rgb.len())?;
    check("heat map", &heat_size, heat.len())?;
    let heat: Vec<f32> = heat.iter().copied().map(strength).collect();
    let most = heat.iter().copied().fold(0.0, f32::max);
    let opacity = if opacity.is_nan() {
        OPACITY
    } else {
        opacity.clamp(0.0, 1.0)
    };
    // Divided before it is resized, so that sums of large values are finite.
    let shares: Vec<f32> = heat.iter().map(|value| share(*value, most)).collect();
    let shares = resize::bilinear(&shares, heat_size, size);
    let mut mixed = Vec::with_capacity(rgb.len());
    for (pixel, share) in rgb.chunks_exact(3).zip(shares) {
        for (below, above) in pixel.iter().zip(color(share)) {
            let value = f32::from(*below) * (1.0 - opacity) + f32::from(above) * opacity;
            mixed.push(value.round() as u8);
        }
    }
    Ok(mixed)
}

/// Returns the strength of the gradients of an image as grey values, from 0 for none to 255, one for each pixel of `size`:
/// the greatest absolute gradient of the pixel's channels, divided by the value that 99 % of the pixels do not exceed, or by
/// the greatest one if that is 0. `gradient` has the `channels` values of each pixel side by side; such that are not finite
/// count as 0.
///
/// # Errors
/// [`Error::Empty`] if the image has no pixel, [`Error::NoChannels`] without channels, [`Error::Length`] if it has another number of values than its
/// size says.
pub fn saliency(gradient: &[f32], size: [usize; 2], channels: usize) -> Result<Vec<u8>, Error> {
    if channels == 0 {
        return Err(Error::NoChannels);
    }
    check("gradient", &[size[0], size[1], channels], gradient.len())?;
    let greatest = |pixel: &[f32]| {
        let strengths = pixel.iter().map(|value| strength(value.abs()));
        strengths.fold(0.0, f32::max)
    };
    let strengths: Vec<f32> = gradient.chunks_exact(channels).map(greatest).collect();
    let mut sorted = strengths.clone();
    sorted.sort_unstable_by(f32::total_cmp);
    let at = ((sorted.len() - 1) as f64 * PERCENTILE).ceil() as usize;
    let full = match sorted[at] > 0.0 {
        true => sorted[at],
        false => sorted[sorted.len() - 1],
    };
    let grey = |value: f32| (share(value, full).min(1.0) * 255.0).round() as u8;
    Ok(strengths.into_iter().map(grey).collect())
}

/// Returns an image enlarged by a whole factor, each pixel as a square of equal pixels, as small images are easier to see:
/// `rgb` are the red, green and blue of an image of `size`. A factor of 0 counts as 1.
///
/// # Errors
/// [`Error::Empty`] if the image has no pixel, [`Error::Length`] if it has another number of values than its size says,
/// [`Error::TooManyPixels`] if the result would have more than 2^27 pixels.
pub fn enlarge(rgb: &[u8], size: [usize; 2], factor: usize) -> Result<Vec<u8>, Error> {
    check("image", &[size[0], size[1], 3], rgb.len())?;
    let factor = factor.max(1);
    let large = size.map(|side| side.saturating_mul(factor));
    if large[0]
        .checked_mul(large[1])
        .is_none_or(|pixels| pixels > 1 << 27)
    {
        return Err(Error::TooManyPixels { size: large });
    }
    let mut pixels = Vec::with_capacity(large[0] * large[1] * 3);
    for row in rgb.chunks_exact(size[1] * 3) {
        let wide: Vec<u8> = row
            .chunks_exact(3)
            .flat_map(|pixel| std::iter::repeat_n(pixel, factor).flatten().copied())
            .collect();
        for _ in 0..factor {
            pixels.extend_from_slice(&wide);
        }
    }
    Ok(pixels)
}

fn check(what: &'static str, sizes: &[usize], got: usize) -> Result<(), Error> {
    if let [height, width, ..] = *sizes
        && (height == 0 || width == 0)
    {
        let size = [height, width];
        return Err(Error::Empty { what, size });
    }
    check_length(what, sizes, got)
}

fn strength(value: f32) -> f32 {
    if value.is_finite() {
        value.max(0.0)
    } else {
        0.0
    }
}

fn share(value: f32, most: f32) -> f32 {
    if most > 0.0 { value / most } else { 0.0 }
}
