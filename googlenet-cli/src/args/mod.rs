//! Definition of the command line with clap: the list of commands, and the options of each in the file of its name or
//! group. Options that several commands share exist once, in `format`, `output`, `spec`, `session`, `weights` and
//! `image`.

mod classify;
mod data;
mod evaluate;
mod exchange;
mod explain;
mod features;
mod format;
#[cfg(test)]
mod grammar;
mod image;
mod measure;
mod old;
mod output;
mod pack;
mod parse;
mod plot;
mod quantize;
mod run;
mod session;
mod spec;
mod status;
mod summary;
mod text;
mod train;
mod tune;
mod weights;
mod weights_import;
mod weights_list;

pub(crate) use classify::Classify;
pub(crate) use evaluate::Evaluate;
pub(crate) use exchange::{Export, ExportFormat, Import, MeanOf};
pub(crate) use explain::Explain;
pub(crate) use features::Features;
pub(crate) use format::ReportFormat;
pub(crate) use measure::{Bench, Profile};
pub(crate) use pack::Pack;
pub(crate) use parse::{Parsed, command, leaves, parse};
pub(crate) use plot::{
    ColorWord, DPI, Diff, DiffFormat, LegendWord, Plot, PlotFormat, Rankdir, ThemeWord,
};
pub(crate) use quantize::Quantize;
pub(crate) use run::{Run, RunFormat};
pub(crate) use spec::{InputSize, Spec};
pub(crate) use summary::{Compare, CompareFormat, Summary, SummaryFormat};
pub(crate) use text::{Check, Completions, Expand, Man, Schema, SchemaFormat};
pub(crate) use train::Train;
pub(crate) use tune::Tune;
pub(crate) use weights::{RunWeights, Source, Weights};
pub(crate) use weights_import::WeightsImport;
pub(crate) use weights_list::{WeightCommand, WeightFiles, WeightsFormat, WeightsList};

use clap::{Parser, Subcommand};

/// Checks, summarises, draws, compares, imports, exports, trains, measures and runs networks that YAML files describe.
#[derive(Debug, Parser)]
#[command(name = "googlenet", version, arg_required_else_help = true)]
#[command(after_help = "Examples:
  googlenet check specs/inception_v1.yaml
  googlenet summary specs/inception_v1.yaml
  googlenet plot specs/inception_v1.yaml -o inception_v1.html
  googlenet run specs/inception_v1.yaml --seed 42 --image cat.jpg

Wherever FILE is `-`, results go to standard output, and descriptions, images and arrays come from standard input. Where
--json, or --format json, is given, failures are an object on standard output, too:
{\"error\": {\"message\", \"help\", \"code\", \"file\", \"line\", \"column\"}}, null where absent. That of a description
has all its mistakes in \"diagnostics\", with \"labels\" of \"line\", \"column\" and \"length\".")]
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
    /// Draw a network as SVG, PNG, PDF, HTML, Graphviz or Mermaid.
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
    /// Write the results of steps and layers for many images as NumPy arrays.
    Features(Features),
    /// Train a network on images with labels.
    Train(Train),
    /// Measure how well a network classifies images with labels.
    Evaluate(Evaluate),
    /// Quantise a network to 8-bit integers, calibrated on images.
    Quantize(Quantize),
    /// Show which part of an image made a network choose a class.
    Explain(Explain),
    /// Measure how long each layer, or chain of fused layers, takes.
    Profile(Profile),
    /// Measure how long one run of a network takes.
    Bench(Bench),
    /// Save packed weights to a file that later runs map into memory.
    Pack(Pack),
    /// Measure on this machine which algorithm is fastest for each convolution.
    Tune(Tune),
    /// Write a network as ONNX, or its weights as safetensors or an archive of NumPy arrays.
    Export(Export),
    /// Import a network of another program (ONNX, Keras, TensorFlow.js, Caffe): write its description and its weights.
    Import(Import),
    /// Weight files: list the tensors that one must hold, and convert those of other programs.
    Weights(WeightFiles),
    /// Print a script that completes commands and options in a shell.
    Completions(Completions),
    /// Print or write the manual pages.
    Man(Man),
}
