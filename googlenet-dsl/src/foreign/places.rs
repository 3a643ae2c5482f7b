//! The places of descriptions where words of each table may stand, for tests.

use super::*;
use crate::grammar::{Kind, Reads};
use crate::op::KINDS as ALL_KINDS;

/// The start of a description, but for the keys of `without`.
pub(super) fn head(without: &str) -> String {
    let lines = [
        "format: 1",
        "name: A",
        "input: {height: 9, width: 9, channels: 6}",
    ];
    let kept = lines
        .iter()
        .filter(|line| without.is_empty() || !line.starts_with(without));
    kept.map(|line| format!("{line}\n")).collect()
}

pub(super) fn in_layers(step: &str) -> String {
    format!(
        "{}layers:\n  first: {{conv: 6, kernel: 1}}\n  x: {step}\n",
        head("")
    )
}

pub(super) fn in_file(entry: &str) -> String {
    format!("{}layers:\n  x: flatten\n{entry}\n", head(""))
}

fn as_options(word: &str) -> Vec<String> {
    let one = |kind: &&Kind| match (&kind.argument, kind.reads) {
        (Some(_), _) => in_layers(&format!("{{{}: 3, {word}: 1}}", kind.name)),
        (None, Reads::One) => in_layers(&format!("{{{}: {{{word}: 1}}}}", kind.name)),
        (None, Reads::Branches) => {
            in_layers(&format!("{{{}: [first, first], {word}: 1}}", kind.name))
        }
    };
    ALL_KINDS.iter().map(one).collect()
}

/// A table with the descriptions that have a word at each of its places.
pub(super) type Places = (&'static str, &'static [Foreign], fn(&str) -> Vec<String>);

pub(super) const PLACES: &[Places] = &[
    ("kind", KINDS, |word| {
        vec![in_layers(word), in_layers(&format!("{{{word}: 3}}"))]
    }),
    ("option", OPTIONS, as_options),
    ("key", TOP, |word| vec![in_file(&format!("{word}: 1"))]),
    ("key", INPUT, |word| {
        let input = format!("input: {{{word}: 3}}\n");
        vec![format!("{}{input}layers: {{x: flatten}}\n", head("input"))]
    }),
    ("key", PREPROCESS, |word| {
        vec![in_file(&format!("preprocess: {{{word}: 3}}"))]
    }),
    ("key", HEAD, |word| {
        vec![in_file(&format!("heads: {{y: {{{word}: 1}}}}"))]
    }),
    ("key", BLOCK, |word| {
        vec![in_file(&format!("blocks: {{y: {{{word}: 1}}}}"))]
    }),
    ("key", BUDGET, |word| {
        vec![in_file(&format!("budget: {{{word}: 100M}}"))]
    }),
    ("key", PUBLISHED, |word| {
        vec![in_file(&format!("published: {{{word}: 100M}}"))]
    }),
    ("key", TRAINING, |word| {
        vec![in_file(&format!("training: {{{word}: 1}}"))]
    }),
    ("key", OPTIMIZER, |word| {
        let one = |of: &str| in_file(&format!("training: {{optimizer: {{{of}: {{{word}: 1}}}}}}"));
        ["sgd", "adam", "adamw", "rmsprop"].map(one).to_vec()
    }),
    ("key", RATE, |word| {
        let of = |rate: &str| in_file(&format!("training: {{learning_rate: {{{rate}{word}: 1}}}}"));
        let before = [
            "",
            "cosine: 0.1, ",
            "step: 0.1, ",
            "poly: 0.1, ",
            "exponential: 0.1, ",
        ];
        before.map(of).to_vec()
    }),
    ("key", LOSS, |word| {
        vec![in_file(&format!(
            "training: {{loss: {{cross_entropy: {{{word}: 1}}}}}}"
        ))]
    }),
    ("key", AUGMENT, |word| {
        vec![in_file(&format!("training: {{augment: {{{word}: 1}}}}"))]
    }),
    ("value", OPTIMIZERS, |word| {
        let option = format!("training: {{optimizer: {{{word}: {{}}}}}}");
        vec![
            in_file(&format!("training: {{optimizer: {word}}}")),
            in_file(&option),
        ]
    }),
    ("value", LOSSES, |word| {
        vec![in_file(&format!("training: {{loss: {word}}}"))]
    }),
    ("value", FLIPS, |word| {
        vec![in_file(&format!("training: {{augment: {{flip: {word}}}}}"))]
    }),
    ("value", ACTIVATIONS, |word| {
        vec![in_layers(&format!("{{activation: {word}}}"))]
    }),
    ("value", PADDINGS, |word| {
        vec![in_layers(&format!(
            "{{conv: 3, kernel: 1, padding: {word}}}"
        ))]
    }),
    ("value", CHOICES, |word| {
        let one = |step: &str| in_layers(&step.replace("WORD", word));
        let steps = [
            "{upsample: 2, mode: WORD}",
            "{upsample: 2, rounding: WORD}",
            "{upsample: 2, coordinates: WORD}",
            "{zero_pad: 1, mode: WORD}",
        ];
        steps.map(one).to_vec()
    }),
    ("value", COLORS, |word| {
        vec![in_file(&format!("preprocess: {{color: {word}}}"))]
    }),
    ("value", PRECISIONS, |word| {
        vec![in_file(&format!("precision: {word}"))]
    }),
    ("value", DTYPES, |word| {
        vec![in_file(&format!("dtype: {word}"))]
    }),
    ("value", INITIALIZERS, |word| {
        vec![in_layers(&format!(
            "{{conv: 3, kernel: 1, initializer: {word}}}"
        ))]
    }),
    ("value", WHEN, |word| {
        vec![in_file(&format!(
            "heads: {{y: {{from: x, when: {word}, layers: {{z: {{dense: 3}}}}}}}}"
        ))]
    }),
];
