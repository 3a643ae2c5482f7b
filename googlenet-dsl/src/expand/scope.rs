//! Paths of layers, and the scopes in which references are resolved.

use super::{FlatLayer, Outer};
use crate::graph::LayerId;
use crate::spec::Reference;
use crate::value::Names;
use std::collections::HashMap;

/// The names of the groups (uses of blocks, joins, heads) around a step, joined by `.`, and the number of these groups
/// (`depth`).
#[derive(Default)]
pub(super) struct Path {
    pub(super) text: String,
    /// The group's name elsewhere. Without `names` in the file it is the same as `text`, with the `source` of each
    /// group that has one, and `None` if none has.
    pub(super) source: Option<String>,
    /// The name elsewhere of the group around this one.
    around: Option<String>,
    /// The tool that has the names elsewhere, from the file's `names`.
    names: Option<Names>,
    /// Whether the name elsewhere is that of layers which the tool numbers.
    numbered: bool,
    pub(super) depth: usize,
}

/// The name of a step: in the description and, from `source`, elsewhere; of a step with `repeat` with the number of the
/// copy, from 1.
pub(super) struct Called<'a> {
    pub(super) name: String,
    pub(super) source: Option<&'a str>,
    pub(super) time: Option<u32>,
}

/// The path of a layer, and its name in the file that the description was made of.
pub(super) struct Named {
    pub(super) path: String,
    pub(super) source: Option<String>,
    /// Whether layers with this `source` are numbered.
    pub(super) numbered: bool,
}

impl Path {
    /// Returns the path of the steps of a network whose names elsewhere are those of the tool `names`.
    pub(super) fn of_network(names: Option<Names>) -> Path {
        Path {
            names,
            source: names.map(|_| String::new()),
            ..Path::default()
        }
    }

    pub(super) fn join(&self, name: &str) -> String {
        if self.text.is_empty() {
            name.to_owned()
        } else {
            format!("{}.{name}", self.text)
        }
    }

    /// Returns the path of what is inside the step: of layers that its options append, or of a block's steps.
    pub(super) fn enter(&self, called: &Called<'_>) -> Path {
        let source = match (self.names, called.source) {
            (Some(names), Some(source)) => Some(self.elsewhere(names, source, called.time)),
            (Some(names), None) => Some(self.elsewhere(names, &called.name, None)),
            (None, source) => self.memo(&called.name, source, called.time),
        };
        Path {
            text: self.join(&called.name),
            source,
            around: self.source.clone(),
            names: self.names,
            numbered: self.names.is_some() && called.source.is_some_and(is_whole),
            depth: self.depth + 1,
        }
    }

    /// Returns the name elsewhere of the step `name` in this group in a file without `names`, which is the path with
    /// the `source` of the step and those of the groups instead of their names; `None` if none has one.
    fn memo(&self, name: &str, source: Option<&str>, time: Option<u32>) -> Option<String> {
        if self.source.is_none() && source.is_none() {
            return None;
        }
        let last = match (source, time) {
            (Some(source), Some(time)) => format!("{source}_{time}"),
            (source, _) => source.unwrap_or(name).to_owned(),
        };
        Some(match self.source.as_ref().unwrap_or(&self.text).as_str() {
            "" => last,
            group => format!("{group}.{last}"),
        })
    }

    /// Returns the name elsewhere of a part of this group which is called `source`: as it stands behind the group's
    /// name if it is empty or begins with `.` or `_`, without the group's if it begins with `/`, and else joined by the
    /// tool's separator. Of a repeated step the number at its end counts on, but for one that begins with `/`.
    fn elsewhere(&self, names: Names, source: &str, time: Option<u32>) -> String {
        let group = self.source.as_deref().unwrap_or_default();
        if is_whole(source) {
            return source[1..].to_owned();
        }
        let source = counted(source, time);
        match group.is_empty() || continues(&source) {
            true => format!("{group}{source}"),
            false => format!("{group}{}{source}", names.separator()),
        }
    }

    /// Returns the name of the layer of the step that this is the path of, or of the layer `behind` that its options
    /// append; `source` is the name that the step has for this layer alone.
    pub(super) fn layer(
        &self,
        behind: Option<&str>,
        source: Option<&str>,
        time: Option<u32>,
    ) -> Named {
        let path = match behind {
            Some(behind) => self.join(behind),
            None => self.text.clone(),
        };
        let Some(names) = self.names else {
            let source = match behind {
                Some(behind) => self.memo(behind, None, None),
                None => self.source.clone(),
            };
            return Named {
                path,
                source,
                numbered: false,
            };
        };
        let (elsewhere, numbered) = match (source, behind) {
            (Some(source), _) if is_whole(source) => (self.elsewhere(names, source, None), true),
            (Some(source), _) if continues(source) => (self.elsewhere(names, source, None), false),
            (Some(source), _) => {
                let around = Path {
                    source: self.around.clone(),
                    ..Path::default()
                };
                (around.elsewhere(names, source, time), false)
            }
            (None, Some(behind)) => (self.elsewhere(names, behind, None), false),
            (None, None) => (self.source.clone().unwrap_or_default(), self.numbered),
        };
        Named {
            path,
            source: Some(elsewhere),
            numbered,
        }
    }
}

fn is_whole(source: &str) -> bool {
    source.starts_with('/')
}

fn continues(source: &str) -> bool {
    source.is_empty() || source.starts_with(['.', '_'])
}

/// Returns the name of a copy of a repeated step, of which the first, if `source` ends with a number, is called
/// `source`: `block3` is followed by `block4`. Copies of a step whose `source` has no number are `source_1` and so on.
fn counted(source: &str, time: Option<u32>) -> String {
    let Some(time) = time else {
        return source.to_owned();
    };
    let stem = source.trim_end_matches(|letter: char| letter.is_ascii_digit());
    let number = source[stem.len()..].parse::<u32>().ok();
    match number.and_then(|number| number.checked_add(time - 1)) {
        Some(number) => format!("{stem}{number}"),
        None => format!("{source}_{time}"),
    }
}

/// Numbers the layers with weights that are called as layers which have no name of their own: `conv2d`, `conv2d_1`,
/// `conv2d_2`.
pub(super) fn number(layers: &mut [FlatLayer<'_>]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for layer in layers.iter_mut().filter(|layer| layer.numbered) {
        let Some(source) = &mut layer.source else {
            continue;
        };
        let before = seen.entry(source.clone()).or_default();
        if *before > 0 {
            *source = format!("{source}_{before}");
        }
        *before += 1;
    }
}

/// The layers with the results of a chain's finished steps, by the names of the steps. A repeated step has the result
/// of its last copy.
pub(super) type Scope<'s> = HashMap<&'s str, LayerId>;

/// The scopes of the chains around a step, innermost last.
pub(super) type Scopes<'s> = Vec<Scope<'s>>;

/// Returns the layer that a reference names, searched from the innermost scope outwards; for `$input` the input of the
/// enclosing block, head or network.
pub(super) fn resolve(reference: &Reference, scopes: &Scopes<'_>, outer: &Outer<'_>) -> LayerId {
    let Some(name) = &reference.name else {
        return outer.input;
    };
    let found = scopes
        .iter()
        .rev()
        .find_map(|scope| scope.get(name.as_str()));
    // Lowering has checked all references. A name is missing only after a stop, when the result is discarded.
    found.copied().unwrap_or(outer.input)
}
