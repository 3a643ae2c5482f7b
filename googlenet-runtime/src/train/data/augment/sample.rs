//! Values of pixels: bytes and floats, and how images of them are resized.

use super::picture::Picture;
use crate::error::ImageError;
use crate::pixels::resample;
use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::pixels::{F32, U8, U8x3};
use fast_image_resize::{PixelTrait, Resizer};
use std::fmt;

/// A value of a pixel.
pub(in crate::train::data) trait Sample:
    Copy + Default + fmt::Debug + 'static
{
    /// The value as an image of one channel has it.
    type Single: PixelTrait + Default;

    fn single(self) -> Self::Single;
    fn of(single: Self::Single) -> Self;
    fn float(self) -> f32;
    fn rounded(value: f32) -> Self;

    /// Resizes an image to this width and height, into `to`.
    fn resize(
        image: Picture<'_, Self>,
        size: [u32; 2],
        resizing: &mut Resizing<Self>,
        to: &mut Vec<Self>,
    ) -> Result<(), ImageError> {
        channel_by_channel(image, size, resizing, to)
    }
}

impl Sample for u8 {
    type Single = U8;

    fn single(self) -> U8 {
        U8::new(self)
    }

    fn of(single: U8) -> u8 {
        single.0
    }

    fn float(self) -> f32 {
        self.into()
    }

    fn rounded(value: f32) -> u8 {
        (value + 0.5) as u8
    }

    fn resize(
        image: Picture<'_, u8>,
        size: [u32; 2],
        resizing: &mut Resizing<u8>,
        to: &mut Vec<u8>,
    ) -> Result<(), ImageError> {
        match image.channels {
            1 => at_once::<U8>(image, size, &mut resizing.resizer, to),
            3 => at_once::<U8x3>(image, size, &mut resizing.resizer, to),
            _ => channel_by_channel(image, size, resizing, to),
        }
    }
}

impl Sample for f32 {
    type Single = F32;

    fn single(self) -> F32 {
        F32::new(self)
    }

    fn of(single: F32) -> f32 {
        single.0
    }

    fn float(self) -> f32 {
        self
    }

    fn rounded(value: f32) -> f32 {
        value
    }
}

/// Memory for resizing.
pub(in crate::train::data) struct Resizing<S: Sample> {
    resizer: Resizer,
    from: Vec<S::Single>,
    to: Vec<S::Single>,
}

impl<S: Sample> Default for Resizing<S> {
    fn default() -> Self {
        Resizing {
            resizer: Resizer::new(),
            from: Vec::new(),
            to: Vec::new(),
        }
    }
}

impl<S: Sample> fmt::Debug for Resizing<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Resizing").finish_non_exhaustive()
    }
}

fn at_once<P: PixelTrait>(
    image: Picture<'_, u8>,
    [columns, rows]: [u32; 2],
    resizer: &mut Resizer,
    to: &mut Vec<u8>,
) -> Result<(), ImageError> {
    to.resize(columns as usize * rows as usize * image.channels, 0);
    let [height, width] = image.size.map(|size| size as u32);
    let source = TypedImageRef::<P>::from_buffer(width, height, image.values).map_err(wrong)?;
    let target = TypedImage::<P>::from_buffer(columns, rows, to).map_err(wrong)?;
    resample(resizer, source, target)
}

fn channel_by_channel<S: Sample>(
    image: Picture<'_, S>,
    [columns, rows]: [u32; 2],
    resizing: &mut Resizing<S>,
    to: &mut Vec<S>,
) -> Result<(), ImageError> {
    let count = columns as usize * rows as usize;
    to.resize(count * image.channels, S::default());
    resizing.to.resize(count, S::Single::default());
    let [height, width] = image.size.map(|size| size as u32);
    for channel in 0..image.channels {
        let values = image.values.iter().skip(channel).step_by(image.channels);
        resizing.from.clear();
        resizing.from.extend(values.map(|value| value.single()));
        let source = TypedImageRef::new(width, height, &resizing.from).map_err(wrong)?;
        let target =
            TypedImage::from_pixels_slice(columns, rows, &mut resizing.to).map_err(wrong)?;
        resample(&mut resizing.resizer, source, target)?;
        let values = to.iter_mut().skip(channel).step_by(image.channels);
        for (to, value) in values.zip(&resizing.to) {
            *to = S::of(*value);
        }
    }
    Ok(())
}

fn wrong(error: impl fmt::Display) -> ImageError {
    ImageError::Resize {
        message: error.to_string(),
    }
}
