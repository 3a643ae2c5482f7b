//! Options for the weights of a network: a file, packed weights, or a seed, and whether they must be finite.

use clap::Args as Arguments;
use std::path::{Path, PathBuf};

/// Name of the group of options of which one names the weights.
const GROUP: &str = "weights_of";

#[derive(Debug, Arguments)]
struct File {
    /// File with the network's weights: safetensors, one that `weights import` reads (PyTorch, Keras, TensorFlow.js,
    /// NumPy), or the caffemodel of a prototxt.
    #[arg(long, value_name = "FILE", group = GROUP)]
    weights: Option<PathBuf>,
}

#[derive(Debug, Arguments)]
struct Seed {
    /// Pseudo-random weights from this seed, instead of trained ones.
    #[arg(long, value_name = "N", group = GROUP)]
    seed: Option<u64>,
}

/// The options for unpacked weights.
#[derive(Debug, Arguments)]
pub(crate) struct Weights {
    #[command(flatten)]
    file: File,
    #[command(flatten)]
    seed: Seed,
    #[command(flatten)]
    non_finite: NonFinite,
}

/// The options for weights of a command that runs a network, packed ones included.
#[derive(Debug, Arguments)]
pub(crate) struct RunWeights {
    #[command(flatten)]
    file: File,
    /// File of packed weights, which `googlenet pack` has written.
    #[arg(long, value_name = "FILE", group = GROUP)]
    packed: Option<PathBuf>,
    #[command(flatten)]
    seed: Seed,
    /// Read the packed weights as a whole first, and check that they are intact.
    #[arg(long, conflicts_with_all = ["weights", "seed"])]
    verify: bool,
    #[command(flatten)]
    non_finite: NonFinite,
}

#[derive(Debug, Arguments)]
pub(crate) struct NonFinite {
    /// Go on with weights, inputs and results that are NaN or infinite.
    #[arg(long)]
    pub(crate) allow_non_finite: bool,
}

/// Source of a network's weights: a safetensors file, a file of packed weights, or the seed of pseudo-random ones.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Source<'a> {
    File(&'a Path),
    Packed(&'a Path),
    Seed(u64),
}

impl Weights {
    /// Returns the file that `--weights` names.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.file.weights.as_deref()
    }

    /// Returns the source that the command line names; `None` if it names none.
    pub(crate) fn named(&self) -> Option<Source<'_>> {
        let file = self.file.weights.as_deref().map(Source::File);
        file.or(self.seed.seed.map(Source::Seed))
    }

    pub(crate) fn allow_non_finite(&self) -> bool {
        self.non_finite.allow_non_finite
    }
}

impl RunWeights {
    /// Returns the file that `--weights` names.
    pub(crate) fn file(&self) -> Option<&Path> {
        self.file.weights.as_deref()
    }

    /// Returns the source that the command line names; `None` if it names none.
    pub(crate) fn named(&self) -> Option<Source<'_>> {
        let packed = self.packed.as_deref().map(Source::Packed);
        let file = self.file.weights.as_deref().map(Source::File);
        packed.or(file).or(self.seed.seed.map(Source::Seed))
    }

    pub(crate) fn allow_non_finite(&self) -> bool {
        self.non_finite.allow_non_finite
    }

    /// Returns whether packed weights are to be read and checked first.
    pub(crate) fn verify(&self) -> bool {
        self.verify
    }
}
