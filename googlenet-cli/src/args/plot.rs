//! Command-line options of `googlenet plot` and `googlenet diff`.

use clap::{Args as Arguments, ValueEnum};
use std::path::PathBuf;

/// Draw a network.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet plot specs/inception_v1.yaml -o inception_v1.svg
  googlenet plot specs/inception_v1.yaml -o inception_v1.html
  googlenet plot specs/inception_v1.yaml --expand inception_3a --rankdir LR -o inception_3a.png --dpi 192
  googlenet plot specs/inception_v1.yaml --collapse --color-by macs -o macs.svg
  googlenet plot specs/inception_v1.yaml --format dot -o - | dot -Tpdf > inception_v1.pdf

The format is the file's ending: svg, png, html (a page to explore, in one file), dot or gv (Graphviz), mmd (Mermaid).")]
pub(crate) struct Plot {
    /// The description.
    pub(crate) spec: PathBuf,
    /// The drawing; `-` is standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// The format, where the file's ending does not tell it.
    #[arg(long, value_enum)]
    pub(crate) format: Option<PlotFormat>,
    /// Draw the heads that only training has, too.
    #[arg(long)]
    pub(crate) training: bool,
    /// Leave out the shapes of results.
    #[arg(long)]
    pub(crate) hide_shapes: bool,
    /// Leave out the names of layers.
    #[arg(long)]
    pub(crate) hide_names: bool,
    /// Draw each module as one box.
    #[arg(long)]
    pub(crate) collapse: bool,
    /// Draw this module and those around it expanded, all others as one box each; may be given several times.
    #[arg(long, value_name = "MODULE")]
    pub(crate) expand: Vec<String>,
    /// From top to bottom, or from left to right.
    #[arg(long, value_enum, ignore_case = true, default_value_t = Rankdir::Tb)]
    pub(crate) rankdir: Rankdir,
    /// Pixels per inch of a PNG; at 96 a letter is as large as in the SVG.
    #[arg(long, value_name = "N", default_value_t = 144, value_parser = clap::value_parser!(u32).range(10..=2400))]
    pub(crate) dpi: u32,
    /// Meaning of the colours of boxes.
    #[arg(long, value_enum, default_value_t = ColorWord::Kind)]
    pub(crate) color_by: ColorWord,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlotFormat {
    Svg,
    Png,
    Html,
    #[value(alias = "gv")]
    Dot,
    #[value(alias = "mmd")]
    Mermaid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Rankdir {
    #[value(name = "TB")]
    Tb,
    #[value(name = "LR")]
    Lr,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorWord {
    /// The operation of a layer
    Kind,
    /// Multiply-accumulates
    Macs,
    /// Parameters
    Params,
    /// Bytes of the results
    Memory,
}

/// Compare two versions of a description.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet diff before.yaml after.yaml
  googlenet diff before.yaml after.yaml --format json | jq .totals
  googlenet diff before.yaml after.yaml -o diff.html
  git show HEAD:net.yaml > before.yaml && googlenet diff before.yaml net.yaml

Layers are compared by their paths; one that only has another path is shown as renamed.")]
pub(crate) struct Diff {
    /// The description before the edit.
    pub(crate) before: PathBuf,
    /// The description after it.
    pub(crate) after: PathBuf,
    /// The format; unless given, the file's ending tells it, and without -o it is a table.
    #[arg(long, value_enum)]
    pub(crate) format: Option<DiffFormat>,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people; in colour on a terminal
    Table,
    /// For programs
    Json,
    /// A page with the drawing in which what changed is marked
    Html,
}
