//! Command-line options of `googlenet run`.

use super::format::{Format, Formats};
use super::image::{Classes, ImageLimits};
use super::output::Written;
use super::session::{Batch, Choice, Taps, Threads};
use super::spec::OneSpec;
use super::weights::RunWeights;
use clap::Args as Arguments;
use std::path::PathBuf;

/// Run a network once, and print the largest output values or write a result to a file.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet run specs/inception_v1.yaml --seed 42 --image cat.jpg
  googlenet run specs/inception_v1.yaml --weights w.safetensors --input x.npy -o y.npy
  googlenet run specs/inception_v1.yaml --seed 1000 --input x.npy --tap inception_4c -o y.npy
  googlenet run specs/inception_v1.yaml --weights w.safetensors --image cat.jpg --image holiday/ -o all.npz
  googlenet run model.onnx --image cat.jpg
  googlenet run deploy.prototxt --weights net.caffemodel --image cat.jpg
  googlenet run specs/inception_v1.yaml --packed w.packed --image cat.jpg --json | jq .outputs[0].images[0].top

Weights are those of --weights, --packed or --seed, or else those that a model has itself.

X.npy holds numbers of any type, NHWC or HWC, as the network reads them; X.npz holds one such array, or --array names it.
An image becomes the input as `preprocess` of the description says; without it it is resized to the input, and its values go
from 0 to 1. Several images become one input, in the order of the command line, those of a folder in the order of their names.

Y.npy holds one array: the output of a network that has one, or the result of one --tap. Y.npz holds all outputs by their
names, the results of all --tap by theirs, and the paths of images as `paths`. Values of the first output have the names of the
description's `labels`, where these can be read.

--tap takes a step, whatever it consists of: `stem` is what leaves it, after its `batch_norm` and activation; `stem.conv` is
its convolution alone. Inside a block, a branch or a head the path leads there: `inception_3a.conv_1x1`.")]
pub(crate) struct Run {
    #[command(flatten)]
    pub(crate) spec: OneSpec,
    #[command(flatten)]
    pub(crate) weights: RunWeights,
    #[command(flatten)]
    pub(crate) input: Input,
    /// Array of an .npz file that --input reads; needed where the file holds several.
    #[arg(
        long,
        value_name = "NAME",
        requires = "input",
        conflicts_with = "image"
    )]
    pub(crate) array: Option<String>,
    #[command(flatten)]
    pub(crate) limits: ImageLimits,
    #[command(flatten)]
    pub(crate) written: Written<RunFormat>,
    #[command(flatten)]
    pub(crate) taps: Taps,
    #[command(flatten)]
    pub(crate) choice: Choice,
    #[command(flatten)]
    pub(crate) batch: Batch,
    #[command(flatten)]
    pub(crate) threads: Threads,
    #[command(flatten)]
    pub(crate) classes: Classes,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum RunFormat {
    Text,
    Json,
    Npy,
    Npz,
}

impl Formats for RunFormat {
    const ALL: &'static [(Format, Self)] = &[
        (Format::Text, Self::Text),
        (Format::Json, Self::Json),
        (Format::Npy, Self::Npy),
        (Format::Npz, Self::Npz),
    ];
}

#[derive(Debug, Arguments)]
#[group(required = true, multiple = false)]
pub(crate) struct Input {
    /// NumPy array of input values (.npy, .npz): NHWC with any number of images, or HWC; `-` is standard input.
    #[arg(long, value_name = "X.npy")]
    pub(crate) input: Option<PathBuf>,
    /// JPEG, PNG, WebP or BMP image, or a folder of such; may be given several times; `-` is standard input.
    #[arg(long = "image", value_name = "IMAGE|FOLDER")]
    pub(crate) image: Vec<PathBuf>,
}
