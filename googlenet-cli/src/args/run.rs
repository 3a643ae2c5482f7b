//! Command-line options of `googlenet run`.

use super::image::ImageLimits;
use super::weights::{Exactness, RunWeights};
use clap::Args as Arguments;
use std::path::PathBuf;

/// Run a network once, and print the largest output values or write a result to a file.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet run specs/inception_v1.yaml --seed 42 --image cat.jpg
  googlenet run specs/inception_v1.yaml --weights w.safetensors --input x.npy --output y.npy
  googlenet run specs/inception_v1.yaml --seed 1000 --input x.npy --tap inception_4c --output y.npy
  googlenet run specs/inception_v1.yaml --packed w.packed --image cat.jpg

X.npy holds numbers of any type, NHWC or HWC, as the network reads them; X.npz holds one such array, or --array names it.
An image becomes the input as
`preprocess` of the description says; without it it is resized to the input, and its values go from 0 to 1. Of several
outputs Y.npy holds the first; the others are written with --tap and the path of the layer that is printed beside them.
Values of the first output have the names of the description's `labels`, where these can be read.

--tap takes a step, whatever it consists of: `stem` is what leaves it, after its `batch_norm` and activation; `stem.conv` is
its convolution alone. Inside a block, a branch or a head the path leads there: `inception_3a.conv_1x1`.")]
pub(crate) struct Run {
    /// Network description (a YAML file).
    pub(crate) spec: PathBuf,
    #[command(flatten)]
    pub(crate) weights: RunWeights,
    /// Read the packed weights as a whole first, and check that they are intact.
    #[arg(long, conflicts_with_all = ["weights", "seed"])]
    pub(crate) verify: bool,
    #[command(flatten)]
    pub(crate) input: Input,
    /// Array of an .npz file that --input reads; needed where the file holds several.
    #[arg(long, value_name = "NAME", requires = "input")]
    pub(crate) array: Option<String>,
    #[command(flatten)]
    pub(crate) limits: ImageLimits,
    /// Write a result to this file as a NumPy array: that of the first output, or with --tap that of the given step or layer.
    #[arg(long, value_name = "Y.npy")]
    pub(crate) output: Option<PathBuf>,
    /// Step or layer whose result --output writes, such as `inception_3a` or `inception_3a.conv_1x1`.
    #[arg(long, value_name = "STEP", requires = "output")]
    pub(crate) tap: Option<String>,
    #[command(flatten)]
    pub(crate) exactness: Exactness,
    /// Number of threads; as many as cores unless given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// Go on with weights, an input and results that are NaN or infinite.
    #[arg(long)]
    pub(crate) allow_non_finite: bool,
    /// Number of classes to print for each image, those with the largest output values.
    #[arg(long, value_name = "K", default_value_t = 5)]
    pub(crate) top: usize,
}

#[derive(Debug, Arguments)]
#[group(required = true, multiple = false)]
pub(crate) struct Input {
    /// NumPy array of input values (.npy, .npz): NHWC with any number of images, or HWC.
    #[arg(long, value_name = "X.npy")]
    pub(crate) input: Option<PathBuf>,
    /// JPEG, PNG, WebP or BMP image.
    #[arg(long, value_name = "IMAGE")]
    pub(crate) image: Option<PathBuf>,
}

impl Input {
    /// Returns the input in words, with the path of its file.
    pub(crate) fn name(&self) -> String {
        let path = self.input.as_ref().or(self.image.as_ref());
        let path = path.map(|path| path.display().to_string());
        format!("the input `{}`", path.unwrap_or_default())
    }
}
