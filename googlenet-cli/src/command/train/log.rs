//! The file of metrics: a line of JSON for each epoch, and for some steps.

use crate::failure::Failure;
use crate::output::{Destination, unwritable};
use googlenet_dsl::file::{open_regular, reason};
use googlenet_runtime::train::Metrics;
use googlenet_view::report::Epoch;
use serde::{Deserialize, Serialize};
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Largest size of the file that is read.
const MAX_BYTES: u64 = 1 << 30;

/// A line of the file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub(super) enum Line {
    Step(StepLine),
    Epoch(EpochLine),
}

/// Means of the epoch so far.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct StepLine {
    /// Number of the epoch, from 1.
    epoch: u64,
    /// Number of steps so far.
    step: u64,
    learning_rate: f64,
    loss: f64,
    accuracy: f64,
    gradient_norm: f64,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct EpochLine {
    /// Number of the epoch, from 1.
    pub(super) epoch: u64,
    /// Number of steps so far.
    pub(super) step: u64,
    pub(super) images: u64,
    pub(super) learning_rate: f64,
    pub(super) loss: f64,
    pub(super) accuracy: f64,
    pub(super) top_5: f64,
    pub(super) validation_loss: Option<f64>,
    pub(super) validation_accuracy: Option<f64>,
    pub(super) validation_top_5: Option<f64>,
    pub(super) seconds: f64,
    pub(super) images_per_second: f64,
}

impl StepLine {
    pub(super) fn new(epoch: u64, step: u64, metrics: Metrics) -> StepLine {
        StepLine {
            epoch,
            step,
            learning_rate: metrics.learning_rate,
            loss: metrics.loss,
            accuracy: metrics.accuracy,
            gradient_norm: metrics.gradient_norm,
        }
    }
}

/// The file of metrics, to which lines are added.
pub(super) struct Log {
    path: PathBuf,
    file: File,
    /// The lines of epochs.
    pub(super) epochs: Vec<EpochLine>,
}

impl Log {
    /// Opens the file of a run that is at the step `step`, in an epoch before which `epochs` are complete: lines about what
    /// comes behind are taken out of it.
    ///
    /// # Errors
    /// [`Failure::Message`] if it cannot be read or written.
    pub(super) fn open(path: PathBuf, epochs: u64, step: u64) -> Result<Log, Failure> {
        let text = if path.exists() {
            read(&path)?
        } else {
            String::new()
        };
        let (mut kept, mut of_epochs) = (String::new(), Vec::new());
        for line in text.split_inclusive('\n') {
            // The last line may have been cut off.
            let Ok(parsed) = serde_json::from_str::<Line>(line) else {
                continue;
            };
            let is_before = match &parsed {
                Line::Step(of_step) => of_step.step <= step,
                Line::Epoch(of_epoch) => of_epoch.epoch <= epochs,
            };
            if is_before && line.ends_with('\n') {
                kept += line;
                if let Line::Epoch(of_epoch) = parsed {
                    of_epochs.push(of_epoch);
                }
            }
        }
        Destination::File(&path).text(&kept)?;
        let file = OpenOptions::new().append(true).open(&path);
        Ok(Log {
            file: file.map_err(|error| unwritable(&path, &error))?,
            path,
            epochs: of_epochs,
        })
    }

    /// Adds a line.
    ///
    /// # Errors
    /// [`Failure::Message`] if it cannot be written.
    pub(super) fn add(&mut self, line: Line) -> Result<(), Failure> {
        let text = serde_json::to_string(&line).map_err(Failure::message)? + "\n";
        let written = self
            .file
            .write_all(text.as_bytes())
            .and_then(|()| self.file.flush());
        written.map_err(|error| unwritable(&self.path, &error))?;
        if let Line::Epoch(of_epoch) = line {
            self.epochs.push(of_epoch);
        }
        Ok(())
    }

    /// Returns the epochs as points of curves.
    pub(super) fn points(&self) -> Vec<Epoch> {
        let point = |line: &EpochLine| Epoch {
            epoch: line.epoch,
            step: line.step,
            learning_rate: line.learning_rate,
            loss: line.loss,
            validation_loss: line.validation_loss,
            accuracy: line.accuracy,
            validation_accuracy: line.validation_accuracy,
            images_per_second: line.images_per_second,
            seconds: line.seconds,
        };
        self.epochs.iter().map(point).collect()
    }
}

fn read(path: &Path) -> Result<String, Failure> {
    let failed = |error| {
        Failure::Message(format!(
            "cannot use `{}`: {}",
            path.display(),
            reason(&error)
        ))
    };
    let file = open_regular(path).map_err(failed)?;
    let mut bytes = Vec::new();
    file.take(MAX_BYTES)
        .read_to_end(&mut bytes)
        .map_err(failed)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_behind_the_state_are_taken_out() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("metrics.jsonl");
        let step = |epoch, step| Line::Step(StepLine::new(epoch, step, Metrics::default()));
        let epoch = |epoch, step| {
            Line::Epoch(EpochLine {
                epoch,
                step,
                images: 4,
                learning_rate: 0.1,
                loss: 1.0,
                accuracy: 0.5,
                top_5: 1.0,
                validation_loss: None,
                validation_accuracy: None,
                validation_top_5: None,
                seconds: 1.0,
                images_per_second: 4.0,
            })
        };
        let mut log = Log::open(path.clone(), 0, 0).expect("a log");
        for line in [step(1, 2), epoch(1, 2), step(2, 3), step(2, 4), epoch(2, 4)] {
            log.add(line).expect("a line");
        }
        drop(log);
        let whole = std::fs::read_to_string(&path).expect("text");
        std::fs::write(&path, format!("{whole}{{\"event\":\"ep")).expect("a file");
        let log = Log::open(path.clone(), 1, 3).expect("a log");
        assert_eq!(log.points().len(), 1);
        let kept = std::fs::read_to_string(&path).expect("text");
        let lines: Vec<&str> = whole.lines().take(3).collect();
        assert_eq!(kept, lines.join("\n") + "\n");
    }
}
