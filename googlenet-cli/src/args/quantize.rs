//! Command-line options of `googlenet quantize`.

use super::data::Data;
use super::format::{FormatOf, ReportFormat, of_report};
use super::session::{Threads, word};
use super::spec::OneSpec;
use super::weights::Weights;
use clap::Args as Arguments;
use googlenet_runtime::quantize::{Method, Rounding};
use std::path::PathBuf;

/// Quantise a network to 8-bit integers: calibrate on images, and write scales and weights to a file.
#[derive(Debug, Arguments)]
#[command(mut_arg("format", of_report))]
#[command(after_help = "Examples:
  googlenet quantize digits.yaml --weights digits.safetensors --data train.npz -o digits_int8.safetensors
  googlenet quantize googlenet.yaml --weights w.safetensors --data crops -o q.safetensors --images 200 --html report.html
  googlenet quantize model.onnx --data crops -o q.safetensors --method percentile --keep-f32 conv1,classes

The images are read as for `googlenet train`, and become the input as `preprocess` of the description says; their labels
do not matter. Of data that have parts, that of training is taken. 200 images suffice for most networks. `minmax` clips
nothing that occurs in them, `percentile` one value in 100,000, `entropy` what makes the distribution of the values most
alike, `mse` what makes values differ least from their 8 bits, and `auto` is `mse` for what only LRN reads, and `minmax`
for all else.

Weights get a scale for each output channel, results one each, and branches of a concat share theirs. Batch
normalisations behind convolutions are folded in. Convolutions that read the network's input keep their weights in floating point, unless
--quantize-first is given: little is computed there, and nothing is lost of the image. With `--rounding gptq` weights are
rounded one after the other, up or down so that they make up for what those before them changed in the sums of the images.

The report has, for each step, the ratio of signal to noise in decibels of what its weights make of the images (with
`--rounding nearest` of the weights) and of its result on the images, the range of the result and that of its 8 bits, the
share of the values that is clipped, and the size of the weights. Then the network runs in 8 bits over the same images, and
its classes and times are compared with those of f32; with --max-drop layers keep their weights in floating point until at
most that share of the classes differs. With --json the report is an object: {\"network\", \"method\", \"images\",
\"left_out\", \"f32_bytes\", \"int8_bytes\", \"agreement\": {\"images\", \"same\", \"share\"}, \"f32_ms\", \"int8_ms\",
\"threads\", \"kept\": [{\"layer\", \"why\": \"input\", \"asked\", \"overflow\" or \"agreement\"}], \"layers\": [{\"layers\",
\"weights\": {\"f32_bytes\", \"int8_bytes\", \"quantized\", \"snr_db\"} or null, \"result\": {\"min\", \"max\", \"low\", \"high\", \"scale\",
\"zero_point\", \"quantized\", \"clipped\", \"snr_db\"} or null}], \"warnings\"}; \"snr_db\" is null without signal or loss.")]
pub(crate) struct Quantize {
    #[command(flatten)]
    pub(crate) spec: OneSpec,
    #[command(flatten)]
    pub(crate) weights: Weights,
    #[command(flatten)]
    pub(crate) data: Data,
    /// File to write the quantised network to; `-` is standard output, without a report.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// How the range of a result is chosen: `auto`, `minmax`, `percentile`, `entropy` or `mse`.
    #[arg(long, value_name = "METHOD", default_value = "auto", value_parser = word::<Method>)]
    pub(crate) method: Method,
    /// How weights are rounded: `gptq`, so that their errors make up for each other on the images, or `nearest`.
    #[arg(long, value_name = "ROUNDING", default_value = "gptq", value_parser = word::<Rounding>)]
    pub(crate) rounding: Rounding,
    /// Keep the weights of layers in floating point whose paths begin so; may be given several times, or with commas.
    #[arg(long, value_name = "PREFIX", value_delimiter = ',')]
    pub(crate) keep_f32: Vec<String>,
    /// Quantise convolutions that read the network's input, too; otherwise they keep their weights in floating point,
    /// unless nothing else would be quantised.
    #[arg(long)]
    pub(crate) quantize_first: bool,
    /// Leave biases as they are; otherwise they are corrected by what the means of sums over the images lose.
    #[arg(long)]
    pub(crate) no_bias_correction: bool,
    /// Images to calibrate on, spread evenly over the data; all unless given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) images: Option<u32>,
    /// Keep weights of layers in floating point, those first that change the outputs most, until at most this share of the
    /// images has another class than in f32: `0.5%` or `0.005`.
    #[arg(long, value_name = "SHARE", value_parser = share)]
    pub(crate) max_drop: Option<f64>,
    /// File to write the report to as a page, an .html file.
    #[arg(long, value_name = "FILE")]
    pub(crate) html: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) threads: Threads,
    /// Print neither progress nor totals on standard error.
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) format: FormatOf<ReportFormat>,
}

fn share(text: &str) -> Result<f64, String> {
    let (number, unit) = match text.strip_suffix('%') {
        Some(number) => (number.trim_end(), 0.01),
        None => (text, 1.0),
    };
    let share = number.parse::<f64>().ok().map(|number| number * unit);
    share
        .filter(|share| (0.0..=1.0).contains(share))
        .ok_or_else(|| "expected a share from 0 to 1, such as `0.5%` or `0.005`".to_owned())
}
