//! Names that steps have in the imported file, where those in the description tell less: the key `source` of entries.
//!
//! A name that differs in its separators alone (`conv1_7x7_s2` for `conv1/7x7_s2`) tells as much, and has no source, as
//! has one whose modules are the groups around it. A step of a block has a source if it is the same in all uses. The
//! name of several steps, as of an operator of the file that is several here, is the source of none.

use super::names;
use super::nest::{Branch, Item, Part, ids};
use super::structure::{Sources, Structure};
use crate::import::network::FlatNetwork;
use crate::import::step::StepId;
use std::collections::HashSet;

/// Largest number of characters of a source.
const MAX_LEN: usize = 200;

/// Returns the sources of all entries of a structure.
pub(super) fn sources(network: &FlatNetwork, structure: &Structure) -> Sources {
    let mut finder = Finder {
        network,
        structure,
        shared: shared(network),
        found: Sources::default(),
    };
    for template in &structure.templates {
        let items = template.instances.iter().map(|at| at.items.as_slice());
        let prefixes = template.instances.iter().map(|at| finder.prefix(&at.ids));
        let (items, prefixes): (Vec<&[Item]>, Vec<String>) = (items.collect(), prefixes.collect());
        match items[0] {
            // The join that is a block has the path of the use.
            [
                Item {
                    part: Part::Join(_),
                    ..
                },
            ] => finder.branches(&first(&items), &prefixes),
            _ => finder.chain(&items, &prefixes),
        }
    }
    finder.chain(&[&structure.chain], &[String::new()]);
    let heads = network.heads.iter().zip(&structure.heads);
    // The use of a block that is a whole head has the head's name.
    let is_use = |chain: &[Item]| {
        matches!(
            chain,
            [Item {
                part: Part::Use(..),
                ..
            }]
        )
    };
    for (head, named) in heads.filter(|(_, named)| !is_use(&named.chain)) {
        let prefix = finder.prefix(&head.steps);
        finder.chain(&[&named.chain], &[prefix]);
    }
    finder.found
}

struct Finder<'n> {
    network: &'n FlatNetwork,
    structure: &'n Structure,
    /// The names that several steps have.
    shared: HashSet<&'n str>,
    found: Sources,
}

fn shared(network: &FlatNetwork) -> HashSet<&str> {
    let mut seen = HashSet::new();
    let names = network.steps.iter().map(|step| step.name.as_str());
    names.filter(|name| !seen.insert(*name)).collect()
}

impl Finder<'_> {
    fn prefix(&self, ids: &[StepId]) -> String {
        names::prefix_of(self.network, ids)
    }

    /// Finds the sources of the items of a chain; `all` are the corresponding chains of all uses of a block, or a
    /// single one, `prefixes` what the names in them begin with.
    fn chain(&mut self, all: &[&[Item]], prefixes: &[String]) {
        for at in 0..all[0].len() {
            let items: Vec<&Item> = all.iter().map(|chain| &chain[at]).collect();
            let exit = items[0].exit;
            let name = self.structure.names.get(&exit).cloned().unwrap_or_default();
            match &items[0].part {
                Part::Step => {
                    let own = items.iter().zip(prefixes);
                    let raws = own.map(|(item, prefix)| self.rest(item.exit, prefix));
                    let raws: Vec<String> = raws.collect();
                    self.step(exit, &name, &raws);
                }
                Part::Repeated(ids) => {
                    let raws = ids.iter().map(|id| self.rest(*id, &prefixes[0]));
                    if let Some(raw) = counted(&raws.collect::<Vec<_>>()) {
                        self.step(exit, &name, &[raw]);
                    }
                }
                Part::Use(template, instances) => {
                    let all = &self.structure.templates[*template].instances;
                    let raws = instances.iter().map(|at| {
                        let prefix = self.prefix(&all[*at].ids);
                        let raw = match prefix.trim_end_matches(|c: char| !c.is_alphanumeric()) {
                            "" => all[*at].items.last().map_or("", |item| self.raw(item.exit)),
                            raw => raw,
                        };
                        names::rest(raw, &prefixes[0]).to_owned()
                    });
                    let raws: Vec<String> = raws.collect();
                    let raw = match &raws[..] {
                        [raw] => Some(raw.clone()),
                        raws => counted(raws),
                    };
                    let name = self.structure.uses.get(&exit).cloned().unwrap_or_default();
                    if let Some(raw) = raw.filter(|raw| tells_more(raw, &name)) {
                        self.found.uses.insert(exit, raw);
                    }
                }
                Part::Join(_) => self.join(&items, &name, prefixes),
            }
        }
    }

    fn join(&mut self, items: &[&Item], name: &str, prefixes: &[String]) {
        let inside = items.iter().zip(prefixes).map(|(item, prefix)| {
            let inside = ids(std::slice::from_ref(*item));
            let raws = names::raw(self.network, &inside[1..]);
            names::module(self.raw(item.exit), &raws, prefix)
        });
        let modules: Option<Vec<String>> = inside.collect();
        let raws: Vec<String> = match &modules {
            Some(modules) => {
                let rests = modules.iter().zip(prefixes);
                let raw = |(module, prefix): (&String, &String)| {
                    names::rest(module, prefix).trim_end_matches('/').to_owned()
                };
                rests.map(raw).collect()
            }
            None => {
                let own = items.iter().zip(prefixes);
                own.map(|(item, prefix)| self.rest(item.exit, prefix))
                    .collect()
            }
        };
        self.step(items[0].exit, name, &raws);
        self.branches(items, modules.as_deref().unwrap_or(prefixes));
    }

    fn branches(&mut self, items: &[&Item], prefixes: &[String]) {
        let branches = |item: &Item| match &item.part {
            Part::Join(branches) => branches.len(),
            _ => 0,
        };
        for at in 0..branches(items[0]) {
            let chains = items.iter().filter_map(|item| match &item.part {
                Part::Join(branches) => match &branches[at] {
                    Branch::Chain(chain) => Some(chain.as_slice()),
                    Branch::Reference(_) => None,
                },
                _ => None,
            });
            let chains: Vec<&[Item]> = chains.collect();
            if chains.len() == items.len() {
                self.chain(&chains, prefixes);
            }
        }
    }

    /// Keeps the source of a step if its names in all uses, `raws`, are equal and tell more than its name.
    fn step(&mut self, id: StepId, name: &str, raws: &[String]) {
        if raws.iter().all(|raw| *raw == raws[0]) && tells_more(&raws[0], name) {
            self.found.steps.insert(id, raws[0].clone());
        }
    }

    fn raw(&self, id: StepId) -> &str {
        let raw = names::raw(self.network, &[id]).first().copied();
        raw.filter(|raw| !self.shared.contains(raw)).unwrap_or("")
    }

    fn rest(&self, id: StepId, prefix: &str) -> String {
        names::rest(self.raw(id), prefix).to_owned()
    }
}

fn first<'i>(all: &[&'i [Item]]) -> Vec<&'i Item> {
    all.iter().map(|items| &items[0]).collect()
}

/// Returns `true` if a name of the file can be a source, and is not the name in the description with other separators,
/// or with modules in front.
fn tells_more(raw: &str, name: &str) -> bool {
    let last = raw.rsplit('/').next().unwrap_or(raw);
    let is_name = raw.chars().count() <= MAX_LEN && !raw.chars().any(char::is_control);
    // A number may make a name unique.
    let is_same = |raw: &str| {
        let rest = name.strip_prefix(&plain(raw));
        let number = rest.and_then(|rest| rest.strip_prefix('_'));
        let is_number = |number: &str| number.chars().all(|c| c.is_ascii_digit());
        rest == Some("") || number.is_some_and(is_number)
    };
    !raw.is_empty() && is_name && !is_same(raw) && !is_same(last)
}

/// Returns a name with `_` for each run of separators, none at its beginning and end.
fn plain(raw: &str) -> String {
    let words = raw.split(|c: char| !c.is_ascii_alphanumeric());
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    words.join("_")
}

/// Returns the part in front of `_1`, `_2`, … of names that count from 1, as copies of an entry have them.
fn counted(raws: &[String]) -> Option<String> {
    let stem = raws.first()?.strip_suffix("_1")?;
    let is_copy = |(at, raw): (usize, &String)| *raw == format!("{stem}_{}", at + 1);
    raws.iter()
        .enumerate()
        .all(is_copy)
        .then(|| stem.to_owned())
}
