//! Checks that references name earlier steps, and that every step's result is read.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::nearest::suggestion;
use crate::spec::{Body, Call, Chain, HeadSpec, Join, OperandSource, Reference, Spec};
use crate::value::When;
use std::collections::HashMap;

/// One of the chains around the step that is being checked; chains of branches nest.
struct Frame<'a> {
    chain: &'a Chain,
    places: HashMap<&'a str, usize>,
    /// The index, in `chain`, of the step that is being checked.
    at: usize,
    read: Vec<bool>,
}

/// Reports references to steps that do not exist or come later, and steps whose result nothing reads. The latter are
/// reported only if all references are valid, as a misspelled reference leaves the intended step unread.
pub(super) fn check(spec: &Spec, errors: &mut Diagnostics) {
    let mut found = Found::default();
    check_chain(&spec.layers, &mut Vec::new(), Some(spec), &mut found);
    for head in &spec.heads {
        check_chain(&head.layers, &mut Vec::new(), None, &mut found);
    }
    for block in &spec.blocks {
        match &block.body {
            Body::Chain(chain) => check_chain(chain, &mut Vec::new(), None, &mut found),
            Body::Join(join) => check_operands(join, &mut Vec::new(), &mut found),
        }
    }
    let Found { references, unread } = found;
    let report = if references.is_empty() {
        unread
    } else {
        references
    };
    report.into_iter().for_each(|error| errors.push(error));
}

#[derive(Default)]
struct Found {
    references: Vec<Diagnostic>,
    unread: Vec<Diagnostic>,
}

/// Checks a chain and the branches in it, and adds the mistakes to `found`. `frames` are the chains around it.
/// `network` is given for the main chain alone, whose steps `outputs` and heads may name.
fn check_chain<'a>(
    chain: &'a Chain,
    frames: &mut Vec<Frame<'a>>,
    network: Option<&'a Spec>,
    found: &mut Found,
) {
    let places = chain
        .iter()
        .enumerate()
        .map(|(at, step)| (step.name.as_str(), at))
        .collect();
    frames.push(Frame {
        chain,
        places,
        at: 0,
        read: vec![false; chain.len()],
    });
    for (at, step) in chain.iter().enumerate() {
        let reads_previous = match &step.call {
            Call::Layer(_) | Call::Block { .. } => true,
            Call::Join(join) => join
                .operands
                .iter()
                .any(|operand| matches!(operand.source, OperandSource::Chain(_))),
        };
        if let Some(frame) = frames.last_mut() {
            frame.at = at;
            if reads_previous && step.from.is_none() && at > 0 {
                frame.read[at - 1] = true;
            }
        }
        if let Some(from) = &step.from {
            check_reference(from, frames, found);
        }
        if let Call::Join(join) = &step.call {
            check_operands(join, frames, found);
        }
    }
    let Some(mut frame) = frames.pop() else {
        return;
    };
    let names_outputs = network.is_some_and(|spec| !spec.outputs.is_empty());
    if let (false, Some(last)) = (names_outputs, frame.read.last_mut()) {
        *last = true;
    }
    let trained = network.map_or_else(HashMap::new, |spec| read_results(spec, &mut frame, found));
    let steps = frame.chain.iter().zip(&frame.read).enumerate();
    for (at, (step, _)) in steps.rev().filter(|(_, (_, read))| !**read) {
        found.unread.push(match trained.get(&at) {
            Some(head) => of_training(&step.name, step.span, head),
            None => {
                let title = format!("nothing reads `{}`", step.name);
                let error = Diagnostic::new(
                    Code::UNREAD_LAYER,
                    title,
                    step.span,
                    "its result is not used",
                );
                error.help(match network {
                    Some(_) => "remove it, or name it in `from`, `concat`, `add` or `outputs`",
                    None => "remove it, or name it in `from`, `concat` or `add`",
                })
            }
        });
    }
}

/// Marks the steps of the main chain (`frame`) that are outputs, or that heads with `when: always` read, as read.
/// Returns the steps that heads with `when: training` read, by their index in `layers`, each with the first head that
/// reads it.
fn read_results<'a>(
    spec: &'a Spec,
    frame: &mut Frame<'a>,
    found: &mut Found,
) -> HashMap<usize, &'a HeadSpec> {
    let mut trained = HashMap::new();
    for output in &spec.outputs {
        if let Some(at) = step_of(output, spec, frame, found) {
            frame.read[at] = true;
        }
    }
    for head in &spec.heads {
        let Some(at) = step_of(&head.from, spec, frame, found) else {
            continue;
        };
        match head.when {
            When::Always => frame.read[at] = true,
            When::Training => drop(trained.entry(at).or_insert(head)),
        }
    }
    trained
}

/// Returns the index in `layers` of the step that an entry of `outputs` or the `from` of a head names; `None` for
/// `$input` and, after reporting it, for an unknown name.
fn step_of(
    reference: &Reference,
    spec: &Spec,
    frame: &Frame<'_>,
    found: &mut Found,
) -> Option<usize> {
    let name = reference.name.as_ref()?;
    let known = frame.places.get(name.as_str()).copied();
    if known.is_none() {
        let title = format!(
            "`layers` has no step `{}`",
            crate::diagnostic::shorten(name)
        );
        let label = "no step of this name there";
        let mut error = Diagnostic::new(Code::UNKNOWN_STEP, title, reference.span, label);
        error.help = if spec.heads.iter().any(|head| head.name == *name) {
            Some(format!(
                "`{name}` is a head: nothing reads it, and with `when: always` it is an output"
            ))
        } else {
            suggestion(name, spec.layers.iter().map(|step| step.name.as_str()))
        };
        found.references.push(error);
    }
    known
}

fn of_training(name: &str, span: Span, head: &HeadSpec) -> Diagnostic {
    let title = format!("only training reads `{name}`");
    let label = "its result is not used in inference";
    let error = Diagnostic::new(Code::READ_IN_TRAINING, title, span, label);
    error
        .also(head.from.span, "read here")
        .help(format!("move it into the layers of `{}`", head.name))
}

fn check_operands<'a>(join: &'a Join, frames: &mut Vec<Frame<'a>>, found: &mut Found) {
    for operand in &join.operands {
        match &operand.source {
            OperandSource::Chain(chain) => check_chain(chain, frames, None, found),
            OperandSource::Reference(reference) => check_reference(reference, frames, found),
        }
    }
}

fn check_reference(reference: &Reference, frames: &mut [Frame<'_>], found: &mut Found) {
    let Some(name) = &reference.name else { return };
    for frame in frames.iter_mut().rev() {
        let Some(at) = frame.places.get(name.as_str()) else {
            continue;
        };
        if *at < frame.at {
            frame.read[*at] = true;
        } else {
            let title = format!("`{name}` is read before it exists");
            let error = Diagnostic::new(Code::READ_TOO_EARLY, title, reference.span, "read here");
            found.references.push(
                error
                    .also(frame.chain[*at].span, "made here")
                    .help("read a step that stands before"),
            );
        }
        return;
    }
    let title = format!("unknown layer `{}`", crate::diagnostic::shorten(name));
    let mut error = Diagnostic::new(
        Code::UNKNOWN_LAYER,
        title,
        reference.span,
        "no step of this name here",
    );
    let visible = frames
        .iter()
        .flat_map(|frame| frame.chain[..frame.at].iter());
    let visible: Vec<&str> = visible
        .map(|step| step.name.as_str())
        .chain(["$input"])
        .collect();
    error.help = suggestion(name, visible.iter().copied());
    found.references.push(error);
}
