//! Command-line options of `googlenet run`.

use super::format::{Format, Formats};
use super::image::{Classes, ImageLimits};
use super::output::Written;
use super::session::{Exactness, Threads};
use super::spec::OneSpec;
use super::weights::{self, RunWeights};
use clap::Args as Arguments;
use std::path::PathBuf;

/// Run a network once, and print the largest output values or write a result to a file.
#[derive(Debug, Arguments)]
#[command(group(weights::required()))]
#[command(after_help = "Examples:
  googlenet run specs/inception_v1.yaml --seed 42 --image cat.jpg
  googlenet run specs/inception_v1.yaml --weights w.safetensors --input x.npy -o y.npy
  googlenet run specs/inception_v1.yaml --seed 1000 --input x.npy --tap inception_4c -o y.npy
  googlenet run specs/inception_v1.yaml --packed w.packed --image cat.jpg --json | jq .outputs[0].images[0].top

X.npy holds numbers of any type, NHWC or HWC, as the network reads them; X.npz holds one such array, or --array names it.
An image becomes the input as
`preprocess` of the description says; without it it is resized to the input, and its values go from 0 to 1. Of several
outputs Y.npy holds the first; the others are written with --tap and the path of the layer that is printed beside them.
Values of the first output have the names of the description's `labels`, where these can be read.

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
    #[arg(long, value_name = "NAME", requires = "input")]
    pub(crate) array: Option<String>,
    #[command(flatten)]
    pub(crate) limits: ImageLimits,
    #[command(flatten)]
    pub(crate) written: Written<RunFormat>,
    /// Step or layer whose result is written as a NumPy array, such as `inception_3a` or `inception_3a.conv_1x1`.
    #[arg(long, value_name = "STEP", requires = "output")]
    pub(crate) tap: Option<String>,
    #[command(flatten)]
    pub(crate) exactness: Exactness,
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
}

impl Formats for RunFormat {
    const ALL: &'static [(Format, Self)] = &[
        (Format::Text, Self::Text),
        (Format::Json, Self::Json),
        (Format::Npy, Self::Npy),
    ];
}

#[derive(Debug, Arguments)]
#[group(required = true, multiple = false)]
pub(crate) struct Input {
    /// NumPy array of input values (.npy, .npz): NHWC with any number of images, or HWC; `-` is standard input.
    #[arg(long, value_name = "X.npy")]
    pub(crate) input: Option<PathBuf>,
    /// JPEG, PNG, WebP or BMP image; `-` is standard input.
    #[arg(long, value_name = "IMAGE")]
    pub(crate) image: Option<PathBuf>,
}

impl Input {
    /// Returns the input in words, with the path of its file.
    pub(crate) fn name(&self) -> String {
        let path = self.input.as_ref().or(self.image.as_ref());
        let path = path.map(|path| crate::input::name(path));
        format!("the input `{}`", path.unwrap_or_default())
    }
}
