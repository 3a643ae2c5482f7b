//! Text of an SVG as outlines. A letter is defined once and used wherever it stands; so is a line that occurs again.

use super::color::Color;
use super::svg::number;
use crate::drawing::Text;
use crate::font::{Segment, UNITS_PER_EM, Weight, advance, glyph, outline};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use ttf_parser::GlyphId;

/// Texts of a drawing by what is drawn of them.
#[derive(Debug)]
pub(crate) struct Lettering {
    /// Name of each line that occurs more than once, by its letters and weight.
    names: HashMap<(String, Weight), String>,
    /// The lines of `names`, by their names.
    lines: BTreeMap<String, (String, Weight)>,
    glyphs: BTreeSet<(Weight, u16)>,
}

impl Lettering {
    /// Prepares the definitions of all texts of a drawing.
    pub(crate) fn new<'t>(texts: impl Iterator<Item = &'t Text>) -> Lettering {
        let mut counts: BTreeMap<(String, Weight), usize> = BTreeMap::new();
        let mut glyphs = BTreeSet::new();
        for text in texts.filter(|text| is_in_font(text)) {
            *counts.entry((text.text.clone(), text.weight)).or_default() += 1;
            for (glyph, _) in places(&text.text, text.weight) {
                glyphs.insert((text.weight, glyph.0));
            }
        }
        let (mut names, mut lines) = (HashMap::new(), BTreeMap::new());
        for (line, _) in counts.into_iter().filter(|(_, count)| *count > 1) {
            let mut name = name(&line.0, line.1);
            while lines.contains_key(&name) {
                name.push('-');
            }
            names.insert(line.clone(), name.clone());
            lines.insert(name, line);
        }
        Lettering {
            names,
            lines,
            glyphs,
        }
    }

    /// Returns `true` if the font of this crate has all letters of a text.
    pub(crate) fn is_drawn(&self, text: &Text) -> bool {
        is_in_font(text)
    }

    /// Appends the definitions of all letters and of the lines that occur more than once.
    pub(crate) fn defs(&self, svg: &mut String) {
        svg.push_str("<defs>\n");
        for (weight, glyph) in &self.glyphs {
            let data = data(&outline(GlyphId(*glyph), *weight));
            let _ = writeln!(
                svg,
                "<path id=\"{}{glyph}\" d=\"{data}\"/>",
                letter(*weight)
            );
        }
        for (name, (text, weight)) in &self.lines {
            let _ = writeln!(svg, "<g id=\"{name}\">{}</g>", uses(text, *weight));
        }
        svg.push_str("</defs>\n");
    }

    /// Appends a text at its place.
    pub(crate) fn put(&self, svg: &mut String, text: &Text, color: Color) {
        let scale = format!("{:.6}", text.size / UNITS_PER_EM);
        let scale = scale.trim_end_matches('0');
        let (x, y) = (number(text.x), number(text.y));
        let look = format!("transform=\"matrix({scale} 0 0 -{scale} {x} {y})\" fill=\"{color}\"");
        let _ = match self.names.get(&(text.text.clone(), text.weight)) {
            Some(name) => writeln!(svg, "<use xlink:href=\"#{name}\" {look}/>"),
            None => writeln!(svg, "<g {look}>{}</g>", uses(&text.text, text.weight)),
        };
    }
}

fn is_in_font(text: &Text) -> bool {
    text.text
        .chars()
        .all(|letter| glyph(letter, text.weight).is_some())
}

/// Returns the glyphs of a text that have an outline, with their distances from its beginning in font units.
fn places(text: &str, weight: Weight) -> Vec<(GlyphId, u64)> {
    let mut at = 0;
    let mut places = Vec::new();
    for glyph in text.chars().filter_map(|letter| glyph(letter, weight)) {
        if !outline(glyph, weight).is_empty() {
            places.push((glyph, at));
        }
        at += u64::from(advance(glyph, weight));
    }
    places
}

fn uses(text: &str, weight: Weight) -> String {
    let mut uses = String::new();
    for (GlyphId(glyph), at) in places(text, weight) {
        let letter = letter(weight);
        let _ = match at {
            0 => write!(uses, "<use xlink:href=\"#{letter}{glyph}\"/>"),
            at => write!(uses, "<use xlink:href=\"#{letter}{glyph}\" x=\"{at}\"/>"),
        };
    }
    uses
}

/// Returns the letter with which the names of a weight's glyphs begin.
fn letter(weight: Weight) -> char {
    match weight {
        Weight::Regular => 'r',
        Weight::SemiBold => 's',
    }
}

/// Returns the name of a line, which is the same in every drawing (FNV-1a), so that several drawings in one HTML page do
/// not take each other's lines.
fn name(text: &str, weight: Weight) -> String {
    let mut hash: u32 = 0x811c_9dc5;
    for byte in text.bytes().chain([letter(weight) as u8]) {
        hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    }
    format!("t{hash:x}")
}

/// Returns the outline of a glyph, whose coordinates are whole numbers, as relative path data.
fn data(outline: &[Segment]) -> String {
    let mut data = String::new();
    let mut here = [0.0, 0.0];
    let mut start = here;
    for segment in outline {
        let (letter, points) = match *segment {
            Segment::Move(to) => {
                start = to;
                ('m', vec![to])
            }
            Segment::Line(to) => ('l', vec![to]),
            Segment::Quad(control, to) => ('q', vec![control, to]),
            Segment::Cubic(first, second, to) => ('c', vec![first, second, to]),
            Segment::Close => {
                data.push('z');
                here = start;
                continue;
            }
        };
        data.push(letter);
        let mut first = true;
        for point in &points {
            for (to, from) in point.iter().zip(here) {
                let step = number(to - from);
                if !first && !step.starts_with('-') {
                    data.push(' ');
                }
                first = false;
                data.push_str(&step);
            }
        }
        here = points.last().copied().unwrap_or(here);
    }
    data
}
