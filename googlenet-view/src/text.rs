//! Widths of text in pixels, from the advance widths of the font that is part of this crate (Inter, SIL Open Font
//! License).

pub(crate) use crate::font::FONTS;
pub use crate::font::Weight;
use crate::font::{UNITS_PER_EM, advance, glyph};

/// Width in font units of a letter that the font lacks, as an estimate: the largest width of a letter of the alphabet.
const UNKNOWN: u16 = 2089;

/// Returns the width in pixels of a line of text with the font size `size` in pixels: the sum of the advance widths of
/// its letters.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let units: u64 = text
        .chars()
        .map(|letter| {
            u64::from(glyph(letter, weight).map_or(UNKNOWN, |glyph| advance(glyph, weight)))
        })
        .sum();
    units as f64 * size / UNITS_PER_EM
}
