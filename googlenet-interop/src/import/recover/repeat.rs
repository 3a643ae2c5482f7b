//! Detection of repeated stretches of a chain and of equal heads, which become blocks.
//!
//! A stretch is a run of items of the chain that reads no result but that of the item before it, and of whose results
//! only the last one is read behind it. Of all repeated stretches the one that saves most steps becomes a block; the
//! search is repeated until no stretch qualifies.

use super::fingerprint::{Fingerprint, fingerprint};
use super::hole::pads_by_rule;
use super::names;
use super::nest::{Item, Part, ids, is_part};
use super::template::Template;
use crate::import::network::FlatNetwork;
use crate::import::step::{INPUT, StepId};
use std::collections::{HashMap, HashSet};
use std::rc::Rc;

/// Largest length of a stretch, in items of the chain.
const MAX_LEN: usize = 24;
/// Largest number of blocks that are made of stretches of the main chain.
const MAX_BLOCKS: usize = 64;
/// Smallest number of steps in a stretch that becomes a block if it occurs only twice.
const MIN_STEPS: usize = 3;
/// Smallest number of steps in a stretch that becomes a block.
const MIN_STEPS_OF_THREE: usize = 2;

/// Stretches of a chain with equal fingerprints, which may become a block.
struct Candidate {
    /// Length of each stretch, in items of the chain.
    len: usize,
    /// Index in the chain of each stretch's first item, ascending; the stretches do not overlap.
    starts: Vec<usize>,
    /// Number of steps that the description does not spell out if the stretches become a block: those of all stretches
    /// but the first.
    saved: usize,
    /// `true` if all stretches are whole modules by their names.
    named: bool,
}

impl Candidate {
    /// Returns what the block is worth: four times what it saves, a quarter more if it is a module by its names.
    fn worth(&self) -> usize {
        4 * self.saved + if self.named { self.saved } else { 0 }
    }
}

/// An item of a chain with its fingerprint, which a use of a block has not.
#[derive(Clone)]
struct Printed {
    item: Item,
    print: Option<Rc<Fingerprint>>,
}

/// Replaces repeated stretches of a chain by uses of blocks, appends the blocks to `templates` in the order of their
/// first uses, and returns the chain. The results of the steps in `kept` are read from outside of the chain.
pub(super) fn blocks(
    network: &FlatNetwork,
    chain: Vec<Item>,
    kept: &[StepId],
    templates: &mut Vec<Template>,
) -> Vec<Item> {
    let kept: HashSet<StepId> = kept.iter().copied().collect();
    let by_rule = pads_by_rule(network);
    let printed = chain.into_iter().map(|item| Printed {
        print: fingerprint(network, &item, by_rule).map(Rc::new),
        item,
    });
    let mut chain: Vec<Printed> = printed.collect();
    let before = templates.len();
    while templates.len() - before < MAX_BLOCKS {
        let Some(best) = best(network, &chain, &kept) else {
            break;
        };
        let place = templates.len();
        let stretch = |start: &usize| {
            let stretch = &chain[*start..start + best.len];
            stretch.iter().map(|printed| printed.item.clone()).collect()
        };
        let instances: Vec<Vec<Item>> = best.starts.iter().map(stretch).collect();
        templates.push(Template::of(network, instances));
        let starts: HashMap<usize, usize> = best
            .starts
            .iter()
            .enumerate()
            .map(|(at, start)| (*start, at))
            .collect();
        let mut replaced = Vec::new();
        let mut at = 0;
        while at < chain.len() {
            let Some(instance) = starts.get(&at) else {
                replaced.push(chain[at].clone());
                at += 1;
                continue;
            };
            let reads = at
                .checked_sub(1)
                .map_or(INPUT, |before| chain[before].item.exit);
            at += best.len;
            let item = Item::of_use(place, *instance, chain[at - 1].item.exit, reads);
            replaced.push(Printed { item, print: None });
        }
        chain = replaced;
    }
    let mut chain: Vec<Item> = chain.into_iter().map(|printed| printed.item).collect();
    in_order(&mut chain, &mut templates[before..], before);
    chain
}

/// Sorts blocks by their first uses in the chain; `first` is the number of the first of them.
fn in_order(chain: &mut [Item], templates: &mut [Template], first: usize) {
    templates.sort_by_key(|template| template.instances[0].ids.iter().min().copied());
    let exits = templates.iter().enumerate().flat_map(|(at, template)| {
        let last = |items: &[Item]| items.last().map(|item| item.exit);
        let exits = template.instances.iter();
        exits.filter_map(move |instance| Some((last(&instance.items)?, first + at)))
    });
    let places: HashMap<StepId, usize> = exits.collect();
    for item in chain {
        if let (Part::Use(template, _), Some(place)) = (&mut item.part, places.get(&item.exit)) {
            *template = *place;
        }
    }
}

/// Returns the group of equal stretches that saves most steps if they become a block; `None` if no group qualifies.
fn best(network: &FlatNetwork, chain: &[Printed], kept: &HashSet<StepId>) -> Option<Candidate> {
    let links = Links::of(chain, kept);
    let singles = links.singles(network, chain);
    let mut best: Option<Candidate> = None;
    for len in 1..=MAX_LEN.min(chain.len() / 2) {
        let mut groups: HashMap<&[u32], Vec<usize>> = HashMap::new();
        for start in 0..=chain.len() - len {
            if links.is_closed(start, len) {
                let numbers = &links.numbers[start..start + len];
                groups.entry(numbers).or_default().push(start);
            }
        }
        let mut groups: Vec<Vec<usize>> = groups
            .into_values()
            .filter(|starts| starts.len() > 1)
            .collect();
        groups.sort();
        for starts in groups {
            let stretch = &chain[starts[0]..starts[0] + len];
            let prints = stretch.iter().flat_map(|printed| &printed.print);
            let (mut steps, mut joins) = (0, false);
            for print in prints {
                steps += print.steps;
                joins |= print.joins;
            }
            let most = (starts.len() - 1) * steps;
            if steps < MIN_STEPS_OF_THREE
                || best.as_ref().is_some_and(|best| 5 * most < best.worth())
            {
                continue;
            }
            let starts = apart(network, chain, starts, len, joins);
            // A module that also occurs elsewhere is no part of a larger block.
            let holds_another = starts.first().filter(|_| len > 1).is_some_and(|start| {
                let mut numbers = links.numbers[*start..start + len].iter();
                numbers.any(|number| singles.get(number) > Some(&starts.len()))
            });
            let worth = starts.len() > 1
                && !holds_another
                && !spans_modules(network, chain, starts[0], len)
                && (steps >= MIN_STEPS || starts.len() > 2);
            let saved = starts.len().saturating_sub(1) * steps;
            if !worth || best.as_ref().is_some_and(|best| 5 * saved < best.worth()) {
                continue;
            }
            let is_named = |start: &usize| is_module(network, chain, *start, len);
            let found = Candidate {
                named: starts.iter().all(is_named),
                len,
                starts,
                saved,
            };
            if best
                .as_ref()
                .is_none_or(|best| found.worth() > best.worth())
            {
                best = Some(found);
            }
        }
    }
    best
}

/// Returns the starts of those stretches of a group that can be uses of one block: of stretches that overlap the first
/// one, and of stretches without joins those that are modules by their names.
fn apart(
    network: &FlatNetwork,
    chain: &[Printed],
    starts: Vec<usize>,
    len: usize,
    joins: bool,
) -> Vec<usize> {
    let mut free = 0;
    let is_apart = |start: &usize| {
        let is_apart = *start >= free && (joins || is_module(network, chain, *start, len));
        if is_apart {
            free = start + len;
        }
        is_apart
    };
    starts.into_iter().filter(is_apart).collect()
}

/// What the items of a chain read of each other.
struct Links {
    /// A number for each item, equal for items that can be the same item of a block: their fingerprints are equal, and
    /// the distances in the chain of the results that they read. A number of its own for a use of a block.
    numbers: Vec<u32>,
    /// Earliest position in the chain whose result the item reads, -1 for what the chain reads; `None` for a use of a
    /// block, and for an item that reads a result from elsewhere.
    first_read: Vec<Option<i64>>,
    /// Position in the chain of the last item that reads an item's result: the item's own position for a result that no
    /// item reads, `usize::MAX` for one that is read outside of the chain.
    last_read: Vec<usize>,
}

impl Links {
    fn of(chain: &[Printed], kept: &HashSet<StepId>) -> Links {
        let places: HashMap<StepId, i64> = chain
            .iter()
            .enumerate()
            .map(|(at, printed)| (printed.item.exit, at as i64))
            .chain([(INPUT, -1)])
            .collect();
        let mut known: HashMap<(&str, Vec<Option<i64>>), u32> = HashMap::new();
        let mut links = Links {
            numbers: Vec::new(),
            first_read: Vec::new(),
            last_read: (0..chain.len()).collect(),
        };
        for (at, Printed { item, print }) in chain.iter().enumerate() {
            let of_use = [item.reads.unwrap_or(INPUT)];
            let reads = print
                .as_ref()
                .map_or(&of_use[..], |print| print.reads.as_slice());
            let read: Vec<Option<i64>> = reads.iter().map(|id| places.get(id).copied()).collect();
            for place in read.iter().flatten() {
                if let Ok(place) = usize::try_from(*place) {
                    links.last_read[place] = at;
                }
            }
            let first = read.iter().copied().min().unwrap_or(Some(at as i64));
            let next = u32::try_from(chain.len() + at).unwrap_or(u32::MAX);
            links.first_read.push(first.filter(|_| print.is_some()));
            links.numbers.push(print.as_ref().map_or(next, |print| {
                let distances = read.iter().map(|place| Some(at as i64 - (*place)?));
                let next = known.len() as u32;
                *known
                    .entry((print.text.as_str(), distances.collect()))
                    .or_insert(next)
            }));
        }
        for (at, printed) in chain.iter().enumerate() {
            if kept.contains(&printed.item.exit) {
                links.last_read[at] = usize::MAX;
            }
        }
        links
    }

    /// Returns how often each item that can be a block by itself occurs, by its number.
    fn singles(&self, network: &FlatNetwork, chain: &[Printed]) -> HashMap<u32, usize> {
        let mut counts = HashMap::new();
        for (at, printed) in chain.iter().enumerate() {
            let print = printed.print.as_ref();
            if print.is_some_and(|print| print.joins && print.steps >= MIN_STEPS)
                && !is_part(network, &printed.item)
                && self.is_closed(at, 1)
            {
                *counts.entry(self.numbers[at]).or_default() += 1;
            }
        }
        counts
    }

    /// Returns `true` if the `len` items from position `start` of a chain read nothing but each other's results and
    /// that of the item before them, and if only the last result is read behind them. `false` if one of them is a use
    /// of a block.
    fn is_closed(&self, start: usize, len: usize) -> bool {
        let end = start + len;
        let reads = self.first_read[start..end].iter();
        reads
            .into_iter()
            .all(|first| first.is_some_and(|first| first >= start as i64 - 1))
            && self.last_read[start..end - 1]
                .iter()
                .all(|last| *last < end)
    }
}

/// Returns `true` if a stretch is several modules by its layer names: behind the prefix that they share, if any, they
/// have different words up to a `/`, with more than one step each.
fn spans_modules(network: &FlatNetwork, chain: &[Printed], start: usize, len: usize) -> bool {
    let items = chain[start..start + len].iter();
    let all: Vec<StepId> = items
        .flat_map(|printed| ids(std::slice::from_ref(&printed.item)))
        .collect();
    let all = names::raw(network, &all);
    let prefix = names::prefix(&all);
    // A join may be called as the module.
    let is_in = |name: &&str| {
        let rest = name.strip_prefix(&prefix).unwrap_or(name);
        rest.is_empty() || rest.starts_with('/')
    };
    if prefix.ends_with('/') || !prefix.is_empty() && all.iter().all(is_in) {
        return false;
    }
    let mut modules: HashMap<&str, usize> = HashMap::new();
    for name in all {
        if let Some((module, _)) = names::rest(name, &prefix).split_once('/') {
            *modules.entry(module).or_default() += 1;
        }
    }
    modules.values().filter(|steps| **steps > 1).count() > 1
}

/// Returns `true` if the layer names mark a stretch as a module: the names in it share a prefix that ends with `/`, and
/// the names in the items directly before and behind it do not have that prefix.
fn is_module(network: &FlatNetwork, chain: &[Printed], start: usize, len: usize) -> bool {
    let all = |at: &usize| {
        chain
            .get(*at)
            .map(|printed| ids(std::slice::from_ref(&printed.item)))
    };
    let own: Vec<StepId> = (start..start + len)
        .filter_map(|at| all(&at))
        .flatten()
        .collect();
    let prefix = names::prefix(&names::raw(network, &own));
    let beside = [start.checked_sub(1), Some(start + len)];
    let mut beside = beside.iter().flatten().filter_map(all).flatten();
    prefix.ends_with('/') && !beside.any(|id| network.steps[id - 1].name.starts_with(&prefix))
}

/// Replaces heads of more than one item that have equal fingerprints by uses of one block, appends the blocks to
/// `templates`, and returns the chains of all heads in the same order.
pub(super) fn heads(
    network: &FlatNetwork,
    heads: Vec<Vec<Item>>,
    templates: &mut Vec<Template>,
) -> Vec<Vec<Item>> {
    let by_rule = pads_by_rule(network);
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, chain) in heads.iter().enumerate() {
        let from = network.heads[at].from;
        let texts: Option<Vec<String>> = chain
            .iter()
            .map(|item| {
                fingerprint(network, item, by_rule).map(|print| own_text(&print, chain, from))
            })
            .collect();
        if let Some(texts) = texts.filter(|texts| texts.len() > 1) {
            groups.entry(texts.join("\n")).or_default().push(at);
        }
    }
    let mut heads = heads;
    let mut groups: Vec<Vec<usize>> = groups
        .into_values()
        .filter(|group| group.len() > 1)
        .collect();
    groups.sort();
    for group in groups {
        let instances = group.iter().map(|at| heads[*at].clone()).collect();
        let place = templates.len();
        let mut template = Template::of(network, instances);
        template.of_heads = true;
        templates.push(template);
        for (instance, at) in group.into_iter().enumerate() {
            let head = &network.heads[at];
            heads[at] = vec![Item::of_use(place, instance, head.output, head.from)];
        }
    }
    heads
}

/// Returns the text of an item of a head, with what it reads as positions in the head, or as what the head reads.
fn own_text(print: &Fingerprint, chain: &[Item], from: StepId) -> String {
    let place = |id: &StepId| chain.iter().position(|item| item.exit == *id);
    let reads = print.reads.iter().map(|id| (place(id), *id == from));
    format!("{} {:?}", print.text, reads.collect::<Vec<_>>())
}
