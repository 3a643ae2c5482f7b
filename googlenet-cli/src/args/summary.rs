//! Command-line options of `googlenet summary` and `googlenet compare`.

use super::format::{Format, Formats};
use super::output::Written;
use super::spec::{Heads, OneSpec, Specs};
use clap::Args as Arguments;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use googlenet_runtime::summary::Column;

/// Print a table of a network's layers.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet summary specs/inception_v1.yaml
  googlenet summary specs/inception_v1.yaml --format text --columns macs,activations,receptive_field
  googlenet summary specs/inception_v1.yaml --format json | jq .params
  googlenet summary specs/heads_small.yaml --training")]
pub(crate) struct Summary {
    #[command(flatten)]
    pub(crate) spec: OneSpec,
    #[command(flatten)]
    pub(crate) written: Written<SummaryFormat>,
    /// Further columns, separated by commas (csv, json and yaml have all of them).
    #[arg(long, value_delimiter = ',', value_name = "COLUMN", value_parser = column())]
    pub(crate) columns: Vec<Column>,
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

The depth counts the layers with kernels (convolutions and dense layers) on the longest path, as papers do. The receptive
field is that of the first output's values and counts padding, so that it may be larger than the input.")]
pub(crate) struct Compare {
    #[command(flatten)]
    pub(crate) specs: Specs,
    #[command(flatten)]
    pub(crate) written: Written<CompareFormat>,
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
