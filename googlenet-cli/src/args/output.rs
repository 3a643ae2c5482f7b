//! The option `-o FILE`, alone and with the format of what is written.

use super::format::{FormatOf, Formats};
use crate::failure::Failure;
use crate::output::Destination;
use clap::Args as Arguments;
use std::path::{Path, PathBuf};

#[derive(Debug, Arguments)]
pub(crate) struct Output {
    /// File to write; `-`, or none, is standard output.
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
}

impl Output {
    /// Returns the file as given, `-` included.
    pub(crate) fn path(&self) -> Option<&Path> {
        self.output.as_deref()
    }

    pub(crate) fn to(&self) -> Destination<'_> {
        match self.path() {
            Some(path) if path != Path::new("-") => Destination::File(path),
            _ => Destination::Stdout,
        }
    }
}

/// The options of a command that writes one result: where to, and in which of the formats `F`.
#[derive(Debug, Arguments)]
pub(crate) struct Written<F: Formats> {
    #[command(flatten)]
    output: Output,
    #[command(flatten)]
    format: FormatOf<F>,
}

impl<F: Formats> Written<F> {
    /// Returns the format that `--format`, `--json` or the ending of the file name, or the default.
    ///
    /// # Errors
    /// [`Failure::Usage`] if the file has another ending, or nothing decides.
    pub(crate) fn format(&self) -> Result<F, Failure> {
        self.format
            .for_file(self.output.path())
            .map_err(Failure::Usage)
    }

    pub(crate) fn path(&self) -> Option<&Path> {
        self.output.path()
    }

    pub(crate) fn to(&self) -> Destination<'_> {
        self.output.to()
    }
}
