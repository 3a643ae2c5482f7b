//! Progress and totals of work on many images, on standard error.

use crate::output::tell;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::time::{Duration, Instant};

/// Time after which the progress bar appears.
const SHORT: Duration = Duration::from_millis(500);

pub(super) struct Progress {
    /// Whether neither progress nor totals are told.
    quiet: bool,
    total: usize,
    bar: ProgressBar,
    /// Time at which the progress bar is to appear; `None` once it has.
    bar_from: Option<Instant>,
}

impl Progress {
    pub(super) fn new(quiet: bool, total: usize) -> Progress {
        let bar = ProgressBar::with_draw_target(Some(total as u64), ProgressDrawTarget::hidden());
        let style =
            ProgressStyle::with_template("{wide_bar} {pos}/{len} images, {per_sec}, {eta} left");
        Progress {
            quiet,
            total,
            bar: bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())),
            bar_from: Some(Instant::now() + SHORT),
        }
    }

    /// Calls `print`, which prints something else, with the bar out of the way.
    pub(super) fn aside<R>(&self, print: impl FnOnce() -> R) -> R {
        self.bar.suspend(print)
    }

    /// Counts an image.
    pub(super) fn advance(&mut self) {
        if !self.quiet && self.bar_from.is_some_and(|from| Instant::now() >= from) {
            self.bar_from = None;
            // The bar stays hidden if standard error is no terminal.
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(1);
    }

    /// Removes the bar.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }

    /// Prints the number of images that are done, `time`, the images per second, and the number of errors, unless there
    /// was only one image or none.
    pub(super) fn totals(&self, done: usize, failed: usize, time: Duration) {
        if self.total <= 1 || self.quiet {
            return;
        }
        let seconds = time.as_secs_f64();
        let rate = done as f64 / seconds.max(f64::MIN_POSITIVE);
        let plural = if done == 1 { "" } else { "s" };
        let failed = match failed {
            0 => String::new(),
            failed => format!(", {failed} failed"),
        };
        tell(&format!(
            "{done} image{plural} in {seconds:.2} s, {rate:.1} a second{failed}\n"
        ));
    }
}
