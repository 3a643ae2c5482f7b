//! The command `googlenet export`, which writes a network as ONNX, or its weights as safetensors.

use super::{Weights, compile_file, with_weights};
use crate::args::{Export, ExportFormat};
use crate::failure::Failure;
use crate::output::write_through;
use googlenet_interop::onnx::{Batch, Model};
use googlenet_runtime::{Network, dynamic};

pub(crate) fn run(args: &Export) -> Result<(), Failure> {
    let compiled = compile_file(&args.spec)?;
    let weights = Weights::new(args.weights.source(), &args.non_finite);
    let with_weights = |graph| with_weights(dynamic::Model::from_graph(graph), weights);
    let ending = args.output.extension();
    let by_ending = match ending.is_some_and(|ending| ending == "safetensors") {
        true => ExportFormat::Safetensors,
        false => ExportFormat::Onnx,
    };
    match args.format.unwrap_or(by_ending) {
        ExportFormat::Onnx => {
            // This comes before the weights, so that a network that is too large for the format is refused without
            // loading them.
            let batch = args.batch.map_or(Batch::Any, Batch::Fixed);
            let file = Model::new(&compiled.graph, batch).map_err(Failure::message)?;
            let network = with_weights(compiled.graph)?;
            let layers = network.layers();
            write_through(&args.output, |to| file.write(&layers, to))
        }
        ExportFormat::Safetensors => {
            let network = with_weights(compiled.graph)?;
            network.save_weights(&args.output).map_err(Failure::message)
        }
    }
}
