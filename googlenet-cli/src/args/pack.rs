//! Command-line options of `googlenet pack`.

use super::weights::{Exactness, NonFinite, Source};
use clap::Args as Arguments;
use std::path::PathBuf;

/// Save packed weights, that is weights in the order in which kernels read them, to a file that `run`, `classify`,
/// `bench` and `profile` map with --packed, so that they start sooner.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet pack specs/inception_v1.yaml --weights w.safetensors -o w.packed
  googlenet run specs/inception_v1.yaml --packed w.packed --image cat.jpg
  googlenet pack specs/inception_v1.yaml --check w.packed --weights w.safetensors

The file is for this description, this instruction set (GOOGLENET_ISA chooses another) and this version of the program;
others say what differs. It must not be changed while it is in use; to replace it, move another file to its place, as this
command does. A layer behind which a batch normalisation or activation stands as a layer of its own cannot be tapped.")]
pub(crate) struct Pack {
    /// Network description (a YAML file).
    pub(crate) spec: PathBuf,
    /// Safetensors file with the network's weights.
    #[arg(long, value_name = "FILE", required_unless_present_any = ["seed", "check"], conflicts_with = "seed")]
    pub(crate) weights: Option<PathBuf>,
    /// Pseudo-random weights from this seed, instead of trained ones.
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    #[command(flatten)]
    pub(crate) exactness: Exactness,
    /// File to write.
    #[arg(short, long, value_name = "FILE", required_unless_present = "check")]
    pub(crate) output: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) non_finite: NonFinite,
    /// Check that this packed file is intact, and its weights finite; with --weights or --seed, also that it was packed from these.
    #[arg(long, value_name = "FILE", conflicts_with = "output")]
    pub(crate) check: Option<PathBuf>,
}

impl Pack {
    pub(crate) fn source(&self) -> Option<Source<'_>> {
        Source::of(&self.weights, &None, self.seed)
    }
}
