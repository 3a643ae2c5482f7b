//! Command-line options of `googlenet classify`.

use super::image::ImageLimits;
use super::weights::{Exactness, NonFinite, RunWeights};
use clap::Args as Arguments;
use std::path::PathBuf;

/// Print the most likely classes of images.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet classify googlenet.yaml --weights googlenet.safetensors cat.jpg
  googlenet classify googlenet.yaml --packed googlenet.packed holiday/ --top 1
  googlenet classify googlenet.yaml --weights googlenet.safetensors holiday/ --json | jq -r '[.path, .top[0].label] | @tsv'

Folders are walked with all that is in them; of their files those are taken whose names end in .jpg, .jpeg, .png, .webp or
.bmp, in the order of their names. Images become the input as `preprocess` of the description says, classes have the names
of its `labels`. Of several outputs the first is classified. With --json every image is a line:
{\"path\", \"top\": [{\"index\", \"label\", \"probability\"}]}, with null for a label that there is not.

An image that cannot be read, or whose result is NaN or infinite, is reported on standard error, with --json also as a line
{\"path\", \"error\"}, and the others go on. Exit status: 0 where all were classified, 1 where one was not.")]
pub(crate) struct Classify {
    /// Network description (a YAML file).
    pub(crate) spec: PathBuf,
    #[command(flatten)]
    pub(crate) weights: RunWeights,
    /// Read the packed weights as a whole first, and check that they are intact.
    #[arg(long, conflicts_with_all = ["weights", "seed"])]
    pub(crate) verify: bool,
    #[command(flatten)]
    pub(crate) exactness: Exactness,
    #[command(flatten)]
    pub(crate) non_finite: NonFinite,
    /// Image files, and folders that are searched for image files.
    #[arg(required = true, value_name = "IMAGE|FOLDER")]
    pub(crate) images: Vec<PathBuf>,
    /// Number of classes to print for each image, the most likely first.
    #[arg(long, value_name = "K", default_value_t = 5, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) top: u32,
    /// Print a JSON object for each image, one a line, instead of text.
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) limits: ImageLimits,
    /// Number of threads; as many as cores unless given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
}
