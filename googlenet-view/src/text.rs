//! Widths of text in pixels, from the advance widths of the font that is part of this crate (Inter, SIL Open Font
//! License).

pub(crate) use crate::font::FONTS;
pub use crate::font::Weight;
use crate::font::{UNITS_PER_EM, advance, glyph};
use std::sync::OnceLock;

/// Width in font units of a letter that the font lacks, as an estimate: the largest width of a letter of the alphabet.
const UNKNOWN: u16 = 2089;

/// Number of letters, from the first of Unicode, whose widths are looked up once: those of Latin alphabets.
const TABLE: usize = 0x180;

/// Returns the width in pixels of a line of text with the font size `size` in pixels: the sum of the advance widths of
/// its letters.
pub fn width(text: &str, size: f64, weight: Weight) -> f64 {
    static TABLES: OnceLock<[[u16; TABLE]; 2]> = OnceLock::new();
    let tables = TABLES.get_or_init(|| {
        [Weight::Regular, Weight::SemiBold].map(|weight| {
            std::array::from_fn(|at| {
                looked_up(char::from_u32(at as u32).expect("a letter"), weight)
            })
        })
    });
    let table = &tables[weight as usize];
    let mut units = 0;
    for letter in text.chars() {
        let known = table.get(letter as usize).copied();
        units += u64::from(known.unwrap_or_else(|| looked_up(letter, weight)));
    }
    units as f64 * size / UNITS_PER_EM
}

/// Returns the advance width of a letter in font units.
fn looked_up(letter: char, weight: Weight) -> u16 {
    glyph(letter, weight).map_or(UNKNOWN, |glyph| advance(glyph, weight))
}
