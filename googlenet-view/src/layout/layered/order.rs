//! The order of the elements of each rank: the file's, unless another has fewer crossings.

use super::Ranks;

/// How often the ranks are ordered, down and up.
const SWEEPS: usize = 6;

/// Orders every rank by the barycentres of its neighbours, down and up in turn, and keeps the order with the fewest
/// crossings.
pub(super) fn order(ranks: &mut Ranks) {
    let mut best = ranks.ranks.clone();
    let mut fewest = crossings(ranks);
    for sweep in 0..SWEEPS {
        if fewest == 0 {
            break;
        }
        if sweep % 2 == 0 {
            for rank in 1..ranks.ranks.len() {
                sort(ranks, rank, false);
            }
        } else {
            for rank in (0..ranks.ranks.len().saturating_sub(1)).rev() {
                sort(ranks, rank, true);
            }
        }
        let now = crossings(ranks);
        if now < fewest {
            fewest = now;
            best.clone_from(&ranks.ranks);
        }
    }
    ranks.ranks = best;
}

/// Sorts a rank by the mean place of its neighbours in the rank behind it (`up`) or before it.
fn sort(ranks: &mut Ranks, rank: usize, up: bool) {
    let places = ranks.places();
    let links = &ranks.links[if up { rank } else { rank - 1 }];
    let mut sums = vec![(0usize, 0usize); ranks.elements.len()];
    for link in links {
        let (own, other) = if up {
            (link.from, link.to)
        } else {
            (link.to, link.from)
        };
        sums[own].0 += places[other];
        sums[own].1 += 1;
    }
    let mean = |element: usize| match sums[element] {
        (_, 0) => places[element] as f64,
        (sum, count) => sum as f64 / count as f64,
    };
    ranks.ranks[rank].sort_by(|a, b| mean(*a).total_cmp(&mean(*b)));
}

/// The number of crossings between all ranks.
fn crossings(ranks: &Ranks) -> u64 {
    let places = ranks.places();
    let widest = ranks.ranks.iter().map(Vec::len).max().unwrap_or(0);
    let mut sum = 0;
    for links in &ranks.links {
        let mut pairs: Vec<(usize, usize)> = links
            .iter()
            .map(|link| (places[link.from], places[link.to]))
            .collect();
        pairs.sort_unstable();
        // Each link crosses those that begin before it and end behind it: a tree of counts by end.
        let mut counts = vec![0u64; widest + 1];
        for (before, (_, end)) in pairs.iter().enumerate() {
            let mut up_to = 0;
            let mut at = end + 1;
            while at > 0 {
                up_to += counts[at];
                at &= at - 1;
            }
            sum += before as u64 - up_to;
            let mut at = end + 1;
            while at < counts.len() {
                counts[at] += 1;
                at += at & at.wrapping_neg();
            }
        }
    }
    sum
}
