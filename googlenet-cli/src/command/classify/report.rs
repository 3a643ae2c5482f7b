//! Output of `googlenet classify`: classes on standard output, errors, progress and totals on standard error.

use super::work;
use crate::args::ReportFormat;
use crate::failure::Failure;
use crate::input;
use crate::json::single;
use crate::output::{Parts, format_error, plain, tell};
use googlenet_runtime::image::Class;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::{Value, json};
use std::fmt::Write;
use std::path::Path;
use std::time::{Duration, Instant};

/// Time from the creation of the [`Report`] after which the progress bar appears.
const SHORT: Duration = Duration::from_millis(500);

pub(super) struct Report<'a> {
    to: Parts<'a>,
    format: ReportFormat,
    /// Whether neither progress nor totals are told.
    quiet: bool,
    total: usize,
    classified: usize,
    failed: usize,
    bar: ProgressBar,
    /// Time at which the progress bar is to appear; `None` once it has.
    bar_from: Option<Instant>,
}

impl<'a> Report<'a> {
    pub(super) fn new(
        to: Parts<'a>,
        format: ReportFormat,
        quiet: bool,
        total: usize,
    ) -> Report<'a> {
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden());
        let style =
            ProgressStyle::with_template("{wide_bar} {pos}/{len} images, {per_sec}, {eta} left");
        Report {
            to,
            format,
            quiet,
            total,
            classified: 0,
            failed: 0,
            bar: bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())),
            bar_from: Some(Instant::now() + SHORT),
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
                self.bar.suspend(|| self.to.add(&text))
            }
            Err(error) => self.failed(path, &error),
        };
        self.advance();
        printed
    }

    /// Prints the error of an image or folder on standard error, or as an object where the answers are JSON, and
    /// adds it to the number of errors that [`Report::finish`] prints. Fails only if the object cannot be printed.
    pub(super) fn failed(&mut self, path: &Path, error: &str) -> Result<(), Failure> {
        self.failed += 1;
        self.bar.suspend(|| match self.format {
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

    fn advance(&mut self) {
        if !self.quiet && self.bar_from.is_some_and(|from| Instant::now() >= from) {
            self.bar_from = None;
            // The bar stays hidden if standard error is no terminal.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    /// Prints the number of classified images, `time` (the duration of their classification), the images per second,
    /// and the number of errors, unless there was only one image or none.
    ///
    /// # Errors
    /// [`Failure::Reported`] if an error was counted.
    pub(super) fn finish(self, time: Duration) -> Result<(), Failure> {
        self.bar.finish_and_clear();
        self.to.finish()?;
        if self.total > 1 && !self.quiet {
            let seconds = time.as_secs_f64();
            let rate = self.classified as f64 / seconds.max(f64::MIN_POSITIVE);
            let plural = if self.classified == 1 { "" } else { "s" };
            let failed = match self.failed {
                0 => String::new(),
                failed => format!(", {failed} failed"),
            };
            tell(&format!(
                "{} image{plural} in {seconds:.2} s, {rate:.1} a second{failed}\n",
                self.classified
            ));
        }
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
