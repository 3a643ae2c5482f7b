//! The function [`import`], which runs the stages of an import from ONNX one after the other.

use super::constant::Folder;
use super::error::{ImportError, none_of};
use super::file::ModelFile;
use super::graph::Graph;
use super::lower::Input;
use super::options::Options;
use super::{graph, input, labels, lower, metadata, names};
use crate::description::Preamble;
use crate::import::conversion::Beginning;
use crate::import::network::FlatNetwork;
use crate::import::notes::Notes;
use crate::import::{Imported, Lowered, finish, network_name};
use crate::items::Refusals;
use crate::items::Store;
use crate::items::{self, Constants, Made, Net};
use googlenet_dsl::file_kind::FileRole;
use googlenet_dsl::graph::MAX_OUTPUTS;
use googlenet_dsl::shape::Shape;

/// Versions of ONNX's set of operators that are read: from that of ONNX 1.2 (2018) on. Later ones than are known are
/// tried; a warning says so.
const OPSETS: std::ops::RangeInclusive<i64> = 7..=26;
/// The first version of the file format that is read.
const FIRST_IR: i64 = 3;
/// Names that programs give to every graph.
const UNNAMED: &[&str] = &[
    "",
    "graph",
    "main",
    "main_graph",
    "model",
    "onnx",
    "tf2onnx",
    "torch_jit",
    "torch-jit-export",
    "Model from PaddlePaddle.",
    "PaddlePaddle Graph 0",
];
/// Path of the file with class names that the description of a model with class names states.
pub const LABELS: &str = "labels.txt";

/// Imports a network from the bytes of an ONNX file.
///
/// # Errors
/// [`ImportError::OtherKind`] if the file cannot be read and its first bytes are those of a file of another kind,
/// [`ImportError::File`] or [`ImportError::CutOff`] if it is malformed, [`ImportError::Refused`] with all parts of the
/// graph that cannot be imported, [`ImportError::Description`] if an option does not suit the network or no description
/// can be made of it.
pub fn import<'a>(bytes: &'a [u8], options: &Options) -> Result<Imported<'a>, ImportError> {
    import_file(bytes, None, options)
}

/// Imports a network from the bytes of a file, after whose name `stem`, without its ending, the network is called if
/// its graph has none of its own.
pub(crate) fn import_file<'a>(
    bytes: &'a [u8],
    stem: Option<&str>,
    options: &Options,
) -> Result<Imported<'a>, ImportError> {
    let model = ModelFile::read(bytes).map_err(|fault| match FileRole::Onnx.mistake(bytes) {
        Some(wrong) => ImportError::OtherKind { wrong },
        None => fault.into(),
    })?;
    let mut warnings = Vec::new();
    let opset = opset(&model, &mut warnings)?;
    let mut refusals = Refusals::default();
    if model.graph.sparse > 0 {
        refusals.graph(format!(
            "{} sparse initializers, which cannot be imported",
            model.graph.sparse
        ));
    }
    let connected = graph::connect(&model.graph, &mut refusals);
    let Some(graph) = connected else {
        none_of(refusals)?;
        return Err(failed());
    };
    let Some(input) = input::input(&graph, options.input_size, &mut refusals) else {
        lower::refuse_unknown(&graph, &model.functions, &mut refusals);
        none_of(refusals)?;
        return Err(failed());
    };
    let read = |input, refusals| read(&model, &graph, opset, input, options, refusals);
    let found = read(input, refusals.clone());
    let found = found.or_else(|error| {
        let mut others = input::unbatched(&graph).into_iter();
        let found = others.find_map(|input| read(input, refusals.clone()).ok());
        found.ok_or(error)
    });
    let Read {
        store,
        made,
        shape,
        notes,
    } = found?;
    warnings.extend(notes.into_warnings());
    let Made {
        mut steps,
        weights,
        outputs,
        normalisation,
        quantization,
        reversed,
    } = made;
    names::shorten(&mut steps);
    let [height, width] = shape.spatial();
    let size = [height, width, shape.channels()].map(|size| size as u32);
    let classes = match steps[outputs[0] - 1].shape {
        Shape::Vector { features } => Some(features),
        _ => None,
    };
    let labels = labels::labels(&model.metadata, classes, &mut warnings);
    let conversion = metadata::conversion(
        &model.metadata,
        &options.preprocess,
        Beginning {
            normalisation: normalisation
                .as_ref()
                .map(|affine| [&affine.factor[..], &affine.shift[..]]),
            reversed,
        },
        size,
        &mut warnings,
    )?;
    let lowered = Lowered {
        network: FlatNetwork {
            input: size,
            steps,
            outputs,
            heads: Vec::new(),
            quantization,
        },
        weights,
    };
    let constants = Constants::new(&store, &lowered.weights);
    let preamble = || {
        let own = Some(model.graph.name).filter(|name| !UNNAMED.contains(name));
        let name = options.name.as_deref().or(own).or(stem);
        let mut preamble = Preamble::new(network_name(name.unwrap_or("Network")));
        if let Some(conversion) = &conversion {
            preamble.preprocess(&conversion.text(size));
        }
        match (&options.labels, &labels) {
            (Some(path), _) => preamble.labels(path)?,
            (None, Some(_)) => preamble.labels(LABELS)?,
            (None, None) => {}
        }
        Ok(preamble)
    };
    Ok(finish(&lowered, &constants, preamble, warnings)?.with_labels(labels))
}

/// The network with one reading of its input.
struct Read<'a> {
    store: Store<'a>,
    made: Made,
    /// Shape of the input.
    shape: Shape,
    notes: Notes,
}

/// Reads the network of a graph whose input is `input`.
fn read<'a>(
    model: &ModelFile<'a>,
    graph: &Graph<'_, 'a>,
    opset: i64,
    input: Input,
    options: &Options,
    mut refusals: Refusals,
) -> Result<Read<'a>, ImportError> {
    let shape = input.shape;
    let mut store = Store::default();
    let folder = Folder::new(options.folder.as_deref());
    let functions = &model.functions;
    let lowered = lower::lower(
        graph,
        functions,
        opset,
        input,
        &mut store,
        folder,
        &mut refusals,
    );
    let net = Net {
        items: lowered.items,
        outputs: lowered.outputs,
        input: shape,
        quantization: lowered.quantization,
        reversed: false,
        prepares: &["Add", "Sub", "Mul", "Div"],
    };
    let made = items::run(net, &mut store, &mut refusals);
    let (steps, outputs) = (&made.steps, &made.outputs);
    if outputs.len() > MAX_OUTPUTS {
        refusals.graph(format!(
            "{} outputs, at most {MAX_OUTPUTS} are possible",
            outputs.len()
        ));
    }
    if let Some(size) = options.input_size.filter(|_| !refusals.is_empty()) {
        input::tell_size(graph, size, &mut refusals);
    }
    none_of(refusals)?;
    if steps.is_empty() || outputs.is_empty() || outputs.contains(&0) {
        return Err(failed());
    }
    Ok(Read {
        store,
        made,
        shape,
        notes: lowered.notes,
    })
}

fn failed() -> ImportError {
    ImportError::Description {
        reason: "the network cannot be imported".to_owned(),
    }
}

/// Returns the version of the set of operators, after checking it and that of the format.
fn opset(model: &ModelFile<'_>, warnings: &mut Vec<String>) -> Result<i64, ImportError> {
    let mut refusals = Refusals::default();
    if model.ir_version < FIRST_IR {
        refusals.graph(format!(
            "the file has version {} of the format (IR), expected {FIRST_IR} or newer",
            model.ir_version
        ));
    }
    let opset = model.opset().unwrap_or(0);
    if opset < *OPSETS.start() {
        refusals.graph(match model.opset() {
            None => "the file names no version of ONNX's operators".to_owned(),
            Some(opset) => format!(
                "the file has version {opset} of ONNX's operators, expected {} or newer; \
                 `onnx.version_converter` brings it there",
                OPSETS.start()
            ),
        });
    }
    none_of(refusals)?;
    if opset > *OPSETS.end() {
        warnings.push(format!(
            "the file has version {opset} of ONNX's operators; {} is the newest that is known",
            OPSETS.end()
        ));
    }
    Ok(opset)
}
