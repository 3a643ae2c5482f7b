//! What is told of a run while it goes on: a bar on a terminal, and a line for each epoch.

use crate::failure::Failure;
use crate::output::print;
use googlenet_runtime::train::Metrics;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use std::io::IsTerminal;
use std::time::{Duration, Instant};

/// Time after which a long epoch has a line where there is no terminal.
const LONG: Duration = Duration::from_secs(30);

/// Progress of a run of several epochs.
pub(super) struct Progress {
    is_quiet: bool,
    bar: ProgressBar,
    is_terminal: bool,
    epochs: u64,
    steps: u64,
    /// Time and number of steps since this process began to train.
    begin: Instant,
    done: u64,
    images: u64,
    told: Instant,
}

impl Progress {
    pub(super) fn new(is_quiet: bool, epochs: u64, steps: u64) -> Progress {
        let is_terminal = std::io::stderr().is_terminal() && !is_quiet;
        let target = match is_terminal {
            true => ProgressDrawTarget::stderr(),
            false => ProgressDrawTarget::hidden(),
        };
        let bar = ProgressBar::with_draw_target(Some(steps), target);
        let style = ProgressStyle::with_template("{prefix} {wide_bar} {pos}/{len} {msg}");
        Progress {
            is_quiet,
            bar: bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar())),
            is_terminal,
            epochs,
            steps,
            begin: Instant::now(),
            done: 0,
            images: 0,
            told: Instant::now(),
        }
    }

    /// Calls `print`, which prints something else, with the bar out of the way.
    pub(super) fn aside<R>(&self, print: impl FnOnce() -> R) -> R {
        self.bar.suspend(print)
    }

    /// Begins an epoch, of which `done` steps are done; `epoch` counts from 1.
    pub(super) fn epoch(&mut self, epoch: u64, done: u64) {
        self.bar
            .set_prefix(format!("epoch {epoch}/{}", self.epochs));
        self.bar.set_position(done);
    }

    /// Tells a step: means of the epoch so far, and the number of steps that are left in the run.
    pub(super) fn step(
        &mut self,
        epoch: u64,
        done: u64,
        images: u64,
        metrics: Metrics,
        left: u64,
    ) -> Result<(), Failure> {
        self.done += 1;
        self.images += images;
        let seconds = self.begin.elapsed().as_secs_f64().max(1e-9);
        let left = seconds / self.done as f64 * left as f64;
        let said = format!(
            "loss {:.4}, accuracy {}, {} images/s, {} left",
            metrics.loss,
            percent(metrics.accuracy),
            rate(self.images as f64 / seconds),
            time(left)
        );
        if !self.is_terminal && !self.is_quiet && self.told.elapsed() > LONG {
            self.told = Instant::now();
            return print(&format!(
                "epoch {epoch}/{}, step {done} of {}: {said}\n",
                self.epochs, self.steps
            ));
        }
        self.bar.set_position(done);
        self.bar.set_message(said);
        Ok(())
    }

    /// Prints a line.
    pub(super) fn line(&mut self, text: &str) -> Result<(), Failure> {
        self.told = Instant::now();
        match self.is_quiet {
            true => Ok(()),
            false => self.aside(|| print(&format!("{text}\n"))),
        }
    }

    /// Removes the bar.
    pub(super) fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

/// Formats a share from 0 to 1.
pub(super) fn percent(share: f64) -> String {
    format!("{:.2} %", 100.0 * share)
}

/// Formats images a second.
pub(super) fn rate(rate: f64) -> String {
    match rate < 99.95 {
        true => format!("{rate:.1}"),
        false => format!("{rate:.0}"),
    }
}

/// Formats a number of seconds: `4.2 s`, `3 min 5 s`, `2 h 7 min`.
pub(super) fn time(seconds: f64) -> String {
    let whole = seconds.round() as u64;
    match whole {
        _ if seconds < 9.95 => format!("{seconds:.1} s"),
        0..60 => format!("{whole} s"),
        60..3600 => format!("{} min {} s", whole / 60, whole % 60),
        _ => format!("{} h {} min", whole / 3600, whole % 3600 / 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_short() {
        for (seconds, said) in [
            (4.23, "4.2 s"),
            (59.0, "59 s"),
            (185.0, "3 min 5 s"),
            (7620.0, "2 h 7 min"),
        ] {
            assert_eq!(time(seconds), said);
        }
    }
}
