//! Conversion of YAML values to literals and settings of the grammar.

use crate::diagnostic::Diagnostic;
use crate::grammar::{self, Literal, LiteralValue, OptionType, Setting};
use crate::read::{Node, Value};

/// Converts a YAML value to the grammar's [`Literal`]; every value has one.
pub(super) fn literal(node: &Node) -> Literal {
    let value = match &node.value {
        Value::Null => LiteralValue::Nothing,
        Value::Bool(flag) => LiteralValue::Flag(*flag),
        Value::Number(number) => LiteralValue::Number(*number),
        Value::Text(text) => LiteralValue::Word(text.clone()),
        Value::List(items) => LiteralValue::List(items.iter().map(literal).collect()),
        Value::Map(entries) => {
            let entries = entries.iter();
            LiteralValue::Map(
                entries
                    .map(|entry| (entry.key.clone(), literal(&entry.value)))
                    .collect(),
            )
        }
    };
    Literal {
        span: node.span,
        value,
    }
}

/// Converts a YAML value to a setting of type `ty`; `what` names the field in messages.
///
/// # Errors
/// Those of [`grammar::check`]: the value has another type, or is outside of the type's range.
pub(super) fn setting(
    ty: &OptionType,
    node: &Node,
    what: &str,
) -> Result<Setting, Box<Diagnostic>> {
    grammar::check(ty, &literal(node), what)
}
