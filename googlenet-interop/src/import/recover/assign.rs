//! Assignment of names to blocks, columns, steps and heads, and of the paths of the steps that follow from them.

use super::names::{self, Scope};
use super::nest::{Branch, Item, Part, ids};
use super::structure::{NamedHead, Structure};
use super::template::Template;
use crate::import::network::FlatNetwork;
use crate::import::step::StepId;
use std::collections::HashMap;

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
    };
    let mut templates = templates;
    let mut blocks = Scope::default();
    for template in &mut templates {
        naming.template(template, &mut blocks);
    }
    let mut top = Scope::default();
    naming.chain(&chain, "", &mut top);
    naming.paths_of(&chain, "", &templates);
    let mut named_heads = Vec::new();
    for (head, chain) in network.heads.iter().zip(heads) {
        let raw = names::raw(network, &head.steps);
        let prefix = names::prefix(&raw);
        let last = &network.steps[head.output - 1];
        let name = match names::words(&prefix).as_str() {
            "" => names::of_step(&last.name, last),
            words => names::named(words, "head"),
        };
        let name = top.take(name);
        let mut scope = Scope::default();
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
            naming.chain(&chain, &prefix, &mut scope);
        }
        naming.paths_of(&chain, &name, &templates);
        named_heads.push(NamedHead {
            name,
            from: head.from,
            weight: head.weight.max(0.0),
            chain,
        });
    }
    Structure {
        templates,
        chain,
        heads: named_heads,
        names: naming.names,
        uses: naming.uses,
        paths: naming.paths,
    }
}

/// The names and paths that have been assigned so far to the steps of `network`. The maps become the fields of the same
/// names in [`Structure`].
struct Naming<'n> {
    network: &'n FlatNetwork,
    names: HashMap<StepId, String>,
    uses: HashMap<StepId, String>,
    paths: HashMap<StepId, String>,
}

impl Naming<'_> {
    /// Names the items of a chain. A name is derived from the layer name in the file without its beginning `prefix`,
    /// which the head or join around the chain is named after. A join (a concatenation or sum) whose layer names have a
    /// longer common prefix up to a `/` is named after that prefix. `scope` holds the names used in the chain so far,
    /// with which each name is made unique.
    fn chain(&mut self, items: &[Item], prefix: &str, scope: &mut Scope) {
        for item in items {
            let step = &self.network.steps[item.exit - 1];
            let Part::Join(branches) = &item.part else {
                if matches!(item.part, Part::Step) {
                    let name = names::of_step(names::rest(&step.name, prefix), step);
                    self.names.insert(item.exit, scope.take(name));
                } else if let Some(name) = self.uses.get(&item.exit) {
                    // The name of a block's use was chosen with the block, but may be taken in this chain.
                    let name = scope.take(name.clone());
                    self.uses.insert(item.exit, name);
                }
                continue;
            };
            let own = names::prefix(&names::raw(self.network, &ids(std::slice::from_ref(item))));
            let module = own.ends_with('/') && own.len() > prefix.len();
            let name = match module {
                true => names::named(&names::words(names::rest(&own, prefix)), "branches"),
                false => names::of_step(names::rest(&step.name, prefix), step),
            };
            self.names.insert(item.exit, scope.take(name));
            let inner = if module { own.as_str() } else { prefix };
            self.branches(branches, inner, &mut Scope::default());
        }
    }

    /// Names the steps in the branches of a join; `scope` holds the names of all branches, across which names are
    /// unique.
    fn branches(&mut self, branches: &[Branch], prefix: &str, scope: &mut Scope) {
        for branch in branches {
            if let Branch::Chain(chain) = branch {
                self.chain(chain, prefix, scope);
            }
        }
    }

    /// Names a block, its columns, the steps of all its instances, and its uses. `blocks` holds the names of the blocks
    /// so far.
    fn template(&mut self, template: &mut Template, blocks: &mut Scope) {
        let prefixes: Vec<String> = template
            .instances
            .iter()
            .map(|instance| names::prefix(&names::raw(self.network, &instance.ids)))
            .collect();
        let uses: Vec<String> = template
            .instances
            .iter()
            .zip(&prefixes)
            .map(|(instance, prefix)| {
                let last = instance.items.last().map_or(1, |item| item.exit);
                let step = &self.network.steps[last - 1];
                match names::words(prefix).as_str() {
                    "" => names::of_step(&step.name, step),
                    words => names::named(words, "block"),
                }
            })
            .collect();
        let mut name = names::named(&names::words(&common_beginning(&uses)), "block");
        if template.of_heads {
            name = "auxiliary".to_owned();
        }
        if names::is_of_grammar(&name) {
            name += "_block";
        }
        template.name = blocks.take(name);
        let rests: Vec<String> = (0..template.instances[0].ids.len())
            .map(|position| self.rest(template, &prefixes, position))
            .collect();
        let mut columns = Scope::default();
        for column in &mut template.columns {
            let word = names::of_option(column.option);
            let name = match names::words(&rests[column.position]).as_str() {
                "" => word.to_owned(),
                rest => format!("{word}_{rest}"),
            };
            column.name = columns.take(name);
        }
        let first: Vec<StepId> = template.instances[0].ids.clone();
        let by_id: HashMap<StepId, &String> = first.iter().copied().zip(&rests).collect();
        let mut scope = Scope::default();
        let items = template.instances[0].items.clone();
        match &items[..] {
            [
                Item {
                    part: Part::Join(branches),
                    ..
                },
            ] => {
                self.template_branches(branches, &by_id, &mut scope);
            }
            items => self.template_chain(items, &by_id, &mut scope),
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
    /// instances have in common; `scope` holds the names in the chain so far.
    fn template_chain(
        &mut self,
        items: &[Item],
        rests: &HashMap<StepId, &String>,
        scope: &mut Scope,
    ) {
        for item in items {
            let step = &self.network.steps[item.exit - 1];
            let rest = rests.get(&item.exit).map_or("", |rest| rest.as_str());
            self.names
                .insert(item.exit, scope.take(names::of_step(rest, step)));
            if let Part::Join(branches) = &item.part {
                self.template_branches(branches, rests, &mut Scope::default());
            }
        }
    }

    /// Names the steps in the branches of a join in a block's first instance; names are unique across the branches.
    fn template_branches(
        &mut self,
        branches: &[Branch],
        rests: &HashMap<StepId, &String>,
        scope: &mut Scope,
    ) {
        for branch in branches {
            if let Branch::Chain(chain) = branch {
                self.template_chain(chain, rests, scope);
            }
        }
    }

    /// Records the paths of all steps of a chain, those inside of joins and uses of blocks included. `base` is the path
    /// of the join, block use or head that contains the chain; empty for the main chain.
    fn paths_of(&mut self, items: &[Item], base: &str, templates: &[Template]) {
        for item in items {
            match &item.part {
                Part::Use(template, instance) => {
                    let name = self.uses.get(&item.exit).cloned().unwrap_or_default();
                    let path = join(base, &name);
                    let items = &templates[*template].instances[*instance].items;
                    match &items[..] {
                        [
                            Item {
                                part: Part::Join(branches),
                                exit,
                                ..
                            },
                        ] => {
                            self.paths.insert(*exit, path.clone());
                            self.paths_of_branches(branches, &path, templates);
                        }
                        items => self.paths_of(items, &path, templates),
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

    /// Records the paths of all steps in the branches of the join with the path `path`.
    fn paths_of_branches(&mut self, branches: &[Branch], path: &str, templates: &[Template]) {
        for branch in branches {
            if let Branch::Chain(chain) = branch {
                self.paths_of(chain, path, templates);
            }
        }
    }
}

/// Returns the path `base.name`, or `name` if `base` is empty.
fn join(base: &str, name: &str) -> String {
    match base {
        "" => name.to_owned(),
        base => format!("{base}.{name}"),
    }
}

/// Returns the common beginning of all names, without digits and `_` at its end.
fn common_beginning(names: &[String]) -> String {
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    names::beginning(&names)
        .trim_end_matches(|c: char| c.is_ascii_digit() || c == '_')
        .to_owned()
}
