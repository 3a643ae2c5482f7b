//! Lowering of `published`, the figures that a paper gives of the network.

use super::budget::amount;
use super::form;
use super::map::Fields;
use super::wrong_type;
use crate::diagnostic::Diagnostics;
use crate::foreign::PUBLISHED;
use crate::number::COUNT_UNITS;
use crate::read::{Node, Value};
use crate::value::Published;

/// Lowers `node`, the value of `published`. Returns `None` if the file has none, or no map there, which is reported.
/// Other invalid figures are reported and left out.
pub(super) fn published(node: Option<&Node>, errors: &mut Diagnostics) -> Option<Published> {
    let mut fields = Fields::of(node?, "`published`", PUBLISHED, form::published, errors)?;
    let mut figures = Published::default();
    if let Some(node) = fields.take("params") {
        figures.params = amount("params", node, COUNT_UNITS, errors);
    }
    if let Some(node) = fields.take("macs") {
        figures.macs = amount("macs", node, COUNT_UNITS, errors);
    }
    if let Some(node) = fields.take("source") {
        match &node.value {
            Value::Text(text) => figures.source = Some(text.clone()),
            _ => errors.push(wrong_type("`source`", "text", node)),
        }
    }
    fields.reject_rest(&["params", "macs", "source"], errors);
    Some(figures)
}
