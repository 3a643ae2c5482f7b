//! Fingerprints: the names and shapes of the tensors of networks that there are descriptions of, by which a file is
//! recognised.
//!
//! A fingerprint is a number for each tensor, made of its name and its sizes, so that a file is recognised that lacks
//! the classifier or has other classes. The table `known.txt` is made from the descriptions.

use super::naming::{Naming, layer_of_variable};
use super::{Candidate, MOST};
#[cfg(test)]
use crate::names::{Convention, normal, tensors};
#[cfg(test)]
use googlenet_dsl::graph::Graph;
use std::collections::HashSet;
use std::sync::OnceLock;

/// A network whose names and shapes a file has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Known {
    /// Path of the description in `specs/`, without its ending: `torchvision/resnet50`.
    pub(super) network: String,
    /// Number of the network's tensors that the file has.
    pub(super) equal: usize,
    /// Number of tensors of the network.
    pub(super) count: usize,
}

/// The fingerprint of a network.
#[derive(Debug)]
pub(super) struct Entry {
    network: String,
    prints: HashSet<u32>,
}

/// Returns the table of the descriptions.
pub(super) fn table() -> &'static [Entry] {
    static TABLE: OnceLock<Vec<Entry>> = OnceLock::new();
    TABLE.get_or_init(|| parse(include_str!("../known.txt")))
}

/// Reads a table: a line for each network, its path and the prints of its tensors in hexadecimal digits.
pub(super) fn parse(text: &str) -> Vec<Entry> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let entries = lines.filter_map(|line| {
        let mut words = line.split_whitespace();
        let network = words.next()?.to_owned();
        let prints = words.filter_map(|word| u32::from_str_radix(word, 16).ok());
        Some(Entry {
            network,
            prints: prints.collect(),
        })
    });
    entries.collect()
}

/// Returns the line of a network in the table, without its end.
#[cfg(test)]
pub(crate) fn line(network: &str, graph: &Graph, convention: Convention) -> String {
    let all = tensors(graph, convention, Some(convention));
    let prints = all
        .iter()
        .map(|named| print(&normal(&named.name()), &named.forms[0].shape));
    let mut prints: Vec<u32> = prints.collect();
    prints.sort_unstable();
    let words = prints.iter().map(|print| format!(" {print:08x}"));
    format!("{network}{}", words.collect::<String>())
}

/// Returns the number of a tensor: FNV-1a of its name and its sizes.
fn print(name: &str, shape: &[usize]) -> u32 {
    let mut hash: u32 = 0x811c_9dc5;
    let mut add = |byte: u8| hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    name.bytes().for_each(&mut add);
    for size in shape {
        add(0);
        (*size as u64).to_le_bytes().into_iter().for_each(&mut add);
    }
    hash
}

/// Returns the network whose names and shapes most tensors are: of the larger of the two sets, most are in both.
pub(super) fn recognise(table: &[Entry], candidates: &[Candidate]) -> Option<Known> {
    let mut best: Option<Known> = None;
    for prefix in prefixes(candidates) {
        let mut prints: HashSet<u32> = HashSet::new();
        let mut count = 0;
        for candidate in candidates {
            if let Some(name) = candidate.name.strip_prefix(&*prefix) {
                count += 1;
                let names = names(name, &candidate.dims);
                prints.extend(names.iter().map(|name| print(name, &candidate.dims)));
            }
        }
        for entry in table {
            let equal = entry.prints.intersection(&prints).count();
            let larger = entry.prints.len().max(count);
            let is_of = 100 * equal >= MOST * larger && equal > 0;
            if is_of && best.as_ref().is_none_or(|best| best.equal < equal) {
                best = Some(Known {
                    network: entry.network.clone(),
                    equal,
                    count: entry.prints.len(),
                });
            }
        }
    }
    best
}

/// Returns the names that a tensor may have: those of the variables of Keras' layers, where it has a number there.
fn names(name: &str, dims: &[usize]) -> Vec<String> {
    let variables: &[&str] = match dims.len() {
        1 => &["bias", "gamma", "beta", "moving_mean", "moving_variance"],
        _ => &["kernel", "depthwise_kernel", "pointwise_kernel"],
    };
    match layer_of_variable(name) {
        Some(layer) => {
            let variables = variables.iter();
            variables
                .map(|variable| format!("{layer}.{variable}"))
                .collect()
        }
        None => vec![name.to_owned()],
    }
}

/// Returns the prefixes behind which names may be those of a network: none, and the first parts that nearly all share.
fn prefixes(candidates: &[Candidate]) -> Vec<String> {
    let mut prefixes = vec![String::new()];
    loop {
        let last = prefixes.last().cloned().unwrap_or_default();
        let rests = candidates
            .iter()
            .filter_map(|candidate| candidate.name.strip_prefix(&*last));
        let firsts: Vec<&str> = rests
            .filter_map(|rest| Some(rest.split_once('.')?.0))
            .collect();
        let mut counts = std::collections::BTreeMap::new();
        for first in &firsts {
            *counts.entry(*first).or_insert(0) += 1;
        }
        let most = counts.into_iter().max_by_key(|(_, count)| *count);
        match most {
            Some((first, count))
                if 100 * count >= MOST * candidates.len() && prefixes.len() < 8 =>
            {
                prefixes.push(format!("{last}{first}."));
            }
            _ => return prefixes,
        }
    }
}

/// Returns the number of tensors that have the names and sizes of a network's.
pub(super) fn equal(naming: &Naming, candidates: &[Candidate]) -> usize {
    naming.hits(candidates).fit
}
