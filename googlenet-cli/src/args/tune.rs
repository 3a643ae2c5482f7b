//! Command-line options of `googlenet tune`.

use super::format::ReportFormat;
use super::output::Written;
use super::spec::Specs;
use clap::Args as Arguments;

/// Measure on this machine which algorithm is fastest for each convolution, and write the results as a table.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet tune specs/inception_v1.yaml specs/inception_v3.yaml
  GOOGLENET_ISA=avx2 googlenet tune specs/*.yaml -o googlenet-runtime/src/kernel/conv/table/avx2.txt

Each problem is measured once, on one thread, with weights that are in the caches as far as they fit; the median of the repeats counts. The
table is that of the instruction set in use and becomes part of the program when the runtime is built again.")]
pub(crate) struct Tune {
    #[command(flatten)]
    pub(crate) specs: Specs,
    #[command(flatten)]
    pub(crate) written: Written<ReportFormat>,
    /// Number of times that each algorithm is measured; the median counts.
    #[arg(long, value_name = "N", default_value_t = 11, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) repeats: u16,
}
