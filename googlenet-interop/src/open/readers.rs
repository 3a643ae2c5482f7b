//! The table of formats, and the functions that open models of all of them.

use super::caffe::Caffe;
use super::error::OpenError;
use super::file::{Files, ModelFile};
use super::format::{Format, Part};
use super::keras::Keras;
use super::onnx::Onnx;
use super::opened::Opened;
use super::options::OpenOptions;
use super::reader::Reader;
use googlenet_dsl::file_kind::{FileKind, FileRole};

/// All formats. No kind of file belongs to two of them.
static READERS: [&dyn Reader; 3] = [&Onnx, &Caffe, &Keras];

impl Format {
    /// Returns the format to whose models files of a kind belong, and what they are of it; `None` if there is none.
    pub fn of(kind: FileKind) -> Option<(Format, Part)> {
        let mut found = READERS
            .iter()
            .filter_map(|reader| Some((reader.format(), reader.part(kind)?)));
        found.next()
    }
}

/// Opens a model that is one file, whose format its content tells. Messages call it `the model`.
///
/// ```no_run
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// use googlenet_interop::{OpenOptions, open};
/// use googlenet_runtime::Network;
///
/// let bytes = std::fs::read("model.onnx")?;
/// let opened = open(&bytes, &OpenOptions::default())?;
/// println!("{}", opened.report());
/// let network = opened.model()?;
/// let mut result = Vec::new();
/// network.dyn_session(1).run(&[0.5; 224 * 224 * 3], &mut result)?;
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// Those of [`open_files`].
pub fn open<'a>(bytes: &'a [u8], options: &OpenOptions) -> Result<Opened<'a>, OpenError> {
    let name = "the model";
    open_files(&[ModelFile { name, bytes }], options)
}

/// Opens a model of one or more files, whose format and parts their content tells: they may be in any order. Of a
/// prototxt of Caffe without its caffemodel the result has no weights.
///
/// # Errors
/// [`OpenError::OtherKind`] if no file has a network in a format that can be opened, [`OpenError::WeightsAlone`] if
/// there are only weights, [`OpenError::TooMany`] if there are more files than the format has, and the errors of the
/// format.
pub fn open_files<'a>(
    files: &[ModelFile<'a>],
    options: &OpenOptions,
) -> Result<Opened<'a>, OpenError> {
    let (reader, network, weights) = parts(files)?;
    let files = Files {
        network,
        weights,
        folder: options.folder.as_ref(),
    };
    let imported = reader.import(files, options)?;
    Opened::new(reader.format(), network.name, imported)
}

type Parts<'f, 'a> = (
    &'static dyn Reader,
    &'f ModelFile<'a>,
    Option<&'f ModelFile<'a>>,
);

/// Finds the reader of the files, the file with the network and that with the weights.
fn parts<'f, 'a>(files: &'f [ModelFile<'a>]) -> Result<Parts<'f, 'a>, OpenError> {
    let known = |wanted: Part| {
        let found = files.iter().enumerate().filter_map(|(at, file)| {
            let kind = FileKind::of(file.bytes)?;
            let reader = READERS
                .iter()
                .find(|reader| reader.part(kind) == Some(wanted))?;
            Some((at, *reader, kind))
        });
        // Of HDF5 files many hold weights alone.
        found.min_by_key(|(.., kind)| *kind == FileKind::Hdf5)
    };
    let (network, weights) = (known(Part::Network), known(Part::Weights));
    let (at, reader): (usize, &dyn Reader) = match (network, weights, files) {
        (Some((at, reader, _)), ..) => (at, reader),
        (None, _, []) => return Err(OpenError::NoFile),
        (None, Some((at, _, kind)), [_]) => {
            let file = files[at].name.to_owned();
            return Err(OpenError::WeightsAlone { file, kind });
        }
        (None, None, [file]) => {
            return Err(OpenError::OtherKind {
                file: file.name.to_owned(),
                wrong: FileRole::Model.mistake(file.bytes),
            });
        }
        // The network is what the weights are not, and the first of two unknown files.
        (None, Some((at, reader, _)), _) => (usize::from(at == 0), reader),
        (None, None, _) => (0, &Caffe),
    };
    let most = 1 + usize::from(reader.has_weight_file());
    if files.len() > most {
        let mut others = (0..files.len()).filter(|other| *other != at);
        let first = others.nth(most - 1).unwrap_or(at);
        return Err(OpenError::TooMany {
            format: reader.format(),
            file: files[first].name.to_owned(),
            expected: most,
            got: files.len(),
        });
    }
    let weights = files.get(1 - at.min(1)).filter(|_| files.len() == 2);
    Ok((reader, &files[at], weights))
}
