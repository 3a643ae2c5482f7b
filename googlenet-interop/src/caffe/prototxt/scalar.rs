//! Decoding of numbers, booleans and strings from their form in protobuf's text format.

use super::lexer::{Lexer, Token};
use googlenet_dsl::diagnostic::Source;

/// Decodes an integer: decimal, hexadecimal (`0x1f`) or octal (`017`), with an optional minus sign. `None` if the text
/// is no integer or is beyond 64 bits.
pub(crate) fn whole(text: &str) -> Option<i64> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let (sign, digits) = match compact.strip_prefix('-') {
        Some(digits) => (-1i128, digits),
        None => (1, compact.as_str()),
    };
    let (digits, radix) = match digits.strip_prefix("0x").or(digits.strip_prefix("0X")) {
        Some(digits) => (digits, 16),
        None if digits.len() > 1 && digits.starts_with('0') => (&digits[1..], 8),
        None => (digits, 10),
    };
    if digits.is_empty() || digits.starts_with(['+', '-']) {
        return None;
    }
    let value = i128::from(u64::from_str_radix(digits, radix).ok()?);
    i64::try_from(sign * value).ok()
}

/// Decodes a finite 32-bit floating-point number, which may be written as an integer or with the suffix `f`. `None` for
/// any other text, `nan` and `inf` among them, and for numbers that are too large.
pub(crate) fn real(text: &str) -> Option<f32> {
    let compact: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    let digits = compact.trim_start_matches('-');
    let value = match digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        true => match whole(&compact) {
            Some(whole) => whole as f32,
            None => compact.trim_end_matches(['f', 'F']).parse().ok()?,
        },
        false => return None,
    };
    value.is_finite().then_some(value)
}

/// Decodes a boolean: `true`, `True`, `t` or `1`, and `false`, `False`, `f` or `0`; `None` for any other text.
pub(crate) fn flag(text: &str) -> Option<bool> {
    match text {
        "true" | "True" | "t" | "1" => Some(true),
        "false" | "False" | "f" | "0" => Some(false),
        _ => None,
    }
}

/// Decodes a string in quotes with its escapes, or several adjacent ones, which are concatenated. Bytes that are not
/// UTF-8 become U+FFFD.
pub(crate) fn text(quoted: &str) -> String {
    let source = Source::new("", quoted);
    let mut lexer = Lexer::new(&source);
    let mut bytes = Vec::new();
    while let Ok((Token::Text, span)) = lexer.next() {
        let inside = &quoted.as_bytes()[span.start as usize + 1..span.end as usize - 1];
        unescape(inside, &mut bytes);
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Decodes the escapes of `text`, a string without its quotes, and appends the resulting bytes to `into`.
fn unescape(text: &[u8], into: &mut Vec<u8>) {
    let mut at = 0;
    while let Some(byte) = text.get(at).copied() {
        at += 1;
        if byte != b'\\' {
            into.push(byte);
            continue;
        }
        let Some(escape) = text.get(at).copied() else {
            return;
        };
        at += 1;
        let mut digits = |radix: u32, most: usize, first: u32| {
            let mut value = first;
            for _ in 0..most {
                let digit = text
                    .get(at)
                    .and_then(|byte| char::from(*byte).to_digit(radix));
                let Some(digit) = digit else { break };
                value = value * radix + digit;
                at += 1;
            }
            value as u8
        };
        into.push(match escape {
            b'n' => b'\n',
            b't' => b'\t',
            b'r' => b'\r',
            b'a' => 7,
            b'b' => 8,
            b'f' => 12,
            b'v' => 11,
            b'x' | b'X' => digits(16, 2, 0),
            b'0'..=b'7' => digits(8, 2, u32::from(escape - b'0')),
            other => other,
        });
    }
}
