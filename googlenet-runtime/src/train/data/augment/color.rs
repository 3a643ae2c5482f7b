//! Brightness, contrast and saturation, as torchvision changes them of images of Pillow.

use crate::pixels::luma;

/// Factors of brightness, contrast and saturation; 1 changes nothing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::train::data) struct Colors {
    pub(super) brightness: f32,
    pub(super) contrast: f32,
    pub(super) saturation: f32,
}

/// Changes the colours of pixels of `channels` channels in place, in the order brightness, contrast, saturation. Of
/// other than 3 channels all have the same mean, and none has saturation.
pub(in crate::train::data) fn change_colors(pixels: &mut [u8], channels: usize, colors: Colors) {
    each(pixels, colors.brightness, 0);
    let mean = mean(pixels, channels);
    each(pixels, colors.contrast, mean);
    if channels == 3 {
        for pixel in pixels.as_chunks_mut::<3>().0 {
            let grey = luma(*pixel);
            *pixel = pixel.map(|value| mixed(grey, value, colors.saturation));
        }
    }
}

/// Mixes all values with one.
fn each(pixels: &mut [u8], factor: f32, with: u8) {
    let table: [u8; 256] = std::array::from_fn(|value| mixed(with, value as u8, factor));
    for value in pixels {
        *value = table[usize::from(*value)];
    }
}

/// Returns `one + factor * (other - one)`, within 0 and 255, without its fraction, as Pillow's `blend` does.
fn mixed(one: u8, other: u8, factor: f32) -> u8 {
    let (one, other) = (f32::from(one), f32::from(other));
    (one + factor * (other - one)) as u8
}

/// Returns the mean grey, rounded.
fn mean(pixels: &[u8], channels: usize) -> u8 {
    let (sum, count) = match channels {
        3 => {
            let pixels = pixels.as_chunks::<3>().0;
            let sum: u64 = pixels.iter().map(|pixel| u64::from(luma(*pixel))).sum();
            (sum, pixels.len())
        }
        _ => (
            pixels.iter().map(|value| u64::from(*value)).sum(),
            pixels.len(),
        ),
    };
    (sum as f64 / count.max(1) as f64 + 0.5) as u8
}

#[cfg(test)]
mod tests;
