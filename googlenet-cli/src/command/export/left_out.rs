//! What a description says and an exported file does not.

use crate::args::ExportFormat;
use googlenet_dsl::Compiled;
use googlenet_dsl::grammar::{DefaultValue, Setting};
use googlenet_dsl::graph::When;
use googlenet_dsl::op::{BatchNorm, Op};
use googlenet_dsl::value::Initializer;
use googlenet_runtime::Precision;

/// Returns a line about the entries of a description, in its own words, for which a file of the format has no place;
/// the empty text if there are none.
pub(super) fn line(compiled: &Compiled, format: ExportFormat) -> String {
    let (file, alone) = match format {
        ExportFormat::Onnx => ("ONNX file", false),
        ExportFormat::Safetensors => ("safetensors file", true),
        ExportFormat::Npz => ("archive", true),
    };
    let parts = parts(compiled, alone);
    match parts.split_last() {
        None => String::new(),
        Some((last, [])) => format!("not in the {file}: {last}\n"),
        Some((last, before)) => format!("not in the {file}: {} and {last}\n", before.join(", ")),
    }
}

/// Lists the entries; `alone` is whether the file holds nothing but weights, those of all heads included.
fn parts(compiled: &Compiled, alone: bool) -> Vec<String> {
    let graph = match alone {
        true => compiled.graph.training(),
        false => compiled.graph.clone(),
    };
    let has = |wanted: fn(&Op) -> bool| graph.ids().any(|id| wanted(graph.op(id)));
    let heads = || compiled.graph.heads().iter();
    let mut parts = Vec::new();
    let mut say = |there: bool, part: &str| {
        if there {
            parts.push(part.to_owned());
        }
    };
    say(alone && compiled.preprocess.is_some(), "`preprocess`");
    say(alone && compiled.labels.is_some(), "`labels`");
    let training = heads().filter(|head| !alone && head.when == When::Training);
    let training: Vec<String> = training.map(|head| format!("`{}`", head.name)).collect();
    match training.as_slice() {
        [] => {}
        [one] => say(true, &format!("the head {one} of training")),
        all => say(true, &format!("the heads {} of training", all.join(", "))),
    }
    let weighted = |when| alone || when == When::Always;
    let weighted = heads().any(|head| weighted(head.when) && head.weight != 1.0);
    say(weighted, "the `weight` of heads");
    say(has(|op| op.l2() != 0.0), "`l2`");
    say(
        has(|op| matches!(op, Op::Dropout(_))),
        "the rates of `dropout`",
    );
    say(has(gives_momentum), "`momentum`");
    say(
        has(|op| op.initializer() != Initializer::DEFAULT),
        "`initializer`",
    );
    if compiled.precision != Precision::default() {
        say(true, &format!("`precision: {}`", compiled.precision));
    }
    say(compiled.published.is_some(), "`published`");
    say(compiled.training.is_some(), "`training`");
    parts
}

/// Returns whether an operation is a batch normalisation with another momentum than the default.
fn gives_momentum(op: &Op) -> bool {
    let Op::BatchNorm(norm) = op else {
        return false;
    };
    let mut options = BatchNorm::KIND.options.iter();
    let default = options.find(|option| option.name == "momentum");
    let default = default.map(|option| &option.default);
    default != Some(&DefaultValue::Value(Setting::Real(norm.momentum)))
}
