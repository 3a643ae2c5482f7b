//! Command-line options of `googlenet pack`.

use super::format::{FormatOf, ReportFormat, of_report};
use super::output::Output;
use super::session::Choice;
use super::spec::OneSpec;
use super::weights::Weights;
use clap::Args as Arguments;
use std::path::PathBuf;

/// Save packed weights, that is weights in the order in which kernels read them, to a file that `run`, `classify`,
/// `bench` and `profile` map with --packed, so that they start sooner.
#[derive(Debug, Arguments)]
#[command(mut_arg("format", of_report))]
#[command(after_help = "Examples:
  googlenet pack specs/inception_v1.yaml --weights w.safetensors -o w.packed
  googlenet pack model.onnx -o w.packed
  googlenet run specs/inception_v1.yaml --packed w.packed --image cat.jpg
  googlenet pack specs/inception_v1.yaml --check w.packed --weights w.safetensors

The file is for this description, this instruction set (GOOGLENET_ISA chooses another) and this version of the program;
others say what differs. It must not be changed while it is in use; to replace it, move another file to its place, as this
command does. --format is that of the report of --check. From packed weights, a convolution cannot be tapped before its
`batch_norm` or activation.")]
pub(crate) struct Pack {
    #[command(flatten)]
    pub(crate) spec: OneSpec,
    #[command(flatten)]
    pub(crate) weights: Weights,
    #[command(flatten)]
    pub(crate) choice: Choice,
    #[command(flatten)]
    pub(crate) output: Output,
    /// Check that this packed file is intact, and its weights finite; with --weights or --seed, also that it was packed
    /// from these.
    #[arg(long, value_name = "FILE", conflicts_with = "output")]
    pub(crate) check: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) format: FormatOf<ReportFormat>,
}
