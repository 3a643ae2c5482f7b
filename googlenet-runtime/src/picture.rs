//! Pictures as network inputs.

use crate::Error;
use fast_image_resize::images::Image;
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use googlenet_dsl::shape::Shape;
use image::{DynamicImage, ImageReader, Limits};
use std::path::Path;

/// The most pixels of a picture.
const MAX_PIXELS: u64 = 100_000_000;

/// Reads a JPEG, PNG or WebP file, resizes it to height x width of the shape (triangle filter, antialiased) and gives
/// red, green, blue, or grey where the shape has one channel, as numbers from 0 to 1, NHWC.
///
/// # Errors
/// The file cannot be read or decoded, has more than 100 million pixels, or the shape has neither 1 nor 3 channels.
pub fn load(path: &Path, shape: Shape) -> Result<Vec<f32>, Error> {
    let file = |reason: std::io::Error| Error::File {
        path: path.to_owned(),
        reason,
    };
    let mut reader = ImageReader::open(path)
        .map_err(file)?
        .with_guessed_format()
        .map_err(file)?;
    let mut limits = Limits::default();
    limits.max_alloc = Some(MAX_PIXELS * 8);
    reader.limits(limits);
    let picture = reader
        .decode()
        .map_err(|error| wrong(format!("{}: {error}", path.display())))?;
    convert(&picture, shape)
}

fn wrong(reason: String) -> Error {
    Error::Picture { reason }
}

fn convert(picture: &DynamicImage, shape: Shape) -> Result<Vec<f32>, Error> {
    let Shape::Map {
        height,
        width,
        channels,
    } = shape
    else {
        return Err(wrong(format!("the network reads a vector of {shape}")));
    };
    let (columns, rows) = (picture.width(), picture.height());
    if u64::from(columns) * u64::from(rows) > MAX_PIXELS {
        return Err(wrong(format!(
            "{columns} x {rows} is more than {MAX_PIXELS} pixels"
        )));
    }
    let (pixels, kind) = match channels {
        1 => (picture.to_luma8().into_raw(), PixelType::U8),
        3 => (picture.to_rgb8().into_raw(), PixelType::U8x3),
        other => {
            return Err(wrong(format!(
                "the network reads {other} channels; a picture has 1 or 3"
            )));
        }
    };
    let resize = || {
        let source =
            Image::from_vec_u8(columns, rows, pixels, kind).map_err(|error| error.to_string())?;
        let [width, height] = [width, height]
            .map(|size| u32::try_from(size).map_err(|_| "the input is too large".to_owned()));
        let mut target = Image::new(width?, height?, kind);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
        Resizer::new()
            .resize(&source, &mut target, &options)
            .map_err(|error| error.to_string())?;
        Ok(target)
    };
    let target: Image<'_> = resize().map_err(wrong)?;
    Ok(target
        .buffer()
        .iter()
        .map(|value| f32::from(*value) / 255.0)
        .collect())
}

/// As [`load`], as a tensor of one picture.
///
/// # Errors
/// As [`load`].
pub fn tensor<S: crate::Shape>(path: &Path) -> Result<crate::Tensor<S>, Error> {
    crate::Tensor::new(load(path, S::SHAPE)?)
}
