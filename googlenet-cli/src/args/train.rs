//! Command-line options of `googlenet train`.

use super::data::Data;
use super::format::{FormatOf, ReportFormat, of_report};
use super::session::{Exactness, Threads};
use super::spec::OneSpec;
use clap::Args as Arguments;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use googlenet_runtime::train::Optimizer;
use std::path::PathBuf;

/// Train a network on images with labels: from random weights, from those of another network, or on from where an earlier run
/// was ended.
#[derive(Debug, Arguments)]
#[command(mut_arg("format", of_report))]
#[command(after_help = "Examples:
  googlenet train digits.yaml --data digits.npz -o run
  googlenet train flowers.yaml --data flowers/train --validation flowers/val -o run --epochs 30
  googlenet train flowers.yaml --data flowers --validation 0.1 -o run --from googlenet.safetensors --freeze stem,inception_3
  googlenet train flowers.yaml --data flowers --validation 0.1 -o run --resume
  googlenet evaluate run/flowers.yaml --weights run/best.safetensors --data flowers/test

How the network is trained is what `training` of the description says; options of the command line come first. Images become
the input as `preprocess` says, and change at random as `augment` says. Folders are classes in the order of their names, or
those that labels of the description name. Files that are no images, or are broken or tiny, are left out, and told. The arrays
of an .npz file are N images, (N, H, W) or (N, H, W, C), of uint8 or of floats as the network reads them, and N labels from 0;
those of Keras' archives (`x_train`, `y_train`) are found, too.

RUN has afterwards: best.safetensors, the weights of the epoch with the best validation accuracy, or with the least loss of
training without validation; last.safetensors; the description, and the names of the classes if there are some; metrics.jsonl,
a line for every epoch and for every tenth of one; curves.svg and curves.html; run.json, the options of the run; and
state.safetensors, from which --resume goes on, to the same bits as a run that was not ended. It is written after each epoch,
within long ones every half minute, and when the command is interrupted (Ctrl-C, exit status 130).

--from takes whatever --weights of other commands takes. Weights that the file lacks or has in another size, such as a
classifier of other classes, are told and begin at random. With --json the report is an object: {\"network\", \"run\",
\"epochs\", \"steps\", \"stopped_early\", \"seconds\", \"best\": {\"epoch\", \"loss\", \"accuracy\"}, \"last\"}.")]
pub(crate) struct Train {
    #[command(flatten)]
    pub(crate) spec: OneSpec,
    #[command(flatten)]
    pub(crate) data: Data,
    /// Folder of the run; it is created if it does not exist.
    #[arg(short, long, value_name = "RUN")]
    pub(crate) output: PathBuf,
    /// Images for validation, as those of --data; or the share of these that is kept for it, such as 0.1 or 10%.
    #[arg(long, value_name = "DIR|FILE|SHARE")]
    pub(crate) validation: Option<String>,
    /// Go on with the run in RUN, if one is there.
    #[arg(long)]
    pub(crate) resume: bool,
    /// File of weights to begin with, of this network or of one that shares layers with it.
    #[arg(long, value_name = "FILE")]
    pub(crate) from: Option<PathBuf>,
    /// Take only the weights of --from whose paths begin so; may be given several times, or with commas.
    #[arg(long, value_name = "PREFIX", requires = "from", value_delimiter = ',')]
    pub(crate) only: Vec<String>,
    /// Leave the weights of layers as they are whose paths begin so; may be given several times, or with commas.
    #[arg(long, value_name = "PREFIX", value_delimiter = ',')]
    pub(crate) freeze: Vec<String>,
    /// Number of times that training goes through all images.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub(crate) epochs: Option<u32>,
    /// Images of a step.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=65_536))]
    pub(crate) batch: Option<u32>,
    /// Learning rate, from which the schedule of the description starts.
    #[arg(long, visible_alias = "lr", value_name = "R", value_parser = positive)]
    pub(crate) learning_rate: Option<f64>,
    /// Optimizer with its usual options; the learning rate is then its usual one, too, unless it is given.
    #[arg(long, value_name = "WORD", value_parser = optimizer())]
    pub(crate) optimizer: Option<Optimizer>,
    /// Decoupled weight decay.
    #[arg(long, value_name = "W", value_parser = share_of_weight)]
    pub(crate) weight_decay: Option<f32>,
    /// Epochs without a better validation after which training stops.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..))]
    pub(crate) patience: Option<u32>,
    /// Seed of all that is random: first weights, order of images, augmentation, dropout.
    #[arg(long, value_name = "N")]
    pub(crate) seed: Option<u64>,
    /// Take images as they are, without the random changes of the description's `augment`.
    #[arg(long)]
    pub(crate) no_augment: bool,
    /// Steps after which the state is written within an epoch; every half minute unless given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) save_every: Option<u64>,
    #[command(flatten)]
    pub(crate) exactness: Exactness,
    #[command(flatten)]
    pub(crate) threads: Threads,
    /// Print no progress.
    #[arg(short, long)]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) format: FormatOf<ReportFormat>,
}

fn optimizer() -> impl TypedValueParser<Value = Optimizer> {
    let words = Optimizer::ALL.iter().map(|optimizer| optimizer.as_str());
    PossibleValuesParser::new(words).try_map(|word| word.parse())
}

fn positive(text: &str) -> Result<f64, String> {
    let number = text
        .parse()
        .ok()
        .filter(|rate: &f64| rate.is_finite() && *rate > 0.0);
    number.ok_or_else(|| "expected a number above 0".to_owned())
}

fn share_of_weight(text: &str) -> Result<f32, String> {
    let number = text
        .parse()
        .ok()
        .filter(|decay: &f32| decay.is_finite() && *decay >= 0.0);
    number.ok_or_else(|| "expected a number, 0 or more".to_owned())
}
