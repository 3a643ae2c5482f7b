//! Resizing of pixels in memory with Pillow's antialiased bilinear filter: a triangle whose support grows with the
//! reduction factor.

use crate::error::ImageError;
use fast_image_resize::images::{TypedImage, TypedImageRef};
use fast_image_resize::{FilterType, PixelTrait, ResizeAlg, ResizeOptions, Resizer};

/// Resizes pixels of the type `P`, row by row, from one width and height to another. `Resizer::resize`, which chooses
/// the type at run time, would compile code for all types.
pub(crate) fn resample<P: PixelTrait>(
    resizer: &mut Resizer,
    from: TypedImageRef<'_, P>,
    mut to: TypedImage<'_, P>,
) -> Result<(), ImageError> {
    let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
    let resized = resizer.resize_typed(&from, &mut to, &options);
    resized.map_err(|error| ImageError::Resize {
        message: error.to_string(),
    })
}
