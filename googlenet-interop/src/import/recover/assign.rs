//! Assignment of names to blocks, columns, steps and heads, and of the paths of the steps that follow from them.

use super::names::{self, Scope};
use super::nest::{Branch, Item, Part, ids, named};
use super::sources;
use super::structure::{NamedHead, Sources, Structure};
use super::template::Template;
use super::titles;
use crate::import::network::FlatNetwork;
use crate::import::step::{INPUT, StepId};
use googlenet_dsl::op::Conv;
use std::collections::{HashMap, HashSet};

/// Assigns all names and returns the complete structure. `chain` is the main chain; `heads` are the chains of the
/// heads, in the order of [`FlatNetwork::heads`].
pub(super) fn names(
    network: &FlatNetwork,
    templates: Vec<Template>,
    chain: Vec<Item>,
    heads: Vec<Vec<Item>>,
) -> Structure {
    let mut naming = Naming {
        network,
        names: HashMap::new(),
        uses: HashMap::new(),
        paths: HashMap::new(),
        entry: INPUT,
    };
    let mut templates = templates;
    let mut blocks = Scope::default();
    for template in &mut templates {
        naming.template(template, &mut blocks);
    }
    let mut top = Scope::default();
    naming.chain(&chain, "", &templates, &mut top);
    naming.paths_of(&chain, "", &templates);
    let mut named_heads = Vec::new();
    for (head, chain) in network.heads.iter().zip(heads) {
        let prefix = names::prefix_of(network, &head.steps);
        let last = &network.steps[head.output - 1];
        let name = match names::words(&prefix).as_str() {
            "" => names::of_step(&last.name, last),
            words => names::named(words, "head"),
        };
        let name = top.take(name);
        let mut scope = Scope::default();
        naming.entry = head.from;
        if let [
            Item {
                part: Part::Use(at, _),
                exit,
                ..
            },
        ] = chain[..]
        {
            naming
                .uses
                .insert(exit, scope.take(templates[at].name.clone()));
        } else {
            naming.chain(&chain, &prefix, &templates, &mut scope);
        }
        naming.paths_of(&chain, &name, &templates);
        named_heads.push(NamedHead {
            name,
            from: head.from,
            weight: head.weight.max(0.0),
            chain,
        });
    }
    let mut structure = Structure {
        templates,
        chain,
        heads: named_heads,
        names: naming.names,
        uses: naming.uses,
        sources: Sources::default(),
        paths: naming.paths,
    };
    structure.sources = sources::sources(network, &structure);
    structure
}

/// The names and paths that have been assigned so far to the steps of `network`. The maps become the fields of the same
/// names in [`Structure`].
struct Naming<'n> {
    network: &'n FlatNetwork,
    names: HashMap<StepId, String>,
    uses: HashMap<StepId, String>,
    paths: HashMap<StepId, String>,
    /// The step that the chain being named calls `$input`.
    entry: StepId,
}

impl Naming<'_> {
    /// Names the items of a chain. A name is derived from the layer name in the file without its beginning `prefix`,
    /// which the head or join around the chain is named after. A join whose layer names have a
    /// longer common prefix up to a `/` is named after that prefix. `scope` holds the names used in the chain so far,
    /// with which each name is made unique.
    fn chain(&mut self, items: &[Item], prefix: &str, templates: &[Template], scope: &mut Scope) {
        for item in items {
            scope.expect(self.own_names(item, prefix, templates));
        }
        for item in items {
            let step = &self.network.steps[item.exit - 1];
            let Part::Join(branches) = &item.part else {
                self.step_or_use(item, prefix, templates, scope);
                continue;
            };
            let inside = names::raw(self.network, &ids(std::slice::from_ref(item))[1..]);
            let module = names::module(&step.name, &inside, prefix);
            let name = match &module {
                Some(own) => names::named(&names::words(names::rest(own, prefix)), "branches"),
                None => names::of_step(names::rest(&step.name, prefix), step),
            };
            self.names.insert(item.exit, scope.take(name));
            let inner = module.as_deref().unwrap_or(prefix);
            self.branches(item, branches, inner, templates);
        }
    }

    /// Returns the names of the steps outside that the items of a branch refer to by name, of those steps for which
    /// `is_named` is `true`; the branch is in a join that reads the step `before`.
    fn named_in(
        &self,
        items: &[Item],
        before: Option<StepId>,
        is_named: impl Fn(StepId) -> bool,
    ) -> HashSet<String> {
        let ids = named(items, before).into_iter().filter(|id| is_named(*id));
        let names = ids.filter_map(|id| self.uses.get(&id).or(self.names.get(&id)));
        names.cloned().collect()
    }

    /// Returns the names of an item's copies by the layer names in the file; one name if it is not repeated.
    fn own_names(&self, item: &Item, prefix: &str, templates: &[Template]) -> Vec<String> {
        let of_step = |id: &StepId| {
            let step = &self.network.steps[id - 1];
            names::of_step(names::rest(&step.name, prefix), step)
        };
        match &item.part {
            Part::Repeated(ids) => ids.iter().map(of_step).collect(),
            Part::Use(template, instances) => {
                let all = &templates[*template].instances;
                let last = instances.iter().map(|at| all[*at].items.last());
                // The name of a use was chosen with the block.
                let name = |item: &Item| self.uses.get(&item.exit).cloned();
                last.map(|item| item.and_then(name).unwrap_or_default())
                    .collect()
            }
            _ => vec![of_step(&item.exit)],
        }
    }

    /// Names an item that is no join, as [`Naming::chain`] does.
    fn step_or_use(
        &mut self,
        item: &Item,
        prefix: &str,
        templates: &[Template],
        scope: &mut Scope,
    ) {
        let own = self.own_names(item, prefix, templates);
        let kind = self.network.steps[item.exit - 1].op.kind();
        let kind = match item.part {
            Part::Use(template, _) => templates[template].name.as_str(),
            _ => kind.map_or("step", |kind| kind.name),
        };
        let name = match &own[..] {
            [name] => scope.take(name.clone()),
            own => titles::of_repeat(own, kind, scope),
        };
        match &item.part {
            Part::Use(..) => {
                self.uses.insert(item.exit, name);
            }
            Part::Repeated(ids) => {
                self.names.extend(ids.iter().map(|id| (*id, name.clone())));
            }
            _ => {
                self.names.insert(item.exit, name);
            }
        }
    }

    /// Names the steps in the branches of a join. Names are unique across all branches, and leave to steps outside what
    /// the branch refers to.
    fn branches(&mut self, join: &Item, branches: &[Branch], prefix: &str, templates: &[Template]) {
        let mut scope = Scope::default();
        for branch in branches {
            if let Branch::Chain(chain) = branch {
                scope.leave(self.named_in(chain, join.reads, |id| id != self.entry));
                self.chain(chain, prefix, templates, &mut scope);
            }
        }
    }

    /// Names a block, its columns, the steps of all its instances, and its uses. `blocks` holds the names of the blocks
    /// so far.
    fn template(&mut self, template: &mut Template, blocks: &mut Scope) {
        let prefixes: Vec<String> = template
            .instances
            .iter()
            .map(|instance| names::prefix_of(self.network, &instance.ids))
            .collect();
        let uses: Vec<String> = template
            .instances
            .iter()
            .map(|instance| titles::of_use(self.network, instance))
            .collect();
        template.name = titles::of_block(self.network, template, blocks);
        let mut rests: Vec<String> = (0..template.instances[0].ids.len())
            .map(|position| self.rest(template, &prefixes, position))
            .collect();
        if let [
            Item {
                part: Part::Join(_),
                ..
            },
        ] = template.instances[0].items[..]
        {
            // The block is the join, and all its steps may be in one more module.
            let own = std::mem::take(&mut rests[0]);
            let inside: Vec<&str> = rests.iter().skip(1).map(String::as_str).collect();
            if let Some(module) = names::module(&own, &inside, "") {
                for rest in &mut rests {
                    *rest = names::rest(rest, &module).to_owned();
                }
            }
        }
        let mut columns = Scope::default();
        let options: Vec<&str> = template
            .columns
            .iter()
            .map(|column| column.option)
            .collect();
        for column in &mut template.columns {
            let word = names::of_option(column.option);
            let is_only = options
                .iter()
                .filter(|option| **option == column.option)
                .count()
                == 1;
            let rests = column.positions.iter().map(|at| names::words(&rests[*at]));
            let rest = titles::shared(&rests.collect::<Vec<_>>());
            let name = match rest.as_str() {
                "" => word.to_owned(),
                _ if is_only && word == column.option => word.to_owned(),
                rest if rest == column.option || rest == Conv::KIND.name => word.to_owned(),
                rest => format!("{word}_{rest}"),
            };
            column.name = columns.take(name);
        }
        let first: Vec<StepId> = template.instances[0].ids.clone();
        let by_id: HashMap<StepId, &String> = first.iter().copied().zip(&rests).collect();
        let items = template.instances[0].items.clone();
        match &items[..] {
            [item] if let Part::Join(branches) = &item.part => {
                self.template_branches(item, branches, &by_id, "");
            }
            items => self.template_chain(items, &by_id, "", &mut Scope::default()),
        }
        for (instance, name) in template.instances.iter().zip(uses) {
            for (own, id) in first.iter().zip(&instance.ids) {
                if let Some(name) = self.names.get(own).cloned() {
                    self.names.insert(*id, name);
                }
            }
            if let Some(last) = instance.items.last() {
                self.uses.insert(last.exit, name);
            }
        }
    }

    /// Returns the common parts ([`names::common`]) of the layer names of corresponding steps, one of each instance,
    /// each without the prefix of its instance. `position` is the index of these steps in `Instance::ids`; `prefixes`
    /// are in the order of the instances.
    fn rest(&self, template: &Template, prefixes: &[String], position: usize) -> String {
        let rests: Vec<&str> = template
            .instances
            .iter()
            .zip(prefixes)
            .map(|(instance, prefix)| {
                let step = &self.network.steps[instance.ids[position] - 1];
                names::rest(&step.name, prefix)
            })
            .collect();
        names::common(&rests)
    }

    /// Names the steps of a chain in a block's first instance. `rests` holds, by step id, the layer name that all
    /// instances have in common; `prefix` is what those in the chain begin with, `scope` holds the names in the chain
    /// so far.
    fn template_chain(
        &mut self,
        items: &[Item],
        rests: &HashMap<StepId, &String>,
        prefix: &str,
        scope: &mut Scope,
    ) {
        let of = |id: &StepId| rests.get(id).map_or("", |rest| rest.as_str());
        for item in items {
            let step = &self.network.steps[item.exit - 1];
            let rest = of(&item.exit);
            let Part::Join(branches) = &item.part else {
                let name = names::of_step(names::rest(rest, prefix), step);
                self.names.insert(item.exit, scope.take(name));
                continue;
            };
            let all = ids(std::slice::from_ref(item));
            let inside = all[1..].iter().map(of).filter(|rest| !rest.is_empty());
            let module = names::module(rest, &inside.collect::<Vec<_>>(), prefix);
            let name = match &module {
                Some(own) => names::named(&names::words(names::rest(own, prefix)), "branches"),
                None => names::of_step(names::rest(rest, prefix), step),
            };
            self.names.insert(item.exit, scope.take(name));
            let inner = module.as_deref().unwrap_or(prefix);
            self.template_branches(item, branches, rests, inner);
        }
    }

    /// Names the steps in the branches of a join in a block's first instance, as [`Naming::branches`] does; they begin
    /// with `prefix` in the file.
    fn template_branches(
        &mut self,
        join: &Item,
        branches: &[Branch],
        rests: &HashMap<StepId, &String>,
        prefix: &str,
    ) {
        let mut scope = Scope::default();
        for branch in branches {
            if let Branch::Chain(chain) = branch {
                scope.leave(self.named_in(chain, join.reads, |id| rests.contains_key(&id)));
                self.template_chain(chain, rests, prefix, &mut scope);
            }
        }
    }

    /// Records the paths of all steps of a chain, those inside of joins and uses of blocks included. `base` is the path
    /// of the join, block use or head that contains the chain; empty for the main chain.
    fn paths_of(&mut self, items: &[Item], base: &str, templates: &[Template]) {
        for item in items {
            match &item.part {
                Part::Use(template, instances) => {
                    let name = self.uses.get(&item.exit).cloned().unwrap_or_default();
                    let template = &templates[*template];
                    for (at, instance) in instances.iter().enumerate() {
                        let path = join(base, &copy(&name, at, instances.len()));
                        let items = &template.instances[*instance].items;
                        self.paths_of_use(items, &path, templates);
                    }
                }
                Part::Repeated(ids) => {
                    for (at, id) in ids.iter().enumerate() {
                        let name = copy(&self.names[id], at, ids.len());
                        self.paths.insert(*id, join(base, &name));
                    }
                }
                Part::Step => {
                    let path = join(base, &self.names[&item.exit]);
                    self.paths.insert(item.exit, path);
                }
                Part::Join(branches) => {
                    let path = join(base, &self.names[&item.exit]);
                    self.paths.insert(item.exit, path.clone());
                    self.paths_of_branches(branches, &path, templates);
                }
            }
        }
    }

    /// Records the paths of all steps of a use of a block, whose path is `path`.
    fn paths_of_use(&mut self, items: &[Item], path: &str, templates: &[Template]) {
        match items {
            [
                Item {
                    part: Part::Join(branches),
                    exit,
                    ..
                },
            ] => {
                self.paths.insert(*exit, path.to_owned());
                self.paths_of_branches(branches, path, templates);
            }
            items => self.paths_of(items, path, templates),
        }
    }

    /// Records the paths of all steps in the branches of the join with the path `path`.
    fn paths_of_branches(&mut self, branches: &[Branch], path: &str, templates: &[Template]) {
        for branch in branches {
            if let Branch::Chain(chain) = branch {
                self.paths_of(chain, path, templates);
            }
        }
    }
}

/// Returns the name of a copy of an entry that is repeated `times` times; of an entry that is not, its own.
fn copy(name: &str, at: usize, times: usize) -> String {
    match times {
        1 => name.to_owned(),
        _ => format!("{name}_{}", at + 1),
    }
}

/// Returns the path `base.name`, or `name` if `base` is empty.
fn join(base: &str, name: &str) -> String {
    match base {
        "" => name.to_owned(),
        base => format!("{base}.{name}"),
    }
}
