//! Command-line options of `googlenet pack`.

use super::weights::{Exactness, Source};
use clap::Args as Arguments;
use std::path::PathBuf;

/// Save weights as the kernels read them: a file that `run`, `bench` and `profile` map with --packed, so that they start
/// sooner.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet pack specs/inception_v1.yaml --weights w.safetensors -o w.packed
  googlenet run specs/inception_v1.yaml --packed w.packed --image cat.jpg
  googlenet pack specs/inception_v1.yaml --check w.packed --weights w.safetensors

The file is for this description, this instruction set (GOOGLENET_ISA chooses another) and this version of the program;
others say what differs. It must not be changed while it is in use; to replace it, move another file to its place, as this
command does. A layer behind which a batch normalisation or activation stands as a layer of its own cannot be tapped.")]
pub(crate) struct Pack {
    /// The description.
    pub(crate) spec: PathBuf,
    /// Weights from a safetensors file.
    #[arg(long, value_name = "FILE", required_unless_present_any = ["seed", "check"], conflicts_with = "seed")]
    pub(crate) weights: Option<PathBuf>,
    /// Reproducible, untrained weights.
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    #[command(flatten)]
    pub(crate) exactness: Exactness,
    /// The file to write.
    #[arg(short, long, value_name = "FILE", required_unless_present = "check")]
    pub(crate) output: Option<PathBuf>,
    /// Read a packed file as a whole and say whether it is as it was written; with weights, whether it was made of them.
    #[arg(long, value_name = "FILE", conflicts_with = "output")]
    pub(crate) check: Option<PathBuf>,
}

impl Pack {
    pub(crate) fn source(&self) -> Option<Source<'_>> {
        Source::of(&self.weights, &None, self.seed)
    }
}
