//! A node with the settings of its layer, whose range is checked when they are read.

use crate::items::{Lower, refuse};
use crate::keras::graph::{Graph, Leaf, Node, Operand, short};
use googlenet_dsl::grammar::MAX_COUNT;
use serde_json::{Map, Value};

/// A call of a layer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Site<'s, 'j> {
    pub(super) leaf: &'s Leaf<'j>,
    pub(super) node: &'s Node<'j>,
}

/// Settings at a place of the JSON: those of a layer, or of an object in them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Settings<'s> {
    pub(super) map: &'s Map<String, Value>,
    pub(super) place: &'s str,
}

impl<'s, 'j> Site<'s, 'j> {
    pub(super) fn of(graph: &'s Graph<'j>, node: &'s Node<'j>) -> Site<'s, 'j> {
        Site {
            leaf: &graph.leaves[node.leaf],
            node,
        }
    }

    pub(super) fn path(&self) -> &'s str {
        &self.leaf.path
    }

    pub(super) fn class(&self) -> &'j str {
        self.leaf.layer.class
    }

    /// Returns the name of the layer's class in messages: of an operation of TensorFlow its function.
    pub(super) fn operator(&self) -> &'j str {
        let function = self.leaf.settings.get("function").and_then(Value::as_str);
        match self.class() {
            "TFOpLambda" | "SlicingOpLambda" => function.unwrap_or(self.class()),
            class => class,
        }
    }

    pub(super) fn settings(&self) -> Settings<'s> {
        Settings {
            map: self.leaf.settings,
            place: &self.leaf.layer.place,
        }
    }

    /// Returns an argument of the call: the one at `at`, or one of these names.
    pub(super) fn argument(&self, at: usize, names: &[&str]) -> Option<&'s Operand<'j>> {
        let named = self
            .node
            .named
            .iter()
            .find(|(name, _)| names.contains(name));
        let named = named.map(|(_, operand)| operand);
        self.node.operands.get(at).or(named)
    }

    /// Returns an argument that is plain data, or the setting of this name.
    pub(super) fn plain(&self, at: usize, names: &[&str]) -> Option<&'s Value> {
        match self.argument(at, names) {
            Some(Operand::Plain(value)) => Some(value),
            Some(_) => None,
            None => names.iter().find_map(|name| self.leaf.settings.get(*name)),
        }
    }
}

impl<'s> Settings<'s> {
    pub(super) fn get(&self, key: &str) -> Option<&'s Value> {
        self.map.get(key).filter(|value| !value.is_null())
    }

    /// Returns the refusal of a setting.
    pub(super) fn wrong<T>(&self, key: &str, expected: &str) -> Lower<T> {
        let place = format!("{}.config.{key}", self.place);
        match self.get(key) {
            Some(value) => refuse(format!(
                "`{key}` is {} ({place}), expected {expected}",
                short(value)
            )),
            None => refuse(format!("`{key}` is missing ({place}), expected {expected}")),
        }
    }

    /// Returns a whole number from 1.
    pub(super) fn count(&self, key: &str) -> Lower<u32> {
        match self.get(key).and_then(|value| size(value, 1)) {
            Some(count) => Ok(count),
            None => self.wrong(key, &format!("a whole number from 1 to {MAX_COUNT}")),
        }
    }

    pub(super) fn count_or(&self, key: &str, otherwise: u32) -> Lower<u32> {
        match self.get(key) {
            None => Ok(otherwise),
            Some(_) => self.count(key),
        }
    }

    /// Returns height and width, given as one number or two of at least `least`.
    pub(super) fn pair(&self, key: &str, least: u32) -> Lower<Option<[u32; 2]>> {
        let Some(value) = self.get(key) else {
            return Ok(None);
        };
        let read = match value {
            Value::Array(list) => match &list[..] {
                [height, width] => [height, width].map(|value| size(value, least)),
                [both] => [size(both, least); 2],
                _ => [None; 2],
            },
            both => [size(both, least); 2],
        };
        match read {
            [Some(height), Some(width)] => Ok(Some([height, width])),
            _ => self.wrong(
                key,
                &format!("a whole number from {least} to {MAX_COUNT}, or two"),
            ),
        }
    }

    pub(super) fn flag(&self, key: &str, otherwise: bool) -> Lower<bool> {
        match self.get(key) {
            None => Ok(otherwise),
            Some(Value::Bool(flag)) => Ok(*flag),
            Some(_) => self.wrong(key, "true or false"),
        }
    }

    pub(super) fn real(&self, key: &str, otherwise: f64) -> Lower<f64> {
        match self.get(key).map(number) {
            None => Ok(otherwise),
            Some(Some(value)) => Ok(value),
            Some(None) => self.wrong(key, "a number"),
        }
    }

    /// Returns one of these words.
    pub(super) fn word(&self, key: &str, words: &[&'static str]) -> Lower<&'static str> {
        let Some(value) = self.get(key) else {
            return Ok(words[0]);
        };
        let found = value
            .as_str()
            .and_then(|word| words.iter().find(|own| **own == word));
        match found {
            Some(word) => Ok(word),
            None => {
                let words: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
                self.wrong(key, &words.join(" or "))
            }
        }
    }

    /// Returns a list of whole numbers, or one of them.
    pub(super) fn wholes(&self, key: &str) -> Lower<Option<Vec<i64>>> {
        match self.get(key).map(wholes) {
            None => Ok(None),
            Some(Some(list)) => Ok(Some(list)),
            Some(None) => self.wrong(key, "whole numbers"),
        }
    }
}

/// Returns a whole number from `least` on that descriptions can have.
pub(super) fn size(value: &Value, least: u32) -> Option<u32> {
    let size = u32::try_from(value.as_u64()?).ok()?;
    (least..=MAX_COUNT).contains(&size).then_some(size)
}

/// Returns a number, which old versions write as an object of NumPy's.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::Number(number) => number.as_f64(),
        Value::Object(object) => number(object.get("value")?),
        _ => None,
    }
}

/// Returns whole numbers: one, a list, or a tuple of Keras 3.
pub(super) fn wholes(value: &Value) -> Option<Vec<i64>> {
    match value {
        Value::Array(list) => list.iter().map(Value::as_i64).collect(),
        Value::Object(object) => wholes(object.get("items").or_else(|| object.get("value"))?),
        one => Some(vec![one.as_i64()?]),
    }
}

/// Returns numbers with their sizes: one, nested lists, or a tensor as Keras 3 writes it.
pub(super) fn numbers(value: &Value) -> Option<(Vec<usize>, Vec<f64>)> {
    match value {
        Value::Number(number) => Some((Vec::new(), vec![number.as_f64()?])),
        Value::Object(object) => {
            let inner = object.get("config").and_then(|config| config.get("value"));
            numbers(inner.or_else(|| object.get("value"))?)
        }
        Value::Array(list) => {
            let (mut sizes, mut all) = (None, Vec::new());
            for part in list {
                let (own, values) = numbers(part)?;
                if sizes.get_or_insert_with(|| own.clone()) != &own {
                    return None;
                }
                all.extend(values);
            }
            let inner = sizes.unwrap_or_default();
            Some(([vec![list.len()], inner].concat(), all))
        }
        _ => None,
    }
}
