//! The command `googlenet export`, which writes a network as ONNX, or its weights as safetensors.

mod left_out;

use super::{Weights, check_spec, compile_spec, with_weights};
use crate::args::{Export, ExportFormat};
use crate::failure::Failure;
use crate::output::tell;
use googlenet_dsl::labels::expected_lines;
use googlenet_interop::onnx::{Batch, Metadata, Model};
use googlenet_runtime::{Network, dynamic};

pub(crate) fn run(args: &Export) -> Result<(), Failure> {
    let format = args.written.format()?;
    let to = args.written.to().for_bytes()?;
    let spec = &args.spec.spec;
    let compiled = match format {
        // The class names are in the file, so they must be in order.
        ExportFormat::Onnx => check_spec(spec)
            .1
            .map_err(|wrong| Failure::mistakes(&[wrong]))?,
        ExportFormat::Safetensors => compile_spec(spec)?,
    };
    let left_out = left_out::line(&compiled, format);
    let weights = Weights::unpacked(&args.weights);
    let model = dynamic::Model::from_compiled(compiled, Some(spec.folder()));
    match format {
        ExportFormat::Onnx => {
            // This comes before the weights, so that a network that is too large for the format is refused without
            // loading them.
            let batch = args.batch.map_or(Batch::Any, Batch::Fixed);
            let metadata = metadata(&model)?;
            let file = Model::with_metadata(&model.graph(), batch, &metadata);
            let file = file.map_err(Failure::message)?;
            let network = with_weights(model, weights)?;
            let layers = network.layers();
            to.stream(|to| file.write(&layers, to))?;
        }
        ExportFormat::Safetensors => {
            let network = with_weights(model, weights)?;
            to.stream(|to| network.write_weights(to))?;
        }
    }
    tell(&left_out);
    Ok(())
}

/// Reads what an ONNX file says about classes and images.
fn metadata(model: &dynamic::Model) -> Result<Metadata, Failure> {
    let labels = match expected_lines(&model.graph()) {
        Some(lines) => model.labels().read_lines(lines),
        None => Ok(None),
    };
    Ok(Metadata {
        labels: labels.map_err(Failure::message)?,
        preprocess: model.preprocess(),
    })
}
