//! Writer of the HTML page for exploring a network: the drawing, the properties of each layer, and a table of layers.
//! The page loads no other files.

mod data;

pub(crate) use data::{Edit, cost};

use super::color::{dark, palette};
use super::svg::escape;
use crate::facts::Family;
use crate::scene::Scene;
use crate::text::FONTS;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;

const PAGE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPTS: [&str; 5] = [
    include_str!("script/tape.js"),
    include_str!("script/draw.js"),
    include_str!("script/view.js"),
    include_str!("script/side.js"),
    include_str!("script/main.js"),
];

/// Returns the page of a network. `collapsed` says for each module, by its index, whether it is one box at first;
/// `source` is the text of the description, of which the page shows the line of each layer; `edit` has the changes that
/// the page lists and marks.
pub(crate) fn write(
    scene: &Scene,
    collapsed: &[bool],
    source: Option<&str>,
    edit: Option<&Edit>,
) -> String {
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
    let style = STYLE
        .replace("{{light}}", &colors(palette))
        .replace("{{dark}}", &format!("{DARK}{}", colors(dark)));
    let data = data::data(scene, collapsed, source, edit).to_string();
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

const DARK: &str = "--page:#0b1120;--side:#0f172a;--line:#334155;--text:#f1f5f9;--soft:#a3b1c6;--wire:#64748b;\
--module:#111a2e;--module-odd:#17233b;--sheet:#1e293b;--mark:#60a5fa;--heat:#d9581f;--bare:#1e293b;";

fn fonts() -> String {
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
