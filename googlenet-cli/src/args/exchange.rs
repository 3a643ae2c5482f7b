//! Command-line options of `googlenet export` and `googlenet import`.

use super::weights::{NonFinite, Weights};
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use clap::{Args as Arguments, ValueEnum};
use googlenet_runtime::graph::Color;
use std::path::PathBuf;

/// Write a network as ONNX, or its weights as safetensors.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet export specs/inception_v1.yaml --format onnx --seed 42 -o inception_v1.onnx
  googlenet export specs/vgg16.yaml --format onnx --weights vgg16.safetensors --batch 1 -o vgg16.onnx
  googlenet export specs/inception_v1.yaml --format safetensors --seed 42 -o seeded.safetensors

An ONNX file has one input, `input`, NCHW. Nodes and their results bear the paths of the layers.")]
pub(crate) struct Export {
    /// Network description (a YAML file).
    pub(crate) spec: PathBuf,
    /// Format of the file; unless given, safetensors if the file's ending is that, otherwise ONNX.
    #[arg(long, value_enum)]
    pub(crate) format: Option<ExportFormat>,
    #[command(flatten)]
    pub(crate) weights: Weights,
    #[command(flatten)]
    pub(crate) non_finite: NonFinite,
    /// Number of images that the input of an ONNX file takes; any number unless given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) batch: Option<u32>,
    /// File to write.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// The network with its weights as ONNX, opset 17
    Onnx,
    /// The weights alone, as a file that `--weights` reads
    Safetensors,
}

/// Import a Caffe network (prototxt and caffemodel): write its description and its weights.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet import deploy.prototxt bvlc_googlenet.caffemodel -o imported --mean 104,117,123
  googlenet import deploy.prototxt weights.caffemodel -o imported --mean 104,117,123 --color bgr --labels synset_words.txt
  googlenet import train_val.prototxt snapshot.caffemodel -o imported --name Mine --force

DIR/NAME.yaml and DIR/NAME.safetensors are written, nothing else; NAME is the network's name. Layers that repeat become
blocks with a table. What only training has (data, losses) is left out, and told; auxiliary classifiers become heads. The
labels stay where they are: the description names them relative to DIR, inside of which `classify` looks for them.")]
pub(crate) struct Import {
    /// Network: a deploy or train_val prototxt.
    #[arg(value_name = "PROTOTXT")]
    pub(crate) network: PathBuf,
    /// Weights of the network: a caffemodel.
    #[arg(value_name = "CAFFEMODEL")]
    pub(crate) weights: Option<PathBuf>,
    /// Folder to write the two files to; it is created if it does not exist.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// Name of the network; made of the name in the prototxt unless given.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Subtracted from images: one number, or one for each channel in the order of --color, from 0 to 255.
    #[arg(long, value_name = "M[,M,M]", value_delimiter = ',', allow_negative_numbers = true, value_parser = mean)]
    pub(crate) mean: Vec<f64>,
    /// Order of the colour channels that the network reads; unless given, bgr if --mean has several numbers or the
    /// prototxt has a data layer of images, otherwise rgb.
    #[arg(long, value_parser = color())]
    pub(crate) color: Option<Color>,
    /// Factor by which images are multiplied after the subtraction of the mean, as in Caffe.
    #[arg(long, value_name = "S", value_parser = finite)]
    pub(crate) scale: Option<f64>,
    /// Resize images so that their shorter side has this many pixels, before the input's size is cut out of the centre.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) resize: Option<u32>,
    /// File with the names of the classes, one a line; the description refers to it.
    #[arg(long, value_name = "FILE")]
    pub(crate) labels: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) non_finite: NonFinite,
    /// Overwrite existing files.
    #[arg(long)]
    pub(crate) force: bool,
}

/// Returns a parser for the values of `--color`, which are the orders of colours that a network of three channels can
/// read.
fn color() -> impl TypedValueParser<Value = Color> {
    const ORDERS: [(Color, &str); 2] = [
        (Color::Rgb, "Red, green, blue"),
        (
            Color::Bgr,
            "Blue, green, red, as Caffe's data layers give it",
        ),
    ];
    let words = ORDERS.map(|(color, help)| PossibleValue::new(color.as_str()).help(help));
    PossibleValuesParser::new(words).try_map(|word| word.parse())
}

fn mean(text: &str) -> Result<f64, String> {
    finite(text)
        .ok()
        .filter(|mean| (0.0..=255.0).contains(mean))
        .ok_or_else(|| "expected a number from 0 to 255".to_owned())
}

fn finite(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| "expected a number".to_owned())
}
