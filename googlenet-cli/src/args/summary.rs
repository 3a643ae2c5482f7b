//! Command-line options of `googlenet summary` and `googlenet compare`.

use super::format::{Format, Formats};
use super::output::Written;
use super::session::Choice;
use super::spec::{Heads, OneSpec, Specs};
use clap::Args as Arguments;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use googlenet_runtime::summary::{Column, Total};
use std::path::PathBuf;

/// Print a table of a network's layers.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet summary specs/inception_v1.yaml
  googlenet summary specs/inception_v1.yaml --format text --columns macs,activations,receptive_field
  googlenet summary specs/inception_v1.yaml --format text --depth 1 --columns macs,kernel,stride
  googlenet summary specs/inception_v1.yaml --json | jq .params
  googlenet summary specs/heads_small.yaml --training
  googlenet summary specs/inception_v3.yaml --input-size 320x480
  googlenet summary specs/inception_v1.yaml --format text --memory low
  googlenet summary specs/uci_digits.yaml --format text --weights digits_int8.safetensors
  googlenet summary model.onnx")]
pub(crate) struct Summary {
    #[command(flatten)]
    pub(crate) spec: OneSpec,
    #[command(flatten)]
    pub(crate) written: Written<SummaryFormat>,
    /// Further columns, separated by commas (csv, json and yaml have all of them).
    #[arg(long, value_delimiter = ',', value_name = "COLUMN", value_parser = column())]
    pub(crate) columns: Vec<Column>,
    /// Fold modules below this depth into one row each: 1 shows the steps of the description, 2 also those of the
    /// blocks and branches in them.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) depth: Option<u16>,
    /// File of `googlenet quantize`: sizes are those of its integers. A model of integers has its own.
    #[arg(long, value_name = "FILE", conflicts_with = "training")]
    pub(crate) weights: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) choice: Choice,
    #[command(flatten)]
    pub(crate) heads: Heads,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SummaryFormat {
    Keras,
    Text,
    Markdown,
    Csv,
    Json,
    Yaml,
}

impl Formats for SummaryFormat {
    const ALL: &'static [(Format, Self)] = &[
        (Format::Keras, Self::Keras),
        (Format::Text, Self::Text),
        (Format::Markdown, Self::Markdown),
        (Format::Csv, Self::Csv),
        (Format::Json, Self::Json),
        (Format::Yaml, Self::Yaml),
    ];
}

fn column() -> impl TypedValueParser<Value = Column> {
    let words = Column::ALL.iter().map(|column| column.as_str());
    PossibleValuesParser::new(words).try_map(|word| word.parse::<Column>())
}

/// Print the totals of networks side by side: parameters, multiply-accumulates, memory, depth, receptive field.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet compare specs/inception_v1.yaml specs/vgg16.yaml
  googlenet compare specs/*.yaml --format csv
  googlenet compare specs/inception_v3.yaml inception.onnx --input-size 320

Networks are headed by their names or, where two have the same one, by their files. Broken budgets, and blocks and defaults
that nothing uses, are warnings. Beside totals for which `published` has a paper's figure stands that figure, and by how
much the network's own differs from it.

The depth counts the layers with kernels (convolutions and dense layers) on the longest path, as papers do. The receptive
field is that of the first output's values and counts padding, so that it may be larger than the input.")]
pub(crate) struct Compare {
    #[command(flatten)]
    pub(crate) specs: Specs,
    #[command(flatten)]
    pub(crate) written: Written<CompareFormat>,
    /// Put networks in rows instead of columns, as csv always does, with fewer values unless they are chosen; text on a
    /// terminal that is too narrow for the columns does so by itself.
    #[arg(long)]
    pub(crate) rows: bool,
    /// Values to show, in this order, separated by commas (csv, json and yaml have all of them but `macs_per_param`,
    /// and `dense` as `dense_params`).
    #[arg(long, value_delimiter = ',', value_name = "VALUE", value_parser = total())]
    pub(crate) columns: Vec<Total>,
    /// Sort networks by this value, the smallest first; in the order of the command line without it.
    #[arg(long, value_name = "VALUE", value_parser = total())]
    pub(crate) sort: Option<Total>,
    /// Sort the largest first.
    #[arg(long, requires = "sort")]
    pub(crate) reverse: bool,
}

fn total() -> impl TypedValueParser<Value = Total> {
    let words = Total::ALL.iter().map(|total| total.as_str());
    PossibleValuesParser::new(words).try_map(|word| word.parse::<Total>())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum CompareFormat {
    Text,
    Markdown,
    Csv,
    Json,
    Yaml,
}

impl Formats for CompareFormat {
    const ALL: &'static [(Format, Self)] = &[
        (Format::Text, Self::Text),
        (Format::Markdown, Self::Markdown),
        (Format::Csv, Self::Csv),
        (Format::Json, Self::Json),
        (Format::Yaml, Self::Yaml),
    ];
}
