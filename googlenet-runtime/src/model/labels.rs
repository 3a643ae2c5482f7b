//! The names of the classes: a text file, one a line.

use crate::error::{Error, LabelsError};
use googlenet_dsl::file::open_regular;
use std::borrow::Cow;
use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};

/// The largest file of labels.
const MAX_BYTES: u64 = 16 << 20;

/// Where the names of a network's classes are: a text file with one a line, in the order of the first output's values.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Labels {
    /// The description names no file.
    None,
    /// What the file held when the network was compiled.
    Embedded {
        /// The file, as the description names it.
        path: Cow<'static, str>,
        /// Its bytes.
        text: Cow<'static, [u8]>,
    },
    /// In a file that is read when it is asked for.
    File {
        /// The folder of the description.
        folder: PathBuf,
        /// The file, as the description names it.
        path: String,
    },
    /// The file was not there when the network was compiled.
    Missing {
        /// The file, as the description names it.
        path: Cow<'static, str>,
    },
}

impl Labels {
    /// The names of so many classes; `None` where the description names no file. A line is a name as it stands, without
    /// the white space around it (`n02123159 tiger cat` in ImageNet's `synset_words.txt`); empty lines at the end do not
    /// count.
    ///
    /// # Errors
    /// The file is missing, lies outside the description's folder, is larger than 16 MiB, is no UTF-8 text, or has
    /// another number of lines.
    pub fn read(&self, classes: usize) -> Result<Option<Vec<String>>, Error> {
        let (path, text) = match self {
            Labels::None => return Ok(None),
            Labels::Embedded { path, text } => (PathBuf::from(&**path), Cow::Borrowed(&**text)),
            Labels::File { folder, path } => {
                let full = folder.join(path);
                let bytes = load(folder, &full).map_err(|error| wrong(&full, error))?;
                (full, Cow::Owned(bytes))
            }
            Labels::Missing { path } => {
                return Err(wrong(Path::new(&**path), LabelsError::NotEmbedded));
            }
        };
        parse(&text, classes)
            .map(Some)
            .map_err(|error| wrong(&path, error))
    }
}

fn wrong(path: &Path, error: LabelsError) -> Error {
    Error::Labels {
        path: path.to_owned(),
        error,
    }
}

fn load(folder: &Path, path: &Path) -> Result<Vec<u8>, LabelsError> {
    let folder = match folder {
        folder if folder.as_os_str().is_empty() => Path::new("."),
        folder => folder,
    };
    // Symbolic links are followed first: the file itself must lie in the folder.
    let real = fs::canonicalize(path)?;
    if !real.starts_with(fs::canonicalize(folder)?) {
        return Err(LabelsError::OutsideFolder);
    }
    let file = open_regular(&real)?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn parse(bytes: &[u8], classes: usize) -> Result<Vec<String>, LabelsError> {
    if bytes.len() as u64 > MAX_BYTES {
        return Err(LabelsError::TooLarge { limit: MAX_BYTES });
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = &bytes[..error.valid_up_to()];
        let line = before.split(|byte| *byte == b'\n').count();
        LabelsError::NotUtf8 { line }
    })?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_end();
    let lines = text.lines().count();
    if lines != classes {
        return Err(LabelsError::Count {
            expected: classes,
            got: lines,
        });
    }
    Ok(text.lines().map(|line| line.trim().to_owned()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn embedded(text: &'static [u8]) -> Labels {
        Labels::Embedded {
            path: "labels.txt".into(),
            text: text.into(),
        }
    }

    fn message(labels: &Labels, classes: usize) -> String {
        labels.read(classes).expect_err("no labels").to_string()
    }

    #[test]
    fn lines_are_names() {
        let labels =
            embedded(b"\xef\xbb\xbfn01440764 tench, Tinca tinca\r\n  goldfish \n\nray\n\n\n");
        let names = labels.read(4).expect("four lines").expect("labels");
        assert_eq!(
            names,
            ["n01440764 tench, Tinca tinca", "goldfish", "", "ray"]
        );
        assert_eq!(Labels::None.read(4).expect("nothing to read"), None);
    }

    #[test]
    fn other_numbers_of_lines_are_told_with_both() {
        let said = message(&embedded(b"one\ntwo\n"), 3);
        assert_eq!(
            said,
            "cannot use the labels `labels.txt`: expected 3 lines, one for each class, got 2"
        );
        assert!(message(&embedded(b"\n\n"), 3).ends_with("got 0"));
        assert!(message(&embedded(b"one\n\xff\n"), 2).ends_with("line 2 is no UTF-8 text"));
    }

    #[test]
    fn files_that_are_not_there_are_told() {
        let missing = Labels::Missing {
            path: "labels.txt".into(),
        };
        assert!(message(&missing, 2).contains("was not there when the network was compiled"));
        let file = |folder: &str, path: &str| Labels::File {
            folder: folder.into(),
            path: path.into(),
        };
        let said = message(&file("no such folder", "labels.txt"), 2);
        assert!(said.starts_with("cannot use the labels `no such folder"));
        let said = message(&file(env!("CARGO_MANIFEST_DIR"), "src"), 2);
        assert!(said.ends_with("it is no regular file"));
    }
}
