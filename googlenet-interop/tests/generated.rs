//! Tests that the generated code has the fields of the `.proto` file, with the same numbers and types.

use std::collections::BTreeSet;
use std::path::Path;

/// A field of a message: the message, the field's name, type and number.
type Field = (String, String, String, u32);

/// Reads a file of a format's folder `proto`.
fn text(format: &str, name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join(format!("src/{format}/proto"))
        .join(name);
    std::fs::read_to_string(path).expect("the file is there")
}

fn number(text: &str) -> Option<u32> {
    text.trim_matches(|c: char| !c.is_ascii_digit())
        .parse()
        .ok()
}

/// Returns the fields that the `.proto` file declares.
fn declared(format: &str) -> BTreeSet<Field> {
    let mut fields = BTreeSet::new();
    let mut scopes: Vec<String> = Vec::new();
    for line in text(format, &format!("{format}.proto")).lines() {
        let line = line.split("//").next().unwrap_or_default().trim();
        let words: Vec<&str> = line.split_whitespace().collect();
        match words[..] {
            ["message" | "enum" | "oneof", name, "{"] => {
                scopes.push(format!("{} {name}", words[0]))
            }
            ["}"] => drop(scopes.pop()),
            ["optional" | "repeated", ty, name, "=", ref rest @ ..]
            | [ty, name, "=", ref rest @ ..]
                if scopes
                    .last()
                    .is_some_and(|scope| !scope.starts_with("enum")) =>
            {
                let message = scopes
                    .iter()
                    .rev()
                    .find_map(|scope| scope.strip_prefix("message "));
                let number = rest
                    .first()
                    .and_then(|word| number(word))
                    .expect("a number");
                let ty = if ty.starts_with(char::is_uppercase) {
                    "message"
                } else {
                    ty
                };
                fields.insert((
                    message.unwrap_or_default().into(),
                    name.into(),
                    ty.into(),
                    number,
                ));
            }
            _ => {}
        }
    }
    fields
}

/// Returns the fields of the generated code.
fn generated(format: &str) -> BTreeSet<Field> {
    let code = text(format, "generated.rs");
    let mut fields = BTreeSet::new();
    let (mut message, mut attribute) = (String::new(), String::new());
    for line in code.lines().map(str::trim) {
        if let Some(name) = line.strip_prefix("pub struct ") {
            message = name
                .trim_end_matches(" {")
                .trim_end_matches(" {}")
                .to_owned();
        } else if line.starts_with("pub enum ") {
            attribute.clear();
        } else if line.starts_with("#[prost(") {
            attribute = line.to_owned();
        } else if !attribute.is_empty() && (line.starts_with("pub ") || line.ends_with("),")) {
            let name = line
                .trim_start_matches("pub ")
                .split([':', '('])
                .next()
                .unwrap_or_default();
            let name = name.trim_start_matches("r#").to_owned();
            let inside = attribute.trim_start_matches("#[prost(");
            let ty = inside.split([',', ' ', '=']).next().unwrap_or_default();
            let ty = if ty == "enumeration" { "message" } else { ty };
            let ty = ty.trim_end_matches('"').to_owned();
            let tag = attribute
                .split("tag = \"")
                .nth(1)
                .and_then(|rest| rest.split('"').next());
            if let Some(tag) = tag.and_then(number) {
                fields.insert((message.clone(), name, ty, tag));
            }
            attribute.clear();
        }
    }
    fields
}

/// Converts a field's name to the form of Rust's enum variants.
fn camel(name: &str) -> String {
    let part = |part: &str| part[..1].to_uppercase() + &part[1..];
    name.split('_').map(part).collect()
}

#[test]
fn generated_code_has_the_declared_fields() {
    same("onnx", 50);
    same("caffe", 20);
}

fn same(format: &str, least: usize) {
    let (declared, generated) = (declared(format), generated(format));
    assert!(declared.len() > least, "{declared:?}");
    for (message, name, ty, number) in &declared {
        let same = |field: &&Field| {
            field.3 == *number && field.2 == *ty && (field.1 == *name || field.1 == camel(name))
        };
        let of_message = generated
            .iter()
            .filter(|field| field.0 == *message || message.is_empty() || field.1 == camel(name));
        assert!(
            of_message.clone().any(|field| same(&field)),
            "{message}.{name}, a {ty} of number {number}"
        );
    }
    assert_eq!(declared.len(), generated.len(), "no field beyond those");
}
