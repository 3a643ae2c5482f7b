//! Command-line options of `googlenet profile` and `googlenet bench`.

use super::format::ReportFormat;
use super::image::ImageLimits;
use super::output::Written;
use super::session::{Batch, Choice, Threads};
use super::spec::OneSpec;
use super::weights::RunWeights;
use clap::Args as Arguments;
use std::path::PathBuf;
use std::time::Duration;

/// Measure how long each step of a network takes, or how exact it is: an operation with the layers that are fused to it.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet profile specs/inception_v1.yaml
  googlenet profile specs/inception_v1.yaml --threads 1 --runs 200
  googlenet profile model.onnx
  googlenet profile specs/inception_v1.yaml --json | jq '.steps[] | select(.peak_share < 0.5)'
  googlenet profile specs/inception_v1.yaml --weights w.safetensors --check --image cat.jpg

Each step's time is its shortest of all runs. GFLOP/s count two operations for a multiply-accumulate; the peak is what
the step's instructions do on registers alone, measured at the end: multiply-adds of f32, or products of tiles (AMX) of
bf16. GOOGLENET_ISA=portable, avx2 or avx512 chooses the instruction set, GOOGLENET_AMX=off leaves out tiles.
Unless weights are given they are those of the model or, of a description, pseudo-random, of seed 42.

With --check each step's result is compared with the same step in double precision, computed from the same values that the step
read: its largest error, of the result's root mean square and of its largest value, and as a share of the bound that follows
from the step's algorithm. `accumulated` is the error against the whole network in double precision, of the root mean square.
It takes some seconds for each GMAC and image. The images are those of --input or --image, as in `googlenet run`, or
pseudo-random.")]
pub(crate) struct Profile {
    #[command(flatten)]
    pub(crate) spec: OneSpec,
    #[command(flatten)]
    pub(crate) weights: RunWeights,
    #[command(flatten)]
    pub(crate) choice: Choice,
    #[command(flatten)]
    pub(crate) threads: Threads,
    #[command(flatten)]
    pub(crate) batch: Batch,
    /// Number of runs, of which the shortest time of each step counts.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) runs: u32,
    /// Compare each step with double precision, instead of timing it.
    #[arg(long, conflicts_with_all = ["packed", "verify", "runs"])]
    pub(crate) check: bool,
    #[command(flatten)]
    pub(crate) input: CheckedInput,
    #[command(flatten)]
    pub(crate) limits: ImageLimits,
    #[command(flatten)]
    pub(crate) written: Written<ReportFormat>,
}

#[derive(Debug, Arguments)]
pub(crate) struct CheckedInput {
    /// NumPy array of input values (.npy, .npz): NHWC with any number of images, or HWC; `-` is standard input.
    #[arg(long, value_name = "X.npy", requires = "check", conflicts_with_all = ["image", "batch"])]
    pub(crate) input: Option<PathBuf>,
    /// JPEG, PNG, WebP or BMP image, or a folder of such; may be given several times; `-` is standard input.
    #[arg(
        long = "image",
        value_name = "IMAGE|FOLDER",
        requires = "check",
        conflicts_with = "batch"
    )]
    pub(crate) image: Vec<PathBuf>,
    /// Array of an .npz file that --input reads; needed where the file holds several.
    #[arg(
        long,
        value_name = "NAME",
        requires = "input",
        conflicts_with = "image"
    )]
    pub(crate) array: Option<String>,
}

/// Measure how long one run of a network takes: median, shortest, and 99th percentile.
#[derive(Debug, Arguments)]
#[command(mut_arg("memory", |arg| arg.conflicts_with("training")))]
#[command(after_help = "Examples:
  googlenet bench specs/inception_v1.yaml --threads 1
  googlenet bench specs/inception_v1.yaml --threads 2 --seconds 10 --batch 8 --json
  googlenet bench model.onnx --input-size 320x480
  googlenet bench specs/inception_v1.yaml --training --batch 8

Runs that are not counted come first. Inputs vary from run to run; the checksum is that of the results, and each input's
results must be the same bits every time. Unless weights are given they are those of the model or, of a description,
pseudo-random, of seed 42.")]
pub(crate) struct Bench {
    #[command(flatten)]
    pub(crate) spec: OneSpec,
    #[command(flatten)]
    pub(crate) weights: RunWeights,
    #[command(flatten)]
    pub(crate) choice: Choice,
    #[command(flatten)]
    pub(crate) threads: Threads,
    #[command(flatten)]
    pub(crate) batch: Batch,
    /// Measures steps of training instead, on pseudo-random images; a step is the forward pass, the backward pass and the
    /// update of the weights for one batch.
    #[arg(long)]
    pub(crate) training: bool,
    /// Measuring time in seconds; at least 5 runs are measured.
    #[arg(long, value_name = "S", default_value = "3", value_parser = seconds)]
    pub(crate) seconds: Duration,
    #[command(flatten)]
    pub(crate) written: Written<ReportFormat>,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text
        .parse()
        .ok()
        .filter(|seconds| (0.01..=3600.0).contains(seconds));
    let seconds = seconds.ok_or("expected seconds from 0.01 to 3600")?;
    Ok(Duration::from_secs_f64(seconds))
}
