//! Writer of drawings in Graphviz' DOT language.

use super::graph::{Drawn, Element};
use crate::scene::Scene;

/// Returns a drawing as DOT, with expanded modules as clusters. `collapsed` says for each module, by its index, whether
/// it is one box.
pub(crate) fn write(scene: &Scene, collapsed: &[bool]) -> String {
    let drawn = Drawn::new(scene, collapsed);
    let name = quoted(scene.graph.name());
    let rankdir = scene.options.direction.as_str();
    let mut dot = format!("digraph {name} {{\n");
    dot += &format!(
        "  graph [rankdir={rankdir}, fontname=\"Inter,Helvetica,Arial\", fontsize=12, nodesep=0.3, ranksep=0.4];\n"
    );
    dot += "  node [shape=box, style=\"rounded,filled\", fontname=\"Inter,Helvetica,Arial\", fontsize=11, margin=\"0.18,0.08\"];\n";
    dot += "  edge [color=\"#94a3b8\", arrowsize=0.7];\n";
    if let Some(title) = &scene.options.title {
        dot += &format!("  label={}; labelloc=t;\n", quoted(title));
    }
    let legend = drawn.legend();
    if !legend.is_empty() {
        dot += "  subgraph cluster_legend {\n    label=legend; labeljust=l; color=\"#cbd5e1\";\n";
        for (at, (words, fill, line)) in legend.into_iter().enumerate() {
            let label = quoted(&words);
            dot += &format!(
                "    legend{at} [label={label}, fillcolor=\"{fill}\", color=\"{line}\"];\n"
            );
        }
        dot += "  }\n";
    }
    let mut depth = 1;
    for element in drawn.elements() {
        if matches!(element, Element::Close) {
            depth -= 1;
        }
        let pad = "  ".repeat(depth);
        match element {
            Element::Box(layer, content) => {
                let label = quoted(&Drawn::lines(content).join("\n"));
                let (fill, line) = drawn.colors(content);
                dot += &format!(
                    "{pad}n{layer} [label={label}, fillcolor=\"{fill}\", color=\"{line}\"];\n"
                );
            }
            Element::Open(group) => {
                let label = quoted(&drawn.title(group));
                dot += &format!("{pad}subgraph cluster_{group} {{\n");
                dot += &format!(
                    "{pad}  label={label}; labeljust=l; style=\"rounded,filled\"; color=\"#cbd5e1\"; fillcolor=\"#f8fafc\";\n"
                );
                depth += 1;
            }
            Element::Close => dot += &format!("{pad}}}\n"),
        }
    }
    for (from, to) in drawn.wires() {
        dot += &format!("  n{from} -> n{to};\n");
    }
    dot += "}\n";
    dot
}

/// Returns a text as a quoted DOT string. Line breaks become `\n`, which centres the lines; other control characters
/// become U+FFFD.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for letter in text.chars() {
        match letter {
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            letter if letter.is_control() => quoted.push('\u{fffd}'),
            letter => quoted.push(letter),
        }
    }
    quoted.push('"');
    quoted
}
