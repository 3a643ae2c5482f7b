//! Lowering of the columns of blocks, which are the parameters of block templates.

use super::{form, name, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Diagnostics};
use crate::read::{Node, Value};
use crate::spec::Column;
use std::collections::HashMap;

/// Lowers the list `columns` of a block; `block` is the map of the block's entries. Empty if there are no columns.
/// Invalid and repeated names are reported, but stay in the result, so that indices match the file. The body of the
/// block is lowered later, because its steps may use any block and need that block's columns.
pub(super) fn of_block(block: &Node, errors: &mut Diagnostics) -> Vec<Column> {
    let Value::Map(fields) = &block.value else {
        return Vec::new();
    };
    let listed = fields.iter().find(|field| field.key == "columns");
    listed.map_or_else(Vec::new, |columns| self::columns(&columns.value, errors))
}

fn columns(node: &Node, errors: &mut Diagnostics) -> Vec<Column> {
    let names = match &node.value {
        Value::List(names) => names.as_slice(),
        Value::Null => &[],
        _ => {
            let mut error = wrong_type("`columns`", "a list of names", node);
            error.help = form::list("columns", node);
            errors.push(error);
            return Vec::new();
        }
    };
    if names.is_empty() {
        let error = Diagnostic::new(
            Code::NO_COLUMNS,
            "`columns` is empty",
            node.span,
            "no names here",
        );
        errors.push(error.help("leave `columns` out for a block without a row"));
    }
    let mut seen = HashMap::new();
    let mut columns = Vec::new();
    for node in names {
        let Value::Text(text) = &node.value else {
            errors.push(wrong_type("a column", "a name", node));
            columns.push(Column {
                name: String::new(),
                span: node.span,
            });
            continue;
        };
        name::check(text, node.span, "a column", errors);
        if text == "input" {
            let label = "`$input` is what the block reads";
            errors.push(Diagnostic::new(
                Code::BAD_NAME,
                "`input` is a reserved column",
                node.span,
                label,
            ));
        }
        if let Some(first) = seen.insert(text.as_str(), node.span) {
            let title = format!("column `{text}` is listed twice");
            let error = Diagnostic::new(Code::DUPLICATE_COLUMN, title, node.span, "again here");
            errors.push(error.also(first, "first here"));
        }
        columns.push(Column {
            name: text.clone(),
            span: node.span,
        });
    }
    columns
}
