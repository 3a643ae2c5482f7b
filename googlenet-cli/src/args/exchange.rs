//! Command-line options of `googlenet export` and `googlenet import`.

use super::format::{Format, FormatOf, Formats, ReportFormat, of_report};
use super::output::Written;
use super::spec::{InputSize, OneSpec};
use super::weights::{NonFinite, Weights};
use super::weights_import::conventions;
use clap::Args as Arguments;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use googlenet_interop::Convention;
use googlenet_runtime::graph::Color;
use std::path::PathBuf;

/// Write a network as ONNX, or its weights as safetensors or an archive of NumPy arrays.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet export specs/inception_v1.yaml --seed 42 -o inception_v1.onnx
  googlenet export specs/vgg16.yaml --weights vgg16.safetensors --batch 1 -o vgg16.onnx
  googlenet export specs/vgg16.yaml --weights vgg16_int8.safetensors -o vgg16_int8.onnx
  googlenet export specs/inception_v1.yaml --seed 42 -o seeded.safetensors
  googlenet export specs/googlenet_torchvision.yaml --weights w.safetensors --names torchvision -o back.safetensors
  googlenet export deploy.prototxt --weights net.caffemodel -o net.onnx
  googlenet export specs/inception_v1.yaml --seed 42 --format onnx -o - | gzip > inception_v1.onnx.gz

Weights go back to the program that they came from by its --names: for PyTorch `load_state_dict` of the safetensors file,
for Keras by the names of its variables. Names of layers are those that the description gives as `source`.
An ONNX file has one input, `input`, NCHW. Nodes and their results bear the paths of the layers. Labels and preprocessing
are in its metadata. The file of `googlenet quantize`, and a model of integers, become a model of integers in QDQ form,
and as safetensors the file of a quantised network; --names and arrays of NumPy are for weights in f32. What the
description says and the file does not is reported on standard error.")]
pub(crate) struct Export {
    #[command(flatten)]
    pub(crate) spec: OneSpec,
    #[command(flatten)]
    pub(crate) weights: Weights,
    /// Number of images that the input of an ONNX file takes; any number unless given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) batch: Option<u32>,
    /// Whose names and layouts the weights of a safetensors file or an archive have; this project's unless given.
    #[arg(long, value_name = "NAMES", value_parser = names())]
    pub(crate) names: Option<Convention>,
    #[command(flatten)]
    pub(crate) written: Written<ExportFormat>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ExportFormat {
    Onnx,
    Safetensors,
    Npz,
}

fn names() -> impl TypedValueParser<Value = Convention> {
    conventions(&[
        (Convention::Own, "This project's"),
        (Convention::Torchvision, "PyTorch's, for `load_state_dict`"),
        (Convention::Keras, "Keras'"),
    ])
}

impl Formats for ExportFormat {
    const ALL: &'static [(Format, Self)] = &[
        (Format::Onnx, Self::Onnx),
        (Format::Safetensors, Self::Safetensors),
        (Format::Npz, Self::Npz),
    ];
    const HAS_DEFAULT: bool = false;
}

/// Import a network of another program: write its description and its weights.
#[derive(Debug, Arguments)]
#[command(mut_arg("format", of_report))]
#[command(after_help = "Examples:
  googlenet import model.onnx -o imported
  googlenet import detector.onnx -o imported --input-size 480x640
  googlenet import model.keras -o imported
  googlenet import architecture.json model.weights.h5 -o imported
  googlenet import deploy.prototxt bvlc_googlenet.caffemodel -o imported --mean 104,117,123
  googlenet import deploy.prototxt weights.caffemodel -o imported --mean 104,117,123 --color bgr --labels synset_words.txt
  googlenet import deploy.prototxt weights.caffemodel -o imported --mean imagenet_mean.binaryproto
  googlenet import train_val.prototxt snapshot.caffemodel -o imported --name Mine --force
  googlenet import model.onnx -o imported --json | jq .tables

The format is told by the content of the files, not by their names: an ONNX model is one file, with tensors in files
beside it, also one of integers in QDQ form, whose DIR/NAME.safetensors is a quantised file; a model of Keras one (.keras,
.h5), or its architecture as JSON and a file of weights; one of TensorFlow.js model.json, with its shards beside it; one of
Caffe a prototxt (deploy or train_val) and a caffemodel. Files of PyTorch and arrays of NumPy have weights alone:
`googlenet weights import` takes them for a description.

DIR/NAME.yaml and DIR/NAME.safetensors are written, and the labels, those of the model or a copy of the file of --labels;
NAME is the network's name. Layers that repeat become blocks with a table. What only training has (data, losses) is left
out, and told; auxiliary classifiers become heads. Labels that are in DIR already stay where they are.

What came in is printed: layers, parameters, tables. With --json it is an object, with the names of the files and the
warnings: {\"format\", \"network\", \"spec\", \"weights\", \"labels\", \"input\", \"outputs\", \"layers\", \"params\", \"macs\",
\"tensors\", \"quantized\", \"tables\": [{\"name\", \"rows\", \"columns\"}], \"warnings\"}. Other commands take such files
without an import, too.")]
pub(crate) struct Import {
    /// Files of one model, in any order: an ONNX model; a file of Keras or TensorFlow.js, or an architecture of Keras
    /// as JSON and its weights; a prototxt and a caffemodel of Caffe.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// Folder to write to; it is created if it does not exist.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    #[command(flatten)]
    pub(crate) size: InputSize,
    /// Name of the network, in which words get a capital; made of the name in the file unless given.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Subtracted from images: one number, or one for each channel in the order of --color with commas between them,
    /// from 0 to 255; or the means of the channels of Caffe's mean file (.binaryproto).
    #[arg(long, value_name = "M[,M,M]|FILE", allow_negative_numbers = true, value_parser = mean)]
    pub(crate) mean: Option<MeanOf>,
    /// Subtract the mean file of --mean pixel by pixel, by layers at the beginning of the network, instead of its
    /// means.
    #[arg(long, requires = "mean")]
    pub(crate) mean_pixels: bool,
    /// Order of the colour channels that the network reads; unless given, that of the file, or of Caffe's models bgr if
    /// --mean has several numbers or the prototxt has a data layer of images, otherwise rgb.
    #[arg(long, value_parser = color())]
    pub(crate) color: Option<Color>,
    /// Factor by which images are multiplied after the subtraction of the mean, as in Caffe.
    #[arg(long, value_name = "S", value_parser = finite)]
    pub(crate) scale: Option<f64>,
    /// Resize images so that their shorter side has this many pixels, before the input's size is cut out of the centre.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) resize: Option<u32>,
    /// File with the names of the classes, one a line; it is copied into DIR, and the description refers to it.
    #[arg(long, value_name = "FILE")]
    pub(crate) labels: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) non_finite: NonFinite,
    /// Overwrite existing files.
    #[arg(long)]
    pub(crate) force: bool,
    #[command(flatten)]
    pub(crate) format: FormatOf<ReportFormat>,
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

/// What is subtracted from images.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum MeanOf {
    Numbers(Vec<f64>),
    File(PathBuf),
}

fn mean(text: &str) -> Result<MeanOf, String> {
    let parts: Vec<Result<f64, String>> = text.split(',').map(finite).collect();
    // What has no number in it is a file.
    if parts.iter().all(Result::is_err) && !text.is_empty() {
        return Ok(MeanOf::File(PathBuf::from(text)));
    }
    let numbers = parts.into_iter().map(|part| {
        let number = part.ok().filter(|mean| (0.0..=255.0).contains(mean));
        number.ok_or_else(|| "expected numbers from 0 to 255, or a mean file".to_owned())
    });
    numbers.collect::<Result<_, _>>().map(MeanOf::Numbers)
}

fn finite(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| "expected a number".to_owned())
}
