//! The command `googlenet export`, which writes a network as ONNX, or its weights alone.

mod left_out;

use super::loading::{Weights, no_integers, opened_integers, with_weights};
use super::network::{Given, check_labels_of, compile_strictly};
use crate::args::{Export, ExportFormat};
use crate::failure::Failure;
use crate::output::tell;
use googlenet_dsl::labels::expected_lines;
use googlenet_interop::onnx::{Batch, Metadata, Model};
use googlenet_interop::{Convention, NamedWeights};
use googlenet_runtime::{Network, dynamic};

pub(crate) fn run(args: &Export) -> Result<(), Failure> {
    let format = args
        .written
        .format()
        .map_err(|failure| other_format(args).unwrap_or(failure))?;
    let to = args.written.to().for_bytes()?;
    let names = args.names.unwrap_or(Convention::Own);
    if format == ExportFormat::Onnx && args.names.is_some() {
        return Err(Failure::Usage(
            "an ONNX file has the paths of the layers as names; help: `--names` is for safetensors and npz".to_owned(),
        ));
    }
    let spec = &args.spec;
    let files = Given::read(&spec.spec, &spec.size, args.weights.file())?;
    let described = compile_strictly(&files)?;
    if format == ExportFormat::Onnx {
        // The class names are in the file, so they must be in order.
        check_labels_of(&described)?;
    }
    let left_out = left_out::line(&described.compiled, format);
    let weights = Weights::unpacked(&args.weights, &described)?;
    let model = described.dynamic();
    match format {
        ExportFormat::Onnx => {
            // This comes before the weights, so that a network that is too large for the format is refused without
            // loading them.
            let batch = args.batch.map_or(Batch::Any, Batch::Fixed);
            let metadata = metadata(&model)?;
            let graph = model.graph();
            let file = match opened_integers(&graph, weights)? {
                Some(quantized) => Model::quantized(&graph, batch, &metadata, &quantized),
                None => Model::with_metadata(&graph, batch, &metadata),
            };
            let file = file.map_err(Failure::message)?;
            let network = match file.has_values() {
                true => model,
                false => with_weights(model, weights)?,
            };
            let layers = network.layers();
            to.stream(|to| file.write(&layers, to))?;
        }
        ExportFormat::Safetensors if names == Convention::Own => {
            match opened_integers(&model.graph(), weights)? {
                Some(quantized) => to.stream(|to| quantized.write(to))?,
                None => {
                    let network = with_weights(model, weights)?;
                    to.stream(|to| network.write_weights(to))?;
                }
            }
        }
        ExportFormat::Safetensors | ExportFormat::Npz => {
            let help = "`-o W.safetensors` without `--names` writes integers and scales, `-o M.onnx` a model in QDQ form";
            no_integers(weights, help)?;
            let source = described.compiled.names.map(Convention::from);
            if source.is_none() && names != Convention::Own {
                tell("layers are called as their paths: the description has no `names`\n");
            }
            let network = with_weights(model, weights)?;
            let (graph, layers) = (network.graph(), network.layers());
            let named = NamedWeights::new(&graph, &layers, names, source);
            let named = named.map_err(Failure::Message)?;
            to.stream(|to| match format {
                ExportFormat::Npz => named.write_npz(to),
                _ => named.write_safetensors(to),
            })?;
        }
    }
    tell(&left_out);
    Ok(())
}

/// Returns the failure of a file whose ending is that of another program's own format, with the one which that reads.
fn other_format(args: &Export) -> Option<Failure> {
    let file = args.written.path()?;
    let ending = file.extension()?.to_str()?.to_ascii_lowercase();
    let help = match &*ending {
        "pt" | "pth" | "ckpt" => "PyTorch loads `-o W.safetensors --names torchvision`",
        "h5" | "hdf5" | "keras" => "Keras takes the arrays of `-o W.npz --names keras`",
        _ => return None,
    };
    let file = file.display();
    let message = format!("`{file}` does not end in onnx, safetensors or npz; help: {help}");
    Some(Failure::Usage(message))
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
