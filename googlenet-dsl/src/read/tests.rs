//! Tests that YAML text is parsed to the right values, and that their positions in the text are right.

use super::{Node, Value, read};
use crate::diagnostic::Source;

fn tree(text: &str) -> (Source, Node) {
    let source = Source::new("test.yaml", text);
    let node = read(&source).expect("YAML");
    (source, node)
}

/// Appends the source text of every key and scalar to `into`, in the order of the file.
fn places(source: &Source, node: &Node, into: &mut Vec<String>) {
    match &node.value {
        Value::List(items) => items.iter().for_each(|item| places(source, item, into)),
        Value::Map(entries) => {
            for entry in entries {
                assert_eq!(source.slice(entry.key_span), entry.key);
                into.push(source.slice(entry.key_span).to_owned());
                places(source, &entry.value, into);
            }
        }
        _ => into.push(source.slice(node.span).to_owned()),
    }
}

#[test]
fn words_are_where_they_stand() {
    for start in ["", "\u{feff}", "# größer als ASCII: 入力\n", "# a line\r\n"] {
        let text = format!(
            "{start}a: {{b: 1, c: [x, \"y z\", 'q', 2.5]}} # ü\r\nd:\n  - e: true\n    f: ~\n  - 日本: wört\n"
        );
        let (source, node) = tree(&text);
        let mut found = Vec::new();
        places(&source, &node, &mut found);
        let words = [
            "a", "b", "1", "c", "x", "\"y z\"", "'q'", "2.5", "d", "e", "true", "f", "~", "日本",
            "wört",
        ];
        assert_eq!(found, words, "{text:?}");
    }
}

#[test]
fn lists_and_maps_span_what_is_in_them() {
    let (source, node) = tree("a:\n  b: [1,\n    2]\n  c: {d: 3}\n\n# the end\n");
    let Value::Map(top) = &node.value else {
        panic!("a map")
    };
    assert_eq!(
        source.slice(top[0].value.span),
        "b: [1,\n    2]\n  c: {d: 3}"
    );
    let Value::Map(inner) = &top[0].value.value else {
        panic!("a map")
    };
    assert_eq!(source.slice(inner[0].value.span), "[1,\n    2]");
    assert_eq!(source.slice(inner[1].value.span), "{d: 3}");
}

#[test]
fn scalars_are_what_yaml_1_2_says() {
    let value = |text: &str| {
        let (_, node) = tree(&format!("k: {text}"));
        let Value::Map(entries) = node.value else {
            panic!("a map")
        };
        entries[0].value.value.clone()
    };
    let numbers = [
        ("7", 7.0),
        ("-0.5", -0.5),
        (".5", 0.5),
        ("1e-3", 1e-3),
        ("+2.", 2.0),
        ("007", 7.0),
    ];
    for (text, number) in numbers {
        assert_eq!(value(text), Value::Number(number), "{text}");
    }
    for text in [
        "7.0M", "1_000", "0x1F", ".inf", ".nan", "1e", "yes", "on", "1.2.3", "e5",
    ] {
        assert_eq!(value(text), Value::Text(text.to_owned()), "{text}");
    }
    for (text, other) in [
        ("true", Value::Bool(true)),
        ("False", Value::Bool(false)),
        ("null", Value::Null),
    ] {
        assert_eq!(value(text), other, "{text}");
        assert_eq!(
            value(&format!("'{text}'")),
            Value::Text(text.to_owned()),
            "{text} in quotes"
        );
    }
}
