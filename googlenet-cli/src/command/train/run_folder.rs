//! The folder of a run: the names of its files, and what must be there before a run begins.

use crate::failure::Failure;
use crate::output::{Destination, make_folder};
use std::path::{Path, PathBuf};

/// The folder of a run.
pub(super) struct RunFolder {
    path: PathBuf,
}

/// Names of files by which a folder is recognised as that of a run.
const OF_RUN: [&str; 5] = [
    STATE,
    OPTIONS,
    METRICS,
    "last.safetensors",
    "best.safetensors",
];
const STATE: &str = "state.safetensors";
const OPTIONS: &str = "run.json";
const METRICS: &str = "metrics.jsonl";

impl RunFolder {
    /// Takes a folder for a run, which is made when its first file is written. Returns it with whether there is a run to go
    /// on with.
    ///
    /// # Errors
    /// [`Failure::Message`] if it has files of a run and `resume` is `false`.
    pub(super) fn open(path: &Path, resume: bool) -> Result<(RunFolder, bool), Failure> {
        if path == Path::new("-") {
            return Err(Failure::Usage(
                "a run is several files, which standard output cannot take; help: give a folder, such as `-o run`".into(),
            ));
        }
        let folder = RunFolder {
            path: path.to_owned(),
        };
        let there = OF_RUN.iter().find(|name| path.join(name).exists());
        if let (Some(name), false) = (there, resume) {
            return Err(Failure::Message(format!(
                "`{}` has a run already: `{name}` is there; help: go on with it with `--resume`, or give another folder",
                path.display()
            )));
        }
        let is_begun = folder.state().exists() && folder.options().exists();
        if resume {
            folder.remove_unfinished();
        }
        Ok((folder, is_begun))
    }

    /// Removes what a run that was killed had written of files, which `googlenet_runtime::replace_file` calls
    /// `NAME.part-PROCESS-NUMBER`.
    fn remove_unfinished(&self) {
        let is_number =
            |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        let is_unfinished = |name: &str| {
            let behind = name
                .rsplit_once(".part-")
                .and_then(|(_, behind)| behind.split_once('-'));
            behind.is_some_and(|(process, number)| is_number(process) && is_number(number))
        };
        for entry in std::fs::read_dir(&self.path)
            .into_iter()
            .flatten()
            .flatten()
        {
            if entry.file_name().to_str().is_some_and(is_unfinished) {
                // One that stays does no harm.
                let _ = std::fs::remove_file(entry.path());
            }
        }
    }

    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    pub(super) fn state(&self) -> PathBuf {
        self.path.join(STATE)
    }

    pub(super) fn options(&self) -> PathBuf {
        self.path.join(OPTIONS)
    }

    pub(super) fn metrics(&self) -> PathBuf {
        self.path.join(METRICS)
    }

    pub(super) fn last(&self) -> PathBuf {
        self.path.join("last.safetensors")
    }

    pub(super) fn best(&self) -> PathBuf {
        self.path.join("best.safetensors")
    }

    /// Writes a file of the folder as a whole.
    pub(super) fn write(&self, name: &str, text: &str) -> Result<(), Failure> {
        let path = self.path.join(name);
        if let Some(folder) = path.parent() {
            make_folder(folder)?;
        }
        Destination::File(&path).text(text)
    }
}
