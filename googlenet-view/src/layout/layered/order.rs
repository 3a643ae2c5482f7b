//! Order of the elements of each rank. The initial order, with nodes in the order of the network's layers, is kept
//! unless another order has fewer crossings of wires.

use super::ranks::Ranks;

/// Largest number of passes over all ranks, alternately downwards and upwards.
const SWEEPS: usize = 6;

/// Sorts every rank by barycentres (mean positions of neighbours), downwards and upwards in turn, and keeps the order
/// of all ranks that had the fewest crossings, which may be the initial one.
pub(super) fn order(ranks: &mut Ranks) {
    let mut best = ranks.ranks.clone();
    let mut fewest = crossings(ranks);
    let mut places = ranks.places();
    let mut sums = vec![(0, 0); ranks.elements.len()];
    let last = ranks.ranks.len() - 1;
    for sweep in 0..SWEEPS {
        if fewest == 0 {
            break;
        }
        for step in 1..=last {
            let (rank, up) = match sweep % 2 {
                0 => (step, false),
                _ => (last - step, true),
            };
            sort(ranks, rank, up, &mut places, &mut sums);
        }
        let now = crossings(ranks);
        if now < fewest {
            fewest = now;
            best.clone_from(&ranks.ranks);
        }
    }
    ranks.ranks = best;
}

/// Sorts a rank by the mean position of each element's neighbours in the next rank (`up`) or in the previous rank; an
/// element without neighbours is sorted by its present position. `places` is the position of each element in its rank,
/// and is updated; `sums` is scratch memory for the sum and number of neighbours' positions.
fn sort(
    ranks: &mut Ranks,
    rank: usize,
    up: bool,
    places: &mut [usize],
    sums: &mut [(usize, usize)],
) {
    for element in &ranks.ranks[rank] {
        sums[*element] = (0, 0);
    }
    for link in &ranks.links[if up { rank } else { rank - 1 }] {
        let (own, other) = match up {
            true => (link.from, link.to),
            false => (link.to, link.from),
        };
        sums[own].0 += places[other];
        sums[own].1 += 1;
    }
    let mean = |element: usize| match sums[element] {
        (_, 0) => places[element] as f64,
        (sum, count) => sum as f64 / count as f64,
    };
    ranks.ranks[rank].sort_by(|a, b| mean(*a).total_cmp(&mean(*b)));
    for (at, element) in ranks.ranks[rank].iter().enumerate() {
        places[*element] = at;
    }
}

/// Returns the number of crossings of links between neighbouring ranks, over all ranks.
fn crossings(ranks: &Ranks) -> u64 {
    let places = ranks.places();
    let mut sum = 0;
    for (links, next) in ranks.links.iter().zip(ranks.ranks.iter().skip(1)) {
        let mut pairs: Vec<(usize, usize)> = links
            .iter()
            .map(|link| (places[link.from], places[link.to]))
            .collect();
        pairs.sort_unstable();
        // A link crosses those that begin before it and end behind it. `counts` is a Fenwick tree with the numbers of
        // earlier links by their ends.
        let mut counts = vec![0u64; next.len() + 1];
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
