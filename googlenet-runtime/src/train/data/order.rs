//! The order of the items in an epoch.

use super::random::{Purpose, Random};

/// Returns the order in which `len` items come in an epoch, counted from 0: a permutation by Fisher and Yates, from the
/// last place down, of which each place is exchanged with one up to itself.
///
/// # Panics
/// There are more than 2^32 items.
#[must_use]
pub fn order(len: usize, seed: u64, epoch: u64) -> Vec<u32> {
    let mut order = Vec::new();
    fill(&mut order, len, seed, epoch);
    order
}

/// Writes [`order`] into `order`.
pub(super) fn fill(order: &mut Vec<u32>, len: usize, seed: u64, epoch: u64) {
    in_turn(order, len);
    shuffle(order, &mut Random::new(seed, Purpose::Order, epoch, 0));
}

pub(super) fn in_turn(order: &mut Vec<u32>, len: usize) {
    order.clear();
    order.extend(0..u32::try_from(len).expect("at most 2^32 items"));
}

pub(super) fn shuffle(items: &mut [u32], random: &mut Random) {
    for place in (1..items.len()).rev() {
        items.swap(place, random.below(place as u64 + 1) as usize);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn orders_are_fixed_for_ever() {
        // Computed by a program in Python from the description of the generator.
        assert_eq!(order(10, 1, 0), [2, 4, 5, 3, 8, 1, 6, 7, 9, 0]);
        assert_eq!(order(10, 1, 1), [2, 4, 7, 6, 9, 8, 0, 3, 1, 5]);
        assert_eq!(order(10, 2, 0), [4, 8, 2, 7, 9, 6, 0, 3, 5, 1]);
        assert_eq!(order(0, 1, 0), [0_u32; 0]);
        assert_eq!(order(1, 1, 0), [0]);
    }

    #[test]
    fn each_item_comes_once() {
        let mut items = order(1_000, 7, 3);
        assert_ne!(items, order(1_000, 7, 4));
        items.sort_unstable();
        assert!(items.iter().copied().eq(0..1_000));
    }
}
