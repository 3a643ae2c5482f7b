//! The command `googlenet import`, which converts a network of another program to a description and a safetensors file
//! of its weights.

mod labels;
mod mean;

use super::loading::{integers_of, weights_failure};
use crate::args::{Import as Args, ReportFormat};
use crate::failure::{Failure, Wrong};
use crate::input::ReadFile;
use crate::output::{Destination, make_folder, print, warn};
use googlenet_dsl::file_kind::FileKind;
use googlenet_dsl::value::Color;
use googlenet_interop::onnx::TransformParam;
use googlenet_interop::{Format, ModelFile, OpenOptions, Opened, Report, Table, open_files};
use googlenet_runtime::quantize::Quantized;
use labels::ClassNames;
use mean::MeanRead;
use serde_json::{Value, json};
use std::fs;
use std::path::{Path, PathBuf};

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let labels = args.labels.as_deref();
    let labels = labels.map(|file| ClassNames::read(file, &args.output));
    let mut labels = labels.transpose()?;
    if args.files.iter().any(|path| path == Path::new("-")) {
        return Err(Failure::Usage(
            "the files of a model do not come from standard input; help: name them".into(),
        ));
    }
    let read = args.files.iter().map(|path| ReadFile::read(path));
    let read = read.collect::<Result<Vec<ReadFile>, String>>();
    let read = read.map_err(Failure::Message)?;
    let files: Vec<ModelFile<'_>> = read.iter().map(ReadFile::as_model).collect();
    let mean = mean::read(args)?;
    let opened = open_files(&files, &options(args, &files, &mean, labels.as_ref()));
    let opened = opened.map_err(|error| Wrong::of_model(&error, args.size.input_size))?;
    if !opened.has_weights() {
        return Err(Failure::Usage(format!(
            "`{}` has no weights; help: give the file with its weights, too",
            args.files[0].display()
        )));
    }
    let imported = opened.imported();
    if let (None, Some(names)) = (&labels, imported.labels()) {
        labels = Some(ClassNames::of_model(names, &args.files[0], &args.output));
    }
    let place = |ending: &str| args.output.join(format!("{}.{ending}", imported.name()));
    let (spec, tensors) = (place("yaml"), place("safetensors"));
    let taken = [&spec, &tensors]
        .into_iter()
        .find(|path| path.exists() && !args.force);
    if let Some(path) = taken {
        let path = path.display();
        return Err(Failure::Message(format!(
            "`{path}` is there already; help: overwrite it with `--force`, or give another `--name` or folder"
        )));
    }
    if let Some(labels) = &mut labels {
        labels.check(imported.spec(), [&spec, &tensors], args.force)?;
    }
    let mut warnings = warnings(args, &opened);
    warnings.extend(mean.warning);
    let format = args.format.get();
    if format == ReportFormat::Text {
        warnings.iter().for_each(|warning| warn(warning));
    }
    if !args.non_finite.allow_non_finite {
        let weights = args.files.last().unwrap_or(&args.output);
        imported
            .check_finite()
            .map_err(|error| weights_failure(error.named(weights.display().to_string())))?;
    }
    let quantized = quantized(&opened, &mut warnings, format)?;
    output_folder(&args.output)?;
    // The description comes last, as one without its weights and labels would look complete.
    let mut made = Vec::new();
    let written = (|| {
        let before = tensors.exists();
        let saved = match &quantized {
            Some(quantized) => quantized.save(&tensors),
            None => imported.save_weights(&tensors),
        };
        saved.map_err(Failure::message)?;
        made.extend((!before).then_some(tensors.as_path()));
        if let Some(labels) = &labels {
            made.extend(labels.copy()?.then_some(labels.place.as_path()));
        }
        Destination::File(&spec).text(imported.spec())
    })();
    written.inspect_err(|_| {
        for path in made {
            let _ = fs::remove_file(path);
        }
    })?;
    let labels = labels.map(|labels| labels.place);
    let files = Written {
        spec,
        tensors,
        labels,
    };
    let mut report = opened.report();
    report.warnings = warnings;
    let integers = quantized.map(|quantized| quantized.weights.len());
    print(&match format {
        ReportFormat::Text => files.text(&report, integers),
        ReportFormat::Json => format!("{:#}\n", files.object(&report, integers)),
    })
}

/// Returns the quantised form of a model of integers; `None` if it is none. Adds what differs from the file to the warnings.
fn quantized(
    opened: &Opened<'_>,
    warnings: &mut Vec<String>,
    format: ReportFormat,
) -> Result<Option<Quantized>, Failure> {
    if !opened.imported().is_quantized() {
        return Ok(None);
    }
    let made = integers_of(opened)?;
    if format == ReportFormat::Text {
        made.warnings.iter().for_each(|warning| warn(warning));
    }
    warnings.extend(made.warnings);
    Ok(Some(made.quantized))
}

fn options(
    args: &Args,
    files: &[ModelFile<'_>],
    mean: &MeanRead,
    labels: Option<&ClassNames>,
) -> OpenOptions {
    // In Caffe the channels of images, and therefore of means, are in the order blue, green, red.
    let kinds = files.iter().filter_map(|file| FileKind::of(file.bytes));
    let is_caffe = kinds
        .filter_map(Format::of)
        .all(|(format, _)| format == Format::Caffe);
    let of_channels = (is_caffe && mean.numbers.len() > 1).then_some(Color::Bgr);
    let folder = args.files.first().and_then(|path| path.parent());
    OpenOptions {
        name: args.name.clone(),
        input_size: args.size.input_size,
        preprocess: TransformParam {
            resize: args.resize,
            color: args.color.or(of_channels),
            mean: mean.numbers.clone(),
            scale: args.scale,
        },
        mean_picture: mean.picture.clone(),
        labels: labels.map(|labels| labels.written.clone()),
        folder: folder.map(Path::to_owned),
    }
}

/// Returns the warnings of the import, and those about what the command line says or does not say.
fn warnings(args: &Args, opened: &Opened<'_>) -> Vec<String> {
    let name = opened.imported().name();
    let mut warnings = opened.imported().warnings().to_vec();
    if let Some(given) = args.name.as_deref().filter(|given| *given != name) {
        warnings.push(format!(
            "the network is called `{name}`, not `{given}`: names of networks are letters and digits, words with a capital"
        ));
    }
    let compiled = opened.compiled();
    let of_images = Color::of_channels(compiled.graph.shape(0).channels() as u32).is_some();
    if compiled.preprocess.is_none() && of_images {
        warnings.push(
            "no preprocessing is given: images are used as RGB from 0 to 1; \
             help: give `--mean` and `--color`, such as `--mean 104,117,123 --color bgr`, or write `preprocess` in the description"
                .to_owned(),
        );
    }
    warnings
}

/// The files that an import has written.
struct Written {
    spec: PathBuf,
    tensors: PathBuf,
    labels: Option<PathBuf>,
}

impl Written {
    fn text(&self, report: &Report, integers: Option<usize>) -> String {
        let files = [Some(&self.spec), Some(&self.tensors), self.labels.as_ref()];
        let files = files.into_iter().flatten();
        let files: Vec<String> = files.map(|path| path.display().to_string()).collect();
        let integers = integers.map(|count| format!("  weights of {count} layers in 8 bits\n"));
        let integers = integers.unwrap_or_default();
        format!("{report}{integers}  written to {}\n", files.join(", "))
    }

    fn object(&self, report: &Report, integers: Option<usize>) -> Value {
        let outputs = report.outputs.iter();
        let outputs: Vec<Value> = outputs
            .map(|(name, shape)| json!({ "name": name, "shape": shape.dims() }))
            .collect();
        let (blocks, tables): (Vec<&Table>, Vec<&Table>) =
            (report.tables.iter()).partition(|table| table.columns.is_empty());
        let tables = tables.iter().map(
            |table| json!({ "name": table.name, "rows": table.rows, "columns": table.columns }),
        );
        let blocks = blocks
            .iter()
            .map(|block| json!({ "name": block.name, "times": block.rows }));
        json!({
            "format": report.format.as_str(),
            "network": report.name,
            "spec": self.spec.display().to_string(),
            "weights": self.tensors.display().to_string(),
            "labels": self.labels.as_ref().map(|labels| labels.display().to_string()),
            "input": report.input.dims(),
            "outputs": outputs,
            "layers": report.layers,
            "params": report.params,
            "macs": report.macs,
            "tensors": report.tensors,
            "quantized": integers,
            "tables": tables.collect::<Vec<_>>(),
            "blocks": blocks.collect::<Vec<_>>(),
            "warnings": report.warnings,
        })
    }
}

fn output_folder(folder: &Path) -> Result<(), Failure> {
    if folder == Path::new("-") {
        return Err(Failure::Usage(
            "the import is several files, which standard output cannot take; help: give a folder, such as `-o imported`"
                .into(),
        ));
    }
    make_folder(folder)
}
