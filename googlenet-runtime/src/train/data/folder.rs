//! Data sets of image files, in a folder for each class.

use super::check::fits;
use super::classes::{Numbering, number};
use super::dataset::{Dataset, Images, Source};
use super::left_out::{LeftOut, Reason};
use super::task::Task;
use crate::Error;
use crate::error::DataError;
use crate::image::Image;
use googlenet_dsl::file::{open_regular, reason};
use std::collections::HashSet;
use std::fs;
use std::io::{self, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

/// Largest number of bytes of all files together up to which all images are decoded when the folder is opened.
const DECODED: u64 = 256 << 20;
/// Number of bytes at the beginning of a file that are read for its header, at first.
const HEADER: u64 = 64 << 10;
/// Number of bytes of a file beyond which its header is not looked for.
const MAX_FILE: u64 = 1 << 30;
/// Largest number of files.
const MAX_FILES: usize = u32::MAX as usize;
/// Names of folders that are parts of a data set, not classes.
const PARTS: [&str; 7] = [
    "train",
    "training",
    "val",
    "valid",
    "validation",
    "test",
    "testing",
];

impl Dataset {
    /// Finds the images in a folder that has a folder for each class. Files in folders within a class belong to it;
    /// files and folders whose names begin with a dot, and links to folders that the class lies in, are passed over. If
    /// the folders are named after labels of the network, these are their classes; otherwise they are numbered in the
    /// order of their names, bytewise.
    ///
    /// The header of each file is read, on `threads` threads (one if that is 0), and if all files together have at most
    /// 256 MiB, each is decoded. Files that are no images, are broken, have less than an eighth of the height or width
    /// of the network's input, or cannot be resized and cropped to it are left out: [`Dataset::left_out`]. Images
    /// remain in their files, and are decoded again for each batch.
    ///
    /// # Errors
    /// [`Error::Data`] if the folder cannot be read or has no folders, if their number is not that of the network's
    /// classes, or if only some of them are named after its labels.
    pub fn folder(folder: impl AsRef<Path>, task: &Task, threads: usize) -> Result<Dataset, Error> {
        let folder = folder.as_ref();
        open(folder, task, threads).map_err(|error| Error::Data {
            origin: folder.into(),
            error,
        })
    }
}

fn open(folder: &Path, task: &Task, threads: usize) -> Result<Dataset, DataError> {
    if !folder.exists() {
        return Err(io::Error::other("there is no such folder").into());
    }
    let (folders, files) = entries(folder)?;
    let names: Vec<String> = (folders.iter())
        .map(|path| {
            path.file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    if names.is_empty() {
        return Err(DataError::NoClasses { files: files.len() });
    }
    let is_part = |name: &String| PARTS.contains(&name.to_ascii_lowercase().as_str());
    if names.iter().all(is_part)
        && !task
            .labels()
            .is_some_and(|labels| labels.contains(&names[0]))
    {
        return Err(DataError::Parts { names });
    }
    let numbering = number(&names, task)?;
    let mut notes = Vec::new();
    let (numbers, names) = match numbering {
        Numbering::ByLabel(labels) => (labels, task.labels().map(<[String]>::to_vec)),
        Numbering::InOrder => {
            if task.labels().is_some() {
                notes.push(
                    "the folders of the classes are not named after the network's labels, and are classes in the order \
                     of their names"
                        .to_owned(),
                );
            }
            ((0..names.len() as u32).collect(), Some(names))
        }
    };
    let above = HashSet::from_iter(fs::canonicalize(folder)?.ancestors().map(Path::to_owned));
    let mut found = Vec::new();
    for (class, folder) in numbers.into_iter().zip(&folders) {
        collect(folder, class, &above, &mut found)?;
    }
    // Labels may be in another order than the names of folders.
    found.sort_by(|a: &(PathBuf, u32, u64), b| a.0.cmp(&b.0));
    let is_small = found
        .iter()
        .fold(0, |all: u64, (.., len)| all.saturating_add(*len))
        <= DECODED;
    let faults = examine(&found, task, is_small, threads);
    let (mut files, mut labels, mut left_out) = (Vec::new(), Vec::new(), Vec::new());
    for ((path, class, _), fault) in found.into_iter().zip(faults) {
        match fault {
            None => {
                files.push(path);
                labels.push(class);
            }
            Some((reason, message)) => left_out.push(LeftOut {
                path,
                class,
                reason,
                message,
            }),
        }
    }
    Ok(Dataset::of(Source {
        origin: folder.into(),
        images: Images::Files(files),
        labels,
        names,
        left_out,
        notes,
    }))
}

/// Returns the folders and the files of a folder, in the order of their names, without those that begin with a dot.
/// Symbolic links are what they lead to; broken ones are files.
fn entries(folder: &Path) -> io::Result<(Vec<PathBuf>, Vec<PathBuf>)> {
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            paths.push(entry.path());
        }
    }
    paths.sort();
    Ok(paths.into_iter().partition(|path| path.is_dir()))
}

/// Appends all files below the folder of a class with their lengths. Each folder is walked once, so that links in a circle
/// end, and those of `above`, in which the folders of all classes lie, not at all.
fn collect(
    of_class: &Path,
    class: u32,
    above: &HashSet<PathBuf>,
    found: &mut Vec<(PathBuf, u32, u64)>,
) -> Result<(), DataError> {
    let mut seen = above.clone();
    let mut waiting = vec![of_class.to_owned()];
    while let Some(folder) = waiting.pop() {
        let named = |error: io::Error| {
            let reason = reason(&error);
            io::Error::other(format!("the folder `{}`: {reason}", folder.display()))
        };
        if !seen.insert(fs::canonicalize(&folder).map_err(named)?) {
            continue;
        }
        let (folders, files) = entries(&folder).map_err(named)?;
        waiting.extend(folders);
        for path in files {
            if found.len() == MAX_FILES {
                return Err(DataError::TooMany);
            }
            let len = fs::metadata(&path).map_or(0, |there| there.len());
            found.push((path, class, len));
        }
    }
    Ok(())
}

type Fault = Option<(Reason, String)>;

/// Returns what is wrong with each file.
fn examine(files: &[(PathBuf, u32, u64)], task: &Task, decode: bool, threads: usize) -> Vec<Fault> {
    let next = AtomicUsize::new(0);
    let work = || {
        let mut faults: Vec<(usize, Fault)> = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some((path, ..)) = files.get(at) else {
                return faults;
            };
            let fault = catch_unwind(AssertUnwindSafe(|| fault(path, task, decode)));
            let panicked = || Some((Reason::Broken, "its decoder panicked".to_owned()));
            let fault = fault.unwrap_or_else(|_| panicked());
            if fault.is_some() {
                faults.push((at, fault));
            }
        }
    };
    let mut faults = vec![None; files.len()];
    thread::scope(|scope| {
        let helpers = (1..threads.min(files.len()))
            .map_while(|_| thread::Builder::new().spawn_scoped(scope, work).ok());
        let helpers: Vec<_> = helpers.collect();
        let own = work();
        let of_helpers = helpers
            .into_iter()
            .flat_map(|helper| helper.join().unwrap_or_default());
        for (at, fault) in own.into_iter().chain(of_helpers) {
            faults[at] = fault;
        }
    });
    faults
}

fn fault(path: &Path, task: &Task, decode: bool) -> Fault {
    let said = |error: Error| Some((Reason::of(&error), error.to_string()));
    let size = match decode {
        true => Image::open(path).map(|image| [image.width(), image.height()]),
        false => header(path),
    };
    let [width, height] = match size {
        Ok(size) => size,
        Err(error) => return said(error),
    };
    let [rows, columns] = task.size();
    if u64::from(height) * 8 < rows.into() || u64::from(width) * 8 < columns.into() {
        let message = format!("{width} x {height} is less than an eighth of {columns} x {rows}");
        return Some((Reason::Tiny, message));
    }
    let fits = fits([width, height], task).map_err(|error| Error::Image {
        path: Some(path.to_owned()),
        error,
    });
    fits.err().and_then(said)
}

/// Returns width and height by the header of a file, of which no more is read than is needed.
fn header(path: &Path) -> Result<[u32; 2], Error> {
    let read = |most: u64| {
        let mut bytes = Vec::new();
        let read = open_regular(path).and_then(|file| file.take(most).read_to_end(&mut bytes));
        read.map(|_| bytes)
            .map_err(|error| Error::file(path, error))
    };
    let size = |bytes: &[u8]| {
        let info = Image::probe(bytes)?;
        Ok([info.width(), info.height()])
    };
    let bytes = read(HEADER)?;
    match size(&bytes) {
        Err(_) if bytes.len() as u64 == HEADER => size(&read(MAX_FILE)?),
        Err(Error::Image { error, .. }) => Err(Error::Image {
            path: Some(path.to_owned()),
            error,
        }),
        size => size,
    }
}
