//! Reproducible weights, which are computed from a seed.

use crate::LayerMut;
use crate::splitmix::{GOLDEN, mix};
use googlenet_dsl::op::Role;

/// Returns a pseudorandom number from -1 (inclusive) to 1 (exclusive), element `i` of the sequence `tensor`: the upper
/// 24 bits of one step of SplitMix64 from the state `(tensor << 32) + i`, scaled.
pub fn formula(tensor: u64, i: u64) -> f64 {
    let z = mix((tensor << 32).wrapping_add(i).wrapping_add(GOLDEN));
    (z >> 40) as f64 / 8_388_608.0 - 1.0
}

/// Sets the weights of all `layers`, which are those of a network in order, to values of [`formula`] for the seed `n`,
/// as [`TypedNetwork::seeded`](crate::TypedNetwork::seeded) describes.
pub(crate) fn seed(layers: Vec<LayerMut<'_>>, n: u64) {
    let weighted = layers
        .into_iter()
        .filter(|layer| !layer.weights().is_empty());
    for (k, mut layer) in weighted.enumerate() {
        let first = n.wrapping_add(2 * k as u64);
        let filled: Vec<(&'static str, Vec<f32>)> = layer
            .weights()
            .iter()
            .map(|weight| {
                let len = weight.len() as u64;
                let second = first.wrapping_add(1);
                let make = |value: &dyn Fn(u64) -> f64| (0..len).map(|i| value(i) as f32).collect();
                let values = match weight.role() {
                    Role::Kernel { fan_in } => {
                        let factor = (6.0 / fan_in as f64).sqrt();
                        make(&|i| formula(first, i) * factor)
                    }
                    Role::Bias => make(&|i| formula(second, i) * 0.1),
                    Role::Gamma => make(&|c| 1.0 + formula(first, 2 * c) / 10.0),
                    Role::Beta => make(&|c| formula(first, 2 * c + 1) / 10.0),
                    Role::MovingMean => make(&|c| formula(second, 2 * c) / 10.0),
                    Role::MovingVariance => make(&|c| 1.0 + formula(second, 2 * c + 1) / 2.0),
                    Role::Slope => make(&|c| 0.25 + formula(first, c) / 4.0),
                    _ => googlenet_dsl::no_other_variant!(Role, 7),
                };
                (weight.name(), values)
            })
            .collect();
        for (name, values) in filled {
            let set = layer.set_weight(name, values);
            debug_assert!(set.is_ok(), "a weight is replaced by as many values");
        }
    }
}
