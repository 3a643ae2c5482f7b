//! Lowering of `format`, `name` and `input`.

use super::map::Fields;
use super::{form, hint, literal, name as names, wrong_type};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::foreign::INPUT;
use crate::grammar::{OptionType, Setting};
use crate::read::{Node, Value};

const SIZES: [&str; 3] = ["height", "width", "channels"];

/// Reports a description whose `format`, the version of the language, is missing or not 1.
pub(super) fn format(top: &mut Fields<'_>, errors: &mut Diagnostics) {
    let Some(node) = top.require("format", errors) else {
        return;
    };
    match node.value {
        Value::Number(1.0) => {}
        Value::Number(other) => {
            let title = format!("format {other} is not known");
            errors.push(Diagnostic::new(
                Code::FORMAT_VERSION,
                title,
                node.span,
                "expected 1",
            ));
        }
        _ => errors.push(wrong_type("`format`", "the number 1", node)),
    }
}

/// Lowers `name`, the network's name. An invalid name is reported, but returned; `None` if it is missing or no text.
pub(super) fn name(top: &mut Fields<'_>, errors: &mut Diagnostics) -> Option<String> {
    let node = top.require("name", errors)?;
    let Value::Text(name) = &node.value else {
        errors.push(wrong_type("`name`", "a name", node));
        return None;
    };
    names::check_network(name, node.span, errors);
    Some(name.clone())
}

/// Lowers `input` to height, width and channels, and the position of its value in the file. Returns `None` after
/// reporting a missing or invalid size.
pub(super) fn input(top: &mut Fields<'_>, errors: &mut Diagnostics) -> Option<([u32; 3], Span)> {
    let node = top.require("input", errors)?;
    let mut fields = Fields::of(node, "`input`", INPUT, form::input, errors)?;
    if let Some(error) = sizes_under_one_key(node) {
        errors.push(error);
        return None;
    }
    let nodes: Vec<Option<&Node>> = SIZES
        .iter()
        .map(|key| fields.require(key, errors))
        .collect();
    fields.reject_rest(&SIZES, errors);
    let mut size = |at: usize| match literal::setting(
        &OptionType::Count,
        nodes[at]?,
        &format!("`{}`", SIZES[at]),
    ) {
        Ok(Setting::Count(count)) => Some(count),
        Ok(_) => None,
        Err(error) => {
            errors.push(*error);
            None
        }
    };
    let sizes = [size(0), size(1), size(2)];
    Some(([sizes[0]?, sizes[1]?, sizes[2]?], node.span))
}

/// Returns the error of an input such as `{shape: [224, 224, 3]}` or `{size: 224, channels: 3}`.
fn sizes_under_one_key(node: &Node) -> Option<Diagnostic> {
    let Value::Map(entries) = &node.value else {
        return None;
    };
    let names = ["shape", "size", "dims", "dim", "input_shape", "sizes"];
    let entry = entries
        .iter()
        .find(|entry| names.contains(&entry.key.as_str()))?;
    let title = format!("unknown key `{}` in `input`", entry.key);
    let mut error = Diagnostic::new(Code::UNKNOWN_KEY, title, entry.key_span, "not known here");
    let channels = entries.iter().find_map(|entry| {
        let is_channels =
            entry.key == "channels" || hint::stands_for(INPUT, &entry.key, "channels");
        match entry.value.value {
            Value::Number(channels) if is_channels => Some(channels),
            _ => None,
        }
    });
    error.help = form::input_of(&entry.value, channels);
    Some(error)
}
