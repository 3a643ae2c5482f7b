//! The state of a trainer as a file, from which training goes on to the same bits.

use super::best::BestEpoch;
use super::core::Core;
use super::error::TrainError;
use crate::Error;
use crate::replace_file;
use googlenet_dsl::file::open_regular;
use safetensors::tensor::TensorView;
use safetensors::{Dtype, SafeTensors};
use std::collections::HashMap;
use std::io::Read;
use std::path::Path;

/// Key of the number of the next step among the metadata of the file.
const STEP: &str = "googlenet.train.step";

/// Key of the number of complete epochs.
const EPOCHS: &str = "googlenet.train.epochs";

/// Key of a description of what the state belongs to.
const OF: &str = "googlenet.train.of";

/// Key of the best epoch.
const BEST: &str = "googlenet.train.best";

/// Prefix of the weights of the best epoch.
const BEST_WEIGHTS: &str = "best";

/// Key of what the caller stored beside the state.
const NOTE: &str = "googlenet.train.note";

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

    /// Returns a text that tells states of different ways of training apart.
    fn of(&self) -> String {
        let training = &self.training;
        format!(
            "{} {:?} batch {} average {:?} seed {}",
            self.graph.name(),
            training.optimizer,
            training.batch,
            training.average,
            training.seed
        )
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
        let metadata = HashMap::from([
            (STEP.to_owned(), self.step.to_string()),
            (EPOCHS.to_owned(), self.epochs.to_string()),
            (BEST.to_owned(), self.best.to_text()),
            (OF.to_owned(), self.of()),
            (NOTE.to_owned(), note.to_owned()),
        ]);
        let bytes = views.and_then(|views| safetensors::serialize(views, Some(metadata)));
        let bytes = bytes.map_err(|error: safetensors::SafeTensorError| TrainError::State {
            message: error.to_string(),
        })?;
        let written = replace_file(path, |file| file.write_all(&bytes));
        written.map_err(|reason| Error::file(path, reason).into())
    }

    /// Reads a file of [`Core::save_state`], and returns the note in it. If there is an error, nothing is changed.
    pub(crate) fn load_state(&mut self, path: &Path) -> Result<String, TrainError> {
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
        let (Some(step), Some(of)) = (step, keys.get(OF)) else {
            return Err(wrong("expected the state of a training".to_owned()));
        };
        if *of != self.of() {
            return Err(wrong(format!(
                "the state is that of `{of}`, but this training is `{}`\n  = help: go on with the description and the \
                 options that the training began with",
                self.of()
            )));
        }
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
        self.weights_changed();
        Ok(keys.get(NOTE).cloned().unwrap_or_default())
    }
}
