//! The file of class names that an imported description refers to, and its copy beside the description.

use crate::failure::Failure;
use crate::output::Destination;
use googlenet_dsl::class_names::MAX_BYTES;
use googlenet_dsl::compile_text;
use googlenet_dsl::file::{open_regular, reason};
use googlenet_dsl::labels::expected_lines;
use googlenet_interop::onnx::LABELS;
use googlenet_runtime::Labels;
use std::fs;
use std::io::Read;
use std::path::{Component, Path, PathBuf};

/// A file of class names, read, and the place where the description looks for it.
pub(super) struct ClassNames {
    /// Path that the description holds as `labels`, relative to its folder, with `/` between folders.
    pub(super) written: String,
    /// The same path with the folder in front.
    pub(super) place: PathBuf,
    /// Path of the file as given.
    given: PathBuf,
    bytes: Vec<u8>,
    /// Whether the file is to be written to its place, where it is not yet.
    copied: bool,
}

impl ClassNames {
    /// Reads the file `given` for a description in `folder`, which refers to it by the path relative to `folder` if it
    /// is inside of it, otherwise by the name of the file alone, of which a copy is to be made.
    ///
    /// # Errors
    /// [`Failure::Usage`] if the path has no file name in UTF-8, [`Failure::Message`] if it cannot be read.
    pub(super) fn read(given: &Path, folder: &Path) -> Result<ClassNames, Failure> {
        let unusable = || Failure::Usage(format!("`{}` is no name of a file", given.display()));
        let real = given.canonicalize().ok();
        let inside = real.as_ref().and_then(|real| {
            let folder = folder.canonicalize().ok()?;
            real.strip_prefix(folder).ok().map(Path::to_owned)
        });
        let relative = match &inside {
            Some(path) => path.clone(),
            None => PathBuf::from(given.file_name().ok_or_else(unusable)?),
        };
        let parts = relative.components().map(|part| match part {
            Component::Normal(part) => part.to_str(),
            _ => None,
        });
        let parts: Vec<&str> = parts.collect::<Option<_>>().ok_or_else(unusable)?;
        let failed = |error: std::io::Error| unreadable(given, &reason(&error));
        let mut bytes = Vec::new();
        // One byte more than is allowed, so that a file that is too large is told as such.
        let mut file = open_regular(given).map_err(failed)?.take(MAX_BYTES + 1);
        file.read_to_end(&mut bytes).map_err(failed)?;
        Ok(ClassNames {
            written: parts.join("/"),
            place: folder.join(&relative),
            given: given.to_owned(),
            bytes,
            copied: inside.is_none(),
        })
    }

    /// Takes the class names that the file `model` itself has, for a description in `folder`, which calls their file
    /// [`LABELS`].
    pub(super) fn of_model(names: &[String], model: &Path, folder: &Path) -> ClassNames {
        ClassNames {
            written: LABELS.to_owned(),
            place: folder.join(LABELS),
            given: model.to_owned(),
            bytes: (names.join("\n") + "\n").into_bytes(),
            copied: true,
        }
    }

    /// Checks that the names are as many as the classes of the network that `spec` describes, and that their file takes
    /// no other's place: neither that of the files `others`, nor, unless `force`, one that is there with other content.
    /// A file that is there with the same content stays.
    ///
    /// # Errors
    /// [`Failure::Message`] if it is not so.
    pub(super) fn check(
        &mut self,
        spec: &str,
        others: [&Path; 2],
        force: bool,
    ) -> Result<(), Failure> {
        let graph = compile_text("imported", spec.to_owned()).map(|compiled| compiled.graph);
        if let Some(lines) = graph.ok().and_then(|graph| expected_lines(&graph)) {
            let names = Labels::from_bytes(self.bytes.clone()).read_lines(lines);
            names
                .map_err(|error| Failure::message(error.named(self.given.display().to_string())))?;
        }
        let place = self.place.display();
        if others.contains(&self.place.as_path()) {
            return Err(Failure::Message(format!(
                "the labels would have the place of another file, `{place}`; help: give them another name"
            )));
        }
        if !self.copied || !self.place.exists() {
            return Ok(());
        }
        if is_same(&self.place, &self.bytes) {
            self.copied = false;
        } else if !force {
            return Err(Failure::Message(format!(
                "`{place}` is there already, with other labels than `{}`; help: overwrite it with `--force`, or give \
                 another folder",
                self.given.display()
            )));
        }
        Ok(())
    }

    /// Copies the file to its place, unless it is there. Returns whether a file has been made that was not there.
    ///
    /// # Errors
    /// Those of [`Destination::stream`].
    pub(super) fn copy(&self) -> Result<bool, Failure> {
        if !self.copied {
            return Ok(false);
        }
        let before = self.place.exists();
        Destination::File(&self.place).bytes(&self.bytes)?;
        Ok(!before)
    }
}

fn unreadable(path: &Path, reason: &str) -> Failure {
    let path = path.display();
    Failure::Message(format!("cannot use the labels `{path}`: {reason}"))
}

/// Returns whether a file holds these bytes.
fn is_same(path: &Path, bytes: &[u8]) -> bool {
    let as_long = fs::metadata(path).is_ok_and(|there| there.len() == bytes.len() as u64);
    as_long && fs::read(path).is_ok_and(|there| there == bytes)
}
