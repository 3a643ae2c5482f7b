//! The font that is part of this crate (Inter, SIL Open Font License, Latin letters without kerning) in two weights, and
//! the outlines of its glyphs.

use std::sync::OnceLock;
use ttf_parser::{Face, GlyphId, OutlineBuilder};

/// Font units in one em.
pub(crate) const UNITS_PER_EM: f64 = 2048.0;

/// Weight of the font, which is part of this crate in two weights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weight {
    /// Weight 400.
    Regular,
    /// Weight 600.
    SemiBold,
}

/// CSS list of font families: the font of this crate, then substitutes for viewers that do not have it.
pub(crate) const FAMILY: &str = "Inter, 'Segoe UI', 'Helvetica Neue', Arial, sans-serif";

/// Files of the font, regular and semi-bold, with Latin glyphs and without kerning, so that the width of a text is the
/// sum of the widths of its letters.
pub(crate) const FONTS: [(Weight, &[u8]); 2] = [
    (Weight::Regular, include_bytes!("../font/Inter-Regular.ttf")),
    (
        Weight::SemiBold,
        include_bytes!("../font/Inter-SemiBold.ttf"),
    ),
];

impl Weight {
    /// Returns the weight as the number that CSS uses.
    pub fn css(self) -> u16 {
        match self {
            Weight::Regular => 400,
            Weight::SemiBold => 600,
        }
    }
}

/// Part of an outline; points are x and y, y upwards in glyphs and downwards in drawings.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Segment {
    Move([f64; 2]),
    Line([f64; 2]),
    /// Quadratic curve: its control point and its end.
    Quad([f64; 2], [f64; 2]),
    /// Cubic curve: its two control points and its end.
    Cubic([f64; 2], [f64; 2], [f64; 2]),
    Close,
}

/// Returns the parsed font of a weight.
pub(crate) fn face(weight: Weight) -> &'static Face<'static> {
    static FACES: OnceLock<[Face<'static>; 2]> = OnceLock::new();
    let faces = FACES.get_or_init(|| {
        FONTS.map(|(_, bytes)| Face::parse(bytes, 0).expect("the font of this crate is valid"))
    });
    &faces[weight as usize]
}

/// Returns the glyph of a letter; `None` if the font lacks the letter.
pub(crate) fn glyph(letter: char, weight: Weight) -> Option<GlyphId> {
    face(weight).glyph_index(letter)
}

/// Returns the advance width of a glyph in font units.
pub(crate) fn advance(glyph: GlyphId, weight: Weight) -> u16 {
    face(weight).glyph_hor_advance(glyph).unwrap_or_default()
}

/// Returns the outline of a glyph in font units; empty for blanks.
pub(crate) fn outline(glyph: GlyphId, weight: Weight) -> Vec<Segment> {
    let mut outline = Outline(Vec::new());
    // A glyph without an outline, such as the space, is `None`.
    let _ = face(weight).outline_glyph(glyph, &mut outline);
    outline.0
}

struct Outline(Vec<Segment>);

fn point(x: f32, y: f32) -> [f64; 2] {
    [f64::from(x), f64::from(y)]
}

impl OutlineBuilder for Outline {
    fn move_to(&mut self, x: f32, y: f32) {
        self.0.push(Segment::Move(point(x, y)));
    }

    fn line_to(&mut self, x: f32, y: f32) {
        self.0.push(Segment::Line(point(x, y)));
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        self.0.push(Segment::Quad(point(x1, y1), point(x, y)));
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        self.0
            .push(Segment::Cubic(point(x1, y1), point(x2, y2), point(x, y)));
    }

    fn close(&mut self) {
        self.0.push(Segment::Close);
    }
}
