//! The command `googlenet export`, which writes a network as ONNX, or its weights as safetensors.

use super::{Weights, compile_spec, with_weights};
use crate::args::{Export, ExportFormat};
use crate::failure::Failure;
use googlenet_interop::onnx::{Batch, Model};
use googlenet_runtime::{Network, dynamic};

pub(crate) fn run(args: &Export) -> Result<(), Failure> {
    let format = args.written.format()?;
    let to = args.written.to().for_bytes()?;
    let compiled = compile_spec(&args.spec.spec)?;
    let weights = Weights::unpacked(&args.weights);
    let with_weights = |graph| with_weights(dynamic::Model::from_graph(graph), weights);
    match format {
        ExportFormat::Onnx => {
            // This comes before the weights, so that a network that is too large for the format is refused without
            // loading them.
            let batch = args.batch.map_or(Batch::Any, Batch::Fixed);
            let file = Model::new(&compiled.graph, batch).map_err(Failure::message)?;
            let network = with_weights(compiled.graph)?;
            let layers = network.layers();
            to.stream(|to| file.write(&layers, to))
        }
        ExportFormat::Safetensors => {
            let network = with_weights(compiled.graph)?;
            to.stream(|to| network.write_weights(to))
        }
    }
}
