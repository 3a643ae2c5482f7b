//! Command-line options of `googlenet evaluate`.

use super::data::Data;
use super::format::{FormatOf, ReportFormat, of_report};
use super::session::{Choice, Threads};
use super::spec::OneSpec;
use super::weights::RunWeights;
use clap::Args as Arguments;
use std::path::PathBuf;

/// Measure how well a network classifies images with labels: top-1, top-5, loss, and each class.
#[derive(Debug, Arguments)]
#[command(mut_arg("format", of_report))]
#[command(after_help = "Examples:
  googlenet evaluate run/digits.yaml --weights run/best.safetensors --data test.npz
  googlenet evaluate googlenet.yaml --weights googlenet.safetensors --data imagenet/val -o report.html
  googlenet evaluate run/digits.yaml --weights run/best.safetensors --data test.npz --confusion confusion.svg --json

Images become the input as `preprocess` of the description says. The page of -o has the confusion matrix, the classes, and the
mistakes of which the network was surest with their images. The loss is the cross entropy of the first output, without
smoothing of labels, L2 and heads. Of data that have parts, such as the arrays `x_test` and `y_test` of an .npz file or the
files of the MNIST form, that of the test is taken, or else that of validation. With --json the report is an object:
{\"network\", \"part\": \"test\", \"validation\" or null of data without parts, \"images\", \"left_out\", \"top_1\", \"top_5\",
\"loss\", \"seconds\", \"classes\": [{\"index\", \"label\", \"images\", \"correct\", \"precision\", \"recall\", \"f1\"}],
\"confusion\": rows by label of columns by prediction}.")]
pub(crate) struct Evaluate {
    #[command(flatten)]
    pub(crate) spec: OneSpec,
    #[command(flatten)]
    pub(crate) weights: RunWeights,
    #[command(flatten)]
    pub(crate) data: Data,
    /// File to write a page to, an .html file.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
    /// File to draw the confusion matrix to, an .svg file.
    #[arg(long, value_name = "FILE")]
    pub(crate) confusion: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) choice: Choice,
    #[command(flatten)]
    pub(crate) threads: Threads,
    /// Print neither progress nor totals on standard error.
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) format: FormatOf<ReportFormat>,
}
