//! Command-line options of `googlenet classify`.

use super::format::ReportFormat;
use super::image::{Classes, ImageLimits};
use super::output::Written;
use super::session::{Batch, Choice, Threads};
use super::spec::OneSpec;
use super::weights::RunWeights;
use clap::Args as Arguments;
use std::path::PathBuf;

/// Print the most likely classes of images.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet classify googlenet.yaml --weights googlenet.safetensors cat.jpg
  googlenet classify model.onnx cat.jpg
  googlenet classify googlenet.yaml --packed googlenet.packed holiday/ --top 1
  googlenet classify googlenet.yaml --weights googlenet.safetensors holiday/ --json | jq -r '[.path, .top[0].label] | @tsv'
  curl -s https://example.org/cat.jpg | googlenet classify googlenet.yaml --weights googlenet.safetensors -

Folders are walked with all that is in them; of their files those are taken whose names end in .jpg, .jpeg, .jpe, .jfif,
.png, .webp or .bmp, in the order of their names. Names that begin with a dot are passed over; how many files were is reported
on standard error. Images become the input as `preprocess` of the description says, classes have the names
of its `labels`. Of several outputs the first is classified. With --json every image is a line:
{\"path\", \"top\": [{\"index\", \"label\", \"probability\"}]}, with null where a label is absent.

An image that cannot be read, or whose result is NaN or infinite, is reported on standard error, with --json as a line
{\"path\", \"error\"} instead, where the error is a text, and the others go on.")]
pub(crate) struct Classify {
    #[command(flatten)]
    pub(crate) spec: OneSpec,
    #[command(flatten)]
    pub(crate) weights: RunWeights,
    #[command(flatten)]
    pub(crate) choice: Choice,
    /// Image files, and folders that are searched for image files; `-` is an image on standard input.
    #[arg(required = true, value_name = "IMAGE|FOLDER")]
    pub(crate) images: Vec<PathBuf>,
    /// Number of crops of each image, whose probabilities are averaged: 10 are the corners and the centre of the
    /// resized image and their mirror images, as Caffe's oversampling; 1 is the centre.
    #[arg(long, value_name = "N", default_value = "1", value_parser = ["1", "10"], hide_possible_values = true)]
    pub(crate) crops: String,
    #[command(flatten)]
    pub(crate) classes: Classes,
    #[command(flatten)]
    pub(crate) written: Written<ReportFormat>,
    /// Print neither progress nor totals on standard error.
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) limits: ImageLimits,
    #[command(flatten)]
    pub(crate) batch: Batch,
    #[command(flatten)]
    pub(crate) threads: Threads,
}
