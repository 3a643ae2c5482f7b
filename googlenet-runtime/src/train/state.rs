//! The state of a trainer as a file, from which training goes on to the same bits.

use super::best::BestEpoch;
use super::core::Core;
use super::error::TrainError;
use crate::Error;
use crate::replace_file;
use googlenet_dsl::file::open_regular;
use googlenet_dsl::value::training::Training;
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};
use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

/// Key of the number of the next step among the metadata of the file.
const STEP: &str = "googlenet.train.step";

/// Key of the number of complete epochs.
const EPOCHS: &str = "googlenet.train.epochs";

/// Key of the name of the network.
const NETWORK: &str = "googlenet.train.network";

/// Key of how it is trained.
const TRAINING: &str = "googlenet.train.training";

/// Key of the bits of the factor of the learning rate.
const RATE_FACTOR: &str = "googlenet.train.learning_rate_factor";

/// Key of the bits of class weights that were set.
const CLASS_WEIGHTS: &str = "googlenet.train.class_weights";

/// Key of the best epoch.
const BEST: &str = "googlenet.train.best";

/// Prefix of the weights of the best epoch.
const BEST_WEIGHTS: &str = "best";

/// Key of what the caller stored beside the state.
const NOTE: &str = "googlenet.train.note";

/// What may differ between a training that is gone on with and the one whose state was saved.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
#[must_use]
pub struct ResumeOptions {
    other_learning_rate: bool,
}

/// Keys of a training on which its steps depend, as a description has them, in the order in which they are compared. The
/// number of epochs is not among them, so that a training may become longer.
const COMPARED: [&str; 11] = [
    "optimizer",
    "learning_rate",
    "batch",
    "loss",
    "augment",
    "average",
    "clip_norm",
    "weight_decay",
    "class_weights",
    "freeze",
    "seed",
];

impl ResumeOptions {
    /// Creates options by which nothing may differ.
    pub fn new() -> ResumeOptions {
        ResumeOptions::default()
    }

    /// Sets whether the learning rate may be another one, with its schedule.
    pub fn other_learning_rate(mut self, other: bool) -> ResumeOptions {
        self.other_learning_rate = other;
        self
    }

    /// Returns what is said of the first key on which two trainings differ that may not.
    fn difference(self, begun: &Training, own: &Training) -> Option<String> {
        let [begun, own] = [begun, own].map(Training::written);
        let value = |lines: &[String], key: &str| {
            let mut lines = lines.iter();
            let line = lines.find(|line| {
                line.strip_prefix(key)
                    .is_some_and(|rest| rest.starts_with(':'))
            });
            line.map_or_else(|| format!("no `{key}`"), |line| format!("`{line}`"))
        };
        for key in COMPARED {
            let (expected, got) = (value(&begun, key), value(&own, key));
            if expected == got || key == "learning_rate" && self.other_learning_rate {
                continue;
            }
            let help = match key {
                "learning_rate" => {
                    ", or allow another one with `ResumeOptions::other_learning_rate`"
                }
                _ => "",
            };
            return Some(format!(
                "expected {expected}, with which the training began, got {got}\n  = help: go on with the description and the \
                 options that it began with{help}"
            ));
        }
        None
    }
}

/// Reads the bits of class weights.
fn class_weights(text: &str) -> Option<Vec<f32>> {
    let words = text.split_whitespace();
    let bits = words.map(|word| u32::from_str_radix(word, 16).map(f32::from_bits));
    bits.collect::<Result<_, _>>().ok()
}

impl Core {
    /// Returns the memories of the state with the prefixes of their tensors' names.
    fn memories(&self) -> Vec<(&'static str, &[f32])> {
        let [first, second] = &self.optimization.slots;
        let all = [
            ("weight", &self.store.values),
            ("optimizer.1", first),
            ("optimizer.2", second),
            ("average", &self.optimization.average),
            (BEST_WEIGHTS, &self.best_weights),
        ];
        let all = all.map(|(prefix, arena)| (prefix, arena.values::<f32>()));
        all.into_iter()
            .filter(|(_, values)| !values.is_empty())
            .collect()
    }

    /// Writes the weights, what the optimizer keeps, the averages and the number of the next step to a file, which
    /// replaces an old one when it is complete.
    pub(crate) fn save_state(&self, path: &Path, note: &str) -> Result<(), TrainError> {
        let memories = self.memories();
        let mut tensors = Vec::new();
        for (prefix, values) in &memories {
            for tensor in &self.store.tensors {
                let values = &values[self.store.range(tensor)];
                let bytes: Vec<u8> = values.iter().flat_map(|v| v.to_le_bytes()).collect();
                tensors.push((format!("{prefix}/{}", tensor.name), &tensor.shape, bytes));
            }
        }
        let views: Result<Vec<_>, _> = tensors
            .iter()
            .map(|(name, shape, bytes)| {
                let view = TensorView::new(Dtype::F32, shape.to_vec(), bytes)?;
                Ok((name.as_str(), view))
            })
            .collect();
        let mut metadata = HashMap::from([
            (STEP.to_owned(), self.step.to_string()),
            (EPOCHS.to_owned(), self.epochs.to_string()),
            (BEST.to_owned(), self.best.to_text()),
            (NETWORK.to_owned(), self.graph.name().to_owned()),
            (TRAINING.to_owned(), self.training.to_text()),
            (
                RATE_FACTOR.to_owned(),
                format!("{:x}", self.rate_factor.to_bits()),
            ),
            (NOTE.to_owned(), note.to_owned()),
        ]);
        if self.has_class_weights {
            let bits = self.class_weights.iter();
            let words: Vec<String> = bits
                .map(|weight| format!("{:x}", weight.to_bits()))
                .collect();
            metadata.insert(CLASS_WEIGHTS.to_owned(), words.join(" "));
        }
        let bytes = views.and_then(|views| safetensors::serialize(views, Some(metadata)));
        let bytes = bytes.map_err(|error: safetensors::SafeTensorError| TrainError::State {
            message: error.to_string(),
        })?;
        let written = replace_file(path, |file| file.write_all(&bytes));
        written.map_err(|reason| Error::file(path, reason).into())
    }

    /// Reads a file of [`Core::save_state`], and returns the note in it. If there is an error, nothing is changed.
    pub(crate) fn load_state(
        &mut self,
        path: &Path,
        options: ResumeOptions,
    ) -> Result<String, TrainError> {
        let read = || {
            let mut file = open_regular(path)?;
            let mut bytes = Vec::new();
            file.read_to_end(&mut bytes).map(|_| bytes)
        };
        let bytes = read().map_err(|reason| Error::file(path, reason))?;
        let wrong = |message: String| TrainError::State {
            message: format!("{}: {message}", path.display()),
        };
        let (_, metadata) =
            SafeTensors::read_metadata(&bytes).map_err(|error| wrong(error.to_string()))?;
        let file = SafeTensors::deserialize(&bytes).map_err(|error| wrong(error.to_string()))?;
        let keys = metadata.metadata().clone().unwrap_or_default();
        let step = keys.get(STEP).and_then(|step| step.parse().ok());
        let begun = keys.get(TRAINING).map(|text| Training::from_text(text));
        let (Some(step), Some(network), Some(Ok(begun))) = (step, keys.get(NETWORK), begun) else {
            return Err(wrong("expected the state of a training".to_owned()));
        };
        if network != self.graph.name() {
            return Err(wrong(format!(
                "expected the state of `{}`, got that of `{network}`\n  = help: go on with the description that the \
                 training began with",
                self.graph.name()
            )));
        }
        if let Some(differs) = options.difference(&begun, &self.training) {
            return Err(wrong(differs));
        }
        let rate_factor = match keys.get(RATE_FACTOR) {
            Some(bits) => u64::from_str_radix(bits, 16).ok().map(f64::from_bits),
            None => Some(1.0),
        };
        let class_weights = keys.get(CLASS_WEIGHTS).map(|text| class_weights(text));
        let class_weights = class_weights.map(|weights| {
            weights.filter(|weights| weights.is_empty() || weights.len() == self.classes())
        });
        let (Some(rate_factor), None | Some(Some(_))) = (rate_factor, &class_weights) else {
            return Err(wrong(format!(
                "expected a learning rate's factor and {} class weights in `{RATE_FACTOR}` and `{CLASS_WEIGHTS}`",
                self.classes()
            )));
        };
        let best = keys.get(BEST).map_or("", String::as_str);
        let Some(best) = BestEpoch::from_text(best) else {
            return Err(wrong(format!(
                "expected the numbers of an epoch, got `{best}`"
            )));
        };
        let keeps_best = self.best_weights.bytes() > 0;
        let has_best = file.names().iter().any(|name| name.starts_with("best/"));
        if keeps_best && !has_best && best.result().is_some() {
            return Err(wrong(
                "expected the weights of the best epoch, got a state without them\n  = help: go on without \
                 `restore_best_weights`, as the training began"
                    .to_owned(),
            ));
        }
        let prefixes: Vec<&str> = self
            .memories()
            .iter()
            .map(|(prefix, _)| *prefix)
            .filter(|prefix| *prefix != BEST_WEIGHTS || has_best)
            .collect();
        let mut found = Vec::new();
        for prefix in &prefixes {
            for tensor in &self.store.tensors {
                let name = format!("{prefix}/{}", tensor.name);
                let view = file
                    .tensor(&name)
                    .map_err(|error| wrong(error.to_string()))?;
                if view.shape() != tensor.shape || view.dtype() != Dtype::F32 {
                    return Err(wrong(format!("`{name}` has another shape or type")));
                }
                found.push(view);
            }
        }
        let mut found = found.into_iter();
        let ranges: Vec<_> = self
            .store
            .tensors
            .iter()
            .map(|t| self.store.range(t))
            .collect();
        let [first, second] = &mut self.optimization.slots;
        let arenas = [
            &mut self.store.values,
            first,
            second,
            &mut self.optimization.average,
            &mut self.best_weights,
        ];
        // The best weights are the last, and nothing is found for them where the state has none.
        for arena in arenas.into_iter().filter(|arena| arena.bytes() > 0) {
            let values = arena.values_mut::<f32>();
            for (range, view) in ranges.iter().zip(&mut found) {
                let (numbers, _) = view.data().as_chunks::<4>();
                for (value, bytes) in values[range.clone()].iter_mut().zip(numbers) {
                    *value = f32::from_le_bytes(*bytes);
                }
            }
        }
        let epochs = keys.get(EPOCHS).and_then(|epochs| epochs.parse().ok());
        self.epochs = epochs.unwrap_or_default();
        self.step = step;
        self.best = best;
        self.rate_factor = rate_factor;
        if let Some(weights) = class_weights.flatten() {
            self.class_weights = weights;
            self.has_class_weights = true;
        }
        self.weights_changed();
        Ok(keys.get(NOTE).cloned().unwrap_or_default())
    }
}
