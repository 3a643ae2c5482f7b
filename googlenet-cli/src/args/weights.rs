//! Command-line options for weights and precision that several commands share.

use clap::Args as Arguments;
use googlenet_dsl::value::ParseWordError;
use googlenet_runtime::Precision;
use std::path::{Path, PathBuf};

#[derive(Debug, Arguments)]
#[group(required = true, multiple = false)]
pub(crate) struct Weights {
    /// Safetensors file with the network's weights.
    #[arg(long, value_name = "FILE")]
    pub(crate) weights: Option<PathBuf>,
    /// Pseudo-random weights from this seed, instead of trained ones.
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
}

#[derive(Debug, Arguments)]
#[group(required = true, multiple = false)]
pub(crate) struct RunWeights {
    /// Safetensors file with the network's weights.
    #[arg(long, value_name = "FILE")]
    pub(crate) weights: Option<PathBuf>,
    /// File of packed weights, which `googlenet pack` has written.
    #[arg(long, value_name = "FILE")]
    pub(crate) packed: Option<PathBuf>,
    /// Pseudo-random weights from this seed, instead of trained ones.
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
}

#[derive(Debug, Arguments)]
#[group(multiple = false)]
pub(crate) struct BenchWeights {
    /// Safetensors file with the network's weights.
    #[arg(long, value_name = "FILE")]
    pub(crate) weights: Option<PathBuf>,
    /// File of packed weights, which `googlenet pack` has written.
    #[arg(long, value_name = "FILE")]
    pub(crate) packed: Option<PathBuf>,
    /// Pseudo-random weights from this seed, instead of trained ones [default: 42].
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
}

/// Command-line option for weights that are not finite.
#[derive(Debug, Arguments)]
pub(crate) struct NonFinite {
    /// Go on with weights that are NaN or infinite.
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

impl<'a> Source<'a> {
    /// Returns the source that the command line names; `None` if it names none. Of several, `weights` comes before
    /// `packed`, and `packed` before `seed`.
    pub(super) fn of(
        weights: &'a Option<PathBuf>,
        packed: &'a Option<PathBuf>,
        seed: Option<u64>,
    ) -> Option<Source<'a>> {
        let weights = weights.as_deref().map(Source::File);
        let packed = packed.as_deref().map(Source::Packed);
        weights.or(packed).or(seed.map(Source::Seed))
    }
}

impl Weights {
    pub(crate) fn source(&self) -> Source<'_> {
        let source = Source::of(&self.weights, &None, self.seed);
        source.expect("clap asks for one of them")
    }
}

impl RunWeights {
    pub(crate) fn source(&self) -> Source<'_> {
        let source = Source::of(&self.weights, &self.packed, self.seed);
        source.expect("clap asks for one of them")
    }
}

impl BenchWeights {
    pub(crate) fn source(&self, seed: u64) -> Source<'_> {
        let source = Source::of(&self.weights, &self.packed, self.seed);
        source.unwrap_or(Source::Seed(seed))
    }
}

/// Command-line option for the precision of the computation.
#[derive(Debug, Arguments)]
pub(crate) struct Exactness {
    /// `strict` computes convolutions as sums of products, `fast` also by transforms (Winograd); unless given, the
    /// description decides.
    #[arg(long, value_name = "PRECISION", value_parser = precision)]
    precision: Option<Precision>,
}

impl Exactness {
    /// Returns the precision that the command line names, or `described`, the description's, if it names none.
    pub(crate) fn over(&self, described: Precision) -> Precision {
        self.precision.unwrap_or(described)
    }
}

fn precision(text: &str) -> Result<Precision, String> {
    let expected = |error: ParseWordError| format!("expected {}", error.choices());
    text.parse().map_err(expected)
}
