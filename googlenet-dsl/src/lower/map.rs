//! Access to the entries of a YAML map by key, and reports of missing and unknown keys.

use super::{form, hint};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span};
use crate::foreign::{Foreign, OPTIONS};
use crate::grammar::Kind;
use crate::nearest::nearest;
use crate::read::{Entry, Node, Value};

/// The entries of a YAML map, which are taken out by key, so that those that are left in the end can be reported as
/// unknown.
pub(super) struct Fields<'a> {
    what: String,
    /// The words of other tools for its keys.
    foreign: &'static [Foreign],
    span: Span,
    entries: Vec<Option<&'a Entry>>,
}

impl<'a> Fields<'a> {
    /// Gives access to the map `node`, which messages call `what`; `foreign` has the words of other tools for its keys.
    /// Reports a node that is not a map, with the help that `form` makes of it, and returns `None`.
    pub(super) fn of(
        node: &'a Node,
        what: &str,
        foreign: &'static [Foreign],
        form: impl FnOnce(&Node) -> Option<String>,
        errors: &mut Diagnostics,
    ) -> Option<Fields<'a>> {
        let Value::Map(entries) = &node.value else {
            let got = node.value.describe();
            let mut error = Diagnostic::new(
                Code::NOT_A_MAP,
                format!("{what} is not a map"),
                node.span,
                format!("expected a map, got {got}"),
            );
            error.help = form(node);
            errors.push(error);
            return None;
        };
        Some(Fields {
            what: what.to_owned(),
            foreign,
            span: node.span,
            entries: entries.iter().map(Some).collect(),
        })
    }

    /// Adds the entries of another map. Reports keys that are in both, and keeps the first entry. A node that is not a
    /// map is ignored.
    pub(super) fn extend(&mut self, node: &'a Node, errors: &mut Diagnostics) {
        let Value::Map(entries) = &node.value else {
            return;
        };
        for entry in entries {
            let mut here = self.entries.iter().flatten();
            if let Some(first) = here.find(|here| here.key == entry.key) {
                let title = format!(
                    "`{}` is given twice",
                    crate::diagnostic::shorten(&entry.key)
                );
                let error =
                    Diagnostic::new(Code::DUPLICATE_KEY, title, entry.key_span, "again here");
                errors.push(error.also(first.key_span, "first here"));
            } else {
                self.entries.push(Some(entry));
            }
        }
    }

    /// Takes out the entry with this key; `None` if there is none, or it was taken out before.
    pub(super) fn take_entry(&mut self, key: &str) -> Option<&'a Entry> {
        let slot = self
            .entries
            .iter_mut()
            .find(|slot| slot.is_some_and(|entry| entry.key == key));
        slot.and_then(Option::take)
    }

    /// Takes out the value of a key; `None` if there is none, or it was taken out before.
    pub(super) fn take(&mut self, key: &str) -> Option<&'a Node> {
        self.take_entry(key).map(|entry| &entry.value)
    }

    /// Takes out the value of a required key. If it is missing, returns `None` and reports that, unless a key that is
    /// left looks like a misspelling of it, which [`Fields::reject_rest`] reports.
    pub(super) fn require(&mut self, key: &str, errors: &mut Diagnostics) -> Option<&'a Node> {
        let found = self.take(key);
        if found.is_none() && !self.holds_slip_of(key) {
            let mut error = Diagnostic::new(
                Code::MISSING_KEY,
                format!("{} has no `{key}`", self.what),
                self.span,
                format!("`{key}` is missing here"),
            );
            error.help = form::missing(key);
            errors.push(error);
        }
        found
    }

    /// Returns `true` if there is an entry with this key that was not taken out.
    pub(super) fn holds(&self, key: &str) -> bool {
        self.entries.iter().flatten().any(|entry| entry.key == key)
    }

    /// Creates an empty map, for a layer that is given without options. Messages call it `step`.
    pub(super) fn empty(step: &str, span: Span) -> Fields<'a> {
        Fields {
            what: format!("`{step}`"),
            foreign: OPTIONS,
            span,
            entries: Vec::new(),
        }
    }

    /// Returns `true` if a key that has not been taken out is probably a misspelling of `key`.
    pub(super) fn holds_slip_of(&self, key: &str) -> bool {
        let left = self
            .entries
            .iter()
            .flatten()
            .map(|entry| entry.key.as_str());
        left.filter(|left| *left != key)
            .any(|left| hint::stands_for(self.foreign, left, key) || nearest(left, [key]).is_some())
    }

    /// Returns `true` if a key that has not been taken out stands for the main argument of `kind`.
    pub(super) fn hold_argument_of(&self, kind: &Kind) -> bool {
        let mut left = self.entries.iter().flatten();
        left.any(|entry| hint::field_of(kind, &entry.key) == Some(kind.name))
    }

    /// Reports every key that has not been taken out as unknown; `known` are the keys that may be suggested instead.
    pub(super) fn reject_rest(self, known: &[&str], errors: &mut Diagnostics) {
        let foreign = self.foreign;
        let help = |entry: &Entry| hint::unknown_key(foreign, entry, known);
        self.reject(Code::UNKNOWN_KEY, "key", help, errors);
    }

    /// Reports every key that has not been taken out as an unknown option of `name`, which is `kind` or a block;
    /// `known` are the options that may be suggested instead.
    pub(super) fn reject_options(
        mut self,
        name: &str,
        kind: Option<&Kind>,
        known: &[&str],
        errors: &mut Diagnostics,
    ) {
        self.what = format!("`{name}`");
        let help = |entry: &Entry| hint::unknown_option(kind, entry, known);
        self.reject(Code::UNKNOWN_OPTION, "option", help, errors);
    }

    /// Reports every key that has not been taken out as an unknown one in the defaults of `kind`; `known` are the
    /// options that may be suggested instead.
    pub(super) fn reject_defaults(self, kind: &Kind, known: &[&str], errors: &mut Diagnostics) {
        let help = |entry: &Entry| hint::unknown_option(Some(kind), entry, known);
        self.reject(Code::UNKNOWN_KEY, "key", help, errors);
    }

    fn reject(
        self,
        code: Code,
        what: &str,
        help: impl Fn(&Entry) -> Option<String>,
        errors: &mut Diagnostics,
    ) {
        for entry in self.entries.into_iter().flatten() {
            let key = crate::diagnostic::shorten(&entry.key);
            let title = format!("unknown {what} `{key}` in {}", self.what);
            let mut error = Diagnostic::new(code, title, entry.key_span, "not known here");
            error.help = help(entry);
            errors.push(error);
        }
    }
}
