//! A training as text, which generated code holds and reads when it is asked for.

use super::{Augment, ClassWeights, LearningRate, Loss, Optimizer, Schedule, Training};
use std::fmt::Write;
use std::str::FromStr;

impl Training {
    /// Returns the training as a text of words `name=values`, without those that are the default's.
    #[must_use]
    pub fn to_text(&self) -> String {
        let usual = Training::default();
        let mut text = String::new();
        let mut write = |name: &str, value: String, is_usual: bool| {
            if !is_usual {
                let blank = if text.is_empty() { "" } else { " " };
                let _ = write!(text, "{blank}{name}={value}");
            }
        };
        let (optimizer, rate) = (&self.optimizer, &self.learning_rate);
        write(
            "optimizer",
            of_optimizer(optimizer),
            *optimizer == usual.optimizer,
        );
        write("learning_rate", of_rate(rate), *rate == usual.learning_rate);
        write("batch", self.batch.to_string(), self.batch == usual.batch);
        write(
            "epochs",
            self.epochs.to_string(),
            self.epochs == usual.epochs,
        );
        let loss = self.loss;
        let of_loss = |loss: Loss| format!("{loss}:{}", loss.label_smoothing());
        write(
            "loss",
            loss.map(of_loss).unwrap_or_default(),
            loss.is_none(),
        );
        let Augment {
            flip,
            area,
            ratio,
            color,
            shift,
            rotate,
        } = &self.augment;
        let of = &usual.augment;
        write("flip", flip.to_string(), *flip == of.flip);
        write(
            "area",
            area.map(|area| list(&area)).unwrap_or_default(),
            area.is_none(),
        );
        write("ratio", list(ratio), *ratio == of.ratio);
        write("color", color.to_string(), *color == of.color);
        write("shift", shift.to_string(), *shift == of.shift);
        write("rotate", rotate.to_string(), *rotate == of.rotate);
        let number = |number: Option<f32>| number.map(|number| number.to_string());
        let mut may_be = |name: &str, value: Option<String>| {
            let is_none = value.is_none();
            write(name, value.unwrap_or_default(), is_none);
        };
        may_be("average", number(self.average));
        may_be("clip_norm", number(self.clip_norm));
        may_be(
            "weight_decay",
            number(Some(self.weight_decay)).filter(|_| self.weight_decay != 0.0),
        );
        may_be("class_weights", self.class_weights.as_ref().map(of_weights));
        may_be(
            "patience",
            self.patience.map(|patience| patience.to_string()),
        );
        may_be("validation", number(self.validation));
        may_be(
            "freeze",
            (!self.freeze.is_empty()).then(|| self.freeze.join(",")),
        );
        may_be("seed", (self.seed != 0).then(|| self.seed.to_string()));
        text
    }

    /// Reads the text that [`Training::to_text`] writes.
    ///
    /// # Errors
    /// Returns the first word that is not of this form.
    pub fn from_text(text: &str) -> Result<Training, &str> {
        let mut training = Training::default();
        for word in text.split_whitespace() {
            let read = word
                .split_once('=')
                .and_then(|(name, value)| training.set(name, value));
            read.ok_or(word)?;
        }
        Ok(training)
    }

    fn set(&mut self, name: &str, value: &str) -> Option<()> {
        let augment = &mut self.augment;
        match name {
            "optimizer" => self.optimizer = optimizer(value)?,
            "learning_rate" => self.learning_rate = rate(value)?,
            "batch" => self.batch = value.parse().ok()?,
            "epochs" => self.epochs = value.parse().ok()?,
            "loss" => self.loss = Some(loss(value)?),
            "flip" => augment.flip = value.parse().ok()?,
            "area" => augment.area = Some(numbers(value)?),
            "ratio" => augment.ratio = numbers(value)?,
            "color" => augment.color = value.parse().ok()?,
            "shift" => augment.shift = value.parse().ok()?,
            "rotate" => augment.rotate = value.parse().ok()?,
            "average" => self.average = Some(value.parse().ok()?),
            "clip_norm" => self.clip_norm = Some(value.parse().ok()?),
            "weight_decay" => self.weight_decay = value.parse().ok()?,
            "class_weights" => self.class_weights = Some(weights(value)?),
            "patience" => self.patience = Some(value.parse().ok()?),
            "validation" => self.validation = Some(value.parse().ok()?),
            "freeze" => self.freeze = value.split(',').map(str::to_owned).collect(),
            "seed" => self.seed = value.parse().ok()?,
            _ => return None,
        }
        Some(())
    }
}

fn list<T: ToString>(numbers: &[T]) -> String {
    let numbers: Vec<String> = numbers.iter().map(T::to_string).collect();
    numbers.join(",")
}

fn numbers<T: FromStr, const N: usize>(text: &str) -> Option<[T; N]> {
    let numbers: Result<Vec<T>, _> = text.split(',').map(T::from_str).collect();
    numbers.ok()?.try_into().ok()
}

fn of_optimizer(optimizer: &Optimizer) -> String {
    let numbers = match *optimizer {
        Optimizer::Sgd { momentum, nesterov } => list(&[momentum, f32::from(u8::from(nesterov))]),
        Optimizer::Adam {
            beta_1,
            beta_2,
            epsilon,
        }
        | Optimizer::AdamW {
            beta_1,
            beta_2,
            epsilon,
        } => list(&[beta_1, beta_2, epsilon]),
        Optimizer::RmsProp {
            rho,
            momentum,
            epsilon,
        } => list(&[rho, momentum, epsilon]),
    };
    format!("{optimizer}:{numbers}")
}

fn optimizer(text: &str) -> Option<Optimizer> {
    let (word, values) = text.split_once(':')?;
    Some(match Optimizer::from_str(word).ok()? {
        Optimizer::Sgd { .. } => {
            let [momentum, nesterov] = numbers(values)?;
            let nesterov = nesterov != 0.0;
            Optimizer::Sgd { momentum, nesterov }
        }
        Optimizer::Adam { .. } => {
            let [beta_1, beta_2, epsilon] = numbers(values)?;
            Optimizer::Adam {
                beta_1,
                beta_2,
                epsilon,
            }
        }
        Optimizer::AdamW { .. } => {
            let [beta_1, beta_2, epsilon] = numbers(values)?;
            Optimizer::AdamW {
                beta_1,
                beta_2,
                epsilon,
            }
        }
        Optimizer::RmsProp { .. } => {
            let [rho, momentum, epsilon] = numbers(values)?;
            Optimizer::RmsProp {
                rho,
                momentum,
                epsilon,
            }
        }
    })
}

fn of_rate(rate: &LearningRate) -> String {
    let LearningRate {
        base,
        schedule,
        warmup,
    } = *rate;
    let numbers = match schedule {
        Schedule::Constant => vec![base, warmup],
        Schedule::Cosine { last } => vec![base, warmup, last],
        Schedule::Step { every, factor } => vec![base, warmup, every, factor],
        Schedule::Poly { power } => vec![base, warmup, power],
        Schedule::Exponential { rate, every } => vec![base, warmup, rate, every],
    };
    format!("{}:{}", schedule.as_str(), list(&numbers))
}

fn rate(text: &str) -> Option<LearningRate> {
    let (word, values) = text.split_once(':')?;
    let values: Result<Vec<f64>, _> = values.split(',').map(f64::from_str).collect();
    let values = values.ok()?;
    let (base, warmup, rest) = match values.as_slice() {
        [base, warmup, rest @ ..] => (*base, *warmup, rest),
        _ => return None,
    };
    let schedule = match (word, rest) {
        ("constant", []) => Schedule::Constant,
        ("cosine", &[last]) => Schedule::Cosine { last },
        ("step", &[every, factor]) => Schedule::Step { every, factor },
        ("poly", &[power]) => Schedule::Poly { power },
        ("exponential", &[rate, every]) => Schedule::Exponential { rate, every },
        _ => return None,
    };
    Some(LearningRate {
        base,
        schedule,
        warmup,
    })
}

fn loss(text: &str) -> Option<Loss> {
    let (word, smoothing) = text.split_once(':')?;
    let label_smoothing = smoothing.parse().ok()?;
    Some(match Loss::from_str(word).ok()? {
        Loss::CrossEntropy { .. } => Loss::CrossEntropy { label_smoothing },
        Loss::BinaryCrossEntropy { .. } => Loss::BinaryCrossEntropy { label_smoothing },
    })
}

fn of_weights(weights: &ClassWeights) -> String {
    match weights {
        ClassWeights::Balanced => "balanced".to_owned(),
        ClassWeights::Given(weights) => list(weights),
    }
}

fn weights(text: &str) -> Option<ClassWeights> {
    if text == "balanced" {
        return Some(ClassWeights::Balanced);
    }
    let weights: Result<Vec<f32>, _> = text.split(',').map(f32::from_str).collect();
    weights.ok().map(ClassWeights::Given)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::training::Flip;

    #[test]
    fn what_is_written_is_read_again() {
        assert_eq!(Training::default().to_text(), "");
        assert_eq!(Training::from_text(""), Ok(Training::default()));
        let schedules = [
            Schedule::Constant,
            Schedule::Cosine { last: 0.1 },
            Schedule::Step {
                every: 8.0,
                factor: 0.96,
            },
            Schedule::Poly { power: 0.5 },
            Schedule::Exponential {
                rate: 0.96,
                every: 0.25,
            },
        ];
        for optimizer in Optimizer::ALL {
            for schedule in schedules {
                for loss in [None, Some(Loss::ALL[0]), Some(Loss::ALL[1])] {
                    let training = Training {
                        optimizer: *optimizer,
                        learning_rate: LearningRate {
                            base: 0.1,
                            schedule,
                            warmup: 1.5,
                        },
                        loss,
                        ..Training::default()
                    };
                    assert_eq!(Training::from_text(&training.to_text()), Ok(training));
                }
            }
        }
        let all = Training {
            optimizer: Optimizer::Sgd {
                momentum: 0.5,
                nesterov: true,
            },
            learning_rate: LearningRate::constant(0.3),
            batch: 7,
            epochs: 3,
            loss: Some(Loss::CrossEntropy {
                label_smoothing: 0.1,
            }),
            augment: Augment {
                flip: Flip::Both,
                area: Some([0.35, 1.0]),
                ratio: [0.5, 2.0],
                color: 0.2,
                shift: 2,
                rotate: 15.5,
            },
            average: Some(0.999),
            clip_norm: Some(1.0),
            weight_decay: 0.004,
            class_weights: Some(ClassWeights::Given(vec![1.0, 0.5, 0.0])),
            patience: Some(4),
            validation: Some(0.1),
            freeze: vec!["stem".to_owned(), "inception_3a.conv".to_owned()],
            seed: u64::MAX,
        };
        assert_eq!(
            all.to_text(),
            "optimizer=sgd:0.5,1 learning_rate=constant:0.3,0 batch=7 epochs=3 loss=cross_entropy:0.1 flip=both \
             area=0.35,1 ratio=0.5,2 color=0.2 shift=2 rotate=15.5 average=0.999 clip_norm=1 weight_decay=0.004 \
             class_weights=1,0.5,0 patience=4 validation=0.1 freeze=stem,inception_3a.conv seed=18446744073709551615"
        );
        assert_eq!(Training::from_text(&all.to_text()), Ok(all));
    }

    #[test]
    fn a_word_that_is_wrong_is_told() {
        for word in [
            "optimizer=sgd",
            "optimizer=sgd:0.9",
            "optimizer=lion:0.9",
            "learning_rate=0.1",
            "learning_rate=cosine:0.1,0",
            "loss=cross_entropy",
            "batch=many",
            "area=1",
            "class_weights=1,a",
            "rate=1",
            "seed",
        ] {
            let text = format!("epochs=3 {word} batch=4");
            assert_eq!(Training::from_text(&text), Err(word));
        }
    }
}
