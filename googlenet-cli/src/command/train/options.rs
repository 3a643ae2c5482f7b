//! The options of a run: those of the command line over those of the description, and those that a run was begun with.

use super::run_folder::RunFolder;
use super::share;
use crate::args::Train;
use crate::failure::Failure;
use googlenet_dsl::file::{open_regular, reason};
use googlenet_dsl::value::training::{Augment, Optimizer, Training};
use googlenet_runtime::Precision;
use serde::{Deserialize, Serialize};
use std::io::Read;

/// Largest size of the file of options.
const MAX_BYTES: u64 = 1 << 20;

/// What the command line says about a run, beside the files; kept in `run.json`, so that a run that goes on has the same.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Options {
    pub(super) data: String,
    pub(super) validation: Option<String>,
    pub(super) epochs: Option<u32>,
    pub(super) batch: Option<u32>,
    pub(super) learning_rate: Option<f64>,
    pub(super) optimizer: Option<String>,
    pub(super) weight_decay: Option<f32>,
    pub(super) patience: Option<u32>,
    pub(super) seed: Option<u64>,
    pub(super) freeze: Vec<String>,
    /// Whether images are taken as they are.
    pub(super) no_augment: bool,
    pub(super) precision: String,
    /// Number of the network's layers, operations and connections, by which another one is recognised.
    pub(super) network: String,
    /// Number of the images and labels, by which others are recognised.
    pub(super) images: String,
}

impl Options {
    pub(super) fn of(args: &Train, precision: Precision) -> Options {
        Options {
            data: args.data.data.display().to_string(),
            validation: args.validation.as_deref().map(share::as_number),
            epochs: args.epochs,
            batch: args.batch,
            learning_rate: args.learning_rate,
            optimizer: args
                .optimizer
                .map(|optimizer| optimizer.as_str().to_owned()),
            weight_decay: args.weight_decay,
            patience: args.patience,
            seed: args.seed,
            freeze: args.freeze.clone(),
            no_augment: args.no_augment,
            precision: precision.to_string(),
            network: String::new(),
            images: String::new(),
        }
    }

    /// Reads the options that a run was begun with.
    ///
    /// # Errors
    /// [`Failure::Message`] if the file cannot be read, or is none of a run.
    pub(super) fn read(folder: &RunFolder) -> Result<Options, Failure> {
        let path = folder.options();
        let failed =
            |reason: String| Failure::Message(format!("cannot use `{}`: {reason}", path.display()));
        let file = open_regular(&path).map_err(|error| failed(reason(&error)))?;
        let mut text = String::new();
        let read = file.take(MAX_BYTES).read_to_string(&mut text);
        read.map_err(|error| failed(reason(&error)))?;
        let help = "help: it is written by `googlenet train`; begin a new run in another folder";
        serde_json::from_str(&text)
            .map_err(|error| failed(format!("expected the options of a run, {error}; {help}")))
    }

    pub(super) fn write(&self, folder: &RunFolder) -> Result<(), Failure> {
        let text = serde_json::to_string_pretty(self).map_err(Failure::message)?;
        folder.write("run.json", &(text + "\n"))
    }

    /// Returns the options with which a run goes on that was begun with `begun`: where the command line says nothing, the
    /// run's. Number of epochs, patience and learning rate may change.
    ///
    /// # Errors
    /// [`Failure::Message`] if the command line says otherwise about what may not change.
    pub(super) fn over(
        self,
        begun: &Options,
        is_precision_given: bool,
    ) -> Result<Options, Failure> {
        let precision = match is_precision_given {
            true => Some(self.precision),
            false => None,
        };
        let given = |values: Vec<String>| Some(values).filter(|values| !values.is_empty());
        Ok(Options {
            // The same images may have moved.
            data: self.data,
            validation: same("validation", self.validation, begun.validation.clone())?,
            epochs: self.epochs.or(begun.epochs),
            batch: same("batch", self.batch, begun.batch)?,
            learning_rate: self.learning_rate.or(begun.learning_rate),
            optimizer: same("optimizer", self.optimizer, begun.optimizer.clone())?,
            weight_decay: same("weight-decay", self.weight_decay, begun.weight_decay)?,
            patience: self.patience.or(begun.patience),
            seed: same("seed", self.seed, begun.seed)?,
            freeze: same("freeze", given(self.freeze), given(begun.freeze.clone()))?
                .unwrap_or_default(),
            no_augment: same(
                "no-augment",
                self.no_augment.then_some(true),
                Some(begun.no_augment),
            )?
            .unwrap_or_default(),
            precision: same("precision", precision, Some(begun.precision.clone()))?
                .unwrap_or_default(),
            network: begun.network.clone(),
            images: begun.images.clone(),
        })
    }

    /// Returns how the network is trained, that the description trains as `described`.
    pub(super) fn training(&self, described: Training) -> Training {
        let mut training = described;
        let optimizer = self
            .optimizer
            .as_deref()
            .and_then(|word| word.parse::<Optimizer>().ok());
        if let Some(optimizer) = optimizer
            && optimizer.as_str() != training.optimizer.as_str()
        {
            training.optimizer = optimizer;
            training.learning_rate.base = optimizer.usual_rate();
            if matches!(optimizer, Optimizer::AdamW { .. }) && training.weight_decay == 0.0 {
                training.weight_decay = Optimizer::ADAMW_DECAY;
            }
        }
        training.epochs = self.epochs.unwrap_or(training.epochs);
        if self.epochs.is_some() {
            // A warm-up as long as the training would be refused in a description.
            let most = f64::from(training.epochs.saturating_sub(1));
            training.learning_rate.warmup = training.learning_rate.warmup.min(most);
        }
        training.batch = self.batch.unwrap_or(training.batch);
        training.learning_rate.base = self.learning_rate.unwrap_or(training.learning_rate.base);
        training.weight_decay = self.weight_decay.unwrap_or(training.weight_decay);
        training.patience = self.patience.or(training.patience);
        training.seed = self.seed.unwrap_or(training.seed);
        if !self.freeze.is_empty() {
            training.freeze.clone_from(&self.freeze);
        }
        if self.no_augment {
            training.augment = Augment::default();
        }
        training
    }
}

/// Returns what a run was begun with, if the command line says nothing else.
fn same<T: PartialEq + std::fmt::Debug>(
    name: &str,
    given: Option<T>,
    begun: Option<T>,
) -> Result<Option<T>, Failure> {
    match (given, begun) {
        (Some(given), begun) if Some(&given) != begun.as_ref() => {
            let begun = match begun {
                Some(begun) => format!("{begun:?}"),
                None => "that of the description".to_owned(),
            };
            Err(Failure::Message(format!(
                "`--{name}` is {given:?}, but the run was begun with {begun}; help: leave it out to go on, or begin a new run in \
                 another folder"
            )))
        }
        (_, begun) => Ok(begun),
    }
}
