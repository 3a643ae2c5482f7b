//! The names of a network's classes, from what a file says beside its graph.

use crate::onnx::keys::NAMES;
use serde_json::Value;
use std::collections::BTreeMap;

/// Returns the names of the classes; `None` if the file has none, or if they cannot be read, which is warned of.
pub(super) fn labels(
    metadata: &[(&str, &str)],
    classes: Option<usize>,
    warnings: &mut Vec<String>,
) -> Option<Vec<String>> {
    let (_, text) = metadata.iter().find(|(key, _)| *key == NAMES)?;
    let Some(names) = names(text) else {
        warnings.push(format!(
            "the class names of the file (`{NAMES}`) cannot be read"
        ));
        return None;
    };
    let is_name = |name: &String| !name.trim().is_empty() && !name.chars().any(char::is_control);
    if Some(names.len()) != classes {
        let classes = classes.map_or("is no vector".to_owned(), |classes| {
            format!("has {classes} values")
        });
        warnings.push(format!(
            "left out: {} class names, as the first output {classes}",
            names.len()
        ));
        return None;
    }
    if !names.iter().all(is_name) {
        warnings.push(
            "left out: the class names, as some are empty or have control characters".to_owned(),
        );
        return None;
    }
    Some(names)
}

/// Reads a list of names: as JSON, a list or an object with numbers as keys; or as Python writes a dictionary of them.
fn names(text: &str) -> Option<Vec<String>> {
    let text_of = |value: Value| match value {
        Value::String(name) => Some(name),
        _ => None,
    };
    match serde_json::from_str(text) {
        Ok(Value::Array(list)) => list.into_iter().map(text_of).collect(),
        Ok(Value::Object(entries)) => {
            let numbered = entries
                .into_iter()
                .map(|(key, name)| Some((key.parse().ok()?, text_of(name)?)));
            in_order(numbered.collect::<Option<BTreeMap<usize, String>>>()?)
        }
        _ => in_order(dictionary(text)?),
    }
}

/// Returns the names of the numbers from 0 on; `None` if one is missing.
fn in_order(names: BTreeMap<usize, String>) -> Option<Vec<String>> {
    let is_full = names.keys().copied().eq(0..names.len());
    is_full.then(|| names.into_values().collect())
}

/// Reads a dictionary as Python writes it: `{0: 'tench', 1: "cat's eye"}`.
fn dictionary(text: &str) -> Option<BTreeMap<usize, String>> {
    let mut rest = text.trim().strip_prefix('{')?.strip_suffix('}')?.trim();
    let mut names = BTreeMap::new();
    while !rest.is_empty() {
        let (key, behind) = rest.split_once(':')?;
        let (name, behind) = quoted(behind.trim_start())?;
        names.insert(key.trim().parse().ok()?, name);
        rest = behind.trim_start();
        if !rest.is_empty() {
            rest = rest.strip_prefix(',')?.trim_start();
        }
    }
    Some(names)
}

/// Reads a text of Python in quotes, and returns what stands behind it.
fn quoted(text: &str) -> Option<(String, &str)> {
    let quote = text
        .chars()
        .next()
        .filter(|quote| matches!(quote, '\'' | '"'))?;
    let mut letters = text.char_indices().skip(1);
    let mut name = String::new();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '\\' => {
                let digits = match letters.next()?.1 {
                    'n' | 'r' | 't' => return None,
                    'x' => 2,
                    'u' => 4,
                    other => {
                        name.push(other);
                        continue;
                    }
                };
                let mut code = 0;
                for _ in 0..digits {
                    code = code * 16 + letters.next()?.1.to_digit(16)?;
                }
                name.push(char::from_u32(code)?);
            }
            _ if letter == quote => return Some((name, &text[at + 1..])),
            _ => name.push(letter),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_as_json_and_as_python_writes_them() {
        let read = |text| names(text).map(|names| names.join("|"));
        assert_eq!(read(r#"["a", "b\u00e9"]"#), Some("a|b\u{e9}".to_owned()));
        assert_eq!(read(r#"{"1": "b", "0": "a"}"#), Some("a|b".to_owned()));
        let python = r#"{0: 'tench', 1: "cat's, eye", 10: 'x'}"#;
        assert_eq!(read(python), None);
        let python = r#"{0: 'tench', 1: "cat's, eye", 2: 'a\'b\xe9'}"#;
        assert_eq!(read(python), Some("tench|cat's, eye|a'b\u{e9}".to_owned()));
        for broken in [
            "",
            "{",
            "{0: 'a}",
            "{0 'a'}",
            "{0: 'a' 1: 'b'}",
            "[1]",
            "{x: 'a'}",
        ] {
            assert_eq!(read(broken), None, "{broken}");
        }
        assert_eq!(read("{}"), Some(String::new()));
    }
}
