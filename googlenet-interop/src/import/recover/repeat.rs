//! Detection of repeated stretches of a chain and of equal heads, which become blocks.
//!
//! A stretch is a run of items of the chain that reads no result but that of the item before it, and of whose results
//! only the last one is read behind it. Of all repeated stretches the one that saves most steps becomes a block; the
//! search is repeated until no stretch qualifies.

use super::fingerprint::{Fingerprint, Places, fingerprint};
use super::names;
use super::nest::{Item, ids};
use super::template::Template;
use crate::import::network::FlatNetwork;
use crate::import::step::{INPUT, StepId};
use std::collections::{HashMap, HashSet};

/// Largest length of a stretch, in items of the chain.
const MAX_LEN: usize = 24;
/// Largest number of blocks that are made of stretches of the main chain.
const MAX_BLOCKS: usize = 64;
/// Smallest number of steps in a stretch with joins (concatenations and sums) that becomes a block.
const MIN_STEPS: usize = 3;
/// Smallest number of steps in a stretch without joins that becomes a block.
const MIN_STEPS_IN_A_ROW: usize = 2;
/// Smallest number of occurrences of a stretch without joins that becomes a block; two are enough with joins.
const MIN_ROWS: usize = 3;

/// Stretches of a chain with equal fingerprints, which may become a block.
struct Candidate {
    /// Length of each stretch, in items of the chain.
    len: usize,
    /// Index in the chain of each stretch's first item, ascending; the stretches do not overlap.
    starts: Vec<usize>,
    /// Number of steps that the description does not spell out if the stretches become a block: those of all stretches
    /// but the first.
    saved: usize,
}

/// Replaces repeated stretches of a chain by uses of blocks, appends the blocks to `templates`, and returns the chain.
/// The results of the steps in `kept` are read from outside of the chain.
pub(super) fn blocks(
    network: &FlatNetwork,
    mut chain: Vec<Item>,
    kept: &[StepId],
    templates: &mut Vec<Template>,
) -> Vec<Item> {
    let kept: HashSet<StepId> = kept.iter().copied().collect();
    while templates.len() < MAX_BLOCKS {
        let Some(best) = best(network, &chain, &kept) else {
            break;
        };
        let place = templates.len();
        let stretch = |start: &usize| chain[*start..start + best.len].to_vec();
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
            let reads = at.checked_sub(1).map_or(INPUT, |before| chain[before].exit);
            at += best.len;
            replaced.push(Item::of_use(place, *instance, chain[at - 1].exit, reads));
        }
        chain = replaced;
    }
    chain
}

/// Returns the group of equal stretches that saves most steps if they become a block; `None` if no group qualifies.
fn best(network: &FlatNetwork, chain: &[Item], kept: &HashSet<StepId>) -> Option<Candidate> {
    let places = Places::of(chain, INPUT);
    let prints: Vec<Option<Fingerprint>> = chain
        .iter()
        .enumerate()
        .map(|(at, item)| fingerprint(network, item, at as i64, &places))
        .collect();
    let mut numbers: HashMap<&str, u32> = HashMap::new();
    let numbered: Vec<u32> = prints
        .iter()
        .map(|print| {
            let next = numbers.len() as u32;
            let text = print.as_ref().map_or("", |print| &print.text);
            *numbers.entry(text).or_insert(next)
        })
        .collect();
    let last_read = last_read(chain, &prints, kept);
    let mut best: Option<Candidate> = None;
    for len in 1..=MAX_LEN.min(chain.len() / 2) {
        let mut groups: HashMap<&[u32], Vec<usize>> = HashMap::new();
        for start in 0..=chain.len() - len {
            if is_closed(start, len, &prints, &last_read) {
                let group = groups.entry(&numbered[start..start + len]).or_default();
                // Of stretches of one group that overlap only the first one counts.
                if group.last().is_none_or(|last| last + len <= start) {
                    group.push(start);
                }
            }
        }
        let mut groups: Vec<Vec<usize>> = groups.into_values().collect();
        groups.sort();
        for starts in groups.into_iter().filter(|starts| starts.len() > 1) {
            let stretch = prints[starts[0]..starts[0] + len].iter().flatten();
            let (mut steps, mut joins) = (0, false);
            for print in stretch {
                steps += print.steps;
                joins |= print.joins;
            }
            let worth = match joins {
                true => steps >= MIN_STEPS,
                false => {
                    steps >= MIN_STEPS_IN_A_ROW
                        && starts.len() >= MIN_ROWS
                        && are_modules(network, chain, &starts, len)
                }
            };
            let saved = (starts.len() - 1) * steps;
            if worth && best.as_ref().is_none_or(|best| saved > best.saved) {
                best = Some(Candidate { len, starts, saved });
            }
        }
    }
    best
}

/// Returns, for each item of a chain, the position in the chain of the last item that reads its result: the item's own
/// position for a result that no item reads, `usize::MAX` for one that is read outside of the chain.
fn last_read(chain: &[Item], prints: &[Option<Fingerprint>], kept: &HashSet<StepId>) -> Vec<usize> {
    let mut last: Vec<usize> = (0..chain.len()).collect();
    let places: HashMap<StepId, usize> = chain
        .iter()
        .enumerate()
        .map(|(at, item)| (item.exit, at))
        .collect();
    for (at, print) in prints.iter().enumerate() {
        let of_use = chain[at].reads.and_then(|id| places.get(&id)).copied();
        let of_print = print.iter().flat_map(|print| &print.reads);
        let read = of_print.filter_map(|place| usize::try_from(*place).ok());
        for place in read.chain(of_use) {
            if let Some(last) = last.get_mut(place) {
                *last = at;
            }
        }
    }
    for (at, item) in chain.iter().enumerate() {
        if kept.contains(&item.exit) {
            last[at] = usize::MAX;
        }
    }
    last
}

/// Returns `true` if the `len` items from position `start` of a chain read nothing but each other's results and that of
/// the item before them, and if only the last result is read behind them. `false` if one of them is a use of a block.
fn is_closed(
    start: usize,
    len: usize,
    prints: &[Option<Fingerprint>],
    last_read: &[usize],
) -> bool {
    let inside = &prints[start..start + len];
    let reads = inside.iter().all(|print| {
        print
            .as_ref()
            .is_some_and(|print| print.reads_from >= start as i64 - 1)
    });
    reads
        && last_read[start..start + len - 1]
            .iter()
            .all(|last| *last < start + len)
}

/// Returns `true` if the layer names mark each stretch as a module: the names in a stretch share a prefix that ends
/// with `/`, and the names in the items directly before and behind the stretch do not have that prefix.
fn are_modules(network: &FlatNetwork, chain: &[Item], starts: &[usize], len: usize) -> bool {
    starts.iter().all(|start| {
        let stretch = &chain[*start..start + len];
        let prefix = names::prefix(&names::raw(network, &ids(stretch)));
        let beside = [start.checked_sub(1), Some(start + len)];
        let beside = beside.into_iter().flatten().filter_map(|at| chain.get(at));
        let mut beside = beside.flat_map(|item| ids(std::slice::from_ref(item)));
        prefix.ends_with('/') && !beside.any(|id| network.steps[id - 1].name.starts_with(&prefix))
    })
}

/// Replaces heads of more than one item that have equal fingerprints by uses of one block, appends the blocks to
/// `templates`, and returns the chains of all heads in the same order.
pub(super) fn heads(
    network: &FlatNetwork,
    heads: Vec<Vec<Item>>,
    templates: &mut Vec<Template>,
) -> Vec<Vec<Item>> {
    let mut groups: HashMap<String, Vec<usize>> = HashMap::new();
    for (at, chain) in heads.iter().enumerate() {
        let places = Places::of(chain, network.heads[at].from);
        let prints = chain
            .iter()
            .enumerate()
            .map(|(at, item)| fingerprint(network, item, at as i64, &places));
        let texts: Option<Vec<String>> =
            prints.map(|print| print.map(|print| print.text)).collect();
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
