//! Formatting of a description as YAML.

use super::option::{print_setting, printed};
use super::{Body, Branch, Description, Entry, Head, Join, Layer, Part};
use googlenet_dsl::grammar::Setting;
use std::fmt::Write;

/// Largest length in bytes of a name whose value is aligned with those of the other entries of a list of layers; the
/// values of longer names stand further right.
const MAX_ALIGNED: usize = 24;

impl Description<'_> {
    /// Formats the description as YAML. Names are written as they are, without quotes.
    pub(crate) fn text(&self) -> String {
        let mut lines = Lines::default();
        let [height, width, channels] = self.input;
        lines.line(0, "format: 1");
        lines.line(0, &format!("name: {}", self.preamble.name));
        lines.line(
            0,
            &format!("input: {{height: {height}, width: {width}, channels: {channels}}}"),
        );
        let further = &self.preamble.lines;
        further.iter().for_each(|line| lines.line(0, line));
        lines.defaults(self);
        lines.blocks(self);
        lines.line(0, "\nlayers:");
        lines.chain(2, &self.layers);
        lines.heads(&self.heads);
        if !self.outputs.is_empty() {
            lines.line(0, &format!("\noutputs: [{}]", self.outputs.join(", ")));
        }
        lines.0
    }
}

/// The text of a description, or of a part of one, that has been written so far: lines of YAML.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// Writes a line, indented by `indent` spaces.
    fn line(&mut self, indent: usize, line: &str) {
        let _ = writeln!(self.0, "{:indent$}{line}", "");
    }

    /// Writes the description's entry `defaults`; nothing if the description has no defaults.
    fn defaults(&mut self, description: &Description<'_>) {
        let defaults = &description.defaults;
        let widths = defaults.iter().map(|(kind, _)| kind.len() + 1);
        let width = widths.max().unwrap_or(0);
        if !defaults.is_empty() {
            self.line(0, "\ndefaults:");
        }
        for (kind, options) in defaults {
            let (head, options) = (format!("{kind}:"), printed(options).join(", "));
            self.line(2, &format!("{head:width$} {{{options}}}"));
        }
    }

    /// Writes the description's entry `blocks`; nothing if the description has no blocks.
    fn blocks(&mut self, description: &Description<'_>) {
        if !description.blocks.is_empty() {
            self.line(0, "\nblocks:");
        }
        for block in &description.blocks {
            self.line(2, &format!("{}:", block.name));
            if !block.columns.is_empty() {
                self.line(4, &format!("columns: [{}]", block.columns.join(", ")));
            }
            match &block.body {
                Body::Join(join) => self.branches(4, join, Vec::new()),
                Body::Layers(layers) => {
                    self.line(4, "layers:");
                    self.chain(6, layers);
                }
            }
        }
    }

    /// Writes the entry `heads`, if there are any. A head that consists of one use of a block is written on one line.
    fn heads(&mut self, heads: &[Head]) {
        if !heads.is_empty() {
            self.line(0, "\nheads:");
        }
        for head in heads {
            let Head { name, from, .. } = head;
            let from = format!("from: {from}");
            let weight = format!("weight: {}", head.weight);
            let about = [from.as_str(), "when: training", &weight];
            if let [
                Entry {
                    part: Part::Use { .. },
                    ..
                },
            ] = head.layers[..]
            {
                let about = about.join(", ");
                let layers = entries(0, &head.layers, 0);
                let layers = layers.trim_end();
                self.line(2, &format!("{name}: {{{about}, layers: {{{layers}}}}}"));
                continue;
            }
            self.line(2, &format!("{name}:"));
            about.iter().for_each(|line| self.line(4, line));
            self.line(4, "layers:");
            self.chain(6, &head.layers);
        }
    }

    /// Writes a list of layers, indented by `indent` spaces, with the values aligned.
    fn chain(&mut self, indent: usize, chain: &[Entry]) {
        self.0 += &entries(indent, chain, width(chain));
    }

    /// Writes an entry that is a concatenation or sum: on one line if all branches are references, otherwise as a list
    /// of branches. `head` is the entry's name with a colon, `width` the width in bytes to which it is padded,
    /// `further` the texts `from: NAME` and `source: NAME` of an entry that has them.
    fn join(&mut self, indent: usize, head: &str, width: usize, join: &Join, further: Vec<String>) {
        let references = join.branches.iter().map(|branch| match branch {
            Branch::Reference(name) => Some(name.as_str()),
            Branch::Chain(_) => None,
        });
        let Some(references) = references.collect::<Option<Vec<&str>>>() else {
            self.line(indent, head);
            return self.branches(indent + 2, join, further);
        };
        let mut options = vec![format!("{}: [{}]", join.kind, references.join(", "))];
        options.extend(printed(&join.options));
        options.extend(further);
        self.line(indent, &format!("{head:width$} {{{}}}", options.join(", ")));
    }

    /// Writes the branches of a concatenation or sum as a list with a dash per branch, and behind the list its options
    /// and `further`, one on each line.
    fn branches(&mut self, indent: usize, join: &Join, further: Vec<String>) {
        self.line(indent, &format!("{}:", join.kind));
        let dash = indent + 2;
        let widths = join.branches.iter().map(|branch| match branch {
            Branch::Reference(_) => 0,
            Branch::Chain(chain) => width(chain),
        });
        let width = widths.max().unwrap_or(0);
        for branch in &join.branches {
            match branch {
                Branch::Reference(name) => self.line(dash, &format!("- {name}")),
                Branch::Chain(chain) => {
                    let lines = entries(dash + 2, chain, width);
                    // The first entry of the branch is on the line of the dash.
                    let _ = write!(self.0, "{:dash$}- {}", "", &lines[dash + 2..]);
                }
            }
        }
        let options = printed(&join.options).into_iter().chain(further);
        options.for_each(|option| self.line(indent, &option));
    }
}

/// Returns the width in bytes to which names and colons of a list of layers are padded: that of the longest name of at
/// most [`MAX_ALIGNED`] bytes, and its colon.
fn width(chain: &[Entry]) -> usize {
    let widths = chain.iter().map(|entry| entry.name.len());
    widths.filter(|len| *len <= MAX_ALIGNED).max().unwrap_or(0) + 1
}

/// Formats a list of layers, indented by `indent` spaces, with names and colons padded to `width` bytes.
fn entries(indent: usize, chain: &[Entry], width: usize) -> String {
    let mut lines = Lines::default();
    for entry in chain {
        let head = format!("{}:", entry.name);
        let from = entry.from.as_ref().map(|from| format!("from: {from}"));
        let repeat = entry.repeat.map(|times| format!("repeat: {times}"));
        let source = entry.source.as_deref();
        let source = source.map(|source| format!("source: {}", quoted(source)));
        let of_join: Vec<String> = from.clone().into_iter().chain(source.clone()).collect();
        let further: Vec<String> = repeat.into_iter().chain(from).chain(source).collect();
        let value = match &entry.part {
            Part::Layer(part) => layer(part, further),
            Part::Use { block, row } => of_block(block, row, further),
            Part::Join(join) => {
                lines.join(indent, &head, width, join, of_join);
                continue;
            }
        };
        lines.line(indent, &format!("{head:width$} {value}"));
    }
    lines.0
}

/// Formats a text as a value of YAML: as it is, if that is read as a text in any place, otherwise in double quotes.
fn quoted(text: &str) -> String {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '/' | '.' | '-');
    let is_word = text.chars().any(|c| c.is_ascii_alphabetic());
    let starts = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    // Words and numbers that are no texts to YAML.
    let is_other = ["true", "false", "null", "y", "n", "yes", "no", "on", "off"]
        .contains(&text.to_ascii_lowercase().as_str())
        || text.starts_with("0x")
        || text.starts_with("0o")
        || text.parse::<f64>().is_ok();
    match text.chars().all(is_plain) && is_word && starts && !is_other {
        true => text.to_owned(),
        false => {
            let escaped = text.replace('\\', "\\\\").replace('"', "\\\"");
            format!("\"{escaped}\"")
        }
    }
}

/// Formats the value of an entry that is a layer. A kind without a main argument is written as a bare word, or as a key
/// whose value holds the options. `further` are the texts `repeat: TIMES`, `from: NAME` and `source: NAME` of an entry
/// that has them.
fn layer(layer: &Layer, further: Vec<String>) -> String {
    let mut options = printed(&layer.options);
    if layer.kind.argument.is_none() {
        let kind = layer.kind.name;
        match (options.is_empty(), further.is_empty()) {
            (true, true) => return kind.to_owned(),
            (true, false) => options = vec![format!("{kind}: ")],
            (false, _) => options = vec![format!("{kind}: {{{}}}", options.join(", "))],
        }
    }
    options.extend(further);
    format!("{{{}}}", options.join(", "))
}

/// Formats the value of an entry that uses a block: the block's name with the row of column values, and `further` as in
/// [`layer`].
fn of_block(block: &str, row: &[Setting], further: Vec<String>) -> String {
    let cells: Vec<String> = row.iter().map(print_setting).collect();
    if cells.is_empty() && further.is_empty() {
        return block.to_owned();
    }
    let row = format!("{block}: [{}]", cells.join(", "));
    let all: Vec<String> = std::iter::once(row).chain(further).collect();
    format!("{{{}}}", all.join(", "))
}
