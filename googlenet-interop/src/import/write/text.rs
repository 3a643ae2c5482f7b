//! The lines of a description.

use super::call::{Call, print};
use super::defaults::Defaults;
use crate::import::network::FlatNetwork;
use crate::import::preamble::Preamble;
use crate::import::recover::{Branch, Instance, Item, Part, Structure, Template};
use crate::import::step::{INPUT, StepId};
use std::collections::HashMap;
use std::fmt::Write;

/// The longest name to which the colons of others are aligned.
const MAX_ALIGNED: usize = 24;

/// Writes a description.
pub(super) struct Writer<'n> {
    network: &'n FlatNetwork,
    structure: &'n Structure,
    defaults: &'n Defaults,
    text: String,
}

/// A chain while it is written.
struct Context<'n> {
    /// What `$input` is.
    entry: StepId,
    /// The block that is written, and the positions of its steps.
    template: Option<(&'n Template, HashMap<StepId, usize>)>,
}

impl<'n> Writer<'n> {
    pub(super) fn new(
        network: &'n FlatNetwork,
        structure: &'n Structure,
        defaults: &'n Defaults,
    ) -> Writer<'n> {
        Writer {
            network,
            structure,
            defaults,
            text: String::new(),
        }
    }

    pub(super) fn file(mut self, preamble: &Preamble) -> String {
        let [height, width, channels] = self.network.input;
        self.line(0, "format: 1");
        self.line(0, &format!("name: {}", preamble.name));
        self.line(
            0,
            &format!("input: {{height: {height}, width: {width}, channels: {channels}}}"),
        );
        preamble.lines.iter().for_each(|line| self.line(0, line));
        self.write_defaults();
        if !self.structure.templates.is_empty() {
            self.line(0, "\nblocks:");
            self.structure
                .templates
                .iter()
                .for_each(|template| self.template(template));
        }
        self.line(0, "\nlayers:");
        let context = Context {
            entry: INPUT,
            template: None,
        };
        self.chain(&self.structure.chain, INPUT, 2, &context);
        self.heads();
        self.outputs();
        self.text
    }

    fn line(&mut self, indent: usize, line: &str) {
        let _ = writeln!(self.text, "{:indent$}{line}", "");
    }

    fn write_defaults(&mut self) {
        let defaults = self.defaults;
        let width = defaults
            .0
            .iter()
            .map(|(kind, _)| kind.len())
            .max()
            .unwrap_or(0);
        for (at, (kind, options)) in defaults.0.iter().enumerate() {
            if at == 0 {
                self.line(0, "\ndefaults:");
            }
            let options: Vec<String> = options
                .iter()
                .map(|(name, value)| format!("{name}: {}", print(value)))
                .collect();
            let head = format!("{kind}:");
            self.line(
                2,
                &format!("{head:w$} {{{}}}", options.join(", "), w = width + 1),
            );
        }
    }

    fn template(&mut self, template: &'n Template) {
        self.line(2, &format!("{}:", template.name));
        if !template.columns.is_empty() {
            let names: Vec<&str> = template
                .columns
                .iter()
                .map(|column| column.name.as_str())
                .collect();
            self.line(4, &format!("columns: [{}]", names.join(", ")));
        }
        let first = &template.instances[0];
        let positions = first.ids.iter().enumerate().map(|(at, id)| (*id, at));
        let positions: HashMap<StepId, usize> = positions.collect();
        let context = Context {
            entry: self.entry_of(first),
            template: Some((template, positions)),
        };
        match &first.items[..] {
            [
                Item {
                    part: Part::Join(branches),
                    exit,
                    reads,
                    ..
                },
            ] if template.is_join() => {
                let kind = self.join_kind(*exit);
                self.line(4, &format!("{kind}:"));
                self.branches(branches, *reads, 6, &context);
                for option in self.options(*exit, &context).into_iter().skip(1) {
                    self.line(4, &option);
                }
            }
            items => {
                self.line(4, "layers:");
                self.chain(items, context.entry, 6, &context);
            }
        }
    }

    /// What an instance of a block reads: the one step outside of it.
    fn entry_of(&self, instance: &Instance) -> StepId {
        let steps = instance.ids.iter().map(|id| &self.network.steps[id - 1]);
        let mut outside = steps
            .flat_map(|step| &step.inputs)
            .filter(|id| !instance.ids.contains(id));
        outside.next().copied().unwrap_or(INPUT)
    }

    fn join_kind(&self, id: StepId) -> &'static str {
        self.network.steps[id - 1]
            .op
            .kind()
            .map_or("", |kind| kind.name)
    }

    /// The steps of a chain, which reads `before`.
    fn chain(&mut self, items: &[Item], before: StepId, indent: usize, context: &Context<'n>) {
        let width = self.width(items);
        let lines = self.lines(items, before, indent, context, width);
        self.text += &lines;
    }

    /// How wide the names of a chain are with their colons.
    fn width(&self, items: &[Item]) -> usize {
        let widths = items.iter().map(|item| self.name(item).len());
        widths.filter(|len| *len <= MAX_ALIGNED).max().unwrap_or(0) + 1
    }

    /// The lines of a chain whose names take so much width.
    fn lines(
        &mut self,
        items: &[Item],
        before: StepId,
        indent: usize,
        context: &Context<'n>,
        width: usize,
    ) -> String {
        let mut before = before;
        let outside = std::mem::take(&mut self.text);
        for item in items {
            let name = self.name(item);
            let from = item.reads.filter(|reads| *reads != before);
            let from = from.map(|from| format!("from: {}", self.reference(from, context)));
            let head = format!("{name}:");
            before = item.exit;
            match &item.part {
                Part::Step => {
                    let value = self.step(item.exit, from, context);
                    self.line(indent, &format!("{head:width$} {value}"));
                }
                Part::Use(template, instance) => {
                    let value = self.row(*template, *instance, from);
                    self.line(indent, &format!("{head:width$} {value}"));
                }
                Part::Join(branches) => {
                    self.join(item, branches, &head, from, indent, context, width)
                }
            }
        }
        std::mem::replace(&mut self.text, outside)
    }

    #[allow(clippy::too_many_arguments, reason = "one place in the text")]
    fn join(
        &mut self,
        item: &Item,
        branches: &[Branch],
        head: &str,
        from: Option<String>,
        indent: usize,
        context: &Context<'n>,
        width: usize,
    ) {
        let kind = self.join_kind(item.exit);
        let mut options = self.options(item.exit, context);
        options.remove(0);
        options.extend(from);
        let references: Option<Vec<String>> = branches
            .iter()
            .map(|branch| match branch {
                Branch::Reference(id) => Some(self.reference(*id, context)),
                Branch::Chain(_) => None,
            })
            .collect();
        if let Some(references) = references {
            options.insert(0, format!("{kind}: [{}]", references.join(", ")));
            return self.line(indent, &format!("{head:width$} {{{}}}", options.join(", ")));
        }
        self.line(indent, head);
        self.line(indent + 2, &format!("{kind}:"));
        self.branches(branches, item.reads, indent + 4, context);
        options
            .iter()
            .for_each(|option| self.line(indent + 2, option));
    }

    /// Branches, a dash each.
    fn branches(
        &mut self,
        branches: &[Branch],
        reads: Option<StepId>,
        indent: usize,
        context: &Context<'n>,
    ) {
        let widths = branches.iter().map(|branch| match branch {
            Branch::Reference(_) => 0,
            Branch::Chain(chain) => self.width(chain),
        });
        let width = widths.max().unwrap_or(0);
        for branch in branches {
            match branch {
                Branch::Reference(id) => {
                    let name = self.reference(*id, context);
                    self.line(indent, &format!("- {name}"));
                }
                Branch::Chain(chain) => {
                    let before = reads.unwrap_or(usize::MAX);
                    let lines = self.lines(chain, before, indent + 2, context, width);
                    // The first step stands behind the dash.
                    let _ = write!(self.text, "{:indent$}- {}", "", &lines[indent + 2..]);
                }
            }
        }
    }

    fn name(&self, item: &Item) -> String {
        let names = match item.part {
            Part::Use(..) => &self.structure.uses,
            _ => &self.structure.names,
        };
        names.get(&item.exit).cloned().unwrap_or_default()
    }

    /// The name of a step of the chain, or of what the chain reads.
    fn reference(&self, id: StepId, context: &Context<'n>) -> String {
        if id == context.entry {
            return "$input".to_owned();
        }
        let own = context.template.is_none();
        let of_use = self.structure.uses.get(&id).filter(|_| own);
        of_use
            .or(self.structure.names.get(&id))
            .cloned()
            .unwrap_or_default()
    }

    /// The options of a step that the defaults do not give; the main argument first.
    fn options(&self, id: StepId, context: &Context<'n>) -> Vec<String> {
        let Some(call) = Call::of(&self.network.steps[id - 1]) else {
            return Vec::new();
        };
        let kind = call.kind.name;
        let mut options = Vec::new();
        if call.kind.argument.is_none() {
            options.push(kind.to_owned());
        }
        for (option, value) in &call.values {
            let cell = context.template.as_ref().and_then(|(template, positions)| {
                let column = template.cells.get(&(*positions.get(&id)?, *option))?;
                Some(format!("${}", template.columns[*column].name))
            });
            let usual = call.usual(option);
            let held = self.defaults.get(kind, option).or(usual.as_ref());
            match cell {
                Some(cell) => options.push(format!("{option}: {cell}")),
                None if held == Some(value) => {}
                None => options.push(format!("{option}: {}", print(value))),
            }
        }
        options
    }

    /// What stands behind the name of a layer's step.
    fn step(&self, id: StepId, from: Option<String>, context: &Context<'n>) -> String {
        let mut options = self.options(id, context);
        let bare =
            Call::of(&self.network.steps[id - 1]).is_some_and(|call| call.kind.argument.is_none());
        match (bare, options.len(), &from) {
            (true, 1, None) => return options.remove(0),
            (true, 1, Some(from)) => return format!("{{{}: , {from}}}", options[0]),
            (true, ..) => {
                let kind = options.remove(0);
                options = vec![format!("{kind}: {{{}}}", options.join(", "))];
            }
            _ => {}
        }
        options.extend(from);
        format!("{{{}}}", options.join(", "))
    }

    /// The use of a block with its row.
    fn row(&self, template: usize, instance: usize, from: Option<String>) -> String {
        let template = &self.structure.templates[template];
        let from = from.map_or(String::new(), |from| format!(", {from}"));
        let cells: Vec<String> = (0..template.columns.len())
            .map(|column| template.instances[instance].row[column].to_string())
            .collect();
        match (cells.is_empty(), from.is_empty()) {
            (true, true) => template.name.clone(),
            (true, false) => format!("{{{}: []{from}}}", template.name),
            _ => format!("{{{}: [{}]{from}}}", template.name, cells.join(", ")),
        }
    }

    fn heads(&mut self) {
        for (at, head) in self.structure.heads.iter().enumerate() {
            if at == 0 {
                self.line(0, "\nheads:");
            }
            let top = Context {
                entry: INPUT,
                template: None,
            };
            let context = Context {
                entry: head.from,
                template: None,
            };
            let from = self.reference(head.from, &top);
            let about = format!("from: {from}, when: training, weight: {}", head.weight);
            if let [
                Item {
                    part: Part::Use(..),
                    ..
                },
            ] = head.chain[..]
            {
                let lines = self.lines(&head.chain, head.from, 0, &context, 0);
                let layers = lines.trim_end();
                self.line(
                    2,
                    &format!("{}: {{{about}, layers: {{{layers}}}}}", head.name),
                );
                continue;
            }
            self.line(2, &format!("{}:", head.name));
            about.split(", ").for_each(|line| self.line(4, line));
            self.line(4, "layers:");
            self.chain(&head.chain, head.from, 6, &context);
        }
    }

    fn outputs(&mut self) {
        let last = self.structure.chain.last().map(|item| item.exit);
        if let [only] = self.network.outputs[..]
            && Some(only) == last
        {
            return;
        }
        let top = Context {
            entry: INPUT,
            template: None,
        };
        let names: Vec<String> = self
            .network
            .outputs
            .iter()
            .map(|id| self.reference(*id, &top))
            .collect();
        self.line(0, &format!("\noutputs: [{}]", names.join(", ")));
    }
}
