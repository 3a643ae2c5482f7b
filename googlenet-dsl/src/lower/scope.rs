//! References name earlier steps, and every step is read.

use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::nearest::suggestion;
use crate::spec::{Body, Call, Chain, Join, OperandSource, Reference, Spec};
use std::collections::HashMap;

/// A chain on the way down to the reference.
struct Frame<'a> {
    chain: &'a Chain,
    places: HashMap<&'a str, usize>,
    /// The step that is being looked at.
    at: usize,
    read: Vec<bool>,
}

/// Checks all references of a file. Steps that nobody reads are reported only where every reference is in order, as a
/// slip in a reference leaves the step unread that it meant.
pub(super) fn check(spec: &Spec, errors: &mut Diagnostics) {
    let mut found = Found::default();
    check_chain(&spec.layers, &mut Vec::new(), &mut found);
    for block in &spec.blocks {
        match &block.body {
            Body::Chain(chain) => check_chain(chain, &mut Vec::new(), &mut found),
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

fn check_chain<'a>(chain: &'a Chain, frames: &mut Vec<Frame<'a>>, found: &mut Found) {
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
    let Some(frame) = frames.pop() else { return };
    let unread = frame
        .chain
        .iter()
        .zip(&frame.read)
        .rev()
        .skip(1)
        .filter(|(_, read)| !**read);
    for (step, _) in unread {
        let title = format!("nothing reads `{}`", step.name);
        let error = Diagnostic::new(Code::UNREAD_LAYER, title, step.span, "its result is lost");
        found
            .unread
            .push(error.help("remove it, or name it in `from`, `concat` or `add`"));
    }
}

fn check_operands<'a>(join: &'a Join, frames: &mut Vec<Frame<'a>>, found: &mut Found) {
    for operand in &join.operands {
        match &operand.source {
            OperandSource::Chain(chain) => check_chain(chain, frames, found),
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
    let title = format!("unknown layer `{}`", super::value::shorten(name));
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
