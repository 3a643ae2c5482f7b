//! Command-line options of `googlenet weights import`.

use super::format::{FormatOf, ReportFormat, of_report};
use super::output::Output;
use super::spec::OneSpec;
use super::weights::NonFinite;
use clap::Args as Arguments;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};
use googlenet_interop::Convention;
use std::path::PathBuf;

/// Convert a weight file of another program to the one that a network reads: its tensors are paired with the network's
/// weights by name, else by order and shape where that is unambiguous.
#[derive(Debug, Arguments)]
#[command(mut_arg("format", of_report))]
#[command(after_help = "Examples:
  googlenet weights import specs/googlenet_torchvision.yaml googlenet.pth -o googlenet.safetensors
  googlenet weights import mine.yaml model.weights.h5 -o mine.safetensors
  googlenet weights import mine.yaml arrays.npz -o mine.safetensors --layout keras
  googlenet weights import mine.yaml checkpoint.pt -o mine.safetensors --json | jq .rules

Files of PyTorch (.pt, .pth, checkpoints with a state_dict), Keras (.h5, .keras, .weights.h5), TensorFlow.js (model.json),
NumPy (.npz) and safetensors of any program are told by their content; nothing in them is executed. Names are those of
torchvision or Keras that the description gives as `source`, or this project's own. Kernels are turned into height x width x
in x out.

The report says which rule paired what, and what was passed over. With --json it is an object: {\"format\", \"convention\",
\"recognised\", \"prefix\", \"rules\", \"widened\", \"rounded\", \"passed_over\", \"left_out\",
\"tensors\": [{\"name\", \"shape\", \"from\", \"rule\"}], \"weights\", \"warnings\"}. The option --weights of other
commands takes such files, too.")]
pub(crate) struct WeightsImport {
    #[command(flatten)]
    pub(crate) spec: OneSpec,
    /// Weight file of another program.
    pub(crate) file: PathBuf,
    /// Layout of kernels where names do not tell it.
    #[arg(long, value_name = "LAYOUT", value_parser = layout())]
    pub(crate) layout: Option<Convention>,
    /// Take weights that fit, though by their names they are those of another network.
    #[arg(long)]
    pub(crate) as_is: bool,
    #[command(flatten)]
    pub(crate) non_finite: NonFinite,
    #[command(flatten)]
    pub(crate) output: Output,
    #[command(flatten)]
    pub(crate) format: FormatOf<ReportFormat>,
}

fn layout() -> impl TypedValueParser<Value = Convention> {
    conventions(&[
        (
            Convention::Torchvision,
            "Out x in x height x width, as PyTorch",
        ),
        (Convention::Keras, "Height x width x in x out, as Keras"),
    ])
}

/// Returns a parser for the words of conventions.
pub(super) fn conventions(
    of: &[(Convention, &'static str)],
) -> impl TypedValueParser<Value = Convention> + use<> {
    let words: Vec<PossibleValue> = of
        .iter()
        .map(|(convention, help)| PossibleValue::new(convention.as_str()).help(*help))
        .collect();
    PossibleValuesParser::new(words).try_map(|word| word.parse::<Convention>())
}
