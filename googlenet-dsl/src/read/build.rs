//! Assembly of a tree of values from the events of the YAML parser, without recursion.

use super::{Entry, Node, Value, scalar};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use std::collections::HashMap;

/// The largest number of values in a file; scalars, keys, lists and maps all count as one each.
pub(super) const MAX_VALUES: usize = 100_000;
/// The largest length of a key, in bytes.
const MAX_KEY: usize = 256;

/// A builder of the tree of YAML values: `open` and `close` are called at the beginning and end of each list and map,
/// `complete` for each scalar, in the order of the file.
#[derive(Default)]
pub(super) struct TreeBuilder {
    open: Vec<Open>,
    root: Option<Node>,
    values: usize,
}

/// A list or map whose end the parser has not reached.
struct Open {
    span: Span,
    flow: bool,
    content: Content,
}

enum Content {
    List(Vec<Node>),
    Map {
        entries: Vec<Entry>,
        places: HashMap<String, Span>,
        key: Option<Key>,
    },
}

/// The key of a map entry whose value has not been parsed.
enum Key {
    Known(String, Span),
    /// A key that was reported as an error, or is part of the value before it; its value is dropped.
    Bad,
}

impl TreeBuilder {
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }

    pub(super) fn is_full(&self) -> bool {
        self.values > MAX_VALUES
    }

    pub(super) fn open(&mut self, map: bool, flow: bool, span: Span) {
        let content = if map {
            Content::Map {
                entries: Vec::new(),
                places: HashMap::new(),
                key: None,
            }
        } else {
            Content::List(Vec::new())
        };
        self.open.push(Open {
            span,
            flow,
            content,
        });
    }

    /// Finishes the innermost open list or map and adds it to the list or map around it; does nothing if none is open.
    /// The position of a finished value in flow style (`[…]`, `{…}`) ends with the closing bracket, at `end`; in block
    /// style with the last entry.
    pub(super) fn close(&mut self, end: Span, errors: &mut Diagnostics) {
        let Some(Open {
            mut span,
            flow,
            content,
        }) = self.open.pop()
        else {
            return;
        };
        let value = match content {
            Content::List(items) => Value::List(items),
            Content::Map { entries, .. } => Value::Map(entries),
        };
        let last = match &value {
            Value::List(items) => items.last().map(|item| item.span),
            Value::Map(entries) => entries
                .last()
                .map(|entry| entry.key_span.to(entry.value.span)),
            _ => None,
        };
        span.end = if flow {
            end.end
        } else {
            last.map_or(span.end, |last| last.end)
        };
        span.start = span.start.min(span.end);
        self.complete(Node { span, value }, errors);
    }

    /// Adds a finished value to the innermost open list or map; in a map, keys and values alternate. Without an open
    /// one the value becomes the root. An invalid or duplicate key is reported and dropped with its value.
    pub(super) fn complete(&mut self, node: Node, errors: &mut Diagnostics) {
        self.values += 1;
        let Some(Open { content, flow, .. }) = self.open.last_mut() else {
            self.root = Some(node);
            return;
        };
        match content {
            Content::List(items) => items.push(node),
            Content::Map {
                entries,
                places,
                key,
            } => match key.take() {
                None if *flow && scalar::continues(entries.last_mut(), &node) => {
                    *key = Some(Key::Bad);
                }
                None => *key = Some(checked_key(node, places, errors)),
                Some(Key::Known(key, key_span)) => entries.push(Entry {
                    key,
                    key_span,
                    value: node,
                }),
                Some(Key::Bad) => {}
            },
        }
    }

    /// Returns the root of the tree; `None` if the parser has finished no value outside of lists and maps.
    pub(super) fn finish(self) -> Option<Node> {
        self.root
    }
}

fn checked_key(node: Node, places: &mut HashMap<String, Span>, errors: &mut Diagnostics) -> Key {
    let text = match node.value {
        Value::Text(text) if text.len() <= MAX_KEY => text,
        Value::Text(_) => {
            let title = "a key is too long";
            let label = format!("more than {MAX_KEY} bytes");
            errors.push(Diagnostic::new(Code::KEY_NOT_TEXT, title, node.span, label));
            return Key::Bad;
        }
        other => {
            let label = format!("expected a word, got {}", other.describe());
            errors.push(Diagnostic::new(
                Code::KEY_NOT_TEXT,
                "a key is no word",
                node.span,
                label,
            ));
            return Key::Bad;
        }
    };
    if text == "<<" {
        errors.push(super::anchor("merge keys are not used here", node.span));
        return Key::Bad;
    }
    if let Some(first) = places.get(&text) {
        let error = Diagnostic::new(
            Code::DUPLICATE_KEY,
            format!("`{text}` occurs twice in one map"),
            node.span,
            "again here",
        );
        errors.push(
            error
                .also(*first, "first here")
                .help("give each a name of its own, or remove one"),
        );
        return Key::Bad;
    }
    places.insert(text.clone(), node.span);
    Key::Known(text, node.span)
}
