//! The stage that builds the graph: creates operations from the settings of the expanded layers, and infers shapes
//! layer by layer.

mod branches;
mod exchanged;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Source, Span};
use crate::expand::{Expanded, FlatLayer, FlatValue};
use crate::grammar::{MAX_COUNT, Setting, Settings};
use crate::graph::{Graph, INPUT, Layer, LayerId};
use crate::op::{self, Input};
use crate::shape::{Blame, ShapeError};
use exchanged::Exchanged;
use std::collections::HashMap;

/// Builds the graph of an expanded network.
///
/// # Errors
/// Returns a mistake for each layer that does not fit its inputs, or whose `$input.channels` is above [`MAX_COUNT`];
/// only one for all uses of a block that have the same error at the same position in the file. Layers that depend on a
/// failed layer are skipped. An input of more than 2^31 - 1 elements is reported alone.
pub(crate) fn build(expanded: &Expanded<'_>, source: &Source) -> Result<Graph, Diagnostics> {
    let input = Layer {
        name: INPUT.into(),
        op: Input {
            size: expanded.input,
        }
        .into(),
        inputs: Vec::new().into(),
        line: source.line(expanded.input_span.start),
        source: None,
    };
    let graph = Graph::new(expanded.name, input).map_err(|error| {
        Diagnostics::of(Diagnostic::new(
            Code::INPUT_TOO_LARGE,
            "the input is too large",
            expanded.input_span,
            error.label,
        ))
    })?;
    let mut builder = GraphBuilder {
        expanded,
        source,
        graph,
        ids: vec![Some(0)],
        errors: Diagnostics::none(),
        exchanged: None,
    };
    for layer in &expanded.layers {
        let id = builder.layer(layer);
        builder.ids.push(id);
    }
    let GraphBuilder { graph, errors, .. } = builder;
    // Without errors every layer was pushed, so the layer ids of the expansion are those of the graph.
    let graph = errors.into_result(graph)?;
    let graph = graph.with_results(expanded.outputs.clone(), expanded.heads.clone());
    check_names(expanded, &graph)?;
    Ok(graph)
}

/// Checks that layers with weights have different names elsewhere if the file says whose these are. The two
/// convolutions of a `separable_conv` may share one.
fn check_names(expanded: &Expanded<'_>, graph: &Graph) -> Result<(), Diagnostics> {
    let mut errors = Diagnostics::none();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (at, flat) in expanded.layers.iter().enumerate() {
        let Some(source) = flat.source.as_deref().filter(|_| expanded.has_names) else {
            continue;
        };
        if graph.weights(at + 1).is_empty() {
            continue;
        }
        let Some(first) = seen.insert(source, at) else {
            continue;
        };
        let before = &expanded.layers[first];
        if flat.template.name_behind() == "pointwise" && flat.span == before.span && first + 1 == at
        {
            continue;
        }
        let title = format!("two layers with weights have the name `{source}`");
        let label = format!("`{}` here", flat.name);
        let error = Diagnostic::new(Code::SAME_NAMES, title, flat.span, label);
        let error = error.also(before.span, format!("`{}` here", before.name));
        errors.push_once(error.help("give a `source` to one of them, or to a step around it"));
    }
    errors.into_result(())
}

struct GraphBuilder<'a> {
    expanded: &'a Expanded<'a>,
    source: &'a Source,
    graph: Graph,
    /// The graph's id for each layer id of the expansion (index 0 is the input); `None` if the layer, or a layer that
    /// it depends on, failed.
    ids: Vec<Option<LayerId>>,
    errors: Diagnostics,
    /// The network with channels and sizes of the input exchanged, once it was asked for; inside `None` if there is
    /// none.
    exchanged: Option<Option<Exchanged>>,
}

impl GraphBuilder<'_> {
    fn layer(&mut self, flat: &FlatLayer<'_>) -> Option<LayerId> {
        let inputs: Vec<LayerId> = flat
            .inputs
            .iter()
            .map(|input| self.ids[*input])
            .collect::<Option<_>>()?;
        let kind = flat.kind();
        let mut settings = Vec::new();
        for place in 0..flat.template.args.len() {
            let arg = flat.arg(place);
            settings.push(match arg.value {
                FlatValue::Setting(setting) => setting,
                FlatValue::ChannelsOf(id) => {
                    match u32::try_from(self.graph.shape(self.ids[id]?).channels()) {
                        Ok(channels) if channels <= MAX_COUNT => Setting::Count(channels),
                        _ => {
                            let label = format!("more than {MAX_COUNT} channels");
                            let title = "the input has too many channels";
                            self.report(
                                flat,
                                Diagnostic::new(Code::TOO_BIG, title, arg.span, label),
                            );
                            return None;
                        }
                    }
                }
            });
        }
        let settings = Settings::new(kind, settings);
        let op = match *kind == op::DEPTHWISE {
            true => match op::depthwise(&settings, self.graph.shape(inputs[0])) {
                Ok(op) => op,
                Err(error) => {
                    let span = self.blamed(flat, error.blame);
                    self.report(flat, diagnostic(&flat.name, error, span));
                    return None;
                }
            },
            false => op::build(&settings),
        };
        let layer = Layer {
            name: flat.name.clone().into(),
            op,
            inputs: inputs.into(),
            line: self.source.line(flat.span.start),
            source: flat.source.clone().map(Into::into),
        };
        match self.graph.push(layer) {
            Ok(id) => Some(id),
            Err(error) => {
                let error = match error.code {
                    Code::CONCAT_MISMATCH | Code::ADD_MISMATCH => self.branches(flat, error),
                    code => {
                        let span = self.blamed(flat, error.blame);
                        let error = diagnostic(&flat.name, error, span);
                        match code {
                            Code::KERNEL_TOO_LARGE => self.ask_exchanged(error),
                            _ => error,
                        }
                    }
                };
                self.report(flat, error);
                None
            }
        }
    }

    /// Records an error of layer `flat`, with a note for each use of a block around the layer that is on another line
    /// of the file than the error. An error with the same code and position as a recorded one is dropped.
    fn report(&mut self, flat: &FlatLayer<'_>, mut error: Diagnostic) {
        let primary = error.primary.as_ref().map_or(flat.span, |label| label.span);
        let mut instance = flat.instance;
        while let Some(at) = instance {
            let used = &self.expanded.instances[at];
            // The error itself already shows this line.
            if self.source.line(used.span.start) != self.source.line(primary.start) {
                error.notes.push(self.instantiated(used.span, used.block));
            }
            instance = used.parent;
        }
        self.errors.push_once(error);
    }

    fn instantiated(&self, row: Span, block: usize) -> String {
        let others = self
            .expanded
            .instances
            .iter()
            .filter(|other| other.block == block && other.span != row);
        let mut rows: Vec<Span> = others.map(|other| other.span).collect();
        rows.sort_unstable();
        rows.dedup();
        let (name, line) = (self.source.slice(row), self.source.line(row.start));
        match rows.len() {
            0 => format!("instantiated by `{name}` at line {line}"),
            1 => format!("instantiated by `{name}` at line {line}, and by 1 more row"),
            more => format!("instantiated by `{name}` at line {line}, and by {more} more rows"),
        }
    }

    fn blamed(&self, flat: &FlatLayer<'_>, blame: Blame) -> Span {
        let (kind, word) = (flat.kind(), flat.template.span);
        let arg = |name: &str| kind.position(name).map(|at| flat.arg(at).span);
        match blame {
            Blame::Layer => word,
            Blame::Kernel => arg("kernel")
                .or(arg(kind.name))
                .unwrap_or(flat.template.span),
            Blame::Argument => arg(kind.name).unwrap_or(word),
            Blame::Option(name) => arg(name).unwrap_or(word),
            Blame::Operand(at) => flat
                .operands
                .get(at)
                .map_or(flat.span, |operand| operand.span),
            Blame::Spatial(at) => {
                let operand = flat
                    .operands
                    .get(at)
                    .map_or(flat.span, |operand| operand.span);
                self.resized_by(flat.inputs[at], operand).unwrap_or(operand)
            }
        }
    }

    /// Finds the last layer that changed height or width on the way to the result of layer `branch`, following first
    /// inputs backwards, and returns the position of its option or kind in the file. `None` if no layer changed them,
    /// if that layer is outside of `operand`, the text of the branch, or if a layer on the way failed.
    fn resized_by(&self, branch: LayerId, operand: Span) -> Option<Span> {
        let mut at = branch;
        while at > 0 {
            let flat = &self.expanded.layers[at - 1];
            let id = self.ids[at]?;
            let source = *flat.inputs.first()?;
            let resized =
                self.graph.shape(id).spatial() != self.graph.shape(self.ids[source]?).spatial();
            if resized {
                let inside = operand.start <= flat.span.start && flat.span.end <= operand.end;
                return inside.then(|| self.resizing_word(flat, id));
            }
            at = source;
        }
        None
    }

    fn resizing_word(&self, flat: &FlatLayer<'_>, id: LayerId) -> Span {
        let given = |name: &str| {
            let arg = flat.arg(flat.kind().position(name)?);
            arg.given.then_some(arg.span)
        };
        let window = self.graph.op(id).window();
        let shrinks = window.is_some_and(|window| !window.padding.is_same());
        let padding = if shrinks { given("padding") } else { None };
        padding.or(given("stride")).unwrap_or(flat.template.span)
    }
}

fn diagnostic(name: &str, error: ShapeError, span: Span) -> Diagnostic {
    let title = title(name, error.title);
    let mut diagnostic = Diagnostic::new(error.code, title, span, error.label);
    diagnostic.help = error.help;
    diagnostic
}

fn title(name: &str, title: &str) -> String {
    title.replace("{layer}", &format!("`{name}`"))
}
