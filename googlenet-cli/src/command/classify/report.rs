//! Output of `googlenet classify`: classes on standard output, errors, progress and totals on standard error.

use super::work;
use crate::args::ReportFormat;
use crate::command::progress::Progress;
use crate::failure::Failure;
use crate::input;
use crate::json::single;
use crate::output::{Parts, format_error, plain, tell};
use googlenet_runtime::image::Class;
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;
use std::time::Duration;

pub(super) struct Report<'a> {
    to: Parts<'a>,
    format: ReportFormat,
    classified: usize,
    failed: usize,
    progress: Progress,
}

impl<'a> Report<'a> {
    pub(super) fn new(
        to: Parts<'a>,
        format: ReportFormat,
        quiet: bool,
        total: usize,
    ) -> Report<'a> {
        Report {
            to,
            format,
            classified: 0,
            failed: 0,
            progress: Progress::new(quiet, total),
        }
    }

    /// Prints the classes of an image, or the error of its classification, and advances the progress bar. Fails only if
    /// that cannot be printed.
    pub(super) fn image(&mut self, path: &Path, answer: work::Answer) -> Result<(), Failure> {
        let printed = match answer {
            Ok(classes) => {
                self.classified += 1;
                let text = match self.format {
                    ReportFormat::Json => format!("{}\n", object(path, &classes)),
                    ReportFormat::Text => lines(path, &classes),
                };
                self.progress.aside(|| self.to.add(&text))
            }
            Err(error) => self.failed(path, &error),
        };
        self.progress.advance();
        printed
    }

    /// Prints the error of an image or folder on standard error, or as an object where the answers are JSON, and
    /// adds it to the number of errors that [`Report::finish`] prints. Fails only if the object cannot be printed.
    pub(super) fn failed(&mut self, path: &Path, error: &str) -> Result<(), Failure> {
        self.failed += 1;
        self.progress.aside(|| match self.format {
            ReportFormat::Json => {
                let object = json!({ "path": input::name(path), "error": error });
                self.to.add(&format!("{object}\n"))
            }
            ReportFormat::Text => {
                tell(&format_error(&plain(error)));
                Ok(())
            }
        })
    }

    /// Prints the number of classified images, `time` (the duration of their classification), the images per second,
    /// and the number of errors, unless there was only one image or none.
    ///
    /// # Errors
    /// [`Failure::Reported`] if an error was counted.
    pub(super) fn finish(self, time: Duration) -> Result<(), Failure> {
        self.progress.clear();
        self.to.finish()?;
        self.progress.totals(self.classified, self.failed, time);
        match self.failed {
            0 => Ok(()),
            _ => Err(Failure::Reported),
        }
    }
}

fn object(path: &Path, classes: &[Class]) -> Value {
    let top: Vec<Value> = classes
        .iter()
        .map(|class| {
            json!({
                "index": class.index,
                "label": class.label,
                "probability": single(class.probability),
            })
        })
        .collect();
    json!({ "path": input::name(path), "top": top })
}

fn lines(path: &Path, classes: &[Class]) -> String {
    let mut text = plain(&format!("{}\n", input::name(path)));
    let width = classes
        .iter()
        .map(|class| class.index.to_string().len())
        .max();
    let width = width.unwrap_or(0);
    for class in classes {
        let Class {
            index, probability, ..
        } = class;
        let label = class
            .label
            .as_deref()
            .map_or(String::new(), |label| format!("  {label}"));
        let _ = writeln!(
            text,
            "{}",
            plain(&format!("  {probability:.6}  {index:>width$}{label}"))
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn classes() -> Vec<Class> {
        let class = |index, label: Option<&str>, probability| {
            Class::new(index, label.map(str::to_owned), probability)
        };
        vec![
            class(967, Some("n07920052 espresso"), 0.942054),
            class(5, None, 0.1),
        ]
    }

    #[test]
    fn lines_are_aligned_and_harmless() {
        assert_eq!(
            lines(Path::new("a\u{1b}[2J.png"), &classes()),
            "a\u{fffd}[2J.png\n  0.942054  967  n07920052 espresso\n  0.100000    5\n"
        );
    }

    #[test]
    fn objects_have_the_digits_of_floats() {
        assert_eq!(
            object(Path::new("a.png"), &classes()).to_string(),
            r#"{"path":"a.png","top":[{"index":967,"label":"n07920052 espresso","probability":0.942054},{"index":5,"label":null,"probability":0.1}]}"#
        );
    }
}
