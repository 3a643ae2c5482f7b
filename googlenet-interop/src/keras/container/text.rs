//! Texts of files, and JSON objects in them.

use serde_json::Value;
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::HashMap;

/// The fields of a JSON object, whose values are not looked into.
pub(super) type Fields<'a> = HashMap<Cow<'a, str>, &'a RawValue>;

/// Returns bytes as a text, without a mark of byte order at its beginning.
pub(super) fn text(bytes: &[u8]) -> Result<&str, String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes).map_err(|error| {
        format!(
            "it is damaged: byte {} is no text in UTF-8",
            error.valid_up_to()
        )
    })
}

/// Returns the fields of a JSON object, whose values are not looked into.
pub(super) fn fields<'a>(json: &'a str, what: &str) -> Result<Fields<'a>, String> {
    let fields: Result<Fields<'a>, _> = serde_json::from_str(json);
    fields.map_err(|error| format!("{what} is no JSON object that can be read: {error}"))
}

/// Returns a text.
pub(super) fn word(value: &RawValue) -> Option<String> {
    match serde_json::from_str(value.get()) {
        Ok(Value::String(text)) => Some(text),
        _ => None,
    }
}
