//! The first weights of a network that is trained from the beginning.

use super::engine::mixed;
use crate::LayerMut;
use crate::layer::Weight;
use googlenet_dsl::op::Role;
use googlenet_dsl::value::Distribution;

/// Sets all weights of `layers` to those with which training begins: kernels as the option `initializer` of their layers
/// says, biases, betas and moving means 0, gammas and moving variances 1, slopes of `prelu` 0.25 (He et al.,
/// arXiv:1502.01852).
///
/// Value `i` of the kernel of layer `k`, counted from 0, is drawn by SplitMix64 from `seed`, `k` and `i` alone: uniform
/// values from its upper 53 bits, normal ones of these by Box and Muller's transform.
pub(crate) fn initialize(layers: Vec<LayerMut<'_>>, seed: u64) {
    for (k, mut layer) in layers.into_iter().enumerate() {
        let initializer = layer.op().initializer();
        let drawn = |weight: &Weight| -> Vec<f32> {
            let seed = mixed(seed, k as u64);
            let distribution = initializer.distribution(weight.shape());
            let at = 0..weight.len() as u64;
            at.map(|i| value(distribution, mixed(seed, i)) as f32)
                .collect()
        };
        let values = |weight: &Weight| match weight.role() {
            Role::Kernel { .. } => drawn(weight),
            Role::Bias | Role::Beta | Role::MovingMean => vec![0.0; weight.len()],
            Role::Gamma | Role::MovingVariance => vec![1.0; weight.len()],
            Role::Slope => vec![0.25; weight.len()],
            _ => googlenet_dsl::no_other_variant!(Role, 7),
        };
        let made: Vec<_> = layer
            .weights()
            .iter()
            .map(|w| (w.name(), values(w)))
            .collect();
        for (name, values) in made {
            let set = layer.set_weight(name, values);
            debug_assert!(set.is_ok(), "a weight is replaced by as many values");
        }
    }
}

/// Returns the value of a distribution for the seed of this value.
fn value(distribution: Distribution, seed: u64) -> f64 {
    match distribution {
        Distribution::Uniform { limit } => (2.0 * unit(mixed(seed, 0)) - 1.0) * limit,
        Distribution::TruncatedNormal { deviation } => {
            let normal = |pair: u64| {
                let [first, second] = [0, 1].map(|at| unit(mixed(seed, 2 * pair + at)));
                let radius = (-2.0 * (1.0 - first).ln()).sqrt();
                radius * (2.0 * std::f64::consts::PI * second).cos()
            };
            let kept = (0..64).map(normal).find(|value| value.abs() <= 2.0);
            kept.unwrap_or(0.0) * deviation
        }
        _ => googlenet_dsl::no_other_variant!(Distribution, 2),
    }
}

/// Returns a number from 0 (inclusive) to 1 (exclusive), of the upper 53 bits.
fn unit(bits: u64) -> f64 {
    (bits >> 11) as f64 / (1u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_the_moments_of_their_distributions() {
        const COUNT: u64 = 20_000;
        let moments = |distribution| {
            let values: Vec<f64> = (0..COUNT)
                .map(|i| value(distribution, mixed(7, i)))
                .collect();
            let mean = values.iter().sum::<f64>() / COUNT as f64;
            let square = values.iter().map(|v| v * v).sum::<f64>() / COUNT as f64;
            let most = values.iter().fold(0.0, |most: f64, v| most.max(v.abs()));
            (mean, square.sqrt(), most)
        };
        let (mean, deviation, most) = moments(Distribution::Uniform { limit: 0.5 });
        assert!(mean.abs() < 0.01 && (deviation - 0.5 / 3f64.sqrt()).abs() < 0.005 && most < 0.5);
        let (mean, deviation, most) = moments(Distribution::TruncatedNormal { deviation: 1.0 });
        assert!(mean.abs() < 0.02 && (deviation - 0.8796).abs() < 0.01 && most <= 2.0);
    }
}
