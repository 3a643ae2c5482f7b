//! Rows of arrays whose number is not known before the last: they wait in memory while they are few, otherwise in
//! temporary files without names.

use crate::command::taps::{PATHS, Recorded};
use crate::failure::Failure;
use crate::output::{Destination, unwritable};
use googlenet_interop::npz;
use std::fs;
use std::io::{self, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use tempfile::{SpooledTempFile, spooled_tempfile_in, tempfile_in};

/// Size in bytes from which the values of an array are kept in a file.
const IN_MEMORY: usize = 16 << 20;

pub(super) struct Store {
    paths: Vec<String>,
    arrays: Vec<(Recorded, BufWriter<SpooledTempFile>)>,
    folder: PathBuf,
}

impl Store {
    /// Returns a store without rows for arrays that are to be written to `to`.
    ///
    /// # Errors
    /// [`Failure::Message`] if nothing can be written there, so that this is known before the work.
    pub(super) fn new(to: Destination<'_>, arrays: Vec<Recorded>) -> Result<Store, Failure> {
        let folder = folder(to);
        if let Destination::File(path) = to {
            let possible = match path.is_dir() {
                true => Err(io::Error::other("it is a folder")),
                false => tempfile_in(&folder).map(drop),
            };
            possible.map_err(|error| unwritable(path, &error))?;
        }
        let file = |one| (one, BufWriter::new(spooled_tempfile_in(IN_MEMORY, &folder)));
        let arrays = arrays.into_iter().map(file).collect();
        let paths = Vec::new();
        Ok(Store {
            paths,
            arrays,
            folder,
        })
    }

    /// Returns the number of images that have rows.
    pub(super) fn images(&self) -> usize {
        self.paths.len()
    }

    /// Adds the path of the image of the next row.
    pub(super) fn name(&mut self, path: String) {
        self.paths.push(path);
    }

    /// Adds values to each array.
    ///
    /// # Errors
    /// [`Failure::Message`] if they cannot be written to a temporary file.
    pub(super) fn add(&mut self, values: &[Vec<f32>]) -> Result<(), Failure> {
        for ((_, file), values) in self.arrays.iter_mut().zip(values) {
            for value in values {
                let written = file.write_all(&value.to_le_bytes());
                written.map_err(|error| kept(&self.folder, &error))?;
            }
        }
        Ok(())
    }

    /// Writes the archive.
    ///
    /// # Errors
    /// Those of [`Destination::stream`], and those of temporary files.
    pub(super) fn write(self, to: Destination<'_>) -> Result<(), Failure> {
        let images = self.paths.len();
        let mut files = Vec::new();
        for (one, file) in self.arrays {
            let file = file.into_inner();
            let file = file.map_err(|error| kept(&self.folder, error.error()))?;
            files.push((one, BufReader::new(file)));
        }
        to.stream(|to| {
            let mut archive = npz::Writer::new(to);
            for (one, file) in &mut files {
                archive.array_from(&one.name, &one.dims(images), file)?;
            }
            archive.strings(PATHS, &self.paths)?;
            archive.finish().map(drop)
        })
    }
}

/// Returns the folder for temporary files: that of the archive, as there is room for it.
fn folder(to: Destination<'_>) -> PathBuf {
    let special = |path: &Path| fs::metadata(path).is_ok_and(|there| !there.is_file());
    match to {
        Destination::File(path) if !special(path) => match path.parent() {
            Some(folder) if folder != Path::new("") => folder.to_owned(),
            _ => PathBuf::from("."),
        },
        _ => std::env::temp_dir(),
    }
}

fn kept(folder: &Path, error: &io::Error) -> Failure {
    let folder = folder.display();
    Failure::Message(format!("cannot keep results in `{folder}`: {error}"))
}
