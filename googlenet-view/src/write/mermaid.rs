//! Writer of drawings as Mermaid flowcharts, which GitHub and GitLab draw inside Markdown.

use super::color::palette;
use super::graph::{Drawn, Element};
use crate::facts::Family;
use crate::options::{ColorBy, Direction};
use crate::scene::Scene;

/// Returns a drawing as a flowchart, with expanded modules as subgraphs. `collapsed` says for each module, by its
/// index, whether it is one box.
pub(crate) fn write(scene: &Scene, collapsed: &[bool]) -> String {
    let drawn = Drawn::new(scene, collapsed);
    let direction = match scene.options.direction {
        Direction::TopBottom => "TB",
        Direction::LeftRight => "LR",
    };
    let mut text = match scene.options.title.as_deref() {
        None | Some("") => String::new(),
        Some(title) => format!("---\ntitle: {}\n---\n", quoted(title)),
    };
    text += &format!("flowchart {direction}\n");
    let by_kind = scene.options.color == ColorBy::Kind;
    let mut styles = Vec::new();
    let legend = drawn.legend();
    if !legend.is_empty() {
        text += "  subgraph legend\n";
        for (at, (words, fill, line)) in legend.into_iter().enumerate() {
            text += &format!("    legend{at}(\"{}\")\n", escape(&words));
            styles.push(format!(
                "  style legend{at} fill:{fill},stroke:{line},color:#0f172a\n"
            ));
        }
        text += "  end\n";
    }
    let mut depth = 1;
    for element in drawn.elements() {
        if matches!(element, Element::Close) {
            depth -= 1;
        }
        let pad = "  ".repeat(depth);
        match element {
            Element::Box(layer, content) => {
                let lines: Vec<String> = Drawn::lines(content).into_iter().map(escape).collect();
                let label = format!("<b>{}</b>{}", lines[0], rest(&lines[1..]));
                let class = format!(":::{}", content.family.word());
                let class = if by_kind { class.as_str() } else { "" };
                text += &format!("{pad}n{layer}(\"{label}\"){class}\n");
                if !by_kind {
                    let (fill, line) = drawn.colors(content);
                    styles.push(format!(
                        "  style n{layer} fill:{fill},stroke:{line},color:#0f172a\n"
                    ));
                }
            }
            Element::Open(group) => {
                text += &format!(
                    "{pad}subgraph m{group}[\"{}\"]\n",
                    escape(&drawn.title(group))
                );
                styles.push(format!(
                    "  style m{group} fill:#f8fafc,stroke:#cbd5e1,color:#0f172a\n"
                ));
                depth += 1;
            }
            Element::Close => text += &format!("{pad}end\n"),
        }
    }
    for (from, to) in drawn.wires() {
        text += &format!("  n{from} --> n{to}\n");
    }
    if by_kind {
        for family in Family::ALL {
            let colors = palette(family);
            let (word, fill, line) = (family.word(), colors.fill, colors.line);
            text += &format!("  classDef {word} fill:{fill},stroke:{line},color:#0f172a\n");
        }
    }
    text + &styles.concat()
}

fn rest(lines: &[String]) -> String {
    lines.iter().map(|line| format!("<br/>{line}")).collect()
}

/// Returns a text as a quoted string of YAML, in which the title stands.
fn quoted(text: &str) -> String {
    let letter = |letter: char| match letter {
        '"' | '\\' => format!("\\{letter}"),
        letter if letter.is_control() => "\u{fffd}".to_owned(),
        letter => letter.to_string(),
    };
    format!("\"{}\"", text.chars().map(letter).collect::<String>())
}

/// Escapes characters with a meaning in Mermaid as `#code;`, and replaces control characters by U+FFFD.
fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '"' | '#' | '&' | '<' | '>' | '`' | ';' => escaped += &format!("#{};", letter as u32),
            letter if letter.is_control() => escaped.push('\u{fffd}'),
            letter => escaped.push(letter),
        }
    }
    escaped
}
