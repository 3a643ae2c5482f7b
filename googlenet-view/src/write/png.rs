//! Writer of drawings as PNG.

use super::color::Color;
use super::shapes::{Paint, Shape, rounded, shapes};
use super::theme::Theme;
use crate::drawing::{Drawing, Text};
use crate::error::Error;
use crate::font::{Segment, UNITS_PER_EM, Weight, advance, glyph, outline};
use crate::options::Options;
use std::collections::HashMap;
use tiny_skia::{
    FillRule, GradientStop, LinearGradient, Path, PathBuilder, Pixmap, Point, SpreadMode, Stroke,
    Transform,
};
use ttf_parser::GlyphId;

/// Largest number of pixels of a PNG. Each pixel takes four bytes of memory while it is drawn.
const MAX_PIXELS: u64 = 1 << 27;
/// Resolution in pixels per inch at which one pixel of the layout is one pixel of the PNG.
const LAYOUT_DPI: f64 = 96.0;

/// Returns the pixels for one pixel of the layout.
fn scale(drawing: &Drawing, options: &Options, dpi: u32) -> f64 {
    match options.width {
        Some(width) => f64::from(width) / drawing.width,
        None => f64::from(dpi) / LAYOUT_DPI,
    }
}

/// Returns the width and height in pixels of the PNG of a drawing.
pub(crate) fn size(drawing: &Drawing, options: &Options, dpi: u32) -> [u64; 2] {
    let scale = scale(drawing, options, dpi);
    // A product that is a whole number but for its last digits is that number.
    [drawing.width, drawing.height].map(|size| (size * scale - 1e-6).ceil().max(1.0) as u64)
}

/// Returns a drawing as the bytes of a PNG: RGB, or RGBA if the background is transparent. It has the width of the
/// options or, without one, a resolution of `dpi` pixels per inch.
///
/// # Errors
/// [`Error::TooManyPixels`] above [`MAX_PIXELS`], [`Error::Png`] if the PNG cannot be encoded.
pub(crate) fn write(drawing: &Drawing, options: &Options, dpi: u32) -> Result<Vec<u8>, Error> {
    let theme = Theme::new(options);
    let scale = scale(drawing, options, dpi);
    let size = size(drawing, options, dpi);
    let pixels = size[0].checked_mul(size[1]);
    if pixels.is_none_or(|pixels| pixels > MAX_PIXELS) {
        return Err(Error::TooManyPixels { size });
    }
    // Both are at least 1 and their product is at most `MAX_PIXELS`, so that they fit into 32 bits.
    let [width, height] = size.map(|size| size as u32);
    let pixmap = Pixmap::new(width, height).ok_or(Error::TooManyPixels { size })?;
    let mut canvas = Canvas {
        pixmap,
        transform: Transform::from_scale(scale as f32, scale as f32),
        glyphs: HashMap::new(),
    };
    if let Some(background) = theme.background {
        canvas.pixmap.fill(color(background));
    }
    for shape in shapes(drawing, &theme) {
        canvas.put(&shape, &theme);
    }
    let dpi = match options.width {
        Some(_) => scale * LAYOUT_DPI,
        None => f64::from(dpi),
    };
    let is_opaque = theme.background.is_some();
    encode(canvas.pixmap, dpi, is_opaque).map_err(|error| Error::Png(error.to_string()))
}

struct Canvas {
    pixmap: Pixmap,
    transform: Transform,
    /// Outlines of glyphs in font units; `None` for blanks.
    glyphs: HashMap<(Weight, u16), Option<Path>>,
}

fn color(Color([r, g, b]): Color) -> tiny_skia::Color {
    tiny_skia::Color::from_rgba8(r, g, b, 255)
}

fn paint(of: Color) -> tiny_skia::Paint<'static> {
    let mut paint = tiny_skia::Paint::default();
    paint.set_color(color(of));
    paint.anti_alias = true;
    paint
}

impl Canvas {
    fn put(&mut self, shape: &Shape, theme: &Theme) {
        match shape {
            Shape::Open(_) | Shape::Close => {}
            Shape::Rect(rect, radius, look) => self.path(&rounded(*rect, *radius), *look),
            Shape::Paths(paths, look) => {
                for path in paths {
                    self.path(path, *look);
                }
            }
            Shape::Scale(rect, radius, edge) => {
                let last = (theme.scale.len() - 1) as f32;
                let stops = theme
                    .scale
                    .iter()
                    .enumerate()
                    .map(|(at, stop)| GradientStop::new(at as f32 / last, color(Color(*stop))));
                let ends =
                    [rect.x, rect.x + rect.width].map(|x| Point::from_xy(x as f32, rect.y as f32));
                let shader = LinearGradient::new(
                    ends[0],
                    ends[1],
                    stops.collect(),
                    SpreadMode::Pad,
                    Transform::identity(),
                );
                let outline = rounded(*rect, *radius);
                if let (Some(shader), Some(path)) = (shader, built(&outline)) {
                    let mut strip = paint(*edge);
                    strip.shader = shader;
                    self.fill(&path, &strip, self.transform);
                }
                let look = Paint {
                    fill: None,
                    line: Some((*edge, 1.0)),
                };
                self.path(&outline, look);
            }
            Shape::Text(text, color) => self.text(text, *color),
        }
    }

    fn path(&mut self, path: &[Segment], look: Paint) {
        let Some(path) = built(path) else {
            return;
        };
        if let Some(color) = look.fill {
            self.fill(&path, &paint(color), self.transform);
        }
        if let Some((color, width)) = look.line {
            let stroke = Stroke {
                width: width as f32,
                ..Stroke::default()
            };
            let paint = paint(color);
            self.pixmap
                .stroke_path(&path, &paint, &stroke, self.transform, None);
        }
    }

    fn fill(&mut self, path: &Path, paint: &tiny_skia::Paint<'_>, transform: Transform) {
        self.pixmap
            .fill_path(path, paint, FillRule::Winding, transform, None);
    }

    fn text(&mut self, text: &Text, color: Color) {
        let scale = text.size / UNITS_PER_EM;
        let mut x = text.x;
        for letter in text.text.chars() {
            // Glyph 0 stands for letters that the font lacks.
            let glyph = glyph(letter, text.weight).unwrap_or(GlyphId(0));
            let key = (text.weight, glyph.0);
            let path = self
                .glyphs
                .entry(key)
                .or_insert_with(|| built(&outline(glyph, text.weight)))
                .clone();
            if let Some(path) = path {
                let place = Transform::from_row(
                    scale as f32,
                    0.0,
                    0.0,
                    -scale as f32,
                    x as f32,
                    text.y as f32,
                );
                self.fill(&path, &paint(color), place.post_concat(self.transform));
            }
            x += f64::from(advance(glyph, text.weight)) * scale;
        }
    }
}

/// Returns a path for drawing; `None` if it is empty.
fn built(path: &[Segment]) -> Option<Path> {
    let mut builder = PathBuilder::new();
    let at = |[x, y]: [f64; 2]| Point::from_xy(x as f32, y as f32);
    for segment in path {
        match *segment {
            Segment::Move(to) => builder.move_to(at(to).x, at(to).y),
            Segment::Line(to) => builder.line_to(at(to).x, at(to).y),
            Segment::Quad(a, to) => builder.quad_to(at(a).x, at(a).y, at(to).x, at(to).y),
            Segment::Cubic(a, b, to) => {
                builder.cubic_to(at(a).x, at(a).y, at(b).x, at(b).y, at(to).x, at(to).y);
            }
            Segment::Close => builder.close(),
        }
    }
    builder.finish()
}

/// Returns the PNG of an image, with colours that are not multiplied by their alpha.
fn encode(mut pixmap: Pixmap, dpi: f64, is_opaque: bool) -> Result<Vec<u8>, png::EncodingError> {
    let (width, height) = (pixmap.width(), pixmap.height());
    let parts = if is_opaque { 3 } else { 4 };
    let pixels = pixmap.data_mut();
    let count = pixels.len() / 4;
    for pixel in 0..count {
        // On an opaque background, colours multiplied by their alpha are the colours themselves. The alpha values are
        // removed in place.
        let alpha = u32::from(pixels[pixel * 4 + 3]);
        if !is_opaque && alpha > 0 {
            for part in &mut pixels[pixel * 4..pixel * 4 + 3] {
                *part = ((u32::from(*part) * 255 + alpha / 2) / alpha).min(255) as u8;
            }
        }
        pixels.copy_within(pixel * 4..pixel * 4 + parts, pixel * parts);
    }
    let mut bytes = Vec::new();
    let mut encoder = png::Encoder::new(&mut bytes, width, height);
    encoder.set_color(match is_opaque {
        true => png::ColorType::Rgb,
        false => png::ColorType::Rgba,
    });
    encoder.set_depth(png::BitDepth::Eight);
    let per_metre = (dpi / 0.0254).round() as u32;
    encoder.set_pixel_dims(Some(png::PixelDimensions {
        xppu: per_metre,
        yppu: per_metre,
        unit: png::Unit::Meter,
    }));
    encoder
        .write_header()?
        .write_image_data(&pixels[..count * parts])?;
    Ok(bytes)
}
