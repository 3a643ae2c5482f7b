//! Class names of a network, which are read from a text file with one name per line.

use crate::error::{Error, LabelsError};
use googlenet_dsl::class_names::{self, Fault};
use std::borrow::Cow;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

/// Source of a network's class names: a text file with one name per line, in the order of the first output's values, or
/// none.
#[derive(Debug, Clone, PartialEq, Eq)]
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
    pub(crate) fn read_lines(
        &self,
        lines: RangeInclusive<usize>,
    ) -> Result<Option<Vec<String>>, Error> {
        let unusable = |path: &Path, error: LabelsError| Error::Labels {
            path: path.to_owned(),
            error,
        };
        let (path, text) = match self {
            Labels::None => return Ok(None),
            Labels::Embedded { path, text } => (PathBuf::from(&**path), Cow::Borrowed(&**text)),
            Labels::File { folder, path } => {
                let full = folder.join(path);
                let bytes = class_names::read(folder, &full)
                    .map_err(|fault| unusable(&full, error(fault, &lines)))?;
                (full, Cow::Owned(bytes))
            }
            Labels::Missing { path } => {
                return Err(unusable(Path::new(&**path), LabelsError::NotEmbedded));
            }
        };
        let names = class_names::parse(&text, |count| lines.contains(&count))
            .map_err(|fault| unusable(&path, error(fault, &lines)))?;
        Ok(Some(names.into_iter().map(str::to_owned).collect()))
    }
}

fn error(fault: Fault, lines: &RangeInclusive<usize>) -> LabelsError {
    match fault {
        Fault::Io(error) => LabelsError::Io(error),
        Fault::OutsideFolder => LabelsError::OutsideFolder,
        Fault::TooLarge => LabelsError::TooLarge {
            limit: class_names::MAX_BYTES,
        },
        Fault::NotUtf8(line) => LabelsError::NotUtf8 { line },
        Fault::Count(got) if lines.start() != lines.end() => LabelsError::SigmoidCount { got },
        Fault::Count(got) => LabelsError::Count {
            expected: *lines.end(),
            got,
        },
    }
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
        assert!(said.ends_with("it is not a regular file"));
    }
}
