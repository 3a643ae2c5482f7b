//! Lowering of `training`: how the network is trained.

mod augment;
mod learning_rate;
mod loss;
mod optimizer;

use super::map::Fields;
use super::real::{self, Range};
use super::{form, literal, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::foreign::TRAINING;
use crate::grammar::{OptionType, Setting};
use crate::read::{Entry, Node, Value};
use crate::spec::TrainingSpec;
use crate::value::training::{ClassWeights, LearningRate, Training};

/// The keys of `training`.
const KEYS: &[&str] = &[
    "optimizer",
    "learning_rate",
    "batch",
    "epochs",
    "loss",
    "augment",
    "average",
    "clip_norm",
    "weight_decay",
    "class_weights",
    "patience",
    "validation",
    "freeze",
    "seed",
];

/// The largest `seed`, up to which whole numbers are exact in a 64-bit float.
const MAX_SEED: u64 = 1 << 53;

/// Lowers `training`, for an `input` of this height and width, which is `None` if it is invalid. Returns `None` if the
/// file has none, or no map there. Mistakes are reported, and what is wrong has its default value.
pub(super) fn training(
    node: Option<&Node>,
    input: Option<[u32; 2]>,
    errors: &mut Diagnostics,
) -> Option<TrainingSpec> {
    let node = node?;
    let mut fields = Fields::of(node, "`training`", TRAINING, help_of_training, errors)?;
    let mut training = Training::default();
    let given = fields.take("optimizer");
    let optimized = given.and_then(|node| optimizer::optimizer(node, errors));
    if let Some(optimized) = &optimized {
        training.optimizer = optimized.optimizer;
    }
    training.learning_rate = LearningRate::constant(training.optimizer.usual_rate());
    let rate = fields.take("learning_rate");
    let mut warmup = None;
    if let Some(rate) = rate.and_then(|node| learning_rate::learning_rate(node, errors)) {
        training.learning_rate = rate.rate;
        warmup = rate.warmup;
    }
    for (key, value) in [
        ("batch", &mut training.batch),
        ("epochs", &mut training.epochs),
    ] {
        let given = fields.take(key).and_then(|node| count(node, key, errors));
        *value = given.unwrap_or(*value);
    }
    check_warmup(&training, warmup, errors);
    let loss = fields.take("loss");
    training.loss = loss.and_then(|node| loss::loss(node, errors));
    if let Some(node) = fields.take("augment") {
        training.augment = augment::augment(node, input, errors).unwrap_or_default();
    }
    let mut number = |key: &str, range: Range| {
        let node = fields.take(key)?;
        real::single(node, &format!("`{key}`"), range, errors)
    };
    training.average = number("average", Range::INSIDE);
    training.clip_norm = number("clip_norm", Range::ABOVE_ZERO);
    training.validation = number("validation", Range::INSIDE);
    let entry = fields.take_entry("weight_decay");
    let decay = optimized.as_ref().and_then(|optimized| optimized.decay);
    training.weight_decay = weight_decay(&training, entry, decay, errors);
    let weights = fields.take("class_weights");
    training.class_weights = weights.and_then(|node| class_weights(node, errors));
    let patience = fields.take("patience");
    training.patience = patience.and_then(|node| count(node, "patience", errors));
    let frozen = fields.take("freeze");
    let frozen = frozen.map(|node| freeze(node, errors)).unwrap_or_default();
    training.freeze = frozen.iter().map(|(path, _)| path.clone()).collect();
    if let Some(node) = fields.take("seed") {
        training.seed = real::whole(node, "`seed`", MAX_SEED, errors).unwrap_or_default();
    }
    fields.reject_rest(KEYS, errors);
    Some(TrainingSpec {
        training,
        loss: loss.map(|node| node.span),
        class_weights: weights.map(|node| node.span),
        freeze: frozen.into_iter().map(|(_, span)| span).collect(),
    })
}

fn help_of_training(_: &Node) -> Option<String> {
    Some("write `training: {optimizer: sgd, learning_rate: 0.01, epochs: 10}`".to_owned())
}

/// Lowers a whole number from 1. Returns `None` after reporting another value.
fn count(node: &Node, key: &str, errors: &mut Diagnostics) -> Option<u32> {
    match literal::setting(&OptionType::Count, node, &format!("`{key}`")) {
        Ok(Setting::Count(count)) => Some(count),
        Ok(_) => None,
        Err(error) => {
            errors.push(*error);
            None
        }
    }
}

/// Reports a warm-up, the value at `span`, that is as long as the whole training.
fn check_warmup(training: &Training, span: Option<Span>, errors: &mut Diagnostics) {
    let (warmup, epochs) = (training.learning_rate.warmup, training.epochs);
    if let Some(span) = span.filter(|_| warmup >= f64::from(epochs)) {
        let title = "the warm-up is as long as the training";
        let label = format!("{warmup} epochs of {epochs}");
        let error = Diagnostic::new(Code::TRAINING_CONTRADICTION, title, span, label);
        errors.push(error.help("give fewer epochs of `warmup`, or more `epochs`"));
    }
}

/// Returns the decoupled weight decay: that of the section, or `of_optimizer`, the one in the options of `adamw`, or what
/// the optimizer has unless one is given. Reports an invalid one, and one in both places.
fn weight_decay(
    training: &Training,
    entry: Option<&Entry>,
    of_optimizer: Option<(f32, Span)>,
    errors: &mut Diagnostics,
) -> f32 {
    let usual = optimizer::usual_decay(training.optimizer);
    let Some(entry) = entry else {
        return of_optimizer.map_or(usual, |(decay, _)| decay);
    };
    if let Some((_, first)) = of_optimizer {
        let title = "`weight_decay` is given twice";
        let (code, span) = (Code::TRAINING_CONTRADICTION, entry.key_span);
        let error = Diagnostic::new(code, title, span, "again here");
        let error = error.also(first, "in the options of `adamw` here");
        errors.push(error.help("give it in one place"));
    }
    real::single(&entry.value, "`weight_decay`", Range::FROM_ZERO, errors).unwrap_or(usual)
}

/// Lowers factors of classes, a list of numbers or `balanced`. Returns `None` after reporting another value. The number of
/// factors is checked once the outputs are known.
fn class_weights(node: &Node, errors: &mut Diagnostics) -> Option<ClassWeights> {
    match &node.value {
        Value::Text(word) if word == "balanced" => Some(ClassWeights::Balanced),
        Value::List(items) if !items.is_empty() => {
            let items: Vec<Option<f32>> = items
                .iter()
                .map(|item| real::single(item, "a class weight", Range::FROM_ZERO, errors))
                .collect();
            Some(ClassWeights::Given(
                items.into_iter().collect::<Option<_>>()?,
            ))
        }
        _ => {
            let expected = "a list with a number for each class, or `balanced`";
            let mut error = wrong_type("`class_weights`", expected, node);
            error.help = match &node.value {
                Value::Map(entries) => {
                    let values = entries.iter().map(|entry| form::text(&entry.value));
                    let values: Vec<String> = values.take(4).collect();
                    let more = if entries.len() > 4 { ", …" } else { "" };
                    let order = "in the order of the classes";
                    Some(format!("write `[{}{more}]`, {order}", values.join(", ")))
                }
                _ => None,
            };
            errors.push(error);
            None
        }
    }
}

/// Lowers beginnings of paths, a list or a single one. Whether there are such layers is checked once they are known.
fn freeze(node: &Node, errors: &mut Diagnostics) -> Vec<(String, Span)> {
    let one = |node: &Node, errors: &mut Diagnostics| match &node.value {
        Value::Text(path) if !path.is_empty() => Some((path.clone(), node.span)),
        _ => {
            let expected = "a path of a layer, or its beginning";
            errors.push(wrong_type("`freeze`", expected, node));
            None
        }
    };
    match &node.value {
        Value::List(items) => {
            let items = items.iter();
            items.filter_map(|item| one(item, errors)).collect()
        }
        _ => one(node, errors).into_iter().collect(),
    }
}

/// Returns the entry of a map that names one of `words`, and reports a map with none or with several of them; `what`
/// names the key, and `example` is what may stand there.
fn chosen<'a>(
    entries: &'a [Entry],
    node: &Node,
    words: &[&str],
    what: &str,
    example: &str,
    errors: &mut Diagnostics,
) -> Option<&'a Entry> {
    let is_word = |entry: &&Entry| words.contains(&entry.key.as_str());
    let mut found = entries.iter().filter(is_word);
    let first = found.next();
    if let (Some(first), Some(second)) = (first, found.next()) {
        let title = format!("{what} names two: `{}` and `{}`", first.key, second.key);
        let (code, span) = (Code::TRAINING_CHOICE, second.key_span);
        let error = Diagnostic::new(code, title, span, "a second one");
        errors.push(
            error
                .also(first.key_span, "the first one")
                .help("keep one of them"),
        );
        return None;
    }
    if first.is_none() {
        let title = format!("{what} names none of its kinds");
        let known: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        let label = format!("expected one of {}", known.join(", "));
        let error = Diagnostic::new(Code::TRAINING_CHOICE, title, node.span, label);
        errors.push(error.help(format!("write `{example}`")));
    }
    first
}
