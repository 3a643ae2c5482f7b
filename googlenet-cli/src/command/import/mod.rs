//! The command `googlenet import`, which converts a Caffe network to a description and a safetensors file of its
//! weights.

mod labels;

use super::weights_failure;
use crate::args::{Import as Args, ReportFormat};
use crate::failure::Failure;
use crate::json;
use crate::output::{Destination, make_folder, print, warn};
use googlenet_dsl::diagnostic::Style;
use googlenet_dsl::file::{open_regular, reason};
use googlenet_dsl::file_kind::{FileRole, WrongFile};
use googlenet_interop::caffe::{self, Color, Options, TransformParam};
use labels::ClassNames;
use serde_json::json;
use std::fs;
use std::io::Read;
use std::path::Path;

/// Largest size in bytes of a caffemodel file, which is the limit of protobuf's own readers.
const MAX_WEIGHTS: u64 = i32::MAX as u64;

pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    let labels = args.labels.as_deref();
    let labels = labels.map(|file| ClassNames::read(file, &args.output));
    let mut labels = labels.transpose()?;
    let network = read(
        &args.network,
        caffe::MAX_PROTOTXT_BYTES as u64,
        FileRole::Prototxt,
    )?;
    let Some(weights_path) = &args.weights else {
        return Err(one_file(&args.network, &network));
    };
    let weights = read(weights_path, MAX_WEIGHTS, FileRole::Caffemodel)?;
    // In Caffe the channels of images, and therefore of means, are in the order blue, green, red.
    let of_channels = (args.mean.len() > 1).then_some(Color::Bgr);
    let options = Options {
        name: args.name.clone(),
        preprocess: TransformParam {
            resize: args.resize,
            color: args.color.or(of_channels),
            mean: args.mean.clone(),
            scale: args.scale,
        },
        labels: labels.as_ref().map(|labels| labels.written.clone()),
    };
    let name = args.network.display().to_string();
    let imported = caffe::import(&name, &network, &weights, &options).map_err(|error| {
        let message = error.render(Style::Color);
        match error {
            caffe::Error::Prototxt {
                source,
                mistakes,
                more,
            } => Failure::Mistakes {
                text: format!("{message}\n"),
                error: json::prototxt(&mistakes, more, &source),
            },
            caffe::Error::OtherKind { wrong } => {
                let path = match wrong.role {
                    FileRole::Prototxt => &args.network,
                    _ => weights_path,
                };
                wrong_file(path, wrong)
            }
            caffe::Error::Caffemodel { .. }
            | caffe::Error::CutOff { .. }
            | caffe::Error::Weights { .. } => {
                Failure::Message(format!("`{}`: {message}", weights_path.display()))
            }
            _ => Failure::Message(format!("`{name}`: {message}")),
        }
    })?;
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
    let mut warnings = imported.warnings().to_vec();
    if let Some(given) = args.name.as_deref().filter(|name| *name != imported.name()) {
        warnings.push(format!(
            "the network is called `{}`, not `{given}`: names of networks are letters and digits, words with a capital",
            imported.name()
        ));
    }
    if !imported.spec().contains("\npreprocess:") {
        warnings.push(
            "no preprocessing is given: images are used as RGB from 0 to 1; \
             help: give `--mean` and `--color`, such as `--mean 104,117,123 --color bgr`"
                .to_owned(),
        );
    }
    let format = args.format.get();
    if format == ReportFormat::Text {
        warnings.iter().for_each(|warning| warn(warning));
    }
    if !args.non_finite.allow_non_finite {
        imported
            .check_finite()
            .map_err(|error| weights_failure(error.named(weights_path.display().to_string())))?;
    }
    output_folder(&args.output)?;
    // The description comes last, as one without its weights and labels would look complete.
    let mut made = Vec::new();
    let written = (|| {
        let before = tensors.exists();
        imported.save_weights(&tensors).map_err(Failure::message)?;
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
    match format {
        ReportFormat::Text => Ok(()),
        ReportFormat::Json => {
            let report = json!({
                "network": imported.name(),
                "spec": spec.display().to_string(),
                "weights": tensors.display().to_string(),
                "labels": labels.map(|labels| labels.place.display().to_string()),
                "warnings": warnings,
            });
            print(&format!("{report:#}\n"))
        }
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

fn wrong_file(path: &Path, wrong: WrongFile) -> Failure {
    Failure::Message(format!("`{}` is {wrong}", path.display()))
}

/// Returns the failure of a command line that names one file alone: what the file is, if it is no prototxt.
fn one_file(path: &Path, bytes: &[u8]) -> Failure {
    match FileRole::Prototxt.mistake(bytes) {
        Some(wrong) => wrong_file(path, wrong),
        None => Failure::Usage(
            "expected two files, got one; help: the prototxt comes first, then the caffemodel"
                .into(),
        ),
    }
}

/// Reads a whole file of at most `most` bytes.
///
/// # Errors
/// [`Failure::Message`] if the file is larger, is no regular file, or cannot be read. That of a larger file says what
/// it is, if that is not `role`.
fn read(path: &Path, most: u64, role: FileRole) -> Result<Vec<u8>, Failure> {
    let failed =
        |reason: String| Failure::Message(format!("cannot read `{}`: {reason}", path.display()));
    let file = open_regular(path).map_err(|error| failed(reason(&error)))?;
    let len = file
        .metadata()
        .map_err(|error| failed(reason(&error)))?
        .len();
    let mut bytes = Vec::new();
    let reserved = bytes.try_reserve_exact(len.min(most) as usize + 1);
    reserved.map_err(|_| failed(format!("no memory for its {len} bytes")))?;
    let read = file.take(most + 1).read_to_end(&mut bytes);
    read.map_err(|error| failed(reason(&error)))?;
    if bytes.len() as u64 <= most {
        return Ok(bytes);
    }
    Err(match role.mistake(&bytes) {
        Some(wrong) => wrong_file(path, wrong),
        None => failed(format!("it has more than {most} bytes")),
    })
}
