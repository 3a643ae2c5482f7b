//! Files that a file names: only those inside its folder are opened.

use std::collections::HashMap;
use std::fs;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// The folder of a model, with the files that have been read from it.
#[derive(Debug, Default)]
pub(crate) struct Folder {
    /// `None` for a model without a folder, which cannot have other files.
    path: Option<PathBuf>,
    read: HashMap<PathBuf, Arc<Vec<u8>>>,
}

impl Folder {
    pub(crate) fn new(path: Option<&Path>) -> Folder {
        Folder {
            path: path.map(Path::to_owned),
            read: HashMap::new(),
        }
    }

    /// Reads a file inside the folder, once.
    ///
    /// # Errors
    /// Words that follow the name of the file: `, which is not inside the model's folder`.
    pub(crate) fn file(&mut self, location: &str) -> Result<Arc<Vec<u8>>, String> {
        let path = self.path(location)?;
        if let Some(read) = self.read.get(&path) {
            return Ok(read.clone());
        }
        let read = fs::read(&path).map_err(|error| format!(": {error}"))?;
        let read = Arc::new(read);
        self.read.insert(path, read.clone());
        Ok(read)
    }

    /// Returns the path of a file inside the folder, and finds that it is a file.
    ///
    /// # Errors
    /// Those of [`Folder::file`].
    pub(crate) fn path(&self, location: &str) -> Result<PathBuf, String> {
        let Some(folder) = &self.path else {
            return Err(", and no folder of the model is known".to_owned());
        };
        let relative = Path::new(location);
        let inside = relative
            .components()
            .all(|part| matches!(part, Component::Normal(_)));
        if !inside || location.contains(['\\', '\0']) || location.contains(':') {
            return Err(", which is not inside the model's folder".to_owned());
        }
        let unreadable = |error: std::io::Error| format!(": {error}");
        let folder = match folder.as_os_str().is_empty() {
            true => Path::new("."),
            false => folder,
        };
        let root = fs::canonicalize(folder).map_err(unreadable)?;
        let path = fs::canonicalize(folder.join(relative)).map_err(unreadable)?;
        if !path.starts_with(&root) {
            return Err(", a link that leads out of the model's folder".to_owned());
        }
        if !fs::metadata(&path).map_err(unreadable)?.is_file() {
            return Err(", which is no file".to_owned());
        }
        Ok(path)
    }
}
