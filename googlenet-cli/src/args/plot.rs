//! Command-line options of `googlenet plot` and `googlenet diff`.

use super::format::{Format, Formats};
use super::output::Written;
use super::spec::{Heads, InputSize, OneSpec, Spec};
use clap::{Args as Arguments, ValueEnum};
use googlenet_view::Background;

/// Pixels per inch of a PNG unless others are asked for.
pub(crate) const DPI: u32 = 144;

/// Draw a network as SVG, PNG, PDF, HTML, Graphviz or Mermaid.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet plot specs/inception_v1.yaml -o inception_v1.svg
  googlenet plot specs/inception_v1.yaml -o inception_v1.html
  googlenet plot specs/inception_v1.yaml --expand inception_3a --rankdir LR -o inception_3a.png --dpi 192
  googlenet plot specs/inception_v1.yaml --collapse --color-by macs -o macs.svg
  googlenet plot specs/inception_v1.yaml --module inception_3a --width 1200 -o inception_3a.png
  googlenet plot specs/inception_resnet_v2.yaml --collapse --fold -o inception_resnet_v2.pdf
  googlenet plot model.onnx --collapse --fold -o model.svg
  googlenet plot specs/inception_v1.yaml --format dot -o - | dot -Tsvg > inception_v1.dot.svg

Endings are svg, png, pdf, html (a page to explore, in one file), dot or gv (Graphviz), mmd (Mermaid).")]
pub(crate) struct Plot {
    #[command(flatten)]
    pub(crate) spec: OneSpec,
    #[command(flatten)]
    pub(crate) written: Written<PlotFormat>,
    #[command(flatten)]
    pub(crate) heads: Heads,
    /// Leave out the shapes of results.
    #[arg(long)]
    pub(crate) hide_shapes: bool,
    /// Leave out the names of layers and modules.
    #[arg(long)]
    pub(crate) hide_names: bool,
    /// Draw each module, such as a block, as one box.
    #[arg(long)]
    pub(crate) collapse: bool,
    /// Draw these modules, and those that contain them, expanded, and all others as one box each: paths of modules, or
    /// names of blocks, which stand for their first use.
    #[arg(long, value_name = "MODULE,…", value_delimiter = ',')]
    pub(crate) expand: Vec<String>,
    /// Draw one module alone, with its inputs: its path, or the name of a block, which stands for its first use.
    #[arg(long, value_name = "MODULE")]
    pub(crate) module: Option<String>,
    /// Draw equal modules and layers that follow one another once, with their number.
    #[arg(long)]
    pub(crate) fold: bool,
    /// Direction of the drawing: from top to bottom, or from left to right.
    #[arg(long, value_enum, ignore_case = true, default_value_t = Rankdir::Tb)]
    pub(crate) rankdir: Rankdir,
    /// Pixels per inch of a PNG; at 96 a letter is as large as in the SVG.
    #[arg(long, value_name = "N", default_value_t = DPI, value_parser = clap::value_parser!(u32).range(10..=2400))]
    pub(crate) dpi: u32,
    /// Property of a layer that the colour of its box shows.
    #[arg(long, value_enum, default_value_t = ColorWord::Kind)]
    pub(crate) color_by: ColorWord,
    /// Width of the drawing: pixels of a PNG, units of an SVG, points of a PDF.
    #[arg(long, value_name = "N", conflicts_with = "dpi", value_parser = clap::value_parser!(u32).range(16..=100_000))]
    pub(crate) width: Option<u32>,
    /// Text above the drawing instead of the network's name; '' leaves out the line of totals, too.
    #[arg(long, value_name = "TEXT")]
    pub(crate) title: Option<String>,
    /// When to draw a legend: auto (SVG, PNG, PDF), always (Graphviz and Mermaid, too), never. `--legend` alone means
    /// always.
    #[arg(long, value_enum, value_name = "WHEN", num_args = 0..=1, require_equals = true, default_value_t = LegendWord::Auto, default_missing_value = "always")]
    pub(crate) legend: LegendWord,
    /// Colours of SVG, PNG and PDF.
    #[arg(long, value_enum, default_value_t = ThemeWord::Light)]
    pub(crate) theme: ThemeWord,
    /// What is behind the drawing in SVG, PNG and PDF: transparent, white, black or a colour such as #f8fafc [default:
    /// that of the theme].
    #[arg(long, value_name = "COLOR")]
    pub(crate) background: Option<Background>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LegendWord {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ThemeWord {
    Light,
    Dark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PlotFormat {
    Svg,
    Png,
    Pdf,
    Html,
    Dot,
    Mermaid,
}

impl Formats for PlotFormat {
    const ALL: &'static [(Format, Self)] = &[
        (Format::Svg, Self::Svg),
        (Format::Png, Self::Png),
        (Format::Pdf, Self::Pdf),
        (Format::Html, Self::Html),
        (Format::Dot, Self::Dot),
        (Format::Mermaid, Self::Mermaid),
    ];
    const HAS_DEFAULT: bool = false;
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
    /// The kind of operation
    Kind,
    /// Multiply-accumulates for one image
    Macs,
    /// Number of parameters
    Params,
    /// Bytes of the results for one image
    Activations,
}

/// Show what differs between two versions of a description: layers, outputs, heads and totals.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet diff before.yaml after.yaml
  googlenet diff before.yaml after.yaml --format json | jq .totals
  googlenet diff before.yaml after.yaml -o diff.html
  git show HEAD:net.yaml | googlenet diff - net.yaml
  googlenet diff net.yaml model.onnx

Layers are compared by their paths; one that only has another path is shown as renamed.")]
pub(crate) struct Diff {
    /// Network description before the edit, or a model that `import` reads; `-` is standard input.
    pub(crate) before: Spec,
    /// Network description after the edit, or a model that `import` reads; `-` is standard input.
    pub(crate) after: Spec,
    #[command(flatten)]
    pub(crate) size: InputSize,
    #[command(flatten)]
    pub(crate) written: Written<DiffFormat>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DiffFormat {
    Text,
    Markdown,
    Json,
    Html,
}

impl Formats for DiffFormat {
    const ALL: &'static [(Format, Self)] = &[
        (Format::Text, Self::Text),
        (Format::Markdown, Self::Markdown),
        (Format::Json, Self::Json),
        (Format::Html, Self::Html),
    ];
}
