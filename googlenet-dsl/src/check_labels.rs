//! The check of the file that `labels` names, against the network that it belongs to.

use crate::class_names::{Fault, parse, read};
use crate::compiled::Compiled;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source};
use crate::file::reason;
use crate::labels::expected_lines;
use std::path::Path;

/// Checks that the file of class names, if the description has `labels`, can be read and has as many lines as
/// [`expected_lines`] says. `source` is the text that `compiled` was made from, and
/// `folder` the folder of the description; an empty path stands for the current folder.
///
/// # Errors
/// One mistake at the value of `labels`: [`Code::LABELS_FILE`], [`Code::LABELS_OUTSIDE`] for a link that leads out of
/// the folder, or [`Code::LABELS_COUNT`].
pub fn check_labels(
    compiled: &Compiled,
    source: &Source,
    folder: impl AsRef<Path>,
) -> Result<(), Diagnostics> {
    let (Some(path), Some(span)) = (&compiled.labels, compiled.labels_span) else {
        return Ok(());
    };
    let output = &compiled.graph.outputs()[0];
    let classes = compiled.graph.shape(output.layer).len();
    let expected = expected_lines(&compiled.graph).unwrap_or(classes..=classes);
    let fits = |lines: usize| expected.contains(&lines);
    let folder = folder.as_ref();
    let checked =
        read(folder, &folder.join(path)).and_then(|bytes| parse(&bytes, fits).map(|_| ()));
    let Err(fault) = checked else {
        return Ok(());
    };
    let cannot = || format!("cannot use the labels `{path}`");
    let unread = matches!(fault, Fault::Io(_));
    let (code, title, label) = match fault {
        Fault::Io(error) => {
            let title = format!("cannot read the labels `{path}`: {}", reason(&error));
            let label = "expected a text file with one name a line";
            (Code::LABELS_FILE, title, label.to_owned())
        }
        Fault::OutsideFolder => {
            let label = "a link that leads out of the description's folder";
            (Code::LABELS_OUTSIDE, cannot(), label.to_owned())
        }
        Fault::TooLarge => {
            let label = "the file is larger than 16 MiB";
            (Code::LABELS_FILE, cannot(), label.to_owned())
        }
        Fault::NotUtf8(line) => {
            let label = format!("line {line} of the file is no UTF-8 text");
            (Code::LABELS_FILE, cannot(), label)
        }
        Fault::Count(got) => {
            let title = format!("the labels `{path}` do not fit the network");
            let name = &output.name;
            let label = match (expected.start(), expected.end()) {
                (1, 2) => format!(
                    "expected one line for the value of `{name}`, or two for its two classes, got {got}"
                ),
                _ => format!("expected {classes} lines, one for each value of `{name}`, got {got}"),
            };
            (Code::LABELS_COUNT, title, label)
        }
    };
    let mut error = Diagnostic::new(code, title, span, label);
    if unread {
        error = error.help("the path is relative to the folder of the description");
    }
    Err(Diagnostics::of(error).about(source))
}
