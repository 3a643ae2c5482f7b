//! Composition of a description from a network and its recovered structure (blocks, branches, names): decides how steps
//! refer to each other and which options are written.

mod call;
mod defaults;

use super::network::FlatNetwork;
use super::recover::{self, Instance, Item, Structure, Template};
use super::step::{INPUT, StepId};
use crate::description::{
    Block, Body, Branch, Description, Entry, Head, Join, Layer, OptionValue, Options, Part,
    Preamble,
};
use call::Call;
use defaults::Defaults;
use googlenet_dsl::grammar::Setting;
use std::collections::HashMap;

/// Composes the description of a network from its steps and from the structure that was recovered from them. `preamble`
/// holds the entries that are not about layers.
pub(super) fn compose<'p>(
    preamble: &'p Preamble,
    network: &FlatNetwork,
    structure: &Structure,
) -> Description<'p> {
    let composer = Composer {
        network,
        structure,
        defaults: Defaults::of(network, structure),
    };
    let top = Context::of(INPUT);
    Description {
        preamble,
        input: network.input,
        blocks: structure
            .templates
            .iter()
            .map(|template| composer.block(template))
            .collect(),
        layers: composer.chain(&structure.chain, INPUT, &top),
        heads: composer.heads(&top),
        outputs: composer.outputs(&top),
        defaults: composer.defaults.into_list(),
    }
}

/// The input of the composition: the imported network, the structure that was recovered from it, and the values chosen
/// for the entry `defaults`.
struct Composer<'n> {
    network: &'n FlatNetwork,
    structure: &'n Structure,
    defaults: Defaults,
}

/// The surroundings of a chain (a list of layers of the description): they decide how the chain refers to steps outside
/// of it.
struct Context<'n> {
    /// Id of the step whose result `$input` means within the chain.
    entry: StepId,
    /// The block that contains the chain, and, by step id, the position of each step of the block's first instance in
    /// [`Instance::ids`]; `None` outside of blocks.
    template: Option<(&'n Template, HashMap<StepId, usize>)>,
}

impl Context<'_> {
    /// Creates the context of a chain outside of blocks, in which `$input` refers to the step `entry`.
    fn of(entry: StepId) -> Self {
        Context {
            entry,
            template: None,
        }
    }
}

impl<'n> Composer<'n> {
    fn block(&self, template: &'n Template) -> Block {
        let first = &template.instances[0];
        let positions = first.ids.iter().enumerate().map(|(at, id)| (*id, at));
        let context = Context {
            entry: self.entry_of(first),
            template: Some((template, positions.collect())),
        };
        let body = match &first.items[..] {
            [
                Item {
                    part: recover::Part::Join(branches),
                    exit,
                    reads,
                    ..
                },
            ] => Body::Join(self.join(*exit, branches, *reads, &context)),
            items => Body::Layers(self.chain(items, context.entry, &context)),
        };
        let columns = template.columns.iter().map(|column| column.name.clone());
        Block {
            name: template.name.clone(),
            columns: columns.collect(),
            body,
        }
    }

    /// Returns the id of the step outside of a block's instance whose result the instance reads, the first one found;
    /// [`INPUT`] if there is none.
    fn entry_of(&self, instance: &Instance) -> StepId {
        let steps = instance.ids.iter().map(|id| &self.network.steps[id - 1]);
        let mut outside = steps
            .flat_map(|step| &step.inputs)
            .filter(|id| !instance.ids.contains(id));
        outside.next().copied().unwrap_or(INPUT)
    }

    /// Converts the items of a chain to entries of the description. An entry names the step that it reads only if that
    /// is not the result of the item before; for the first item that is the step `before`.
    fn chain(&self, items: &[Item], before: StepId, context: &Context<'_>) -> Vec<Entry> {
        let mut before = before;
        let entries = items.iter().map(|item| {
            let from = item.reads.filter(|reads| *reads != before);
            before = item.exit;
            let times = match &item.part {
                recover::Part::Repeated(ids) => ids.len(),
                recover::Part::Use(_, instances) => instances.len(),
                _ => 1,
            };
            Entry {
                name: self.name(item),
                source: self.source(item),
                from: from.map(|from| self.reference(from, context)),
                repeat: Some(times).filter(|times| *times > 1),
                part: self.part(item, context),
            }
        });
        entries.collect()
    }

    fn part(&self, item: &Item, context: &Context<'_>) -> Part {
        match &item.part {
            recover::Part::Step | recover::Part::Repeated(_) => {
                let call = self.call(item.exit);
                Part::Layer(Layer {
                    kind: call.kind,
                    options: self.options(item.exit, &call, context),
                })
            }
            recover::Part::Join(branches) => {
                Part::Join(self.join(item.exit, branches, item.reads, context))
            }
            recover::Part::Use(template, instances) => {
                let template = &self.structure.templates[*template];
                Part::Use {
                    block: template.name.clone(),
                    row: template.instances[instances[0]].row.clone(),
                }
            }
        }
    }

    /// Converts the join with the step `id`. `reads` is the step that the join reads as a whole; a
    /// branch names the step that it reads only if that is another one.
    fn join(
        &self,
        id: StepId,
        branches: &[recover::Branch],
        reads: Option<StepId>,
        context: &Context<'_>,
    ) -> Join {
        let before = reads.unwrap_or(usize::MAX);
        let branches = branches.iter().map(|branch| match branch {
            recover::Branch::Reference(id) => Branch::Reference(self.reference(*id, context)),
            recover::Branch::Chain(chain) => Branch::Chain(self.chain(chain, before, context)),
        });
        let call = self.call(id);
        Join {
            kind: call.kind.name,
            branches: branches.collect(),
            options: self.options(id, &call, context),
        }
    }

    fn name(&self, item: &Item) -> String {
        let names = match item.part {
            recover::Part::Use(..) => &self.structure.uses,
            _ => &self.structure.names,
        };
        names.get(&item.exit).cloned().unwrap_or_default()
    }

    fn source(&self, item: &Item) -> Option<String> {
        let sources = match item.part {
            recover::Part::Use(..) => &self.structure.sources.uses,
            _ => &self.structure.sources.steps,
        };
        sources.get(&item.exit).cloned()
    }

    /// Returns the name by which the chain of `context` refers to a step: `$input` for the context's entry; outside of
    /// blocks, the name of a block's use for the step whose result is the result of the use; otherwise the name of the
    /// step.
    fn reference(&self, id: StepId, context: &Context<'_>) -> String {
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

    fn call(&self, id: StepId) -> Call {
        let call = Call::of(self.network, id);
        call.expect("the network's input is no step")
    }

    /// Returns the options of the step `id` that the description writes, the main argument first: `$column` for those
    /// that are columns of the block's table, and values that differ from the description's `defaults` or, where these
    /// have none, from the grammar's.
    fn options(&self, id: StepId, call: &Call, context: &Context<'_>) -> Options {
        let place = context.template.as_ref();
        let place = place.and_then(|(template, positions)| Some((template, *positions.get(&id)?)));
        let mut options = Options::new();
        for (option, value) in &call.values {
            let operands = self.network.steps[id - 1].inputs.len();
            let of_block =
                place.and_then(|(template, at)| of_block(template, at, option, value, operands));
            let value = of_block.as_ref().unwrap_or(value);
            let usual = call.usual(option);
            let held = self.defaults.get(call.kind.name, option).or(usual.as_ref());
            let is_held = held.is_some_and(|held| held == value || call.is_as(option, value, held));
            if !is_held {
                options.push((option, value.clone()));
            }
        }
        options
    }

    fn heads(&self, top: &Context<'_>) -> Vec<Head> {
        let heads = self.structure.heads.iter().map(|head| Head {
            name: head.name.clone(),
            from: self.reference(head.from, top),
            weight: head.weight,
            layers: self.chain(&head.chain, head.from, &Context::of(head.from)),
        });
        heads.collect()
    }

    /// Returns the names of the outputs; empty if the only output is the last step of the main chain, which needs no
    /// entry `outputs`.
    fn outputs(&self, top: &Context<'_>) -> Vec<String> {
        let last = self.structure.chain.last().map(|item| item.exit);
        if let [only] = self.network.outputs[..]
            && Some(only) == last
        {
            return Vec::new();
        }
        let outputs = self.network.outputs.iter();
        outputs.map(|id| self.reference(*id, top)).collect()
    }
}

/// Returns the value of an option for all instances of a block, if that is not the first one's `value`: the column that
/// holds it, factors of which columns hold some, or a padding as numbers. `at` is the step's position in
/// [`Instance::ids`], `operands` the number of its operands.
fn of_block(
    template: &Template,
    at: usize,
    option: &'static str,
    value: &OptionValue,
    operands: usize,
) -> Option<OptionValue> {
    let column = |index: usize| {
        let column = template.cells.get(&(at, (option, index)))?;
        Some(OptionValue::Column(template.columns[*column].name.clone()))
    };
    if let OptionValue::Factors(factors) = value {
        let factors = (0..operands).map(|index| {
            let factor = Setting::Real(factors.get(index).copied().unwrap_or(1.0));
            column(index).unwrap_or(OptionValue::Setting(factor))
        });
        let factors: Vec<OptionValue> = factors.collect();
        let has_column = |value: &OptionValue| matches!(value, OptionValue::Column(_));
        return factors
            .iter()
            .any(has_column)
            .then_some(OptionValue::List(factors));
    }
    let padding = template.paddings.get(&at).filter(|_| option == "padding");
    let padding = padding.map(|padding| OptionValue::Setting(Setting::Padding(*padding)));
    column(0).or(padding)
}
