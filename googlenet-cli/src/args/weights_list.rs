//! Command-line options of `googlenet weights`.

use super::format::{Format, Formats};
use super::output::Written;
use super::spec::{Heads, OneSpec};
use super::weights_import::WeightsImport;
use clap::{Args as Arguments, Subcommand};
use std::path::PathBuf;

/// Weight files: list the tensors that one must hold, and convert those of other programs.
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
    /// Convert a weight file of another program (PyTorch, Keras, TensorFlow.js, NumPy) to the one that a network reads.
    Import(WeightsImport),
}

/// List the tensors that a weight file must hold: names, shapes and what their axes count. With a file, say which of
/// them fit.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet weights list specs/inception_v1.yaml
  googlenet weights list specs/inception_v1.yaml --format json | jq -r '.tensors[].name'
  googlenet weights list specs/inception_v1.yaml --weights mine.safetensors
  googlenet weights list model.onnx

With --weights heads of training are always included; a file may lack them.")]
pub(crate) struct WeightsList {
    #[command(flatten)]
    pub(crate) spec: OneSpec,
    /// Compare with this weight file: mark what fits, is missing, unknown, or of another shape or type.
    #[arg(long, value_name = "FILE")]
    pub(crate) weights: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) heads: Heads,
    #[command(flatten)]
    pub(crate) written: Written<WeightsFormat>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WeightsFormat {
    Text,
    Markdown,
    Csv,
    Json,
    Yaml,
}

impl Formats for WeightsFormat {
    const ALL: &'static [(Format, Self)] = &[
        (Format::Text, Self::Text),
        (Format::Markdown, Self::Markdown),
        (Format::Csv, Self::Csv),
        (Format::Json, Self::Json),
        (Format::Yaml, Self::Yaml),
    ];
}
