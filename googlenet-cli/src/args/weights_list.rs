//! Command-line options of `googlenet weights`.

use clap::{Args as Arguments, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Weight files: list the tensors that one must hold.
#[derive(Debug, Arguments)]
#[command(subcommand_required = true, arg_required_else_help = true)]
pub(crate) struct WeightFiles {
    #[command(subcommand)]
    pub(crate) command: WeightCommand,
}

#[derive(Debug, Subcommand)]
pub(crate) enum WeightCommand {
    /// List the tensors that a weight file must hold.
    List(WeightsList),
}

/// List the tensors that a weight file must hold: names, shapes and what their axes count. With a file, say which of
/// them fit.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet weights list specs/inception_v1.yaml
  googlenet weights list specs/inception_v1.yaml --format json | jq -r '.tensors[].name'
  googlenet weights list specs/inception_v1.yaml --weights mine.safetensors

Exit status: 0, or with --weights 1 where the file does not fit.")]
pub(crate) struct WeightsList {
    /// Network description (a YAML file).
    pub(crate) spec: PathBuf,
    /// Compare with this safetensors file: mark what fits, is missing, unknown, or of another shape or type.
    #[arg(long, value_name = "FILE")]
    pub(crate) weights: Option<PathBuf>,
    /// Include the tensors of the heads (auxiliary classifiers) that exist in training only. A file may lack them.
    #[arg(long)]
    pub(crate) training: bool,
    /// Format of the list.
    #[arg(long, value_enum, default_value_t = WeightsFormat::Text)]
    pub(crate) format: WeightsFormat,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum WeightsFormat {
    /// Aligned columns
    Text,
    /// A Markdown table
    Markdown,
    /// Comma-separated values
    Csv,
    /// JSON, for programs
    Json,
    /// YAML, for programs and people
    Yaml,
}
