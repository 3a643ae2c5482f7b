//! Checks that blocks, columns and defaults are used, and that no block contains itself.

use super::context::Defaults;
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::spec::{ArgValue, Body, Call, Cell, Chain, Join, LayerSpec, OperandSource, Spec};

/// Reports blocks that use themselves, directly or through other blocks.
pub(super) fn check_recursion(spec: &Spec, errors: &mut Diagnostics) {
    // A state is 0 before a block is visited, 1 while it is on the stack, 2 when it is done. The stack is explicit
    // because blocks may nest thousands deep.
    let mut state = vec![0u8; spec.blocks.len()];
    for root in 0..spec.blocks.len() {
        if state[root] == 2 {
            continue;
        }
        state[root] = 1;
        let mut stack = vec![(root, uses(&spec.blocks[root].body), 0)];
        while let Some((block, calls, next)) = stack.last_mut() {
            let Some((used, span)) = calls.get(*next).copied() else {
                state[*block] = 2;
                stack.pop();
                continue;
            };
            *next += 1;
            match state[used] {
                0 => {
                    state[used] = 1;
                    stack.push((used, uses(&spec.blocks[used].body), 0));
                }
                1 => {
                    let title = format!("block `{}` contains itself", spec.blocks[used].name);
                    let error =
                        Diagnostic::new(Code::RECURSION, title, span, "used inside itself here");
                    errors.push(error.also(spec.blocks[used].span, "defined here"));
                }
                _ => {}
            }
        }
    }
}

/// Reports blocks that neither `layers` nor heads use, directly or through other blocks.
pub(super) fn check_blocks(spec: &Spec, lints: &mut Diagnostics) {
    let mut used = vec![false; spec.blocks.len()];
    let mut open: Vec<usize> = Vec::new();
    let mut calls = Vec::new();
    chain_calls(&spec.layers, &mut calls);
    for head in &spec.heads {
        chain_calls(&head.layers, &mut calls);
    }
    open.extend(block_uses(&calls).map(|(block, _)| block));
    while let Some(block) = open.pop() {
        if !std::mem::replace(&mut used[block], true) {
            open.extend(
                uses(&spec.blocks[block].body)
                    .into_iter()
                    .map(|(block, _)| block),
            );
        }
    }
    for (block, _) in spec.blocks.iter().zip(&used).filter(|(_, used)| !**used) {
        let title = format!("block `{}` is never used", block.name);
        let error = Diagnostic::new(Code::UNUSED_BLOCK, title, block.span, "no layer uses it");
        lints.push(error.help("remove it, or use it in `layers`"));
    }
}

/// Reports columns that their block does not use, neither as the value of a layer's field nor in a row that a step of
/// the block passes to another block.
pub(super) fn check_columns(spec: &Spec, lints: &mut Diagnostics) {
    for block in &spec.blocks {
        let mut calls = Vec::new();
        let mut used = vec![false; block.columns.len()];
        let mut mark = |layer: &LayerSpec| {
            for arg in layer
                .behind
                .iter()
                .flat_map(|layer| &layer.args)
                .chain(&layer.args)
            {
                if let ArgValue::Column(column) = arg.value {
                    used[column] = true;
                }
            }
        };
        if let Body::Join(join) = &block.body {
            mark(&join.layer);
        }
        body_calls(&block.body, &mut calls);
        for call in &calls {
            match call {
                Call::Layer(layer) => mark(layer),
                Call::Join(join) => mark(&join.layer),
                Call::Block { .. } => {}
            }
        }
        for call in calls {
            let Call::Block { row, .. } = call else {
                continue;
            };
            for cell in row {
                if let Cell::Column(column) = cell {
                    used[*column] = true;
                }
            }
        }
        for (column, _) in block.columns.iter().zip(&used).filter(|(_, used)| !**used) {
            let title = format!(
                "column `{}` of block `{}` is never used",
                column.name, block.name
            );
            let label = format!("no `${}` in the block", column.name);
            lints.push(Diagnostic::new(
                Code::UNUSED_COLUMN,
                title,
                column.span,
                label,
            ));
        }
    }
}

/// Reports entries of `defaults` from which no layer takes a value.
pub(super) fn check_defaults(defaults: &Defaults, lints: &mut Diagnostics) {
    for default in defaults.0.iter().filter(|default| !default.used) {
        let title = format!(
            "the default `{}` of `{}` is never used",
            default.field, default.kind.name
        );
        let label = "no layer of this kind uses it";
        let mut error = Diagnostic::new(Code::UNUSED_DEFAULT, title, default.key_span, label);
        if default.overruled {
            error = error.help(
                "a layer with `batch_norm` has no bias unless its own step says `bias: true`",
            );
        }
        lints.push(error);
    }
}

fn uses(body: &Body) -> Vec<(usize, Span)> {
    let mut calls = Vec::new();
    body_calls(body, &mut calls);
    block_uses(&calls).collect()
}

fn block_uses<'a>(calls: &'a [&'a Call]) -> impl Iterator<Item = (usize, Span)> + 'a {
    calls.iter().filter_map(|call| match call {
        Call::Block { block, span, .. } => Some((*block, *span)),
        _ => None,
    })
}

fn body_calls<'a>(body: &'a Body, calls: &mut Vec<&'a Call>) {
    match body {
        Body::Chain(chain) => chain_calls(chain, calls),
        Body::Join(join) => join_calls(join, calls),
    }
}

/// Appends the [`Call`] (layer, join or use of a block) of each step of a chain, and of each step in the branches of
/// its joins, to `calls`.
fn chain_calls<'a>(chain: &'a Chain, calls: &mut Vec<&'a Call>) {
    for step in chain {
        calls.push(&step.call);
        if let Call::Join(join) = &step.call {
            join_calls(join, calls);
        }
    }
}

fn join_calls<'a>(join: &'a Join, calls: &mut Vec<&'a Call>) {
    for operand in &join.operands {
        if let OperandSource::Chain(chain) = &operand.source {
            chain_calls(chain, calls);
        }
    }
}
