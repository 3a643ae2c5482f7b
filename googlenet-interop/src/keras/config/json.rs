//! The text of an architecture as JSON, within limits.

use super::place::Fault;
use serde_json::Value;

/// Largest number of values in an architecture, an object counted as [`OBJECT`]: several times those of the largest
/// networks of Keras.
const MAX_VALUES: usize = 1_500_000;
/// What an object counts for: its memory is many times that of another value.
const OBJECT: usize = 20;
/// Largest size of the text in bytes.
const MAX_BYTES: usize = 32 << 20;

/// Parses the text of an architecture. Nesting is limited to 128 levels.
///
/// # Errors
/// The text is no JSON, or exceeds a limit.
pub(in crate::keras) fn parse(text: &str) -> Result<Value, Fault> {
    let fault = |reason: String| Fault::new("", "", reason);
    if text.len() > MAX_BYTES {
        return Err(fault(format!(
            "the architecture has {} bytes, at most {MAX_BYTES} are read",
            text.len()
        )));
    }
    let count = |byte| match byte {
        b'{' => OBJECT,
        b',' | b'[' | b':' => 1,
        _ => 0,
    };
    if text.bytes().map(count).sum::<usize>() > MAX_VALUES {
        return Err(fault(format!(
            "the architecture has more than {MAX_VALUES} values, where an object counts as {OBJECT}"
        )));
    }
    let value: Value = serde_json::from_str(text).map_err(|error| {
        fault(format!(
            "the architecture is no JSON that can be read: {error}"
        ))
    })?;
    Ok(value)
}
