//! Search for image files in the files and folders that the command line names.

use crate::output::tell;
use googlenet_dsl::file::reason;
use googlenet_runtime::image::Image;
use std::fs;
use std::path::{Path, PathBuf};

/// A file or folder, with a message about it.
type Fault = (PathBuf, String);

/// What is found in the files and folders that the command line names.
#[derive(Default)]
pub(super) struct Found {
    /// The named files, which are not checked, and the image files in the named folders, in the order of the command
    /// line, those of each folder sorted by path.
    pub(super) images: Vec<PathBuf>,
    /// Messages about folders that cannot be read or have no images.
    pub(super) faults: Vec<Fault>,
    /// Number of files, and of folders, in the named folders that are no images or whose names begin with a dot.
    passed_over: [usize; 2],
}

impl Found {
    pub(super) fn of(named: &[PathBuf]) -> Found {
        let mut found = Found::default();
        for path in named {
            if !path.is_dir() {
                // A missing file is reported when it is opened.
                found.images.push(path.clone());
                continue;
            }
            let before = (found.images.len(), found.faults.len());
            found.walk(path);
            if (found.images.len(), found.faults.len()) == before {
                let endings = Image::ENDINGS.join(", .");
                let error = format!("no image in `{}` (.{endings})", path.display());
                found.faults.push((path.clone(), error));
            }
        }
        found
    }

    /// Tells on standard error what was passed over, if anything was.
    pub(super) fn tell_passed_over(&self) {
        let words = [["file", "files"], ["folder", "folders"]];
        let said = self.passed_over.iter().zip(words);
        let said: Vec<String> = said
            .filter(|(count, _)| **count > 0)
            .map(|(count, words)| format!("{count} {}", words[usize::from(*count > 1)]))
            .collect();
        if !said.is_empty() {
            tell(&format!("passed over {}\n", said.join(" and ")));
        }
    }

    /// Adds the images in a folder and its subfolders, that is the files with an ending of [`Image::ENDINGS`], and
    /// messages about folders and entries that cannot be read. Names that begin with a dot are passed over. Symbolic
    /// links to files are followed; those to folders are not, as they may form a cycle.
    fn walk(&mut self, folder: &Path) {
        let first = self.images.len();
        let mut open = vec![folder.to_owned()];
        while let Some(folder) = open.pop() {
            let entries = fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
            let entries = match entries {
                Ok(entries) => entries,
                Err(error) => {
                    let error = reason(&error);
                    let error = format!("cannot read the folder `{}`: {error}", folder.display());
                    self.faults.push((folder, error));
                    continue;
                }
            };
            for entry in entries {
                let path = entry.path();
                let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
                match entry.file_type() {
                    Ok(kind) if kind.is_dir() && is_hidden => self.passed_over[1] += 1,
                    Ok(kind) if kind.is_dir() => open.push(path),
                    Ok(_) if path.is_dir() => self.passed_over[1] += 1,
                    Ok(_) if is_image(&path) && !is_hidden => self.images.push(path),
                    Ok(_) => self.passed_over[0] += 1,
                    Err(error) => {
                        let error = format!("cannot look at `{}`: {error}", path.display());
                        self.faults.push((path, error));
                    }
                }
            }
        }
        self.images[first..].sort();
    }
}

fn is_image(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| Image::ENDINGS.iter().any(|known| ending == **known))
}
