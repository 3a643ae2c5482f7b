//! Writer of drawings as PDF: one page, text in the fonts of this crate, which are embedded.

use super::color::Color;
use super::shapes::{Paint, Shape, rounded, shapes};
use super::theme::Theme;
use crate::drawing::{Drawing, Text};
use crate::font::{FONTS, Segment, UNITS_PER_EM, Weight, advance, face, glyph};
use crate::options::Options;
use pdf_writer::types::{CidFontType, FontFlags, FunctionShadingType, SystemInfo, UnicodeCmap};
use pdf_writer::{Content, Filter, Finish, Name, Pdf, Rect, Ref, Str, TextStr};
use std::collections::BTreeMap;
use ttf_parser::GlyphId;

/// Points for one pixel of the layout, unless the options give a width.
const POINTS: f64 = 0.75;
/// Longest side of a page in its own units; larger pages have larger units.
const LONGEST: f64 = 14_400.0;
/// What glyphs and their codes belong to: the codes are those of the font file itself.
const SYSTEM: SystemInfo<'static> = SystemInfo {
    registry: Str(b"Adobe"),
    ordering: Str(b"Identity"),
    supplement: 0,
};
const SCALE: Name<'static> = Name(b"Scale");

/// Hands out the numbers of a file's objects, from 1.
#[derive(Default)]
struct Refs(i32);

impl Refs {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

/// Returns a drawing as the bytes of a PDF.
pub(crate) fn write(drawing: &Drawing, options: &Options) -> Vec<u8> {
    let theme = Theme::new(options);
    let scale = match options.width {
        Some(width) => f64::from(width) / drawing.width,
        None => POINTS,
    };
    let longest = drawing.width.max(drawing.height) * scale;
    let unit = (longest / LONGEST).max(1.0);
    let scale = scale / unit;
    let (width, height) = (drawing.width * scale, drawing.height * scale);
    let mut page_content = PageContent {
        content: Content::new(),
        used: BTreeMap::new(),
        strip: None,
    };
    page_content
        .content
        .transform([scale as f32, 0.0, 0.0, -scale as f32, 0.0, height as f32]);
    if let Some(background) = theme.background {
        let whole = crate::drawing::Rect {
            x: 0.0,
            y: 0.0,
            width: drawing.width,
            height: drawing.height,
        };
        let look = Paint {
            fill: Some(background),
            line: None,
        };
        page_content.path(&rounded(whole, 0.0), look);
    }
    for shape in shapes(drawing, &theme) {
        page_content.put(&shape);
    }
    let PageContent {
        content,
        used,
        strip,
    } = page_content;

    let mut refs = Refs::default();
    let (catalog, pages, page, contents) = (refs.next(), refs.next(), refs.next(), refs.next());
    let mut pdf = Pdf::new();
    let mut root = pdf.catalog(catalog);
    root.pages(pages);
    root.viewer_preferences().display_doc_title(true);
    root.finish();
    pdf.pages(pages).kids([page]).count(1);
    pdf.document_info(refs.next())
        .title(TextStr(drawing.name()));
    let fonts =
        FONTS.map(|(weight, bytes)| (weight, font(&mut pdf, &mut refs, weight, bytes, &used)));
    let shading = strip.map(|strip| shading(&mut pdf, &mut refs, &theme, strip));
    let mut page = pdf.page(page);
    page.media_box(Rect::new(0.0, 0.0, width as f32, height as f32))
        .parent(pages)
        .contents(contents);
    if unit > 1.0 {
        page.user_unit(unit as f32);
    }
    let mut resources = page.resources();
    let mut named = resources.fonts();
    for (weight, font) in fonts {
        named.pair(name(weight), font);
    }
    named.finish();
    if let Some(shading) = shading {
        resources.shadings().pair(SCALE, shading);
    }
    resources.finish();
    page.finish();
    let bytes = packed(&content.finish());
    pdf.stream(contents, &bytes).filter(Filter::FlateDecode);
    pdf.finish()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    miniz_oxide::deflate::compress_to_vec_zlib(bytes, 9)
}

/// Returns the name of a weight's font on the page.
fn name(weight: Weight) -> Name<'static> {
    match weight {
        Weight::Regular => Name(b"Regular"),
        Weight::SemiBold => Name(b"SemiBold"),
    }
}

struct PageContent {
    content: Content,
    /// Letters that are drawn, by the weight and number of their glyphs.
    used: BTreeMap<(Weight, u16), char>,
    /// Ends of the strip that has the scale of costs.
    strip: Option<[f64; 2]>,
}

impl PageContent {
    fn put(&mut self, shape: &Shape) {
        match shape {
            Shape::Open(_) | Shape::Close => {}
            Shape::Rect(rect, radius, look) => self.path(&rounded(*rect, *radius), *look),
            Shape::Paths(paths, look) => {
                for path in paths {
                    self.path(path, *look);
                }
            }
            Shape::Scale(rect, radius, edge) => {
                self.strip = Some([rect.x, rect.x + rect.width]);
                let outline = rounded(*rect, *radius);
                self.content.save_state();
                self.outline(&outline);
                self.content.clip_nonzero().end_path().shading(SCALE);
                self.content.restore_state();
                let look = Paint {
                    fill: None,
                    line: Some((*edge, 1.0)),
                };
                self.path(&outline, look);
            }
            Shape::Text(text, color) => self.text(text, *color),
        }
    }

    fn fill(&mut self, color: Color) {
        let [r, g, b] = parts(color);
        self.content.set_fill_rgb(r, g, b);
    }

    fn path(&mut self, path: &[Segment], look: Paint) {
        if let Some(color) = look.fill {
            self.fill(color);
        }
        if let Some((color, width)) = look.line {
            let [r, g, b] = parts(color);
            self.content.set_stroke_rgb(r, g, b);
            self.content.set_line_width(width as f32);
        }
        self.outline(path);
        match (look.fill, look.line) {
            (Some(_), Some(_)) => self.content.fill_nonzero_and_stroke(),
            (Some(_), None) => self.content.fill_nonzero(),
            (None, Some(_)) => self.content.stroke(),
            (None, None) => self.content.end_path(),
        };
    }

    fn outline(&mut self, path: &[Segment]) {
        let content = &mut self.content;
        let mut here = [0.0, 0.0];
        let f = |[x, y]: [f64; 2]| [x as f32, y as f32];
        let cubic = |content: &mut Content, a: [f64; 2], b: [f64; 2], to: [f64; 2]| {
            let ([x1, y1], [x2, y2], [x3, y3]) = (f(a), f(b), f(to));
            content.cubic_to(x1, y1, x2, y2, x3, y3);
        };
        for segment in path {
            match *segment {
                Segment::Move(to) => {
                    content.move_to(f(to)[0], f(to)[1]);
                    here = to;
                }
                Segment::Line(to) => {
                    content.line_to(f(to)[0], f(to)[1]);
                    here = to;
                }
                Segment::Quad(control, to) => {
                    let near = |end: [f64; 2]| {
                        [0, 1].map(|axis| end[axis] + (control[axis] - end[axis]) * 2.0 / 3.0)
                    };
                    cubic(content, near(here), near(to), to);
                    here = to;
                }
                Segment::Cubic(first, second, to) => {
                    cubic(content, first, second, to);
                    here = to;
                }
                Segment::Close => {
                    content.close_path();
                }
            }
        }
    }

    fn text(&mut self, text: &Text, color: Color) {
        let mut codes = Vec::new();
        for letter in text.text.chars() {
            // Glyph 0 stands for letters that the font lacks.
            let glyph = glyph(letter, text.weight).map_or(0, |glyph| glyph.0);
            if glyph != 0 {
                self.used.insert((text.weight, glyph), letter);
            }
            codes.extend(glyph.to_be_bytes());
        }
        self.fill(color);
        self.content
            .begin_text()
            .set_font(name(text.weight), text.size as f32)
            .set_text_matrix([1.0, 0.0, 0.0, -1.0, text.x as f32, text.y as f32])
            .show(Str(&codes))
            .end_text();
    }
}

fn parts(Color(parts): Color) -> [f32; 3] {
    // Rounded, so that colours are short in the file.
    parts.map(|part| (f32::from(part) / 255.0 * 1000.0).round() / 1000.0)
}

/// Writes a font and returns its number. `used` are the letters that are drawn.
fn font(
    pdf: &mut Pdf,
    refs: &mut Refs,
    weight: Weight,
    bytes: &[u8],
    used: &BTreeMap<(Weight, u16), char>,
) -> Ref {
    let (font, cid, descriptor) = (refs.next(), refs.next(), refs.next());
    let (file, unicode) = (refs.next(), refs.next());
    let base = match weight {
        Weight::Regular => Name(b"Inter-Regular"),
        Weight::SemiBold => Name(b"Inter-SemiBold"),
    };
    let used: Vec<(u16, char)> = used
        .iter()
        .filter(|((of, _), _)| *of == weight)
        .map(|((_, glyph), letter)| (*glyph, *letter))
        .collect();
    pdf.type0_font(font)
        .base_font(base)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(cid)
        .to_unicode(unicode);
    let face = face(weight);
    let per_mille = |units: f64| (units * 1000.0 / UNITS_PER_EM) as f32;
    let mut of_glyphs = pdf.cid_font(cid);
    of_glyphs
        .subtype(CidFontType::Type2)
        .base_font(base)
        .system_info(SYSTEM)
        .font_descriptor(descriptor)
        .cid_to_gid_map_predefined(Name(b"Identity"))
        .default_width(per_mille(f64::from(advance(GlyphId(0), weight))));
    let mut widths = of_glyphs.widths();
    for (glyph, _) in &used {
        let width = per_mille(f64::from(advance(GlyphId(*glyph), weight)));
        widths.same(*glyph, *glyph, width);
    }
    widths.finish();
    of_glyphs.finish();
    let corners = face.global_bounding_box();
    let [left, low, right, top] =
        [corners.x_min, corners.y_min, corners.x_max, corners.y_max].map(|at| per_mille(at.into()));
    pdf.font_descriptor(descriptor)
        .name(base)
        .flags(FontFlags::NON_SYMBOLIC)
        .bbox(Rect::new(left, low, right, top))
        .italic_angle(0.0)
        .ascent(per_mille(face.ascender().into()))
        .descent(per_mille(face.descender().into()))
        .cap_height(per_mille(face.capital_height().unwrap_or_default().into()))
        .stem_v(match weight {
            Weight::Regular => 80.0,
            Weight::SemiBold => 120.0,
        })
        .font_file2(file);
    let mut map = UnicodeCmap::new(Name(b"Letters"), SYSTEM);
    for (glyph, letter) in &used {
        map.pair(*glyph, *letter);
    }
    let map = packed(&map.finish());
    pdf.cmap(unicode, &map).filter(Filter::FlateDecode);
    let packed_file = packed(bytes);
    let length = i32::try_from(bytes.len()).expect("a font is small");
    pdf.stream(file, &packed_file)
        .filter(Filter::FlateDecode)
        .pair(Name(b"Length1"), length);
    font
}

/// Writes the scale of costs from left to right between two places and returns its number.
fn shading(pdf: &mut Pdf, refs: &mut Refs, theme: &Theme, [left, right]: [f64; 2]) -> Ref {
    let colors = theme.scale.map(|color| parts(Color(color)));
    let pieces: Vec<Ref> = colors.windows(2).map(|_| refs.next()).collect();
    for (piece, pair) in pieces.iter().zip(colors.windows(2)) {
        pdf.exponential_function(*piece)
            .domain([0.0, 1.0])
            .c0(pair[0])
            .c1(pair[1])
            .n(1.0);
    }
    let all = refs.next();
    let bounds = (1..pieces.len()).map(|at| at as f32 / pieces.len() as f32);
    pdf.stitching_function(all)
        .domain([0.0, 1.0])
        .bounds(bounds)
        .encode(pieces.iter().flat_map(|_| [0.0, 1.0]))
        .functions(pieces.iter().copied());
    let shading = refs.next();
    let mut of_strip = pdf.function_shading(shading);
    of_strip.shading_type(FunctionShadingType::Axial);
    of_strip.color_space().device_rgb();
    of_strip
        .coords([left as f32, 0.0, right as f32, 0.0])
        .function(all)
        .extend([true, true]);
    of_strip.finish();
    shading
}
