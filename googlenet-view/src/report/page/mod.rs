//! What pages of reports have in common: one file with its style, its font and its script, in light and dark colours.

use super::tint::Tint;
use crate::options::Theme;
use crate::write::html::fonts;
use crate::write::svg::escape;
use serde_json::Value;

const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// Parts of a page. `body` is HTML.
pub(super) struct Page<'p> {
    pub(super) title: &'p str,
    /// Sentence below the title.
    pub(super) summary: &'p str,
    pub(super) body: &'p str,
    /// Data for the script, which finds them as `data`.
    pub(super) data: &'p Value,
    pub(super) script: &'p str,
}

impl Page<'_> {
    /// Returns the text of the page.
    pub(super) fn text(&self) -> String {
        let [title, summary] = [self.title, self.summary].map(escape);
        let [light, dark] = [Theme::Light, Theme::Dark].map(colors);
        let style = STYLE
            .replace("{{light}}", &light)
            .replace("{{dark}}", &dark);
        // A `<` could end the element that contains the data.
        let data = self.data.to_string().replace('<', "\\u003c");
        format!(
            "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; \
             script-src 'unsafe-inline'; font-src data:; img-src data:\">\n\
             <meta name=\"color-scheme\" content=\"light dark\">\n<link rel=\"icon\" href=\"data:,\">\n\
             <title>{title}</title>\n<style>\n{}{style}</style>\n</head>\n<body>\n\
             <header><div><h1>{title}</h1><p>{summary}</p></div>\
             <button id=\"theme\" type=\"button\" aria-label=\"Switch between dark and light\">Dark or light</button>\
             </header>\n<main>\n{}</main>\n<div id=\"tip\" role=\"status\" hidden></div>\n\
             <script type=\"application/json\" id=\"data\">{data}</script>\n\
             <script>\n{SCRIPT}{}</script>\n</body>\n</html>\n",
            fonts(),
            self.body,
            self.script
        )
    }
}

/// Returns the declarations of a theme's colours.
fn colors(theme: Theme) -> String {
    let declare = |tint: Tint| format!("{}:{};", tint.variable(), tint.color(theme));
    Tint::all().into_iter().map(declare).collect()
}

/// Returns a section with a heading; nothing if its body is empty.
pub(super) fn section(heading: &str, class: &str, body: &str) -> String {
    match body.is_empty() {
        true => String::new(),
        false => format!(
            "<section class=\"{class}\"><h2>{}</h2>\n{body}</section>\n",
            escape(heading)
        ),
    }
}

/// Returns the list of names and values that describes a run; nothing if it is empty.
pub(super) fn about(rows: &[(String, String)]) -> String {
    let row = |(name, value): &(String, String)| {
        format!(
            "<div><dt>{}</dt><dd>{}</dd></div>\n",
            escape(name),
            escape(value)
        )
    };
    match rows.is_empty() {
        true => String::new(),
        false => format!("<dl>\n{}</dl>\n", rows.iter().map(row).collect::<String>()),
    }
}

/// Column of a table: its heading, and whether its cells are numbers, which stand at the right.
pub(super) type Column<'c> = (&'c str, bool);

/// Cell of a table: what it shows, and the number by which rows are sorted where the text is not sorted by.
pub(super) struct Cell {
    pub(super) text: String,
    pub(super) order: Option<f64>,
}

/// Returns a table, each row with its class and its cells, whose rows can be sorted by each column.
pub(super) fn table(id: &str, columns: &[Column<'_>], rows: &[(&str, Vec<Cell>)]) -> String {
    let class = |is_number: bool| if is_number { " class=\"number\"" } else { "" };
    let mut html = format!("<div class=\"wide\"><table id=\"{id}\">\n<thead><tr>");
    for (name, is_number) in columns {
        html += &format!(
            "<th scope=\"col\"{}><button type=\"button\">{}</button></th>",
            class(*is_number),
            escape(name)
        );
    }
    html += "</tr></thead>\n<tbody>\n";
    for (kind, cells) in rows {
        html += &match kind.is_empty() {
            true => "<tr>".to_owned(),
            false => format!("<tr class=\"{kind}\">"),
        };
        for (cell, (_, is_number)) in cells.iter().zip(columns) {
            let order = match cell.order {
                Some(order) if order.is_finite() => format!(" data-order=\"{order}\""),
                _ => String::new(),
            };
            let text = escape(&cell.text);
            html += &format!("<td{}{order}>{text}</td>", class(*is_number));
        }
        html += "</tr>\n";
    }
    html + "</tbody></table></div>\n"
}
