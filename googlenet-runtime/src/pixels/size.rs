//! Sizes that images are resized and cropped to.

use crate::error::ImageError;
use googlenet_dsl::value::{MAX_PIXELS, Resize};

/// Returns the width and height that an image of the width and height `size` is resized to.
///
/// # Errors
/// The resized image would have no pixel or more than 100 million, or so would the image between the two passes of
/// resizing, which has the new width and the old height.
pub(crate) fn resized_size(size: [u32; 2], to: Resize) -> Result<[u32; 2], ImageError> {
    let [width, height] = size;
    let to = match to {
        Resize::None => return Ok(size),
        Resize::Exact([rows, columns]) => [columns, rows],
        Resize::Shorter(side) => {
            let (short, long) = (width.min(height), width.max(height));
            let long = u64::from(side) * u64::from(long) / u64::from(short);
            let long = u32::try_from(long).unwrap_or(u32::MAX);
            if width <= height {
                [side, long]
            } else {
                [long, side]
            }
        }
        _ => googlenet_dsl::no_other_variant!(Resize, 3),
    };
    if to == size {
        return Ok(size);
    }
    check_size(to, MAX_PIXELS).map_err(|_| ImageError::Resized {
        size,
        to,
        limit: MAX_PIXELS,
    })?;
    if u64::from(to[0]) * u64::from(height) > MAX_PIXELS {
        return Err(ImageError::TooNarrow { size, to });
    }
    Ok(to)
}

/// Checks that an image of the width and height `size` has a pixel, and no more than `limit`.
pub(crate) fn check_size(size: [u32; 2], limit: u64) -> Result<(), ImageError> {
    match u64::from(size[0]) * u64::from(size[1]) {
        0 => Err(ImageError::NoPixels { size }),
        pixels if pixels <= limit => Ok(()),
        _ => Err(ImageError::TooManyPixels { size, limit }),
    }
}

/// Returns the number of rows or columns to cut off before the crop, where the image has `over` more than the crop:
/// half of `over`, or if that is not whole, its even neighbour, as Python's `round` does.
pub(crate) fn offset(over: u32) -> u32 {
    let half = over / 2;
    half + (over % 2) * (half % 2)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longer_side_is_rounded_down() {
        let size = |width, height, to| resized_size([width, height], to);
        assert_eq!(size(300, 200, Resize::Shorter(256)), Ok([384, 256]));
        assert_eq!(size(100, 299, Resize::Shorter(64)), Ok([64, 191]));
        assert_eq!(size(50, 50, Resize::Shorter(7)), Ok([7, 7]));
        assert_eq!(size(50, 20, Resize::Exact([30, 10])), Ok([10, 30]));
        assert_eq!(size(50, 20, Resize::None), Ok([50, 20]));
    }

    #[test]
    fn what_would_not_fit_into_memory_is_refused() {
        let said = resized_size([1, 100_000], Resize::Shorter(64)).expect_err("6,400,000 rows");
        assert!(matches!(said, ImageError::Resized { .. }), "{said}");
        let said = resized_size([1, 1_000_000], Resize::Exact([224, 224]));
        let said = said.expect_err("224,000,000 between");
        assert!(matches!(said, ImageError::TooNarrow { .. }), "{said}");
    }

    #[test]
    fn halves_are_rounded_to_the_even_neighbour() {
        assert_eq!(
            [0, 1, 2, 3, 4, 5, 117, 119].map(offset),
            [0, 0, 1, 2, 2, 2, 58, 60]
        );
    }
}
