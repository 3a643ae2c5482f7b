//! Command-line options of `googlenet explain`.

use super::format::{FormatOf, ReportFormat, of_report};
use super::image::{Classes, ImageLimits};
use super::output::Output;
use super::session::{Exactness, Threads};
use super::spec::OneSpec;
use super::weights::Weights;
use clap::Args as Arguments;
use std::path::PathBuf;

/// Show which part of an image made a network choose a class: Grad-CAM as a heat map over the image.
#[derive(Debug, Arguments)]
#[command(mut_arg("format", of_report))]
#[command(after_help = "Examples:
  googlenet explain googlenet.yaml --weights googlenet.safetensors --image cat.jpg -o heat.png
  googlenet explain googlenet.yaml --weights googlenet.safetensors --image cat.jpg --class tabby -o heat.png
  googlenet explain googlenet.yaml --weights googlenet.safetensors --image cat.jpg --layer inception_4e -o heat.png
  googlenet explain run/digits.yaml --weights run/best.safetensors --image 7.png --saliency -o heat.png

The class is the most likely one, or that of --class, by its number or its name. Grad-CAM adds the channels of the layer's map,
each by the mean gradient of the class' score, and keeps what is above 0; the sum is drawn over the part of the image that the
network reads. --saliency draws the strength of the score's gradient at each pixel of the input instead, in grey. Images of
fewer than 224 pixels a side are enlarged by a whole factor, so that pixels can be told apart. The classes are printed, with
--json as an object: {\"image\", \"layer\", \"class\", \"top\": [{\"index\", \"label\", \"probability\"}]}.")]
pub(crate) struct Explain {
    #[command(flatten)]
    pub(crate) spec: OneSpec,
    #[command(flatten)]
    pub(crate) weights: Weights,
    /// Image file; `-` is an image on standard input.
    #[arg(long, value_name = "IMAGE")]
    pub(crate) image: PathBuf,
    #[command(flatten)]
    pub(crate) output: Output,
    /// Class to explain, by its number or its name; the most likely one unless given.
    #[arg(long, value_name = "CLASS")]
    pub(crate) class: Option<String>,
    /// Layer whose map is shown; unless given, the last one of more than one pixel before the classes.
    #[arg(long, value_name = "LAYER", conflicts_with = "saliency")]
    pub(crate) layer: Option<String>,
    /// Draw the gradient of the input instead.
    #[arg(long)]
    pub(crate) saliency: bool,
    #[command(flatten)]
    pub(crate) classes: Classes,
    #[command(flatten)]
    pub(crate) limits: ImageLimits,
    #[command(flatten)]
    pub(crate) exactness: Exactness,
    #[command(flatten)]
    pub(crate) threads: Threads,
    #[command(flatten)]
    pub(crate) format: FormatOf<ReportFormat>,
}
