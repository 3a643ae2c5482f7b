//! Writer of the HTML page for exploring a network: the drawing, the properties of each layer, and a table of layers.
//! The page loads no other files.

mod data;
mod look;

pub(crate) use data::{Edit, cost};

use super::color::{Color, DARK_SCALE, SCALE, dark, palette};
use super::svg::escape;
use crate::facts::Family;
use crate::scene::Scene;
use crate::text::FONTS;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

const PAGE: &str = include_str!("page.html");
const STYLES: [&str; 5] = [
    include_str!("style/page.css"),
    include_str!("style/side.css"),
    include_str!("style/drawing.css"),
    include_str!("style/narrow.css"),
    include_str!("style/print.css"),
];
/// The scripts of the page, which share one scope. Each uses constants only of those before it, but for functions that
/// are called later.
const SCRIPTS: [&str; 15] = [
    include_str!("script/words.js"),
    include_str!("script/tape.js"),
    include_str!("script/box.js"),
    include_str!("script/draw.js"),
    include_str!("script/legend.js"),
    include_str!("script/view.js"),
    include_str!("script/details.js"),
    include_str!("script/table.js"),
    include_str!("script/changes.js"),
    include_str!("script/choose.js"),
    include_str!("script/link.js"),
    include_str!("script/keys.js"),
    include_str!("script/search.js"),
    include_str!("script/save.js"),
    include_str!("script/start.js"),
];

/// Returns the page of a network. `looks` are its scenes, one for each quantity that colours can show, of which that with
/// the index `first` is shown at first; `collapsed` says for each module, by its index, whether it is one box at first;
/// `source` is the text of the description, of which the page shows the line of each layer; `edit` has the changes that
/// the page lists and marks.
pub(crate) fn write(
    looks: &[Scene],
    first: usize,
    collapsed: &[bool],
    source: Option<&str>,
    edit: Option<&Edit>,
) -> String {
    let scene = &looks[first];
    let colors = |palette: fn(Family) -> super::color::Palette| -> String {
        let family = |family: Family| {
            let colors = palette(family);
            let word = family.class();
            let (fill, edge, band) = (colors.fill, colors.line, colors.band);
            format!("--{word}-fill:{fill};--{word}-edge:{edge};--{word}-band:{band};")
        };
        Family::ALL.map(family).concat()
    };
    let classes = Family::ALL.map(|family| {
        let word = family.class();
        format!(".{word}{{--fill:var(--{word}-fill);--edge:var(--{word}-edge);--band:var(--{word}-band)}}\n")
    });
    let light = format!("{LIGHT}--strip:{};{}", strip(&SCALE), colors(palette));
    let night = format!("{DARK}--strip:{};{}", strip(&DARK_SCALE), colors(dark));
    let style = STYLES
        .concat()
        .replace("{{light}}", &light)
        .replace("{{printed}}", &light)
        .replace("{{dark}}", &night);
    let data = data::data(scene, looks, collapsed, source, edit).to_string();
    // A `<` could end the HTML element that contains the data.
    let data = data.replace('<', "\\u003c");
    fill(&[
        ("title", &escape(scene.name())),
        ("fonts", &fonts()),
        ("style", &format!("{style}{}", classes.concat())),
        ("data", &data),
        ("script", &SCRIPTS.concat()),
    ])
}

/// Colours of the page itself. Texts have a contrast of 4.5 and more to what is behind them, white letters on the
/// colours of changes, too.
const LIGHT: &str = "--page:#ffffff;--side:#f8fafc;--line:#cbd5e1;--text:#0f172a;--soft:#475569;--wire:#94a3b8;\
--module:#f8fafc;--module-odd:#f1f5f9;--sheet:#e2e8f0;--mark:#2563eb;--hit:#f59e0b;\
--added:#15803d;--changed:#b45309;--renamed:#7c3aed;--removed:#dc2626;";
const DARK: &str = "--page:#0b1120;--side:#0f172a;--line:#334155;--text:#f1f5f9;--soft:#a3b1c6;--wire:#64748b;\
--module:#111a2e;--module-odd:#17233b;--sheet:#1e293b;--mark:#60a5fa;";

/// Returns the colours of a scale of costs as those of a gradient in CSS.
fn strip(scale: &[[u8; 3]; 5]) -> String {
    scale.map(|color| Color(color).to_string()).join(",")
}

pub(crate) fn fonts() -> String {
    let font = |(weight, bytes): (crate::text::Weight, &[u8])| {
        let (weight, data) = (weight.css(), STANDARD.encode(bytes));
        format!(
            "@font-face{{font-family:Inter;font-weight:{weight};src:url(data:font/ttf;base64,{data})}}\n"
        )
    };
    FONTS.map(font).concat()
}

/// Returns the page with each placeholder `{{name}}` replaced by the text with that name. Placeholders inside the texts
/// are not replaced.
///
/// # Panics
/// Panics if a placeholder of the page has no text or is not closed.
fn fill(texts: &[(&str, &str)]) -> String {
    let mut page = String::new();
    let mut rest = PAGE;
    while let Some((before, after)) = rest.split_once("{{") {
        let (name, after) = after
            .split_once("}}")
            .expect("the page's places are closed");
        let (_, text) = texts
            .iter()
            .find(|(known, _)| *known == name)
            .expect("the page's places are known");
        page += before;
        page += text;
        rest = after;
    }
    page + rest
}
