//! Writer of drawings as PNG, which draws the SVG in pixels.

use super::svg;
use crate::drawing::Drawing;
use crate::error::Error;
use crate::text::FONTS;
use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::{self, fontdb};
use std::sync::Arc;

/// Largest number of pixels of a PNG. Each pixel takes four bytes of memory while it is drawn.
const MAX_PIXELS: u64 = 1 << 27;
/// Resolution in pixels per inch at which one pixel of the SVG is one pixel of the PNG.
const SVG_DPI: f64 = 96.0;

/// Returns a drawing as the bytes of an RGB PNG with a resolution of `dpi` pixels per inch, on a white background.
///
/// # Errors
/// [`Error::TooManyPixels`] above [`MAX_PIXELS`], [`Error::Png`] if the SVG cannot be read or the PNG not be encoded.
pub(crate) fn write(drawing: &Drawing, dpi: u32) -> Result<Vec<u8>, Error> {
    let scale = f64::from(dpi) / SVG_DPI;
    let size = [drawing.width, drawing.height].map(|size| (size * scale).ceil().max(1.0) as u64);
    let pixels = size[0].checked_mul(size[1]);
    if pixels.is_none_or(|pixels| pixels > MAX_PIXELS) {
        return Err(Error::TooManyPixels { size });
    }
    let mut fonts = fontdb::Database::new();
    for (_, font) in FONTS {
        fonts.load_font_data(font.to_vec());
    }
    let options = usvg::Options {
        fontdb: Arc::new(fonts),
        ..usvg::Options::default()
    };
    let tree = usvg::Tree::from_str(&svg::write(drawing), &options)
        .map_err(|error| Error::Png(error.to_string()))?;
    // Both are at least 1 and their product is at most `MAX_PIXELS`, so that they fit into 32 bits.
    let [width, height] = size.map(|size| size as u32);
    let mut pixmap = Pixmap::new(width, height).ok_or(Error::TooManyPixels { size })?;
    // The drawing may end inside the last row and column of pixels, which would be partly transparent.
    pixmap.fill(Color::WHITE);
    let transform = Transform::from_scale(scale as f32, scale as f32);
    resvg::render(&tree, transform, &mut pixmap.as_mut());
    encode(pixmap, dpi).map_err(|error| Error::Png(error.to_string()))
}

/// Returns the PNG of an opaque image.
fn encode(mut pixmap: Pixmap, dpi: u32) -> Result<Vec<u8>, png::EncodingError> {
    let (width, height) = (pixmap.width(), pixmap.height());
    // On an opaque background, colours premultiplied by their alpha are the colours themselves. The alpha values are
    // removed in place.
    let pixels = pixmap.data_mut();
    let count = pixels.len() / 4;
    for pixel in 0..count {
        pixels.copy_within(pixel * 4..pixel * 4 + 3, pixel * 3);
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    let per_metre = (f64::from(dpi) / 0.0254).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit: png::Unit::Meter,
    }));
    encoder
        .write_header()?
        .write_image_data(&pixels[..count * 3])?;
    Ok(bytes)
}
