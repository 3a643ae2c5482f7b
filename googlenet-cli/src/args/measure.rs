//! Command-line options of `googlenet profile` and `googlenet bench`.

use super::weights::{BenchWeights, Exactness, NonFinite, Source};
use clap::Args as Arguments;
use std::path::PathBuf;
use std::time::Duration;

/// Measure how long each step of a network takes: an operation with the layers that are fused to it.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet profile specs/inception_v1.yaml
  googlenet profile specs/inception_v1.yaml --threads 2 --runs 200
  googlenet profile specs/inception_v1.yaml --json | jq '.steps[] | select(.peak_share < 0.5)'

Each step's time is its shortest of all runs. GFLOP/s count two operations for a multiply-accumulate; the peak is what
the processor does on registers alone, measured at the start. GOOGLENET_ISA=portable, avx2 or avx512 chooses the
instruction set.")]
pub(crate) struct Profile {
    /// Network description (a YAML file).
    pub(crate) spec: PathBuf,
    /// Safetensors file with the network's weights; without it and --packed they are pseudo-random.
    #[arg(long, value_name = "FILE", conflicts_with = "packed")]
    pub(crate) weights: Option<PathBuf>,
    /// File of packed weights, which `googlenet pack` has written.
    #[arg(long, value_name = "FILE")]
    pub(crate) packed: Option<PathBuf>,
    /// Number of threads to run on.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: u16,
    #[command(flatten)]
    pub(crate) exactness: Exactness,
    #[command(flatten)]
    pub(crate) non_finite: NonFinite,
    /// Number of images in each run.
    #[arg(long, value_name = "B", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) batch: u16,
    /// Number of runs, of which the shortest time of each step counts.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) runs: u32,
    /// Print JSON instead of a table.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Measure how long one run of a network takes: median, shortest, and 99th percentile.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet bench specs/inception_v1.yaml --threads 1
  googlenet bench specs/inception_v1.yaml --threads 2 --seconds 10 --batch 8 --json

Runs that are not counted come first. Inputs vary from run to run; the checksum is that of the results, and each input's
results must be the same bits every time.")]
pub(crate) struct Bench {
    /// Network description (a YAML file).
    pub(crate) spec: PathBuf,
    #[command(flatten)]
    pub(crate) weights: BenchWeights,
    /// Number of threads; as many as cores unless given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    #[command(flatten)]
    pub(crate) exactness: Exactness,
    #[command(flatten)]
    pub(crate) non_finite: NonFinite,
    /// Measuring time in seconds; at least 5 runs are measured.
    #[arg(long, value_name = "S", default_value = "3", value_parser = seconds)]
    pub(crate) seconds: Duration,
    /// Number of images in each run.
    #[arg(long, value_name = "B", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) batch: u16,
    /// Print a JSON object instead of text.
    #[arg(long)]
    pub(crate) json: bool,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text
        .parse()
        .ok()
        .filter(|seconds| (0.01..=3600.0).contains(seconds));
    let seconds = seconds.ok_or("expected seconds from 0.01 to 3600")?;
    Ok(Duration::from_secs_f64(seconds))
}

impl Profile {
    pub(crate) fn source(&self) -> Source<'_> {
        let source = Source::of(&self.weights, &self.packed, None);
        source.unwrap_or(Source::Seed(0))
    }
}
