//! Definition of the command line with clap: the list of commands, and the options of `check`, `expand`, `schema` and
//! `completions`.

mod classify;
mod exchange;
mod image;
mod measure;
mod pack;
mod plot;
mod run;
mod summary;
mod tune;
mod weights;

pub(crate) use classify::Classify;
pub(crate) use exchange::{Export, ExportFormat, Import};
pub(crate) use measure::{Bench, Profile};
pub(crate) use pack::Pack;
pub(crate) use plot::{
    ColorWord, Diff, DiffFormat, LegendWord, Plot, PlotFormat, Rankdir, ThemeWord,
};
pub(crate) use run::Run;
pub(crate) use summary::{Compare, CompareStyle, Summary, SummaryStyle};
pub(crate) use tune::Tune;
pub(crate) use weights::{NonFinite, Source};

use clap::{Args as Arguments, Parser, Subcommand};
use clap_complete::Shell;
use std::path::PathBuf;

/// Checks, summarises, draws, compares, imports, exports, measures and runs networks that YAML files describe.
#[derive(Debug, Parser)]
#[command(name = "googlenet", version, arg_required_else_help = true)]
#[command(after_help = "Examples:
  googlenet check specs/inception_v1.yaml
  googlenet summary specs/inception_v1.yaml
  googlenet plot specs/inception_v1.yaml -o inception_v1.html
  googlenet run specs/inception_v1.yaml --seed 42 --image cat.jpg

Exit status: 0 on success, 1 where a file is not in order, 2 where the command line is not.")]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check network descriptions: print their mistakes or totals.
    Check(Check),
    /// Print a table of a network's layers.
    Summary(Summary),
    /// Print the totals of networks side by side.
    Compare(Compare),
    /// Draw a network as SVG, PNG, HTML, Graphviz or Mermaid.
    Plot(Plot),
    /// Show what differs between two versions of a description.
    Diff(Diff),
    /// Print the Rust code that is generated for a description.
    Expand(Expand),
    /// Print the JSON Schema of network descriptions.
    Schema(Schema),
    /// Run a network once; print the largest output values or write a result.
    Run(Run),
    /// Print the most likely classes of images.
    Classify(Classify),
    /// Measure how long each layer, or chain of fused layers, takes.
    Profile(Profile),
    /// Measure how long one run of a network takes.
    Bench(Bench),
    /// Save packed weights to a file that later runs map into memory.
    Pack(Pack),
    /// Measure on this machine which algorithm is fastest for each convolution.
    Tune(Tune),
    /// Write a network as ONNX, or its weights as safetensors.
    Export(Export),
    /// Import a Caffe network: write its description and its weights.
    Import(Import),
    /// Print a script that completes commands and options in a shell.
    Completions(Completions),
}

/// Check network descriptions and their files of labels: print their mistakes, or a line of totals for each one without
/// mistakes.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet check specs/inception_v1.yaml
  googlenet check specs/*.yaml
  googlenet check --watch my_network.yaml

Exit status: 0 where all are in order, 1 where one is not. With --watch it ends when it is interrupted.")]
pub(crate) struct Check {
    /// Network descriptions (YAML files) to check.
    #[arg(required = true, value_name = "SPEC")]
    pub(crate) specs: Vec<PathBuf>,
    /// Check again whenever a file's content changes, and print by how much its totals changed.
    #[arg(long)]
    pub(crate) watch: bool,
}

/// Print the Rust code that `googlenet_model!` generates for a description.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet expand specs/inception_v1.yaml
  googlenet expand specs/inception_v1.yaml -o inception_v1.rs")]
pub(crate) struct Expand {
    /// Network description (a YAML file).
    pub(crate) spec: PathBuf,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// Print the JSON Schema of network descriptions.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet schema > googlenet.schema.json
  googlenet schema --markdown")]
pub(crate) struct Schema {
    /// Print the Markdown reference of layer kinds and their options instead.
    #[arg(long)]
    pub(crate) markdown: bool,
}

/// Print a script that completes commands and options in a shell.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet completions bash > ~/.local/share/bash-completion/completions/googlenet
  googlenet completions zsh > ~/.zfunc/_googlenet")]
pub(crate) struct Completions {
    /// Shell that is to run the script.
    pub(crate) shell: Shell,
}
