//! Class names of a network, which are read from a text file with one name per line.

use crate::error::{Error, LabelsError, Origin};
use googlenet_dsl::class_names::{self, Fault, MAX_BYTES};
use std::borrow::Cow;
use std::fmt;
use std::io::Read;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// Source of a network's class names: a text file with one name per line, in the order of the first output's values, or
/// none.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Labels {
    /// No class names, as the description mentions no file of class names.
    None,
    /// A file whose content, as it was when the network was compiled, is part of the program.
    Embedded {
        /// Path of the file as written in the description.
        path: Cow<'static, str>,
        /// Content of the file, unchecked until [`Labels::read`] is called.
        text: Cow<'static, [u8]>,
    },
    /// The content of a file, as [`Labels::from_bytes`] and [`Labels::from_reader`] take it.
    Bytes(Cow<'static, [u8]>),
    /// A file that is read whenever [`Labels::read`] is called, as in networks compiled at run time.
    File {
        /// Folder of the description, which the file must lie in; an empty path stands for the current folder.
        folder: PathBuf,
        /// Path of the file as written in the description, relative to `folder`.
        path: String,
    },
    /// The description mentions a file of class names, but its folder is unknown, as it was compiled from a text.
    Missing {
        /// Path of the file as written in the description.
        path: Cow<'static, str>,
    },
}

impl Labels {
    /// Takes class names from the content of a file, one name per line. It is checked when [`Labels::read`] is called.
    pub fn from_bytes(bytes: impl Into<Cow<'static, [u8]>>) -> Labels {
        Labels::Bytes(bytes.into())
    }

    /// Reads class names to the end of a reader of a file, one name per line.
    ///
    /// # Errors
    /// [`Error::Labels`] if the reader fails, or gives more than 16 MiB.
    pub fn from_reader(reader: impl Read) -> Result<Labels, Error> {
        let wrong = |error| wrong(Origin::Reader, error);
        let mut bytes = Vec::new();
        let read = reader.take(MAX_BYTES + 1).read_to_end(&mut bytes);
        read.map_err(|error| wrong(error.into()))?;
        match bytes.len() as u64 > MAX_BYTES {
            true => Err(wrong(LabelsError::TooLarge { limit: MAX_BYTES })),
            false => Ok(Labels::Bytes(bytes.into())),
        }
    }

    /// Returns the class names, which must be `classes` in number; `None` for [`Labels::None`]. A name is a whole line
    /// without the white space around it, such as `n02123159 tiger cat` in ImageNet's `synset_words.txt`; it is empty
    /// for a blank line between others. A byte order mark, and blank lines at the end of the file, are ignored.
    ///
    /// # Errors
    /// [`Error::Labels`] if a file on disk cannot be read ([`LabelsError::Io`]) or lies outside the description's
    /// folder ([`LabelsError::OutsideFolder`]), if the source is [`Labels::Missing`] ([`LabelsError::NotEmbedded`]), or
    /// if the text is larger than 16 MiB ([`LabelsError::TooLarge`]), is no UTF-8 text ([`LabelsError::NotUtf8`]), or
    /// has another number of lines than `classes` ([`LabelsError::Count`]).
    pub fn read(&self, classes: usize) -> Result<Option<Vec<String>>, Error> {
        self.read_lines(classes..=classes)
    }

    /// Returns the class names, whose number must lie in `lines`, as [`Labels::read`] does. `lines` are those that
    /// [`expected_lines`](googlenet_dsl::labels::expected_lines) returns for a network.
    ///
    /// # Errors
    /// Those of [`Labels::read`], and [`LabelsError::SigmoidCount`] for another number of lines where several are
    /// possible.
    pub fn read_lines(&self, lines: RangeInclusive<usize>) -> Result<Option<Vec<String>>, Error> {
        let (origin, text) = match self {
            Labels::None => return Ok(None),
            Labels::Embedded { path, text } => (Path::new(&**path).into(), Cow::Borrowed(&**text)),
            Labels::Bytes(text) => (Origin::Bytes, Cow::Borrowed(&**text)),
            Labels::File { folder, path } => {
                let full = folder.join(path);
                let bytes = class_names::read(folder, &full)
                    .map_err(|fault| wrong(full.as_path().into(), error(fault, &lines)))?;
                (Origin::File(full), Cow::Owned(bytes))
            }
            Labels::Missing { path } => {
                return Err(wrong(Path::new(&**path).into(), LabelsError::NotEmbedded));
            }
        };
        let names = class_names::parse(&text, |count| lines.contains(&count))
            .map_err(|fault| wrong(origin, error(fault, &lines)))?;
        Ok(Some(names.into_iter().map(str::to_owned).collect()))
    }
}

fn error(fault: Fault, lines: &RangeInclusive<usize>) -> LabelsError {
    match fault {
        Fault::Io(error) => LabelsError::Io(error),
        Fault::OutsideFolder => LabelsError::OutsideFolder,
        Fault::TooLarge => LabelsError::TooLarge { limit: MAX_BYTES },
        Fault::NotUtf8(line) => LabelsError::NotUtf8 { line },
        Fault::Count(got) if lines.start() != lines.end() => LabelsError::SigmoidCount { got },
        Fault::Count(got) => LabelsError::Count {
            expected: *lines.end(),
            got,
        },
    }
}

/// Prints the content of files as text, its beginning if it is long.
impl fmt::Debug for Labels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Labels::None => f.write_str("None"),
            Labels::Embedded { path, text } => f
                .debug_struct("Embedded")
                .field("path", path)
                .field("text", &beginning(text))
                .finish(),
            Labels::Bytes(text) => f.debug_tuple("Bytes").field(&beginning(text)).finish(),
            Labels::File { folder, path } => f
                .debug_struct("File")
                .field("folder", folder)
                .field("path", path)
                .finish(),
            Labels::Missing { path } => f.debug_struct("Missing").field("path", path).finish(),
        }
    }
}

/// Returns the first 80 characters of a text, with dots behind if there are more.
fn beginning(text: &[u8]) -> String {
    const MOST: usize = 80;
    let text = String::from_utf8_lossy(&text[..text.len().min(8 * MOST)]);
    let mut beginning: String = text.chars().take(MOST).collect();
    if beginning.len() < text.len() {
        beginning.push('…');
    }
    beginning
}

fn wrong(origin: Origin, error: LabelsError) -> Error {
    Error::Labels { origin, error }
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
        let said = embedded(b"one\ntwo\nthree\n").read_lines(1..=2);
        assert!(said.is_err_and(|said| said.to_string().ends_with("or the latter alone, got 3")));
        assert!(message(&embedded(b"one\n\xff\n"), 2).ends_with("line 2 is no UTF-8 text"));
    }

    #[test]
    fn files_that_are_not_there_are_told() {
        let missing = Labels::Missing {
            path: "labels.txt".into(),
        };
        assert!(
            message(&missing, 2)
                .contains("its folder is unknown, as the network was compiled from a text")
        );
        let file = |folder: &str, path: &str| Labels::File {
            folder: folder.into(),
            path: path.into(),
        };
        let said = message(&file("no such folder", "labels.txt"), 2);
        assert!(said.starts_with("cannot use the labels `no such folder"));
        let said = message(&file(env!("CARGO_MANIFEST_DIR"), "src"), 2);
        assert!(said.ends_with("it is a folder"));
    }
}
