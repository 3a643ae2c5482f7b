//! Lowering of `blocks`, and of the rows (lists of column values) with which steps use them.

use super::context::Context;
use super::map::Fields;
use super::{branch, form, layer, literal, name, step, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::foreign::BLOCK;
use crate::grammar::{Kind, Reads};
use crate::nearest::suggestion;
use crate::op::KINDS;
use crate::read::{Entry, Node, Value};
use crate::spec::{BlockSpec, Body, Cell, Join};

/// Lowers the block templates of `node`, the value of `blocks`, and reports their mistakes. Invalid blocks stay in the
/// result, so that a block's index in it is its index in the file. Empty without `node`, or if it is no map.
pub(super) fn blocks(
    node: Option<&Node>,
    context: &mut Context<'_>,
    errors: &mut Diagnostics,
) -> Vec<BlockSpec> {
    let Some(node) = node else { return Vec::new() };
    let Value::Map(entries) = &node.value else {
        Fields::of(node, "`blocks`", &[], form::blocks, errors);
        return Vec::new();
    };
    entries
        .iter()
        .enumerate()
        .map(|(at, entry)| block(at, entry, context, errors))
        .collect()
}

fn block(
    at: usize,
    entry: &Entry,
    context: &mut Context<'_>,
    errors: &mut Diagnostics,
) -> BlockSpec {
    name::check(&entry.key, entry.key_span, "a block", errors);
    let mut block = BlockSpec {
        name: entry.key.clone(),
        span: entry.key_span,
        columns: Vec::new(),
        body: Body::Chain(Vec::new()),
    };
    let what = format!("block `{}`", entry.key);
    let Some(mut fields) = Fields::of(&entry.value, &what, BLOCK, form::block, errors) else {
        return block;
    };
    // The context has lowered the columns of all blocks.
    fields.take("columns");
    context.block = Some(at);
    let joins = || {
        KINDS
            .iter()
            .copied()
            .filter(|kind| kind.reads == Reads::Branches)
    };
    let bodies: Vec<(&Entry, Option<&'static Kind>)> = std::iter::once(("layers", None))
        .chain(joins().map(|kind| (kind.name, Some(kind))))
        .filter_map(|(key, kind)| Some((fields.take_entry(key)?, kind)))
        .collect();
    let mut known = vec!["columns", "layers"];
    known.extend(joins().map(|kind| kind.name));
    match bodies.as_slice() {
        [(body, None)] => {
            block.body = Body::Chain(step::chain(&body.value, &what, context, errors));
        }
        [(body, Some(kind))] => {
            known.extend(kind.options.iter().map(|field| field.name));
            let layer = layer::layer(kind, body, &mut fields, context, errors);
            let operands = branch::operands(kind.name, &body.value, context, errors);
            branch::check_factors(layer.as_ref(), &operands, errors);
            if let Some(layer) = layer {
                block.body = Body::Join(Join { layer, operands });
            }
        }
        [] => errors.push(body_error(&what, entry.key_span, "no body")),
        [_, (second, _), ..] => errors.push(body_error(&what, second.key_span, "a second body")),
    }
    fields.reject_rest(&known, errors);
    context.block = None;
    block.columns = context.signatures[at].clone();
    block
}

fn body_error(what: &str, span: Span, got: &str) -> Diagnostic {
    let error = Diagnostic::new(
        Code::BODY,
        format!("{what} has {got}"),
        span,
        format!("{got} here"),
    );
    error.help(format!("give it one of {}", form::bodies()))
}

/// Lowers the row of a step that uses a block (the block's column values): a list in the order of the columns, a map by
/// column, or nothing. Returns `None` if the row or one of its values has a wrong form; a row with missing or surplus
/// values is still returned. All mistakes are reported.
pub(super) fn row_argument(
    entry: &Entry,
    context: &Context<'_>,
    errors: &mut Diagnostics,
) -> Option<Vec<Cell>> {
    let columns = context.columns_of(&entry.key).iter();
    let columns: Vec<&str> = columns.map(|column| column.name.as_str()).collect();
    match &entry.value.value {
        Value::List(cells) => {
            check_length(entry, cells, &columns, errors);
            cells
                .iter()
                .map(|node| cell(node, context, errors))
                .collect()
        }
        Value::Map(cells) => mapped_row(entry, cells, &columns, context, errors),
        Value::Null => {
            check_length(entry, &[], &columns, errors);
            Some(Vec::new())
        }
        _ => {
            let mut error = wrong_type("a row", "a list, or a map by column", &entry.value);
            error.help = form::row(&entry.key, &entry.value);
            errors.push(error);
            None
        }
    }
}

fn check_length(entry: &Entry, cells: &[Node], columns: &[&str], errors: &mut Diagnostics) {
    let (got, want) = (cells.len(), columns.len());
    let title = |what: &str| format!("the row of `{}` is too {what}", entry.key);
    if got < want {
        let label = format!("expected {want} values, got {got}");
        let error = Diagnostic::new(Code::ROW_TOO_SHORT, title("short"), entry.value.span, label);
        errors.push(error.help(format!("`{}` is missing", columns[got..].join("`, `"))));
    } else if got > want {
        let label = format!("expected {want} values, got {got}");
        errors.push(Diagnostic::new(
            Code::ROW_TOO_LONG,
            title("long"),
            cells[want].span,
            label,
        ));
    }
}

fn mapped_row(
    entry: &Entry,
    cells: &[Entry],
    columns: &[&str],
    context: &Context<'_>,
    errors: &mut Diagnostics,
) -> Option<Vec<Cell>> {
    for cell in cells
        .iter()
        .filter(|cell| !columns.contains(&cell.key.as_str()))
    {
        let title = format!(
            "block `{}` has no column `{}`",
            entry.key,
            crate::diagnostic::shorten(&cell.key)
        );
        let mut error = Diagnostic::new(Code::ROW_KEY, title, cell.key_span, "not a column");
        error.help = suggestion(&cell.key, columns.iter().copied());
        errors.push(error);
    }
    let found = |column: &&str| cells.iter().find(|cell| cell.key == **column);
    let missing: Vec<&str> = columns
        .iter()
        .filter(|column| found(column).is_none())
        .copied()
        .collect();
    if !missing.is_empty() {
        let title = format!("the row of `{}` is too short", entry.key);
        let label = format!("`{}` is missing", missing.join("`, `"));
        errors.push(Diagnostic::new(
            Code::ROW_TOO_SHORT,
            title,
            entry.key_span,
            label,
        ));
    }
    columns
        .iter()
        .filter_map(found)
        .map(|entry| cell(&entry.value, context, errors))
        .collect()
}

fn cell(node: &Node, context: &Context<'_>, errors: &mut Diagnostics) -> Option<Cell> {
    match &node.value {
        Value::Text(text) if text.starts_with("$input") => {
            errors.push(wrong_type("a cell", "a value or a column", node));
            None
        }
        Value::Text(text) if text.starts_with('$') => context
            .column(&text[1..], node.span, errors)
            .map(Cell::Column),
        _ => Some(Cell::Literal(literal::literal(node))),
    }
}
