//! The lowering stage: converts the tree of YAML values to a [`Spec`], and collects all mistakes on the way.

mod behind;
mod beside;
mod block;
mod branch;
mod budget;
mod columns;
mod context;
mod dtype;
mod form;
mod head;
mod header;
mod hint;
mod labels;
mod layer;
mod literal;
mod map;
mod name;
mod precision;
mod preprocess;
mod published;
mod real;
mod scope;
mod source;
mod step;
mod training;
mod usage;
mod word;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::foreign::TOP;
use crate::read::Node;
use crate::spec::Spec;
use crate::value::Names;
use context::Context;
use map::Fields;

const KEYS: &[&str] = &[
    "format",
    "name",
    "input",
    "preprocess",
    "labels",
    "precision",
    "dtype",
    "names",
    "defaults",
    "blocks",
    "layers",
    "heads",
    "outputs",
    "budget",
    "published",
    "training",
];

/// Lowers the tree of a description file. If all entries are valid, adds unused blocks, columns and defaults to
/// `lints`.
///
/// # Errors
/// All invalid entries of the file. If there are none: unknown and premature references, results that nothing reads,
/// and blocks that contain themselves.
pub(crate) fn lower(tree: &Node, lints: &mut Diagnostics) -> Result<Spec, Diagnostics> {
    let mut errors = Diagnostics::none();
    let spec = spec(tree, &mut errors);
    let (spec, defaults) = errors
        .into_result(spec)?
        .unwrap_or_else(|| unreachable!("a spec without errors"));

    let mut errors = Diagnostics::none();
    scope::check(&spec, &mut errors);
    usage::check_recursion(&spec, &mut errors);
    usage::check_blocks(&spec, lints);
    usage::check_columns(&spec, lints);
    usage::check_defaults(&defaults, lints);
    errors.into_result(spec)
}

fn spec(tree: &Node, errors: &mut Diagnostics) -> Option<(Spec, context::Defaults)> {
    let mut top = Fields::of(tree, "the file", TOP, form::file, errors)?;
    header::format(&mut top, errors);
    let name = header::name(&mut top, errors);
    let input = header::input(&mut top, errors);
    let size = input.map(|(size, _)| size);
    let preprocess = preprocess::preprocess(top.take("preprocess"), size, errors);
    let labels = labels::labels(top.take("labels"), errors);
    let precision = precision::precision(top.take("precision"), errors);
    let dtype = dtype::dtype(top.take("dtype"), errors);
    let names = source::names(top.take("names"), errors);
    let blocks = top.take("blocks");
    // A mistake in `names` is no second one of each list of names.
    let whose = names.unwrap_or(Some(Names::Torchvision));
    let mut context = Context::new(blocks, whose, errors);
    context.read_defaults(top.take("defaults"), errors);
    let blocks = block::blocks(blocks, &mut context, errors);
    let layers = match top.require("layers", errors) {
        Some(layers) => step::chain(layers, "`layers`", &mut context, errors),
        None => Vec::new(),
    };
    let heads = head::heads(top.take("heads"), &mut context, errors);
    let outputs = head::outputs(top.take("outputs"), errors);
    head::check_names(&heads, &layers, errors);
    head::check_count(&outputs, &heads, errors);
    let budget = budget::budget(top.take("budget"), errors);
    let published = published::published(top.take("published"), errors);
    let size = input.map(|([height, width, _], _)| [height, width]);
    let training = training::training(top.take("training"), size, errors);
    top.reject_rest(KEYS, errors);
    let (input, input_span) = input?;
    let spec = Spec {
        name: name?,
        input,
        input_span,
        preprocess,
        labels,
        precision: precision?,
        dtype: dtype?,
        names: names?,
        blocks,
        layers,
        heads,
        outputs,
        budget,
        published,
        training,
    };
    Some((spec, context.defaults))
}

/// Creates the diagnostic of a YAML value that has the wrong type; `what` names the field, `expected` is the right type
/// in words.
fn wrong_type(what: &str, expected: &str, node: &Node) -> Diagnostic {
    Diagnostic::wrong_type(what, expected, node.span, node.value.describe())
}
