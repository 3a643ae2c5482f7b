//! How a network is trained, as the key `training` of a description.

use super::{ClassWeights, Flip, LearningRate, Loss, Optimizer, Schedule, Training};
use std::fmt::Display;

impl Training {
    /// Returns the value of `training` in a description that trains so: a line for each key, without indentation.
    pub fn written(&self) -> Vec<String> {
        let usual = Training::default();
        let mut lines = Vec::new();
        let mut add = |name: &str, value: String, is_usual: bool| {
            if !is_usual {
                lines.push(format!("{name}: {value}"));
            }
        };
        add("optimizer", optimizer(self.optimizer), false);
        add("learning_rate", learning_rate(&self.learning_rate), false);
        add("batch", self.batch.to_string(), false);
        add("epochs", self.epochs.to_string(), false);
        add(
            "loss",
            self.loss.map(loss).unwrap_or_default(),
            self.loss.is_none(),
        );
        let augment = &self.augment;
        let mut parts = Vec::new();
        if augment.flip != Flip::None {
            parts.push(format!("flip: {}", augment.flip));
        }
        if let Some(area) = augment.area {
            parts.push(format!("area: {}", list(&area)));
            if augment.ratio != usual.augment.ratio {
                parts.push(format!("ratio: {}", list(&augment.ratio)));
            }
        }
        for (name, value) in [("color", augment.color), ("rotate", augment.rotate)] {
            if value != 0.0 {
                parts.push(format!("{name}: {value}"));
            }
        }
        if augment.shift != 0 {
            parts.push(format!("shift: {}", augment.shift));
        }
        add(
            "augment",
            format!("{{{}}}", parts.join(", ")),
            parts.is_empty(),
        );
        for (name, value) in [("average", self.average), ("clip_norm", self.clip_norm)] {
            add(
                name,
                value.map(|value| value.to_string()).unwrap_or_default(),
                value.is_none(),
            );
        }
        let decays = self.weight_decay != 0.0 || matches!(self.optimizer, Optimizer::AdamW { .. });
        add("weight_decay", self.weight_decay.to_string(), !decays);
        match &self.class_weights {
            Some(ClassWeights::Given(weights)) => add("class_weights", list(weights), false),
            Some(_) => add("class_weights", "balanced".to_owned(), false),
            None => {}
        }
        if let Some(share) = self.validation {
            add("validation", share.to_string(), false);
        }
        if let Some(patience) = self.patience {
            add("patience", patience.to_string(), false);
        }
        let freeze: Vec<String> = self
            .freeze
            .iter()
            .map(|prefix| format!("{prefix:?}"))
            .collect();
        add(
            "freeze",
            format!("[{}]", freeze.join(", ")),
            freeze.is_empty(),
        );
        add("seed", self.seed.to_string(), self.seed == usual.seed);
        lines
    }
}

fn list<T: Display>(values: &[T]) -> String {
    let values: Vec<String> = values.iter().map(ToString::to_string).collect();
    format!("[{}]", values.join(", "))
}

fn optimizer(optimizer: Optimizer) -> String {
    let word = optimizer.as_str();
    match optimizer {
        Optimizer::Sgd { momentum, nesterov } => {
            let nesterov = if nesterov { ", nesterov: true" } else { "" };
            format!("{{{word}: {{momentum: {momentum}{nesterov}}}}}")
        }
        Optimizer::Adam {
            beta_1,
            beta_2,
            epsilon,
        }
        | Optimizer::AdamW {
            beta_1,
            beta_2,
            epsilon,
        } => format!("{{{word}: {{beta_1: {beta_1}, beta_2: {beta_2}, epsilon: {epsilon:e}}}}}"),
        Optimizer::RmsProp {
            rho,
            momentum,
            epsilon,
        } => format!("{{{word}: {{rho: {rho}, momentum: {momentum}, epsilon: {epsilon:e}}}}}"),
    }
}

fn learning_rate(rate: &LearningRate) -> String {
    let LearningRate {
        base,
        schedule,
        warmup,
    } = rate;
    let options = match schedule {
        Schedule::Cosine { last } if *last != 0.0 => format!(", final: {last}"),
        Schedule::Step { every, factor } => format!(", every: {every}, factor: {factor}"),
        Schedule::Poly { power } => format!(", power: {power}"),
        Schedule::Exponential { rate, every } => format!(", rate: {rate}, every: {every}"),
        _ => String::new(),
    };
    let warmup = match *warmup > 0.0 {
        true => format!(", warmup: {warmup}"),
        false => String::new(),
    };
    format!("{{{}: {base}{options}{warmup}}}", schedule.as_str())
}

fn loss(loss: Loss) -> String {
    match loss.label_smoothing() {
        0.0 => loss.as_str().to_owned(),
        smoothing => format!("{{{}: {{label_smoothing: {smoothing}}}}}", loss.as_str()),
    }
}

#[cfg(all(test, feature = "reader"))]
mod tests {
    use super::*;
    use crate::compile_text;

    const SPEC: &str = "format: 1\nname: Test\ninput: {height: 4, width: 4, channels: 3}\nlayers:\n  conv: {conv: 4, kernel: 3}\n  \
                        flatten: flatten\n  classes: {dense: 3, activation: softmax}\n";

    #[track_caller]
    fn comes_back(training: &Training) {
        let lines: Vec<String> = (training.written().iter())
            .map(|line| format!("  {line}\n"))
            .collect();
        let text = format!("{SPEC}training:\n{}", lines.concat());
        let compiled =
            compile_text("test.yaml", &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        assert_eq!(compiled.training.as_ref(), Some(training), "{text}");
    }

    #[test]
    fn what_is_written_is_read_back() {
        comes_back(&Training::default());
        for optimizer in Optimizer::ALL {
            comes_back(&Training {
                optimizer: *optimizer,
                ..Training::default()
            });
        }
        let schedules = [
            Schedule::Cosine { last: 0.1 },
            Schedule::Step {
                every: 8.0,
                factor: 0.96,
            },
            Schedule::Poly { power: 0.5 },
            Schedule::Exponential {
                rate: 0.9,
                every: 2.0,
            },
        ];
        for schedule in schedules {
            let mut training = Training::default();
            training.learning_rate.schedule = schedule;
            training.learning_rate.warmup = 0.5;
            training.learning_rate.base = 1e-4;
            comes_back(&training);
        }
        let mut all = Training {
            optimizer: Optimizer::Sgd {
                momentum: 0.95,
                nesterov: true,
            },
            batch: 7,
            epochs: 40,
            loss: Some(Loss::CrossEntropy {
                label_smoothing: 0.1,
            }),
            average: Some(0.999),
            clip_norm: Some(1.5),
            weight_decay: 1e-4,
            class_weights: Some(ClassWeights::Given(vec![1.0, 0.5, 2.25])),
            patience: Some(4),
            validation: Some(0.1),
            freeze: vec!["conv".to_owned()],
            seed: u64::from(u32::MAX),
            ..Training::default()
        };
        all.augment.flip = Flip::Both;
        all.augment.area = Some([0.35, 1.0]);
        all.augment.ratio = [0.5, 2.0];
        all.augment.color = 0.2;
        all.augment.shift = 2;
        all.augment.rotate = 10.0;
        comes_back(&all);
        all.class_weights = Some(ClassWeights::Balanced);
        comes_back(&all);
    }
}
