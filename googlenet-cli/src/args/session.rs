//! Options of commands that run networks: threads, images in a run, precision, memory, taps.

use clap::Args as Arguments;
use googlenet_dsl::value::ParseWordError;
use googlenet_runtime::{Algorithms, DType, Memory, Precision};
use std::str::FromStr;

#[derive(Debug, Arguments)]
pub(crate) struct Threads {
    /// Number of threads; as many as cores unless given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    threads: Option<u16>,
}

impl Threads {
    /// Returns the number that is given, or the number of cores that the process may use.
    pub(crate) fn count(&self) -> usize {
        let cores = || std::thread::available_parallelism().map_or(1, usize::from);
        self.threads.map_or_else(cores, usize::from)
    }
}

#[derive(Debug, Arguments)]
pub(crate) struct Batch {
    /// Images computed together, at most one a thread.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1024))]
    batch: u16,
}

impl Batch {
    pub(crate) fn images(&self) -> usize {
        usize::from(self.batch)
    }

    /// Returns the size of batches into which `images` images are divided, such that no thread is without one.
    pub(crate) fn among(&self, images: usize, threads: usize) -> usize {
        self.images().min(images.div_ceil(threads)).max(1)
    }
}

#[derive(Debug, Arguments)]
pub(crate) struct Taps {
    /// Step or layer whose result is written, such as `inception_3a` or `inception_3a.conv_1x1`; may be given several
    /// times.
    #[arg(long = "tap", value_name = "STEP")]
    pub(crate) taps: Vec<String>,
}

#[derive(Debug, Arguments)]
pub(crate) struct Exactness {
    /// `strict` computes convolutions as sums of products, `fast` also by transforms (Winograd); unless given, the
    /// description decides.
    #[arg(long, value_name = "PRECISION", value_parser = word::<Precision>)]
    precision: Option<Precision>,
}

impl Exactness {
    /// Returns the precision that the command line names; `None` if it names none.
    pub(crate) fn named(&self) -> Option<Precision> {
        self.precision
    }

    /// Returns the precision that the command line names, or `described`, the description's, if it names none.
    pub(crate) fn over(&self, described: Precision) -> Precision {
        self.precision.unwrap_or(described)
    }
}

/// Which algorithms a session may take for convolutions.
#[derive(Debug, Arguments)]
pub(crate) struct Choice {
    #[command(flatten)]
    exactness: Exactness,
    /// `low` takes only algorithms that pack no more weights than there are, and less scratch memory; `high` takes the
    /// fastest.
    #[arg(long, value_name = "MEMORY", value_parser = word::<Memory>)]
    memory: Option<Memory>,
    /// Type of the elements of results: `bf16` takes half the memory, and less time where the processor has instructions
    /// for it; unless given, the description decides.
    #[arg(long, value_name = "TYPE", value_parser = computed)]
    dtype: Option<DType>,
}

impl Choice {
    /// Returns the algorithms of the precision and the element type that the command line names, or else of `described`,
    /// the description's, and of the memory that it names, or else of the default.
    pub(crate) fn over(&self, described: Algorithms) -> Algorithms {
        let memory = self.memory.unwrap_or_default();
        Algorithms::new(self.exactness.over(described.precision), memory)
            .with_dtype(self.dtype.unwrap_or(described.dtype))
    }

    /// Returns the element type that the command line names; `None` if it names none.
    pub(crate) fn dtype(&self) -> Option<DType> {
        self.dtype
    }

    /// Returns the precision alone, as [`Exactness::over`] does.
    pub(crate) fn precision_over(&self, described: Precision) -> Precision {
        self.exactness.over(described)
    }
}

fn computed(text: &str) -> Result<DType, String> {
    let found = DType::COMPUTED.iter().find(|dtype| dtype.as_str() == text);
    found.copied().ok_or_else(|| {
        let known: Vec<String> = DType::COMPUTED
            .iter()
            .map(|dtype| format!("`{dtype}`"))
            .collect();
        format!("expected {}", known.join(" or "))
    })
}

pub(super) fn word<T: FromStr<Err = ParseWordError>>(text: &str) -> Result<T, String> {
    let expected = |error: ParseWordError| format!("expected {}", error.choices());
    text.parse().map_err(expected)
}
