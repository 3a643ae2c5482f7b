//! Command-line options of `googlenet check`, `expand`, `schema`, `completions` and `man`.

use super::format::{Format, Formats, ReportFormat};
use super::output::{Output, Written};
use super::spec::{OneSpec, Specs};
use clap::Args as Arguments;
use clap_complete::Shell;
use std::path::PathBuf;

/// Check network descriptions and their files of labels: print their mistakes, or a line of totals for each one without
/// mistakes.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet check specs/inception_v1.yaml
  googlenet check specs/*.yaml
  googlenet check specs/*.yaml --json | jq -r 'select(.ok | not) | .diagnostics[] | [.file, .line, .message] | @tsv'
  googlenet check --watch my_network.yaml
  googlenet check specs/inception_v3.yaml --input-size 320x480
  googlenet check model.onnx

With --json every description is a line: {\"file\", \"ok\": true, \"totals\": {…}}, or {\"file\", \"ok\": false, \"diagnostics\":
[{\"file\", \"code\", \"message\", \"line\", \"column\", \"labels\", \"notes\", \"help\"}]}, with nothing on standard error.")]
pub(crate) struct Check {
    #[command(flatten)]
    pub(crate) specs: Specs,
    /// Check again whenever a file's content changes, and print by how much its totals changed.
    #[arg(long, conflicts_with = "output")]
    pub(crate) watch: bool,
    #[command(flatten)]
    pub(crate) written: Written<ReportFormat>,
}

/// Print the Rust code that `googlenet_model!` generates for a description.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet expand specs/inception_v1.yaml
  googlenet expand specs/inception_v1.yaml -o inception_v1.rs")]
pub(crate) struct Expand {
    #[command(flatten)]
    pub(crate) spec: OneSpec,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// Print the JSON Schema of network descriptions, or the reference of layer kinds and their options.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet schema -o googlenet.schema.json
  googlenet schema --format markdown")]
pub(crate) struct Schema {
    #[command(flatten)]
    pub(crate) written: Written<SchemaFormat>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum SchemaFormat {
    Json,
    Markdown,
}

impl Formats for SchemaFormat {
    const ALL: &'static [(Format, Self)] = &[
        (Format::Json, Self::Json),
        (Format::Markdown, Self::Markdown),
    ];
}

/// Print a script that completes commands and options in a shell.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet completions bash -o ~/.local/share/bash-completion/completions/googlenet
  googlenet completions zsh -o ~/.zfunc/_googlenet")]
pub(crate) struct Completions {
    /// Shell that is to run the script.
    pub(crate) shell: Shell,
    #[command(flatten)]
    pub(crate) output: Output,
}

/// Print or write the manual pages.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet man | man -l -
  googlenet man weights list | man -l -
  googlenet man -o ~/.local/share/man/man1

The pages are those of section 1: googlenet.1, googlenet-check.1 and so on.")]
pub(crate) struct Man {
    /// Command whose page is printed or written; unless given, the page of the program is printed, or all are written.
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Vec<String>,
    /// Folder to write to; it is created if it does not exist.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: Option<PathBuf>,
}
