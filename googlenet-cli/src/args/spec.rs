//! Network descriptions as arguments: files, pipes and standard input.

use clap::Args as Arguments;
use googlenet_dsl::diagnostic::{Diagnostics, Source};
use googlenet_dsl::grammar::MAX_COUNT;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A description that the command line names: the path of a file or pipe, or `-` for standard input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spec(PathBuf);

impl From<OsString> for Spec {
    fn from(path: OsString) -> Spec {
        Spec(path.into())
    }
}

impl Spec {
    pub(crate) fn path(&self) -> &Path {
        &self.0
    }

    pub(crate) fn is_stdin(&self) -> bool {
        self.0 == Path::new("-")
    }

    /// Returns whether the description can be read once only, as it comes from standard input, a pipe or a device.
    pub(crate) fn is_stream(&self) -> bool {
        let special = |there: fs::Metadata| !there.is_file() && !there.is_dir();
        self.is_stdin() || fs::metadata(&self.0).is_ok_and(special)
    }

    /// Returns the name in messages and results: the path as given, or `<stdin>`.
    pub(crate) fn name(&self) -> String {
        match self.is_stdin() {
            true => "<stdin>".to_owned(),
            false => self.0.display().to_string(),
        }
    }

    /// Returns the folder to which paths in the description are relative: that of the file, and the current one for
    /// standard input, pipes and devices.
    pub(crate) fn folder(&self) -> &Path {
        match self.is_stream() {
            true => Path::new(""),
            false => self.0.parent().unwrap_or(Path::new("")),
        }
    }

    /// Reads the description.
    ///
    /// # Errors
    /// It cannot be read, is larger than [`Source::MAX_BYTES`], or is no UTF-8.
    pub(crate) fn open(&self) -> Result<Source, Diagnostics> {
        match self.is_stdin() {
            true => Source::from_reader(io::stdin().lock(), self.name()),
            false => Source::open_stream(&self.0, self.name()),
        }
    }
}

#[derive(Debug, Arguments)]
pub(crate) struct OneSpec {
    /// Network description (a YAML file), or a model that `import` reads (ONNX, Keras, a prototxt of Caffe); `-` is
    /// standard input.
    pub(crate) spec: Spec,
    #[command(flatten)]
    pub(crate) size: InputSize,
}

#[derive(Debug, Arguments)]
pub(crate) struct InputSize {
    /// Height and width of the input, such as 320x480 (one number is both), instead of those of the file, or where a
    /// model leaves them open.
    #[arg(long, value_name = "HxW", value_parser = size)]
    pub(crate) input_size: Option<[u32; 2]>,
}

/// Parses a height and a width, or one number for both.
fn size(text: &str) -> Result<[u32; 2], String> {
    let parts = text.split_once(['x', 'X']).unwrap_or((text, text));
    let side = |text: &str| {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let side = text
            .parse()
            .ok()
            .filter(|side| (1..=MAX_COUNT).contains(side));
        side.filter(|_| digits)
    };
    match (side(parts.0), side(parts.1)) {
        (Some(height), Some(width)) => Ok([height, width]),
        _ => Err(format!(
            "expected HEIGHTxWIDTH, such as 224x320, each from 1 to {MAX_COUNT}"
        )),
    }
}

#[derive(Debug, Arguments)]
pub(crate) struct Specs {
    /// Network descriptions (YAML files), or models that `import` reads (ONNX, Keras, prototxts of Caffe); `-` is
    /// standard input.
    #[arg(required = true, value_name = "SPEC")]
    pub(crate) specs: Vec<Spec>,
    #[command(flatten)]
    pub(crate) size: InputSize,
}

#[derive(Debug, Arguments)]
pub(crate) struct Heads {
    /// Include the heads (auxiliary classifiers) that exist in training only.
    #[arg(long)]
    pub(crate) training: bool,
}
