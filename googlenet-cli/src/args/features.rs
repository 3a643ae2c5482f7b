//! Command-line options of `googlenet features`.

use super::format::{Format, Formats};
use super::image::ImageLimits;
use super::output::Written;
use super::session::{Batch, Choice, Taps, Threads};
use super::spec::OneSpec;
use super::weights::RunWeights;
use clap::Args as Arguments;
use std::path::PathBuf;

/// Write the results of steps and layers for many images as NumPy arrays.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet features googlenet.yaml --weights googlenet.safetensors holiday/ --tap global_pool -o holiday.npz
  googlenet features model.onnx holiday/ --tap global_pool -o holiday.npz
  googlenet features googlenet.yaml --packed googlenet.packed cat.jpg dog.jpg -o classes.npz
  python -c 'import numpy; a = numpy.load(\"holiday.npz\"); print(a[\"paths\"], a[\"global_pool\"].shape)'

Folders are walked, and images become the input, as `googlenet classify` does it. The archive holds an array for each --tap, by
the name that is given: (N, F) of a vector, (N, H, W, C) of a map; without --tap one for each output of the network. `paths`
holds the paths of the N images in the order of the rows. The numbers are those of `googlenet run --tap`, bit for bit, for every
--batch and --threads.

An image that cannot be read, or whose result is NaN or infinite, is reported on standard error and has no row; the others go on,
and the exit status is 1. If no image is left nothing is written. Memory does not grow with the number of images: what is above
16 MiB of an array waits in a temporary file without a name in the folder of the archive.")]
pub(crate) struct Features {
    #[command(flatten)]
    pub(crate) spec: OneSpec,
    #[command(flatten)]
    pub(crate) weights: RunWeights,
    #[command(flatten)]
    pub(crate) choice: Choice,
    /// Image files, and folders that are searched for image files; `-` is an image on standard input.
    #[arg(required = true, value_name = "IMAGE|FOLDER")]
    pub(crate) images: Vec<PathBuf>,
    #[command(flatten)]
    pub(crate) taps: Taps,
    #[command(flatten)]
    pub(crate) written: Written<FeaturesFormat>,
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum FeaturesFormat {
    Npz,
}

impl Formats for FeaturesFormat {
    const ALL: &'static [(Format, Self)] = &[(Format::Npz, Self::Npz)];
}
