//! The context in which steps are lowered: the file's blocks and defaults, and the block around the step.

use super::map::Fields;
use super::{behind, columns, form, hint, literal, source, step};
use crate::diagnostic::{Code, Diagnostic, Diagnostics, Span, shorten};
use crate::foreign::OPTIONS;
use crate::grammar::{Kind, OptionType, Setting};
use crate::nearest::suggestion;
use crate::op::{KINDS, kind};
use crate::read::{Entry, Node, Value};
use crate::spec::Column;
use crate::value::Names;

/// The names that a step may use (the file's blocks, and the columns of the enclosing block), and the file's defaults.
pub(super) struct Context<'a> {
    /// The names of the file's blocks, in the order of the file.
    pub(super) blocks: Vec<&'a str>,
    /// The columns of each block, in the order of `blocks`.
    pub(super) signatures: Vec<Vec<Column>>,
    /// The index of the block whose body is being lowered; `None` outside of blocks.
    pub(super) block: Option<usize>,
    /// The tool whose names `source` gives, from the file's `names`.
    pub(super) names: Option<Names>,
    /// The default values of options that the file gives in `defaults`.
    pub(super) defaults: Defaults,
}

/// The valid entries of `defaults`, one for each option that has one.
#[derive(Default)]
pub(super) struct Defaults(pub(super) Vec<DefaultSetting>);

/// The default value of one option of one kind, from `defaults`.
pub(super) struct DefaultSetting {
    pub(super) kind: &'static Kind,
    pub(super) field: &'static str,
    pub(super) setting: Setting,
    /// The value as the file has it; the layers of options of type [`OptionType::Layer`] are lowered from it.
    pub(super) node: Node,
    pub(super) key_span: Span,
    pub(super) used: bool,
    /// Whether a layer does otherwise, as its batch normalisation takes the bias away.
    pub(super) overruled: bool,
}

impl<'a> Context<'a> {
    /// Collects the names and columns of all blocks, also of invalid ones. Reports blocks that are named like a
    /// built-in kind or an option, and mistakes in `columns`. The defaults are empty until [`Context::read_defaults`].
    pub(super) fn new(
        blocks: Option<&'a Node>,
        names: Option<Names>,
        errors: &mut Diagnostics,
    ) -> Self {
        let entries: &[Entry] = match blocks.map(|node| &node.value) {
            Some(Value::Map(entries)) => entries,
            _ => &[],
        };
        for entry in entries {
            let name = entry.key.as_str();
            let option = KINDS
                .iter()
                .any(|kind| kind.fields().any(|field| field.name == name));
            if kind(name).is_some() || option || step::STEP_OPTIONS.contains(&name) {
                let title = format!("`{name}` is the name of a built-in kind or option");
                let error = Diagnostic::new(
                    Code::BLOCK_IS_KIND,
                    title,
                    entry.key_span,
                    "not free for a block",
                );
                errors.push(error.help(format!("write `my_{name}` or another name")));
            }
        }
        Context {
            blocks: entries.iter().map(|entry| entry.key.as_str()).collect(),
            signatures: entries
                .iter()
                .map(|entry| columns::of_block(&entry.value, errors))
                .collect(),
            block: None,
            names,
            defaults: Defaults::default(),
        }
    }

    /// Returns the columns of the block with the name `block`; empty for an unknown block.
    pub(super) fn columns_of(&self, block: &str) -> &[Column] {
        let at = self.blocks.iter().position(|name| *name == block);
        at.map_or(&[], |at| self.signatures[at].as_slice())
    }

    /// Lowers `node`, the value of `defaults` in the file, into the field `defaults`, and reports invalid entries.
    pub(super) fn read_defaults(&mut self, node: Option<&Node>, errors: &mut Diagnostics) {
        let Some(node) = node else { return };
        let Value::Map(entries) = &node.value else {
            // `Fields::of` reports that the node is not a map.
            Fields::of(node, "`defaults`", &[], form::defaults, errors);
            return;
        };
        for entry in entries {
            match kind(&entry.key) {
                Some(kind) => self.read_defaults_of(kind, entry, errors),
                None if self.blocks.contains(&entry.key.as_str()) => errors.push(Diagnostic::new(
                    Code::NO_DEFAULT,
                    format!("`{}` is a block", entry.key),
                    entry.key_span,
                    "only built-in kinds have defaults",
                )),
                None => {
                    let title = format!("unknown kind `{}`", shorten(&entry.key));
                    let mut error =
                        Diagnostic::new(Code::UNKNOWN_KIND, title, entry.key_span, "not a kind");
                    error.help = hint::unknown_default(entry);
                    errors.push(error);
                }
            }
        }
    }

    fn read_defaults_of(&mut self, kind: &'static Kind, entry: &Entry, errors: &mut Diagnostics) {
        let what = format!("the defaults of `{}`", kind.name);
        let Some(mut fields) = Fields::of(&entry.value, &what, OPTIONS, form::none, errors) else {
            return;
        };
        let of_one_step = kind
            .options
            .iter()
            .filter(|field| field.ty == OptionType::Factors)
            .map(|field| field.name);
        for key in std::iter::once(kind.name)
            .chain(["from", "repeat"])
            .chain(of_one_step)
        {
            if let Some(entry) = fields.take_entry(key) {
                let title = format!("`{key}` has no default");
                let label = "every step says this itself";
                errors.push(Diagnostic::new(
                    Code::NO_DEFAULT,
                    title,
                    entry.key_span,
                    label,
                ));
            }
        }
        if let Some(entry) = fields.take_entry("source")
            && source::check_default(kind, &entry.value, self.names, errors)
        {
            self.defaults.0.push(DefaultSetting {
                kind,
                field: "source",
                setting: Setting::Flag(true),
                node: entry.value.clone(),
                key_span: entry.key_span,
                used: false,
                overruled: false,
            });
        }
        for field in kind.options {
            let Some(entry) = fields.take_entry(field.name) else {
                continue;
            };
            if matches!(&entry.value.value, Value::Text(text) if text.starts_with('$')) {
                errors.push(column_outside(entry.value.span));
                continue;
            }
            if let OptionType::Layer(behind) = field.ty {
                behind::layer(behind, &entry.value, self, errors);
            }
            match literal::setting(&field.ty, &entry.value, &format!("`{}`", field.name)) {
                Ok(setting) => self.defaults.0.push(DefaultSetting {
                    kind,
                    field: field.name,
                    setting,
                    node: entry.value.clone(),
                    key_span: entry.key_span,
                    used: false,
                    overruled: false,
                }),
                Err(error) => errors.push(*error),
            }
        }
        let known: Vec<_> = kind.options.iter().map(|field| field.name).collect();
        fields.reject_defaults(kind, &known, errors);
    }

    /// Returns the index, in the columns of the enclosing block, of the column `name` (without `$`). Reports a column
    /// outside of blocks and an unknown column at `span`, and returns `None`.
    pub(super) fn column(&self, name: &str, span: Span, errors: &mut Diagnostics) -> Option<usize> {
        let Some(block) = self.block else {
            errors.push(column_outside(span));
            return None;
        };
        let columns = &self.signatures[block];
        let found = columns.iter().position(|column| column.name == name);
        if found.is_none() {
            let title = format!("unknown column `${}`", shorten(name));
            let mut error = Diagnostic::new(
                Code::UNKNOWN_COLUMN,
                title,
                span,
                "not a column of this block",
            );
            error.help = suggestion(name, columns.iter().map(|column| column.name.as_str()));
            errors.push(error);
        }
        found
    }
}

impl Defaults {
    /// Returns the file's default for option `field` of a kind, for the caller to read and to mark as used; `None` if
    /// the file has none.
    pub(super) fn of(&mut self, kind: &Kind, field: &str) -> Option<&mut DefaultSetting> {
        self.0
            .iter_mut()
            .find(|default| default.kind.name == kind.name && default.field == field)
    }
}

fn column_outside(span: Span) -> Diagnostic {
    let error = Diagnostic::new(
        Code::COLUMN_OUTSIDE,
        "a column outside a block",
        span,
        "there is no row here",
    );
    error.help("write the value itself")
}
