//! The expansion stage: replaces uses of blocks, branches and repetitions by a flat list of layers.

mod flat;
mod head;
mod layer;
mod scope;
mod step;

pub(crate) use flat::{Expanded, FlatArg, FlatLayer, FlatValue, Instance};

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source, Span};
use crate::grammar::Literal;
use crate::graph::LayerId;
use crate::spec::{Call, Join, Spec, StepSpec};
use scope::Path;

/// The largest number of layers of a network, the input not counted. A step is refused unless as many more layers fit
/// as it can add itself, three at least.
pub(crate) const MAX_LAYERS: usize = 65_536;
/// The largest number of groups (uses of blocks, joins, heads) around a step.
const MAX_DEPTH: usize = 64;
/// The largest length of a layer's path, in characters.
const MAX_PATH: usize = 200;
/// The largest length of the path that `source` gives, in bytes.
const MAX_SOURCE: usize = 400;

/// Expands all blocks, branches and repetitions.
///
/// # Errors
/// Returns a mistake for each value of a row that does not have the type of the field that uses it, and one for the
/// first exceeded limit: [`MAX_LAYERS`] layers, nesting of 64 groups, or a path of 200 characters.
pub(crate) fn expand<'s>(spec: &'s Spec, source: &'s Source) -> Result<Expanded<'s>, Diagnostics> {
    let mut expander = Expander {
        spec,
        source,
        layers: Vec::new(),
        instances: Vec::new(),
        errors: Diagnostics::none(),
        stopped: false,
        row: spec.input_span,
    };
    let (items, outputs, heads) = expander.network();
    scope::number(&mut expander.layers);
    let expanded = Expanded {
        name: &spec.name,
        has_names: spec.names.is_some(),
        input: spec.input,
        input_span: spec.input_span,
        layers: expander.layers,
        instances: expander.instances,
        items,
        outputs,
        heads,
    };
    expander.errors.into_result(expanded)
}

struct Expander<'s> {
    spec: &'s Spec,
    source: &'s Source,
    layers: Vec<FlatLayer<'s>>,
    instances: Vec<Instance>,
    errors: Diagnostics,
    /// `true` once a limit is exceeded; nothing more is expanded then.
    stopped: bool,
    /// The position of the name of the step of `layers`, or of the head, that is being expanded. Errors about limits
    /// are reported there.
    row: Span,
}

/// The surroundings of a step: the input layer of the enclosing block, head or network, the block's column values, and
/// the index of the block's use in [`Expanded::instances`].
struct Outer<'s> {
    input: LayerId,
    cells: Vec<FilledCell<'s>>,
    instance: Option<usize>,
}

#[derive(Clone, Copy)]
struct FilledCell<'s> {
    column: &'s str,
    literal: Option<&'s Literal>,
}
impl Expander<'_> {
    /// Checks that one more step, named `name` inside the group `path`, stays within the limits. Returns `None` and
    /// stops the expansion if it does not; only the first such error is recorded.
    fn check_limits(&mut self, step: &StepSpec, name: &str, path: &Path) -> Option<()> {
        let behind = match &step.call {
            Call::Layer(layer) | Call::Join(Join { layer, .. }) => layer
                .behind
                .iter()
                .map(|layer| layer.name_behind().len() + 1)
                .max()
                .unwrap_or(0),
            _ => 0,
        };
        let mut stop = |code, title: String, span, label: &str| {
            if !self.stopped {
                self.errors.push(Diagnostic::new(code, title, span, label));
            }
            self.stopped = true;
        };
        let most = match &step.call {
            Call::Layer(layer) => 3.max(1 + layer.behind.len()),
            _ => 3,
        };
        if self.layers.len() + most > MAX_LAYERS {
            let title = format!("the network has more than {MAX_LAYERS} layers");
            stop(
                Code::TOO_MANY_LAYERS,
                title,
                self.row,
                "the limit is passed in this step",
            );
        } else if path.depth > MAX_DEPTH {
            let title = format!("blocks and branches nest more than {MAX_DEPTH} deep");
            stop(Code::EXPANSION_DEPTH, title, self.row, "in this step");
        } else if path.text.len() + name.len() + 1 + behind > MAX_PATH {
            let title = format!("the path of `{name}` is longer than {MAX_PATH} characters");
            stop(
                Code::PATH_TOO_LONG,
                title,
                self.row,
                "written out from this step",
            );
        }
        (!self.stopped).then_some(())
    }

    /// Checks that the name elsewhere of the step `name`, whose path is `path`, stays within its limit, as
    /// [`Expander::check_limits`].
    fn check_source(&mut self, name: &str, path: &Path) -> Option<()> {
        if path.source.as_ref().map_or(0, String::len) <= MAX_SOURCE {
            return Some(());
        }
        let title = format!("the `source` of `{name}` is longer than {MAX_SOURCE} bytes");
        let label = "written out from this step";
        let error = Diagnostic::new(Code::PATH_TOO_LONG, title, self.row, label);
        self.errors.push(error);
        self.stopped = true;
        None
    }
}
