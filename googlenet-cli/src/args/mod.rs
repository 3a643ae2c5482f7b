//! The command line.

mod classify;
mod tune;

pub(crate) use classify::Classify;
pub(crate) use tune::Tune;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args as Arguments, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use googlenet_runtime::{Column, Precision};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Checks, summarises, draws, compares, expands and runs descriptions of convolutional networks.
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
    /// Report every mistake in network descriptions.
    Check(Check),
    /// Print the table of layers.
    Summary(Summary),
    /// Print networks side by side.
    Compare(Compare),
    /// Draw a network.
    Plot(Plot),
    /// Tell what an edit of a description changed.
    Diff(Diff),
    /// Print the Rust code that `googlenet_model!` makes.
    Expand(Expand),
    /// Print the JSON Schema of network descriptions.
    Schema(Schema),
    /// Run a network once.
    Run(Run),
    /// Say what pictures show.
    Classify(Classify),
    /// Say where the time of a run goes, step by step.
    Profile(Profile),
    /// Measure how long a network takes.
    Bench(Bench),
    /// Save weights as the kernels read them, to be mapped and not packed again.
    Pack(Pack),
    /// Measure on this machine which algorithm is fastest for each convolution.
    Tune(Tune),
    /// Write a network in the format of other programs.
    Export(Export),
    /// Make a description and weights of another program's files.
    Import(Import),
    /// Print a script that completes commands and options in a shell.
    Completions(Completions),
}

/// Report every mistake in network descriptions.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet check specs/inception_v1.yaml
  googlenet check specs/*.yaml
  googlenet check --watch my_network.yaml

Exit status: 0 where all are in order, 1 where one is not. With --watch it ends when it is interrupted.")]
pub(crate) struct Check {
    /// The descriptions.
    #[arg(required = true, value_name = "SPEC")]
    pub(crate) specs: Vec<PathBuf>,
    /// Check again whenever a file is saved; say what its totals changed by.
    #[arg(long)]
    pub(crate) watch: bool,
}

/// Print the table of layers.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet summary specs/inception_v1.yaml
  googlenet summary specs/inception_v1.yaml --style spec --columns macs,memory,receptive_field
  googlenet summary specs/inception_v1.yaml --style json | jq .params
  googlenet summary specs/heads_small.yaml --training")]
pub(crate) struct Summary {
    /// The description.
    pub(crate) spec: PathBuf,
    /// How the table is written.
    #[arg(long, value_enum, default_value_t = SummaryStyle::Keras)]
    pub(crate) style: SummaryStyle,
    /// Further columns, with commas between them (csv, json and yaml have all of them).
    #[arg(long, value_delimiter = ',', value_name = "COLUMN", value_parser = column())]
    pub(crate) columns: Vec<Column>,
    /// With the layers of the heads that only training has.
    #[arg(long)]
    pub(crate) training: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SummaryStyle {
    /// As Keras' `model.summary()` prints it
    Keras,
    /// With the names of the description
    Spec,
    /// A Markdown table
    Markdown,
    /// Comma-separated values
    Csv,
    /// For programs
    Json,
    /// For programs and people
    Yaml,
}

fn column() -> impl TypedValueParser<Value = Column> {
    let words = Column::ALL.map(|(word, _)| word);
    PossibleValuesParser::new(words).try_map(|word| {
        let column = Column::ALL.iter().find(|(known, _)| *known == word);
        column.map(|(_, column)| *column).ok_or("no such column")
    })
}

/// Print networks side by side: parameters, multiply-accumulates, memory, depth, receptive field.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet compare specs/inception_v1.yaml specs/vgg16.yaml
  googlenet compare specs/*.yaml --style csv

The depth counts the layers with kernels (convolutions and dense layers) on the longest path, as papers do. The receptive
field is that of the first output's values and counts padding, so that it may be larger than the input.")]
pub(crate) struct Compare {
    /// The descriptions.
    #[arg(required = true, value_name = "SPEC")]
    pub(crate) specs: Vec<PathBuf>,
    /// How the table is written.
    #[arg(long, value_enum, default_value_t = CompareStyle::Text)]
    pub(crate) style: CompareStyle,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum CompareStyle {
    /// Aligned columns
    Text,
    /// A Markdown table
    Markdown,
    /// Comma-separated values with exact numbers, a network a line
    Csv,
    /// For programs
    Json,
    /// For programs and people
    Yaml,
}

/// Draw a network.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet plot specs/inception_v1.yaml -o inception_v1.svg
  googlenet plot specs/inception_v1.yaml -o inception_v1.html
  googlenet plot specs/inception_v1.yaml --expand inception_3a --rankdir LR -o inception_3a.png --dpi 192
  googlenet plot specs/inception_v1.yaml --collapse --color-by macs -o macs.svg
  googlenet plot specs/inception_v1.yaml --format dot -o - | dot -Tpdf > inception_v1.pdf

The format is the file's ending: svg, png, html (a page to explore, in one file), dot or gv (Graphviz), mmd (Mermaid).")]
pub(crate) struct Plot {
    /// The description.
    pub(crate) spec: PathBuf,
    /// The picture; `-` is standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
    /// The format, where the file's ending does not tell it.
    #[arg(long, value_enum)]
    pub(crate) format: Option<PlotFormat>,
    /// Draw the heads that only training has, too.
    #[arg(long)]
    pub(crate) training: bool,
    /// Leave out the shapes of results.
    #[arg(long)]
    pub(crate) hide_shapes: bool,
    /// Leave out the names of layers.
    #[arg(long)]
    pub(crate) hide_names: bool,
    /// One box a module.
    #[arg(long)]
    pub(crate) collapse: bool,
    /// One box a module, but not for this one; may be given several times.
    #[arg(long, value_name = "MODULE")]
    pub(crate) expand: Vec<String>,
    /// From top to bottom, or from left to right.
    #[arg(long, value_enum, ignore_case = true, default_value_t = Rankdir::Tb)]
    pub(crate) rankdir: Rankdir,
    /// Pixels per inch of a PNG; at 96 a letter is as large as in the SVG.
    #[arg(long, value_name = "N", default_value_t = 144, value_parser = clap::value_parser!(u32).range(10..=2400))]
    pub(crate) dpi: u32,
    /// What the colours of boxes mean.
    #[arg(long, value_enum, default_value_t = ColorWord::Kind)]
    pub(crate) color_by: ColorWord,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PlotFormat {
    Svg,
    Png,
    Html,
    #[value(alias = "gv")]
    Dot,
    #[value(alias = "mmd")]
    Mermaid,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Rankdir {
    #[value(name = "TB")]
    Tb,
    #[value(name = "LR")]
    Lr,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorWord {
    /// What a layer does
    Kind,
    /// Multiply-accumulates
    Macs,
    /// Parameters
    Params,
    /// Bytes of the results
    Memory,
}

/// Tell what an edit of a description changed.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet diff before.yaml after.yaml
  googlenet diff before.yaml after.yaml --format json | jq .totals
  googlenet diff before.yaml after.yaml -o diff.html
  git show HEAD:net.yaml > before.yaml && googlenet diff before.yaml net.yaml

Layers are compared by their paths; one that only has another path is shown as renamed.")]
pub(crate) struct Diff {
    /// The description before the edit.
    pub(crate) before: PathBuf,
    /// The description after it.
    pub(crate) after: PathBuf,
    /// How it is written; with -o the file's ending tells.
    #[arg(long, value_enum)]
    pub(crate) format: Option<DiffFormat>,
    /// Write to this file instead of standard output.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    /// For people; in colour on a terminal
    Table,
    /// For programs
    Json,
    /// A page with the picture in which what changed is marked
    Html,
}

/// Print the Rust code that `googlenet_model!` makes.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet expand specs/inception_v1.yaml
  googlenet expand specs/inception_v1.yaml -o inception_v1.rs")]
pub(crate) struct Expand {
    /// The description.
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
    /// Print the Markdown reference of kinds and options instead.
    #[arg(long)]
    pub(crate) markdown: bool,
}

/// Run a network once.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet run specs/inception_v1.yaml --seed 42 --image cat.jpg
  googlenet run specs/inception_v1.yaml --weights w.safetensors --input x.npy --output y.npy
  googlenet run specs/inception_v1.yaml --seed 1000 --input x.npy --tap inception_4c --output y.npy
  googlenet run specs/inception_v1.yaml --packed w.packed --image cat.jpg

X.npy holds 32- or 64-bit floats, NHWC or HWC, as the network reads them. A picture becomes the input as
`preprocess` of the description says; without it it is resized to the input, and its values go from 0 to 1. Of several outputs Y.npy holds the first; the others are written with --tap and the path of the
layer that is printed beside them.")]
pub(crate) struct Run {
    /// The description.
    pub(crate) spec: PathBuf,
    #[command(flatten)]
    pub(crate) weights: RunWeights,
    #[command(flatten)]
    pub(crate) input: Input,
    /// Write the result, of several the first, or with --tap that layer's, to this file.
    #[arg(long, value_name = "Y.npy")]
    pub(crate) output: Option<PathBuf>,
    /// The path of the layer whose result is written.
    #[arg(long, value_name = "LAYER", requires = "output")]
    pub(crate) tap: Option<String>,
    #[command(flatten)]
    pub(crate) exactness: Exactness,
    /// Number of threads; all cores unless given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    /// How many of the most likely classes are printed.
    #[arg(long, value_name = "K", default_value_t = 5)]
    pub(crate) top: usize,
}

#[derive(Debug, Arguments)]
#[group(required = true, multiple = false)]
pub(crate) struct Weights {
    /// Weights from a safetensors file.
    #[arg(long, value_name = "FILE")]
    pub(crate) weights: Option<PathBuf>,
    /// Reproducible, untrained weights.
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
}

#[derive(Debug, Arguments)]
#[group(required = true, multiple = false)]
pub(crate) struct RunWeights {
    /// Weights from a safetensors file.
    #[arg(long, value_name = "FILE")]
    pub(crate) weights: Option<PathBuf>,
    /// Packed weights, as `googlenet pack` saves them.
    #[arg(long, value_name = "FILE")]
    pub(crate) packed: Option<PathBuf>,
    /// Reproducible, untrained weights.
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
}

#[derive(Debug, Arguments)]
#[group(multiple = false)]
pub(crate) struct BenchWeights {
    /// Weights from a safetensors file.
    #[arg(long, value_name = "FILE")]
    pub(crate) weights: Option<PathBuf>,
    /// Packed weights, as `googlenet pack` saves them.
    #[arg(long, value_name = "FILE")]
    pub(crate) packed: Option<PathBuf>,
    /// Reproducible, untrained weights [default: 42].
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
}

/// Where weights come from.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Source<'a> {
    File(&'a Path),
    Packed(&'a Path),
    Seed(u64),
}

impl<'a> Source<'a> {
    /// The one that is given.
    fn of(
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

impl Profile {
    pub(crate) fn source(&self) -> Source<'_> {
        let source = Source::of(&self.weights, &self.packed, None);
        source.unwrap_or(Source::Seed(0))
    }
}

impl Pack {
    pub(crate) fn source(&self) -> Option<Source<'_>> {
        Source::of(&self.weights, &None, self.seed)
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

#[derive(Debug, Arguments)]
#[group(required = true, multiple = false)]
pub(crate) struct Input {
    /// A NumPy array, NHWC, any batch.
    #[arg(long, value_name = "X.npy")]
    pub(crate) input: Option<PathBuf>,
    /// A JPEG, PNG, WebP or BMP picture.
    #[arg(long, value_name = "PICTURE")]
    pub(crate) image: Option<PathBuf>,
}

/// How exactly results are computed.
#[derive(Debug, Arguments)]
pub(crate) struct Exactness {
    /// `strict` computes convolutions as sums of products, `fast` also by transforms; as the description says unless
    /// given.
    #[arg(long, value_name = "PRECISION", value_parser = precision)]
    precision: Option<Precision>,
}

impl Exactness {
    /// What was asked for, or what the description says.
    pub(crate) fn over(&self, described: Precision) -> Precision {
        self.precision.unwrap_or(described)
    }
}

fn precision(text: &str) -> Result<Precision, String> {
    let mut all = Precision::ALL.into_iter();
    let found = all.find(|precision| precision.word() == text);
    found.ok_or_else(|| "expected `fast` or `strict`".to_owned())
}

/// Say where the time of a run goes, step by step.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet profile specs/inception_v1.yaml
  googlenet profile specs/inception_v1.yaml --threads 2 --runs 200
  googlenet profile specs/inception_v1.yaml --json | jq '.steps[] | select(.peak_share < 0.5)'

Each step's time is its shortest of all runs. GFLOP/s count two operations for a multiply-accumulate; the peak is what
the processor does on registers alone, measured at the start. GOOGLENET_ISA=portable, avx2 or avx512 chooses the
instruction set.")]
pub(crate) struct Profile {
    /// The description.
    pub(crate) spec: PathBuf,
    /// Weights from a safetensors file; without it seeded ones.
    #[arg(long, value_name = "FILE", conflicts_with = "packed")]
    pub(crate) weights: Option<PathBuf>,
    /// Packed weights, as `googlenet pack` saves them.
    #[arg(long, value_name = "FILE")]
    pub(crate) packed: Option<PathBuf>,
    /// Number of threads.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: u16,
    #[command(flatten)]
    pub(crate) exactness: Exactness,
    /// Pictures of a run.
    #[arg(long, value_name = "B", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) batch: u16,
    /// How often the network runs.
    #[arg(long, value_name = "N", default_value_t = 50, value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) runs: u32,
    /// Print JSON instead of a table.
    #[arg(long)]
    pub(crate) json: bool,
}

/// Measure how long a network takes.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet bench specs/inception_v1.yaml --threads 1
  googlenet bench specs/inception_v1.yaml --threads 2 --seconds 10 --batch 8 --json

Runs that are not counted come first. Inputs vary from run to run; the checksum is that of the results, and each input's
results must be the same bits every time.")]
pub(crate) struct Bench {
    /// The description.
    pub(crate) spec: PathBuf,
    #[command(flatten)]
    pub(crate) weights: BenchWeights,
    /// Number of threads; all cores unless given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,
    #[command(flatten)]
    pub(crate) exactness: Exactness,
    /// For how long runs are counted.
    #[arg(long, value_name = "S", default_value = "3", value_parser = seconds)]
    pub(crate) seconds: Duration,
    /// How many pictures each run takes.
    #[arg(long, value_name = "B", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) batch: u16,
    /// Print JSON.
    #[arg(long)]
    pub(crate) json: bool,
}

fn seconds(text: &str) -> Result<Duration, String> {
    let seconds = text
        .parse()
        .ok()
        .filter(|seconds| (0.01..=3600.0).contains(seconds));
    let seconds = seconds.ok_or("expected seconds from 0.01 to 3600")?;
    Ok(Duration::from_secs_f64(seconds))
}

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

/// Write a network in the format of other programs.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet export specs/inception_v1.yaml --format onnx --seed 42 -o inception_v1.onnx
  googlenet export specs/vgg16.yaml --format onnx --weights vgg16.safetensors --batch 1 -o vgg16.onnx
  googlenet export specs/inception_v1.yaml --format safetensors --seed 42 -o seeded.safetensors

An ONNX file has one input, `input`, NCHW. Nodes and their results bear the paths of the layers.")]
pub(crate) struct Export {
    /// The description.
    pub(crate) spec: PathBuf,
    /// The format: ONNX unless given, or unless the file's ending is `safetensors`.
    #[arg(long, value_enum)]
    pub(crate) format: Option<ExportFormat>,
    #[command(flatten)]
    pub(crate) weights: Weights,
    /// Fix the number of pictures that an ONNX file's input holds; any number unless given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) batch: Option<u32>,
    /// The file to write.
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: PathBuf,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ExportFormat {
    /// ONNX, opset 17
    Onnx,
    /// The weights alone, as `--weights` reads them
    Safetensors,
}

/// Make a description and weights of another program's files: Caffe's prototxt and caffemodel.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet import deploy.prototxt bvlc_googlenet.caffemodel -o imported
  googlenet import deploy.prototxt weights.caffemodel -o imported --mean 104,117,123 --color bgr --labels synset_words.txt
  googlenet import train_val.prototxt snapshot.caffemodel -o imported --name Mine --force

DIR/NAME.yaml and DIR/NAME.safetensors are written, nothing else; NAME is the network's name. Layers that repeat become
blocks with a table. What only training has (data, losses) is left out, and told; auxiliary classifiers become heads. The
labels stay where they are: the description names them relative to DIR, inside of which `classify` looks for them.")]
pub(crate) struct Import {
    /// The network: a deploy or train_val prototxt.
    #[arg(value_name = "PROTOTXT")]
    pub(crate) network: PathBuf,
    /// Its weights.
    #[arg(value_name = "CAFFEMODEL")]
    pub(crate) weights: PathBuf,
    /// The folder to write to, which is made where it is missing.
    #[arg(short, long, value_name = "DIR")]
    pub(crate) output: PathBuf,
    /// What the network is called; as the prototxt says unless given.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,
    /// Subtracted from pictures: one number, or one for each channel in the order of --color, from 0 to 255.
    #[arg(long, value_name = "B,G,R", value_delimiter = ',', allow_negative_numbers = true, value_parser = finite)]
    pub(crate) mean: Vec<f64>,
    /// The order of colours that the network reads.
    #[arg(long, value_enum)]
    pub(crate) color: Option<ColorOrder>,
    /// The factor of pictures behind the subtraction, as in Caffe.
    #[arg(long, value_name = "S", value_parser = finite)]
    pub(crate) scale: Option<f64>,
    /// Resize the shorter side of pictures to so many pixels before the input's size is cut out of their middle.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) resize: Option<u32>,
    /// The file that names the classes, one a line.
    #[arg(long, value_name = "FILE")]
    pub(crate) labels: Option<PathBuf>,
    /// Overwrite files that are there.
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ColorOrder {
    /// Red, green, blue
    Rgb,
    /// Blue, green, red, as Caffe's data layers give it
    Bgr,
}

fn finite(text: &str) -> Result<f64, String> {
    let number = text.parse().ok().filter(|number: &f64| number.is_finite());
    number.ok_or_else(|| "expected a number".to_owned())
}

/// Print a script that completes commands and options in a shell.
#[derive(Debug, Arguments)]
#[command(after_help = "Examples:
  googlenet completions bash > ~/.local/share/bash-completion/completions/googlenet
  googlenet completions zsh > ~/.zfunc/_googlenet")]
pub(crate) struct Completions {
    /// The shell.
    pub(crate) shell: Shell,
}
