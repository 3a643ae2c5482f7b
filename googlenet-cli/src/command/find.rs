//! Search for image files in the files and folders that the command line names.

use googlenet_runtime::image::Image;
use std::fs;
use std::path::{Path, PathBuf};

/// A file or folder, with a message about it.
type Fault = (PathBuf, String);

/// Returns the paths of the images, and messages about folders that cannot be read or have no images. The images are
/// the named files, which are not checked, and the image files in the named folders, in the order of `named`, those of
/// each folder sorted by path.
pub(super) fn images(named: &[PathBuf]) -> (Vec<PathBuf>, Vec<Fault>) {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    for path in named {
        if !path.is_dir() {
            // A missing file is reported when it is opened.
            found.push(path.clone());
            continue;
        }
        let before = (found.len(), errors.len());
        walk(path, &mut found, &mut errors);
        if (found.len(), errors.len()) == before {
            let endings = Image::ENDINGS.join(", .");
            let error = format!("no image in `{}` (.{endings})", path.display());
            errors.push((path.clone(), error));
        }
    }
    (found, errors)
}

/// Appends the images in a folder and its subfolders, that is the files with an ending of [`Image::ENDINGS`], to
/// `found`, sorted by path, and messages about folders and entries that cannot be read to `errors`. Symbolic links to
/// files are followed; those to folders are not, as they may form a cycle.
fn walk(folder: &Path, found: &mut Vec<PathBuf>, errors: &mut Vec<Fault>) {
    let first = found.len();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let entries = fs::read_dir(&folder).and_then(Iterator::collect::<Result<Vec<_>, _>>);
        let entries = match entries {
            Ok(entries) => entries,
            Err(error) => {
                let error = format!("cannot read the folder `{}`: {error}", folder.display());
                errors.push((folder, error));
                continue;
            }
        };
        for entry in entries {
            let path = entry.path();
            match entry.file_type() {
                Ok(kind) if kind.is_dir() => open.push(path),
                Ok(_) if is_image(&path) && !path.is_dir() => found.push(path),
                Ok(_) => {}
                Err(error) => {
                    let error = format!("cannot look at `{}`: {error}", path.display());
                    errors.push((path, error));
                }
            }
        }
    }
    found[first..].sort();
}

fn is_image(path: &Path) -> bool {
    let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
    ending.is_some_and(|ending| Image::ENDINGS.iter().any(|known| ending == **known))
}
